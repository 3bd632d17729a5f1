//! The table that is printed.

use std::time::Duration;

use super::{Row, grouped};

/// Operations with a column of their own, and what stands above it.
const OPERATIONS: [(&str, &str); 6] = [
    ("Query", "Query"),
    ("GetItem", "Get"),
    ("BatchGetItem", "BatchGet"),
    ("TransactWriteItems", "Transact"),
    ("UpdateItem", "Update"),
    ("SendMessageBatch", "Send"),
];

/// The rows as a table; below it what is not the same in every sweep.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![heads()];
    lines.extend(rows.iter().map(cells));
    let mut text = aligned(&lines);
    for row in rows.iter().filter(|row| !row.is_steady()) {
        text.push_str(&format!(
            "{} open, {} due: the sweeps did not all ask for the same; these are the first's counts\n",
            grouped(row.open as u64),
            row.due
        ));
    }
    text
}

fn heads() -> Vec<String> {
    let calls = OPERATIONS.iter().map(|(_, head)| *head);
    let before = ["open", "due"].into_iter();
    let after = [
        "other", "keys", "items", "written", "RU", "WU", "notices", "wall ms", "CPU ms",
    ];
    let heads = before.chain(calls).chain(after);
    heads.map(str::to_owned).collect()
}

fn cells(row: &Row) -> Vec<String> {
    let counts = row.sweeps.first().map(|sweep| sweep.counts.clone());
    let counts = counts.unwrap_or_default();
    let calls = OPERATIONS.map(|(operation, _)| counts.of(operation));
    let other = counts.calls.values().sum::<u64>() - calls.iter().sum::<u64>();
    let numbers = [row.open as u64, row.due as u64].into_iter();
    let read = [other, counts.index_entries, counts.items_read];
    let mut cells: Vec<String> = numbers
        .chain(calls)
        .chain(read)
        .chain([counts.items_written])
        .map(grouped)
        .collect();
    cells.extend([counts.read_units, counts.write_units].map(units));
    cells.push(grouped(counts.notices));
    cells.push(range(row.sweeps.iter().map(|sweep| Some(sweep.spent.wall))));
    cells.push(range(row.sweeps.iter().map(|sweep| sweep.spent.processor)));
    cells
}

/// Units come by halves.
fn units(units: f64) -> String {
    let whole = grouped(units.trunc() as u64);
    let tenths = (units.fract() * 10.0).round();
    if tenths == 0.0 {
        return whole;
    }
    format!("{whole}.{tenths:.0}")
}

/// The least and the most of what was measured.
fn range(times: impl Iterator<Item = Option<Duration>>) -> String {
    let Some(mut times) = times.collect::<Option<Vec<Duration>>>() else {
        return "?".to_owned();
    };
    times.sort();
    let text = |time: Option<&Duration>| {
        time.map_or_else(String::new, |time| {
            format!("{:.0}", time.as_secs_f64() * 1000.0)
        })
    };
    let (least, most) = (text(times.first()), text(times.last()));
    if least == most {
        return least;
    }
    format!("{least}–{most}")
}

fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |cells: &Vec<String>| {
        let cells = cells.iter().zip(&widths);
        let cells = cells.map(|(cell, width)| format!("{cell:>width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  "))
    };
    lines.iter().map(line).collect()
}
