//! Promises kept and broken, for people, for programs, and as a picture.

mod csv;
mod days;
mod sheet;

use domain::config::ClockKind;
use domain::report::{CommitmentName, Grouping, Part, PartName, Report};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

pub(crate) use self::csv::csv;
pub(crate) use self::days::picture;
pub(crate) use self::sheet::tables;

/// The parts that have something to tell, with their names. Answers are told of in any case.
fn parts(report: &Report) -> impl Iterator<Item = (PartName, &Part)> {
    let all = [&report.answers, &report.resolutions, &report.complaints];
    PartName::ALL
        .into_iter()
        .zip(all)
        .filter(|(name, part)| *name == PartName::Answers || part.total.waits > 0)
}

fn word(by: Grouping) -> &'static str {
    match by {
        Grouping::Channel => "channel",
        Grouping::Topic => "topic",
        Grouping::Agent => "agent",
        Grouping::Segment => "segment",
    }
}

/// How long is promised, with what is counted.
fn within(name: &CommitmentName) -> String {
    let counted = match name.clock {
        ClockKind::Business => " of business time",
        ClockKind::Elapsed => "",
        ClockKind::WorkingDays => " working days",
        ClockKind::CalendarMonths => " months",
    };
    format!("{}{counted}", name.within)
}

/// The days that a report is about, or the instants where it is not about whole days.
fn period(report: &Report, zone: &TimeZone) -> String {
    let last = report
        .period
        .to
        .saturating_sub(SignedDuration::from_nanos(1));
    let local = |at: Timestamp| zone.to_datetime(at);
    let (from, to) = (local(report.period.from), local(report.period.to));
    let last = last.map_or(to, local).date();
    let midnight = jiff::civil::Time::midnight();
    let days = match (from.time() == midnight, to.time() == midnight) {
        (true, true) if from.date() == last => last.to_string(),
        (true, true) => format!("{} to {last}", from.date()),
        _ => format!("{} to {}", from.strftime("%F %T"), to.strftime("%F %T")),
    };
    format!("{days} ({})", zone.iana_name().unwrap_or("local time"))
}

/// A share in thousandths: `66.6 %`.
fn share(thousandths: u64) -> String {
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests;
