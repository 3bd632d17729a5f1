//! When a calendar is open and none of some agents works: as a pattern of the week, and by dates.

use std::collections::{BTreeMap, HashMap};

use calendar::DayName;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::groups::Group;
use super::hours::{
    DayPart, Days, Horizon, Span, by_day, days_between, hours_minus, minus, on_the_clock,
};
use super::{DatedHole, DayHours, WeeklyHole};
use crate::config::Care;
use crate::ids::AgentId;

/// Names that are told of those on leave.
const MOST_NAMED: usize = 3;

/// Holes of a calendar.
#[derive(Clone, Default)]
pub(super) struct Holes {
    pub(super) weekly: Vec<WeeklyHole>,
    pub(super) dated: Vec<DatedHole>,
}

/// A calendar, and shifts with the days on which all of them are on leave.
type Question<'c> = (&'c str, BTreeMap<&'c str, Days>);

/// When a shift works, and the day from which on its days are counted.
struct Worked {
    first_day: Date,
    parts: Vec<DayPart>,
}

/// Hours by date.
type Dates = BTreeMap<Date, DayHours>;

/// What was found out once and is asked for again, topic by topic.
pub(super) struct Timetable<'c, 'g> {
    care: &'c Care,
    groups: &'g [Group<'c>],
    horizon: Horizon,
    open: HashMap<&'c str, Vec<Span>>,
    worked: HashMap<&'c str, Worked>,
    found: HashMap<Question<'c>, Holes>,
}

