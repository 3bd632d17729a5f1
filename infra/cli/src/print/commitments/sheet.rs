//! The report as tables.

use std::fmt::Write;

use domain::report::{Grouping, OpenComplaint, Part, PartName, Report, Row, Times};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{parts, period, share, within, word};
use crate::print::text::plain;
use crate::print::{table, time};

/// The report for people.
pub(crate) fn tables(report: &Report, zone: &TimeZone) -> String {
    let mut told = format!(
        "promises to customers who began to wait {}; times in open hours, then on the wall\n",
        period(report, zone)
    );
    for (name, part) in parts(report) {
        let _ = write!(told, "\n{}", totals(name, part));
        if let Some(by) = report.by.filter(|_| part.total.waits > 0) {
            let _ = write!(told, "\n{}", groups(by, part));
        }
    }
    if !report.nearest_ends.is_empty() {
        let ends = ends(&report.nearest_ends, zone);
        let _ = write!(told, "\nopen complaints, the nearest end first:\n{ends}");
    }
    told
}

fn totals(name: PartName, part: &Part) -> String {
    let together = line("together", &part.total);
    let commitments = part.commitments.iter().map(|(name, row)| {
        let what = format!("{}, {}", plain(&name.name), plain(&within(name)));
        line(&what, row)
    });
    rows(name.word(), std::iter::once(together).chain(commitments))
}

fn groups(by: Grouping, part: &Part) -> String {
    let groups = part.groups.iter().map(|(group, row)| match group {
        Some(group) => line(&plain(group), row),
        None => line(&format!("(no {})", word(by)), row),
    });
    rows(&format!("by {}", word(by)), groups)
}

fn rows(what: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let what = what.to_uppercase();
    let head = [
        what.as_str(),
        "WAITS",
        "KEPT",
        "BROKEN",
        "LATE",
        "DROPPED",
        "RUNNING",
        "SHARE",
        "MEDIAN",
        "9 IN 10",
        "LONGEST",
        "WALL: MEDIAN",
        "9 IN 10",
        "LONGEST",
    ];
    table::render(&head, rows)
}

fn line(what: &str, row: &Row) -> Vec<String> {
    let counts = row.promises;
    let numbers = [
        row.waits,
        counts.kept,
        counts.broken,
        counts.overdue,
        counts.dropped,
        counts.running,
    ];
    let mut cells = vec![what.to_owned()];
    cells.extend(numbers.map(|number| number.to_string()));
    cells.push(counts.share_kept().map_or_else(|| "-".to_owned(), share));
    cells.extend(times(row.open));
    cells.extend(times(row.wall));
    cells
}

fn times(times: Times) -> [String; 3] {
    [times.median, times.ninetieth, times.longest]
        .map(|seconds| seconds.map_or_else(|| "-".to_owned(), time::seconds))
}

fn ends(complaints: &[OpenComplaint], zone: &TimeZone) -> String {
    let column = |at: Timestamp| time::column(at, zone);
    let rows = complaints.iter().map(|complaint| {
        let commitment = &complaint.commitment;
        vec![
            plain(complaint.thread.as_str()),
            column(complaint.due_at),
            format!(
                "{}, {}",
                plain(&commitment.name),
                plain(&within(commitment))
            ),
            column(complaint.started_at),
        ]
    });
    table::render(&["THREAD", "ENDS", "PROMISED", "BEGAN"], rows)
}
