//! `ventanilla spam …`

use std::io::Write;

use anyhow::{Context, bail};
use desk::{Desk, DeskError};
use domain::held::HeldBecause;
use domain::{Thread, ThreadId};
use jiff::Timestamp;
use store::{Store, ThreadFilter};

use crate::cli::{ListSpamArguments, ReleaseArguments, SpamArguments, SpamCommand};
use crate::outcome::Outcome;
use crate::print;
use crate::stack::Stack;

/// Threads of one incident that are released in one go.
const MOST_OF_INCIDENT: usize = 10_000;

pub(super) async fn run(arguments: &SpamArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let stack = Stack::find(&arguments.stack)?;
    match &arguments.command {
        SpamCommand::List(arguments) => list(&stack, arguments, out).await,
        SpamCommand::Release(arguments) => release(&stack, arguments, out).await,
    }
}

async fn list(
    stack: &Stack,
    arguments: &ListSpamArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let store = stack.store().await?;
    let held = ThreadFilter::Held;
    let threads = store.list_threads(&held, arguments.limit).await?;
    if arguments.json {
        for line in threads.iter().filter_map(print::spam::json) {
            writeln!(out, "{line}")?;
        }
    } else {
        let zone = super::thread::zone(&store).await;
        let listed = print::spam::list(&threads, &zone, Timestamp::now());
        write!(out, "{listed}")?;
    }
    if threads.len() == arguments.limit {
        eprintln!("note: there may be more: --limit {}", arguments.limit * 2);
    }
    Ok(Outcome::Good)
}

async fn release(
    stack: &Stack,
    arguments: &ReleaseArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let desk = stack.desk().await?;
    let ids = match &arguments.incident {
        Some(incident) => of_incident(desk.store(), incident).await?,
        None => arguments.ids.clone(),
    };
    let mut left = 0;
    for id in &ids {
        left += usize::from(!release_one(&desk, id, &arguments.by, out).await?);
    }
    if ids.len() > 1 {
        writeln!(out, "{} released, {left} left", ids.len() - left)?;
    }
    Ok(if left > 0 {
        Outcome::Problem
    } else {
        Outcome::Good
    })
}

/// Whether it is released. One that does not fit does not keep the others from it.
async fn release_one(
    desk: &Desk,
    id: &ThreadId,
    by: &str,
    out: &mut dyn Write,
) -> anyhow::Result<bool> {
    match desk.release(id, by, Timestamp::now()).await {
        Ok(acted) => {
            let whose = print::thread::whose(&acted.thread);
            writeln!(out, "{id}: released; {whose}")?;
            Ok(true)
        }
        Err(error @ (DeskError::NotHeld(_) | DeskError::NoThread(_))) => {
            eprintln!("note: {error}");
            Ok(false)
        }
        Err(error) => Err(error).with_context(|| {
            format!("stopped at {id}; what was released before stays so, run it again")
        }),
    }
}

/// The held threads of the one incident whose id begins so.
async fn of_incident(store: &Store, beginning: &str) -> anyhow::Result<Vec<ThreadId>> {
    let held = store.list_threads(&ThreadFilter::Held, MOST_OF_INCIDENT);
    let mut found: Vec<(String, ThreadId)> = held
        .await?
        .into_iter()
        .filter_map(named)
        .filter(|(incident, _)| incident.starts_with(beginning))
        .collect();
    let first = found.first().map(|(incident, _)| incident.clone());
    let Some(first) = first else {
        bail!("nothing is held of an incident {beginning}; `ventanilla spam list` tells them");
    };
    if found.iter().any(|(incident, _)| *incident != first) {
        bail!("several incidents begin with {beginning}: give more of the id");
    }
    Ok(found.drain(..).map(|(_, id)| id).collect())
}

/// The incident that a held thread belongs to.
fn named(thread: Thread) -> Option<(String, ThreadId)> {
    match thread.held?.because {
        HeldBecause::Incident { incident, .. } => Some((incident, thread.id)),
        HeldBecause::Spam { .. } => None,
    }
}