impl<'c, 'g> Timetable<'c, 'g> {
    pub(super) fn new(care: &'c Care, groups: &'g [Group<'c>], horizon: Horizon) -> Self {
        Self {
            care,
            groups,
            horizon,
            open: HashMap::new(),
            worked: HashMap::new(),
            found: HashMap::new(),
        }
    }

    /// When a calendar is open and nobody of these groups works.
    pub(super) fn holes(&mut self, calendar: &'c str, of: &[usize]) -> Holes {
        let mut shifts: BTreeMap<&'c str, Days> = BTreeMap::new();
        for group in of.iter().filter_map(|place| self.groups.get(*place)) {
            let away = shifts.entry(group.shift).or_insert(Days::ALL);
            *away = away.and(group.away);
            self.learn(group);
        }
        let question = (calendar, shifts);
        if !self.found.contains_key(&question) {
            let holes = self.look_for(calendar, &question.1);
            self.found.insert(question.clone(), holes);
        }
        let mut holes = self.found.get(&question).cloned().unwrap_or_default();
        for hole in holes.dated.iter_mut().filter(|hole| hole.by_leave) {
            hole.on_leave = self.on_leave(of, hole);
        }
        holes
    }

    /// When the shift of a group works.
    fn learn(&mut self, group: &Group<'c>) {
        let horizon = self.horizon;
        self.worked.entry(group.shift).or_insert_with(|| {
            let shift = &group.example.shift;
            Worked {
                first_day: horizon.first_day(shift),
                parts: by_day(shift.time_zone(), &horizon.open(shift)),
            }
        });
    }

    fn look_for(&mut self, calendar: &'c str, shifts: &BTreeMap<&'c str, Days>) -> Holes {
        let Some(hours) = self.care.calendars.get(calendar) else {
            return Holes::default();
        };
        let horizon = self.horizon;
        let open = self
            .open
            .entry(calendar)
            .or_insert_with(|| horizon.open(hours))
            .clone();
        let by_shift = self.left(open.clone(), shifts.keys().map(|shift| (*shift, None)));
        let anybody_away = shifts.values().any(|away| !away.is_none());
        let with_leave = anybody_away.then(|| {
            let shifts = shifts.iter().map(|(shift, away)| (*shift, Some(*away)));
            self.left(open.clone(), shifts)
        });
        if with_leave.as_ref().unwrap_or(&by_shift).is_empty() {
            return Holes::default();
        }
        let zone = hours.time_zone();
        let open = dates(zone, &open);
        let by_shift = dates(zone, &by_shift);
        let weekly = weekly(&open, &by_shift);
        let real = with_leave.map(|left| dates(zone, &left));
        let real = real.as_ref().unwrap_or(&by_shift);
        Holes {
            dated: dated(&open, real, &by_shift, &weekly),
            weekly: by_hours(weekly),
        }
    }

    /// What is left of open hours when shifts are taken away, each without its days of leave.
    fn left(
        &self,
        mut open: Vec<Span>,
        shifts: impl Iterator<Item = (&'c str, Option<Days>)>,
    ) -> Vec<Span> {
        for (shift, away) in shifts {
            let Some(worked) = self.worked.get(shift) else {
                continue;
            };
            let works = |part: &&DayPart| {
                let day = days_between(worked.first_day, part.date);
                away.is_none_or(|away| !away.has(day))
            };
            let parts = worked.parts.iter().filter(works);
            open = minus(&open, parts.map(|part| part.span));
            if open.is_empty() {
                break;
            }
        }
        open
    }

    /// Who of these groups is on leave during a hole.
    fn on_leave(&self, of: &[usize], hole: &DatedHole) -> Vec<AgentId> {
        let groups = of.iter().filter_map(|place| self.groups.get(*place));
        let away = |agent: &&&AgentId| {
            let agent = self.care.agents.get(**agent);
            let mut leave = agent.into_iter().flat_map(|agent| &agent.leave);
            leave.any(|(from, to)| *from <= hole.to && hole.from <= *to)
        };
        let named = groups.flat_map(|group| &group.on_leave).filter(away);
        named.take(MOST_NAMED).map(|id| (*id).clone()).collect()
    }
}

fn dates(zone: &TimeZone, spans: &[Span]) -> Dates {
    let mut dates = Dates::new();
    for part in by_day(zone, spans) {
        let hours = on_the_clock(zone, &part);
        dates.entry(part.date).or_default().push(hours);
    }
    dates
}

/// What is a hole on more than half of the open Mondays, Tuesdays … : leave is left out of it.
fn weekly(open: &Dates, holes: &Dates) -> BTreeMap<DayName, DayHours> {
    let none = DayHours::new();
    let mut seen: BTreeMap<DayName, HashMap<&DayHours, usize>> = BTreeMap::new();
    for date in open.keys() {
        let day = seen.entry(DayName::from(date.weekday())).or_default();
        *day.entry(holes.get(date).unwrap_or(&none)).or_default() += 1;
    }
    let mut weekly = BTreeMap::new();
    for (day, counts) in seen {
        let all: usize = counts.values().sum();
        let usual = counts
            .into_iter()
            .find(|(hours, count)| !hours.is_empty() && count * 2 > all && all > 1);
        weekly.extend(usual.map(|(hours, _)| (day, hours.clone())));
    }
    weekly
}

/// Days with the same hours together, in the order of their first day.
fn by_hours(weekly: BTreeMap<DayName, DayHours>) -> Vec<WeeklyHole> {
    let mut holes: Vec<WeeklyHole> = Vec::new();
    for (day, hours) in weekly {
        match holes.iter_mut().find(|hole| hole.hours == hours) {
            Some(hole) => hole.days.push(day),
            None => holes.push(WeeklyHole {
                days: vec![day],
                hours,
            }),
        }
    }
    holes
}

/// What the pattern of the week does not tell: neighbouring open days with the same hole together.
fn dated(
    open: &Dates,
    holes: &Dates,
    by_shift: &Dates,
    weekly: &BTreeMap<DayName, DayHours>,
) -> Vec<DatedHole> {
    let none = DayHours::new();
    let mut found: Vec<DatedHole> = Vec::new();
    let mut goes_on = false;
    for (date, open) in open {
        let hole = holes.get(date).unwrap_or(&none);
        let usual = weekly.get(&DayName::from(date.weekday())).unwrap_or(&none);
        let more = hours_minus(hole, usual);
        if more.is_empty() {
            // A day on which there is never anybody parts nothing.
            goes_on = goes_on && hole == open;
            continue;
        }
        let new = DatedHole {
            from: *date,
            to: *date,
            hours: (hole != open).then_some(more),
            or_longer: false,
            by_leave: by_shift.get(date).unwrap_or(&none) != hole,
            on_leave: Vec::new(),
        };
        match found
            .last_mut()
            .filter(|last| goes_on && last.is_like(&new))
        {
            Some(last) => last.to = *date,
            None => found.push(new),
        }
        goes_on = true;
    }
    if goes_on && let Some(last) = found.last_mut() {
        last.or_longer = true;
    }
    found
}

impl DatedHole {
    fn is_like(&self, other: &Self) -> bool {
        self.hours == other.hours && self.by_leave == other.by_leave
    }
}
