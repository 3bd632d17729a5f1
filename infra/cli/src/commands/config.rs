//! `ventanilla config …`

mod comparison;

use std::io::Write;

use anyhow::bail;
use desk::{ApplyReport, Desk};
use domain::config::{Care, CareFile};
use jiff::{SignedDuration, Timestamp};
use store::RecountJob;

use self::comparison::Comparison;
use super::wait_for;
use crate::care::Source;
use crate::cli::{ApplyArguments, CareArguments, ConfigCommand, DiffArguments, StatusArguments};
use crate::outcome::Outcome;
use crate::progress::Line;
use crate::stack::{Output, Stack};

/// Threads of a kind that `config apply` tells of.
const MOST_TOLD: usize = 20;

pub(super) fn run(command: &ConfigCommand, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        ConfigCommand::Check(arguments) => check(arguments, out),
        ConfigCommand::Diff(arguments) => diff(arguments, out),
        ConfigCommand::Apply(arguments) => wait_for(apply(arguments, out)),
        ConfigCommand::Status(arguments) => wait_for(status(arguments, out)),
    }
}

fn check(arguments: &CareArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let Some((_, care)) = read(arguments, Timestamp::now(), out)? else {
        return Ok(Outcome::Problem);
    };
    writeln!(
        out,
        "{}: good, version {}",
        arguments.file.display(),
        care.version
    )?;
    Ok(Outcome::Good)
}

/// The configuration; none where it has problems. Problems and warnings are what was asked for, so they go to `out`.
fn read(
    arguments: &CareArguments,
    now: Timestamp,
    out: &mut dyn Write,
) -> anyhow::Result<Option<(CareFile, Care)>> {
    let source = Source::read(&arguments.file, arguments.overlay.as_deref())?;
    match source.checked(now) {
        Ok((file, care)) => {
            for warning in source.warnings(&file, &care, now) {
                writeln!(out, "{warning}")?;
            }
            Ok(Some((file, care)))
        }
        Err(faults) => {
            writeln!(out, "{faults}")?;
            Ok(None)
        }
    }
}

async fn apply(arguments: &ApplyArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let now = Timestamp::now();
    let Some((file, care)) = read(&arguments.care, now, out)? else {
        return Ok(Outcome::Problem);
    };
    let stack = Stack::find(&arguments.stack)?;
    let desk = stack.desk().await?;
    let comparison = Comparison::with_stack(desk.store(), &file, &care, now).await?;
    comparison.print(MOST_TOLD, out)?;
    let report = desk.apply(&file, &care, now).await?;
    let agents = care.agents.len();
    writeln!(
        out,
        "{}: applied as version {}, {agents} agents, to the table {} ({})",
        arguments.care.file.display(),
        care.version,
        stack.value(Output::Table)?,
        stack.place()
    )?;
    for line in led_to(&report) {
        writeln!(out, "  {line}")?;
    }
    if report.recounts {
        recount(&desk, &care, arguments.wait, out).await?;
    }
    Ok(Outcome::Good)
}

/// Counts promises anew for as long as the operator likes to wait; the escalator does the rest, and all of it once more
/// when no function works by the old configuration any longer.
async fn recount(
    desk: &Desk,
    care: &Care,
    wait: SignedDuration,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let now = Timestamp::now();
    let until = now.checked_add(wait).unwrap_or(now);
    let mut line = Line::default();
    let tell = |job: &RecountJob| {
        let (looked_at, changed) = (job.looked_at, job.changed);
        line.tell(&format!(
            "counting promises anew: {looked_at} looked at, {changed} changed"
        ));
    };
    let job = desk.recount(care, now, until, tell).await;
    line.end();
    let job = job?;
    if job.changed > 0 || !job.done {
        writeln!(out, "  threads whose promises moved: {}", job.changed)?;
    }
    if !job.done {
        writeln!(
            out,
            "  the escalator counts the rest; `ventanilla config status` says how far it is"
        )?;
    }
    Ok(())
}

async fn status(arguments: &StatusArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let desk = Stack::find(&arguments.stack)?.desk().await?;
    let version = desk.store().config_version().await?;
    writeln!(out, "version {version} is applied")?;
    match desk.recount_job().await? {
        None => writeln!(out, "no promise was ever counted anew")?,
        Some(job) => writeln!(
            out,
            "promises counted anew by version {}: {} looked at, {} changed; {}",
            job.version,
            job.looked_at,
            job.changed,
            if job.done {
                "done"
            } else {
                "the escalator goes on with it"
            }
        )?,
    }
    Ok(Outcome::Good)
}

/// What was done at once.
fn led_to(report: &ApplyReport) -> Vec<String> {
    let counts = [
        (report.handed_over, "threads handed over"),
        (report.assigned, "threads out of the waiting line"),
        (
            report.moved_to_general,
            "waiting threads moved to the general topic",
        ),
        (report.left_to_the_sweep, "agents left to the next sweep"),
    ];
    let done = counts.into_iter().filter(|(count, _)| *count > 0);
    done.map(|(count, what)| format!("{what}: {count}"))
        .collect()
}

fn diff(arguments: &DiffArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let now = Timestamp::now();
    let mut read = Vec::new();
    for file in &arguments.files {
        let source = Source::read(file, arguments.overlay.as_deref())?;
        match source.checked(now) {
            Ok(good) => read.push(good),
            Err(faults) => {
                writeln!(out, "{faults}")?;
                return Ok(Outcome::Problem);
            }
        }
    }
    let comparison = match read.as_slice() {
        [(old, old_care), (new, new_care)] => Comparison::of_files(old, old_care, new, new_care),
        [(file, care)] => return wait_for(diff_with_stack(arguments, file, care, now, out)),
        _ => bail!("one file or two are compared"),
    };
    print(&comparison, arguments.json, out)
}

async fn diff_with_stack(
    arguments: &DiffArguments,
    file: &CareFile,
    care: &Care,
    now: Timestamp,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let store = Stack::find(&arguments.stack)?.store().await?;
    let comparison = Comparison::with_stack(&store, file, care, now).await?;
    print(&comparison, arguments.json, out)
}

fn print(comparison: &Comparison, json: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if json {
        writeln!(out, "{}", serde_json::to_string(comparison)?)?;
    } else {
        comparison.print(usize::MAX, out)?;
    }
    Ok(Outcome::Good)
}
