//! `ventanilla commitments …`

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use domain::judgement::Judgement;
use domain::report::{Report, Reporting, RunningClock};
use domain::{Care, Thread, ThreadId};
use jiff::Timestamp;
use store::{DUE_SHARDS, Due, DueWhat, REMEMBER_JUDGEMENTS, Store, ThreadFilter};

use crate::cli::{CommitmentsArguments, CommitmentsCommand, ReportArguments};
use crate::outcome::{Outcome, UsageError};
use crate::period::period;
use crate::print;
use crate::progress::Line;
use crate::stack::Stack;

/// Threads of one list: all that are open.
const ALL: usize = 1_000_000;

pub(super) async fn run(
    arguments: &CommitmentsArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let CommitmentsCommand::Report(report) = &arguments.command;
    if let Some(file) = &report.svg
        && file.extension().is_none_or(|end| end != "svg")
    {
        let wrong = "--svg: the picture is an SVG: name a file that ends in .svg";
        return Err(UsageError(wrong.to_owned()).into());
    }
    let store = Stack::find(&arguments.stack)?.store().await?;
    let care = store.config().await?;
    let told = read(report, &store, &care, Timestamp::now()).await?;
    if report.csv {
        write!(out, "{}", print::commitments::csv(&told))?;
    } else {
        write!(out, "{}", print::commitments::tables(&told, &care.zone))?;
    }
    if let Some(file) = &report.svg {
        draw(file, &told, &care)?;
    }
    Ok(Outcome::Good)
}

async fn read(
    arguments: &ReportArguments,
    store: &Store,
    care: &Care,
    now: Timestamp,
) -> anyhow::Result<Report> {
    let bounds = [arguments.from.as_ref(), arguments.to.as_ref()];
    let period = period(bounds, &care.zone, now, REMEMBER_JUDGEMENTS)?;
    let mut line = Line::default();
    let by = arguments.by.map(Into::into);
    let running = running(store, care, now, &mut line).await?;
    let open = running.len();
    let mut reporting = Reporting::new(period, by, &care.zone, running);
    let mut count = 0;
    let mut each = |page: Vec<Judgement>| {
        page.iter()
            .for_each(|judgement| reporting.judged(judgement));
        count += page.len();
        line.tell(&format!("clocks read: {open} running, {count} judged"));
    };
    store.judgements(period.from, period.to, &mut each).await?;
    line.end();
    Ok(reporting.done())
}

/// The clocks that run: those of the agents' threads and of the waiting lines, and of whatever else is due some day, such as
/// what an agent has who was taken out of the configuration.
async fn running(
    store: &Store,
    care: &Care,
    now: Timestamp,
    line: &mut Line,
) -> anyhow::Result<Vec<RunningClock>> {
    let mut found = Found::default();
    let lines = care.topics.keys().cloned().map(ThreadFilter::Waiting);
    let agents = care.agents.keys().cloned().map(ThreadFilter::OfAgent);
    for filter in lines.chain(agents) {
        let threads = store.list_threads(&filter, ALL).await?;
        found.take(care, &threads, now);
        line.tell(&format!("clocks read: {} running", found.clocks.len()));
    }
    for shard in 0..DUE_SHARDS {
        let due = store.due(shard, Timestamp::MAX, ALL).await?;
        let others: Vec<ThreadId> = due
            .into_iter()
            .filter_map(|due| found.unknown(due))
            .collect();
        found.take(care, &store.threads(&others).await?, now);
    }
    Ok(found.clocks)
}

/// Clocks that were found, and the threads that were looked at.
#[derive(Default)]
struct Found {
    clocks: Vec<RunningClock>,
    threads: BTreeSet<ThreadId>,
}

impl Found {
    fn take(&mut self, care: &Care, threads: &[Thread], now: Timestamp) {
        for thread in threads {
            if self.threads.insert(thread.id.clone()) {
                let clocks = RunningClock::of_thread(care, thread, thread.clocks(), now);
                self.clocks.extend(clocks);
            }
        }
    }

    fn unknown(&self, due: Due) -> Option<ThreadId> {
        match due.what {
            DueWhat::Thread(id) => Some(id).filter(|id| !self.threads.contains(id)),
            DueWhat::Agent(_) | DueWhat::Recount => None,
        }
    }
}

fn draw(file: &Path, report: &Report, care: &Care) -> anyhow::Result<()> {
    let picture = print::commitments::picture(report, &care.zone);
    fs::write(file, picture).with_context(|| format!("{} cannot be written", file.display()))?;
    eprintln!("drawn: {}", file.display());
    Ok(())
}
