//! What was measured, as a table, as JSON and as a picture.

mod picture;
mod table;

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::due_index::Sweep;
use crate::settings::Settings;
pub use picture::picture;
pub use table::table;

/// A line of the table: sweeps of the same kind.
#[derive(Clone, Debug)]
pub struct Row {
    /// Open threads.
    pub open: usize,
    /// Of these, how many were due.
    pub due: usize,
    /// The sweeps.
    pub sweeps: Vec<Sweep>,
}

impl Row {
    /// Whether every sweep asked for the same.
    pub fn is_steady(&self) -> bool {
        let counts = self.sweeps.iter().map(|sweep| &sweep.counts);
        counts.clone().zip(counts.skip(1)).all(|(a, b)| a == b)
    }
}

/// Writes the results of a run, each benchmark under its name; returns the files.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(settings: &Settings, rows: &[Row]) -> Result<Vec<PathBuf>> {
    let folder = &settings.results;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let results = json!({
        "processors": std::thread::available_parallelism().map_or(0, usize::from),
        "due_index": rows.iter().map(as_json).collect::<Vec<_>>(),
    });
    let files = [
        ("results.json", format!("{results:#}\n")),
        ("due-index.svg", picture(rows)),
    ];
    let write = |(name, text): &(&str, String)| {
        let path = folder.join(name);
        std::fs::write(&path, text)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(path)
    };
    files.iter().map(write).collect()
}

fn as_json(row: &Row) -> Value {
    let sweeps = row.sweeps.iter().map(|sweep| {
        json!({
            "counts": sweep.counts,
            "wall_ms": milliseconds(sweep.spent.wall),
            "processor_ms": sweep.spent.processor.map(milliseconds),
        })
    });
    json!({ "open": row.open, "due": row.due, "sweeps": sweeps.collect::<Vec<_>>() })
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}

/// Says something on the way: to standard error, so that standard output is the result alone.
pub fn tell(text: &str) {
    // Whoever closed it does not want to know.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A number with its thousands apart: `1 000 000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        let texts = [0, 999, 1_000, 1_000_000].map(grouped);
        assert_eq!(texts, ["0", "999", "1 000", "1 000 000"]);
    }
}
