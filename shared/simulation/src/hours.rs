//! Loads by hour of the day, and the waiting line hour by hour.

use std::ops::Range;

use domain::config::Agent;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A number from each instant on, in the order of time.
pub(crate) type Steps = Vec<(Timestamp, u32)>;

/// Hours of a day.
const HOURS: usize = 24;

/// Notes a new number. Of one instant only the last counts.
pub(crate) fn note(steps: &mut Steps, at: Timestamp, number: u32) {
    if let Some(last) = steps.last_mut().filter(|last| last.0 == at) {
        last.1 = number;
    } else {
        steps.push((at, number));
    }
}

/// How full an agent was in their working time.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    /// In all of it.
    pub(crate) whole: Option<f64>,
    /// By hour of the day.
    pub(crate) by_hour: Vec<Option<f64>>,
}

/// The mean of units held in an agent's working time, as a share of their capacity.
pub(crate) fn shares(
    agent: &Agent,
    units: &Steps,
    over: Range<Timestamp>,
    zone: &TimeZone,
) -> Shares {
    let mut held = [0.0; HOURS];
    let mut worked = [0.0; HOURS];
    let mut place = 0;
    for stretch in working(agent, over) {
        for (hour, piece) in by_hour(stretch, zone) {
            worked[hour] += seconds(&piece);
            held[hour] += unit_seconds(units, &mut place, &piece);
        }
    }
    let capacity = f64::from(agent.capacity);
    let share = |held: f64, worked: f64| (worked > 0.0).then(|| held / worked / capacity);
    Shares {
        whole: share(held.iter().sum(), worked.iter().sum()),
        by_hour: held
            .iter()
            .zip(worked)
            .map(|(held, worked)| share(*held, worked))
            .collect(),
    }
}

/// When an agent works.
fn working(agent: &Agent, over: Range<Timestamp>) -> impl Iterator<Item = Range<Timestamp>> + '_ {
    let mut from = over.start;
    std::iter::from_fn(move || {
        let begins = agent.back_at(from).filter(|at| *at < over.end)?;
        let ends = agent.works_until(begins)?.min(over.end);
        from = ends;
        Some(begins..ends)
    })
}

/// A stretch cut at the hours of a zone, each piece with its hour of the day.
fn by_hour(
    stretch: Range<Timestamp>,
    zone: &TimeZone,
) -> impl Iterator<Item = (usize, Range<Timestamp>)> + '_ {
    let mut from = stretch.start;
    std::iter::from_fn(move || {
        if from >= stretch.end {
            return None;
        }
        let local = zone.to_datetime(from).time();
        let gone = SignedDuration::from_mins(i64::from(local.minute()))
            + SignedDuration::from_secs(i64::from(local.second()))
            + SignedDuration::from_nanos(i64::from(local.subsec_nanosecond()));
        let next = from.saturating_add(SignedDuration::from_hours(1) - gone);
        let piece = from..next.unwrap_or(stretch.end).min(stretch.end);
        from = piece.end;
        Some((
            usize::try_from(local.hour()).unwrap_or(0).min(HOURS - 1),
            piece,
        ))
    })
}

fn seconds(stretch: &Range<Timestamp>) -> f64 {
    stretch.end.duration_since(stretch.start).as_secs_f64()
}

/// Units times seconds within a stretch. `place` is where the one before ended: stretches come in the order of time.
fn unit_seconds(units: &Steps, place: &mut usize, stretch: &Range<Timestamp>) -> f64 {
    while units
        .get(*place + 1)
        .is_some_and(|next| next.0 <= stretch.start)
    {
        *place += 1;
    }
    let mut sum = 0.0;
    let rest = units.get(*place..).unwrap_or_default();
    for (index, (from, number)) in rest.iter().enumerate() {
        if *from >= stretch.end {
            break;
        }
        let until = rest.get(index + 1).map_or(stretch.end, |next| next.0);
        let part = (*from).max(stretch.start)..until.min(stretch.end);
        sum += f64::from(*number) * seconds(&part).max(0.0);
    }
    sum
}

/// For each hour of a span, the highest number in it.
pub(crate) fn most_by_hour(steps: &Steps, over: Range<Timestamp>) -> Vec<u32> {
    let hour = SignedDuration::from_hours(1);
    let mut most = Vec::new();
    let (mut from, mut place, mut now) = (over.start, 0, 0);
    while from < over.end {
        let until = from.saturating_add(hour).unwrap_or(over.end);
        let mut highest = now;
        while let Some((_, number)) = steps.get(place).filter(|step| step.0 < until) {
            now = *number;
            highest = highest.max(now);
            place += 1;
        }
        most.push(highest);
        from = until;
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn an_hour_shows_the_most_that_waited_in_it() {
        let steps = vec![(at(10), 1), (at(20), 3), (at(30), 2), (at(150), 0)];
        assert_eq!(most_by_hour(&steps, at(0)..at(240)), [3, 2, 2, 0]);
    }

    #[test]
    fn units_are_weighed_by_how_long_they_are_held() {
        let steps = vec![(at(0), 2), (at(30), 4), (at(90), 0)];
        let mut place = 0;
        let mut held =
            |from, until| unit_seconds(&steps, &mut place, &(at(from)..at(until))) / 60.0;
        assert!((held(0, 60) - 180.0).abs() < 1e-9);
        assert!((held(60, 120) - 120.0).abs() < 1e-9);
        assert!(held(120, 180).abs() < 1e-9);
    }

    #[test]
    fn a_stretch_is_cut_at_the_hours() {
        let pieces: Vec<_> = by_hour(at(30)..at(130), &TimeZone::UTC).collect();
        let expected = [
            (0, at(30)..at(60)),
            (1, at(60)..at(120)),
            (2, at(120)..at(130)),
        ];
        assert_eq!(pieces, expected);
    }
}
