//! `make bench`: each benchmark in its turn, then what they told.

use std::io::Write;

use anyhow::Result;
use bench::settings::Settings;
use bench::{due_index, report};

mod emulator;

fn main() -> Result<()> {
    let settings = Settings::from_env()?;
    // Everything that is not measured: the table, the queue, and whoever counts before them.
    let far = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let rows = due_index::run(&settings, &far, &|table| emulator::start(&far, table))?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "\nOne sweep of the due index\n\n{}",
        report::table(&rows)
    )?;
    for file in report::write(&settings, &rows)? {
        writeln!(out, "written: {}", file.display())?;
    }
    Ok(())
}
