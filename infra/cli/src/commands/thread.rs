//! `ventanilla thread …`

mod moving;

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, bail};
use desk::Acted;
use domain::thread::{Status, Thread};
use domain::timeline::{Entry, RulingOutcome, What};
use domain::{Care, ThreadId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use store::{Store, ThreadFilter};

use crate::cli::{
    AcceptArguments, AnsweredArguments, AssignArguments, ListArguments, OutcomeWord,
    ReceiptArguments, ResolveArguments, ShowArguments, ThreadArguments, ThreadCommand,
};
use crate::outcome::{Outcome, UsageError};
use crate::print::{self, time};
use crate::stack::Stack;

/// By whom an action is recorded.
const OPERATOR: &str = "operator";

pub(super) async fn run(
    arguments: &ThreadArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let stack = Stack::find(&arguments.stack)?;
    match &arguments.command {
        ThreadCommand::List(arguments) => list(&stack, arguments, out).await?,
        ThreadCommand::Show(arguments) => show(&stack, arguments, out).await?,
        ThreadCommand::Answered(arguments) => answered(&stack, arguments, out).await?,
        ThreadCommand::Resolve(arguments) => resolve(&stack, arguments, out).await?,
        ThreadCommand::Receipt(arguments) => receipt(&stack, arguments, out).await?,
        ThreadCommand::Assign(arguments) => assign(&stack, arguments, out).await?,
        ThreadCommand::Accept(arguments) => accept(&stack, arguments, out).await?,
        // Boxed: it is large, and every other command would carry it on its stack.
        ThreadCommand::Move(arguments) => Box::pin(moving::run(&stack, arguments, out)).await?,
    }
    Ok(Outcome::Good)
}

async fn list(stack: &Stack, arguments: &ListArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let store = stack.store().await?;
    let care = store.config().await?;
    let mut found = BTreeMap::new();
    for filter in filters(arguments, &care) {
        let threads = store.list_threads(&filter, arguments.limit).await?;
        found.extend(
            threads
                .into_iter()
                .map(|thread| (thread.id.clone(), thread)),
        );
    }
    let mut threads: Vec<Thread> = found
        .into_values()
        .filter(|thread| is_asked_for(thread, arguments))
        .collect();
    threads.sort_by_key(|thread| {
        (
            thread.first_due().unwrap_or(Timestamp::MAX),
            thread.last_message_at,
        )
    });
    if arguments.json {
        for thread in &threads {
            writeln!(out, "{}", serde_json::to_string(thread)?)?;
        }
    } else if threads.is_empty() {
        writeln!(out, "no threads")?;
    } else {
        write!(
            out,
            "{}",
            print::thread::list(&threads, &care.zone, Timestamp::now())
        )?;
    }
    Ok(())
}

fn filters(arguments: &ListArguments, care: &Care) -> Vec<ThreadFilter> {
    if let Some(agent) = &arguments.agent {
        return vec![ThreadFilter::OfAgent(agent.clone())];
    }
    let lines = care.topics.keys().cloned().map(ThreadFilter::Waiting);
    if arguments.waiting {
        return lines.collect();
    }
    lines
        .chain(care.agents.keys().cloned().map(ThreadFilter::OfAgent))
        .collect()
}

/// An index may be a moment behind the thread itself.
fn is_asked_for(thread: &Thread, arguments: &ListArguments) -> bool {
    let whatever_turn = arguments.all || arguments.agent.is_some();
    match thread.status {
        Status::Resolved => false,
        Status::WaitingOnCustomer => whatever_turn && !arguments.waiting,
        Status::Open => !arguments.waiting || thread.is_waiting_for_an_agent(),
    }
}

async fn show(stack: &Stack, arguments: &ShowArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let store = stack.store().await?;
    let Some(thread) = store.thread(&arguments.id).await? else {
        bail!("there is no thread {}", arguments.id)
    };
    let timeline = store.timeline(&arguments.id).await?;
    if arguments.json {
        writeln!(out, "{}", json!({ "thread": thread, "timeline": timeline }))?;
        return Ok(());
    }
    let zone = zone(&store).await;
    writeln!(
        out,
        "{}",
        print::thread::whole(&thread, &zone, Timestamp::now())
    )?;
    for entry in &timeline {
        write!(out, "{}", print::timeline::entry(entry, &zone))?;
    }
    Ok(())
}

/// The brand's zone. What is shown does not depend on a configuration: without one, times are in UTC.
pub(super) async fn zone(store: &Store) -> TimeZone {
    store.config().await.map_or(TimeZone::UTC, |care| care.zone)
}

async fn answered(
    stack: &Stack,
    arguments: &AnsweredArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let desk = stack.desk().await?;
    let (zone, now) = (zone(desk.store()).await, Timestamp::now());
    let at = arguments.at.instant(&zone, now)?;
    if at > now {
        return Err(UsageError(format!("--at: {at} has not come yet")).into());
    }
    let (agent, text) = (arguments.agent.clone(), arguments.text.as_deref());
    let follows_by = arguments.follow_up.as_ref();
    let follows_by = follows_by.map(|by| by.instant(&zone, now)).transpose()?;
    let acted = desk
        .answered(&arguments.id, at, agent, text, follows_by, now)
        .await
        .with_context(|| arguments.id.to_string())?;
    let told = match (acted.thread.status, &acted.thread.follow_up) {
        (Status::WaitingOnCustomer, _) => "waits for the customer now".to_owned(),
        (_, Some(clock)) if acted.thread.clock.is_none() => {
            format!(
                "is to be followed up by {}",
                time::column(clock.first_due(), &zone)
            )
        }
        _ => "the customer's open question came after that answer, so the clock runs on".to_owned(),
    };
    writeln!(
        out,
        "{}: answered at {}; {told}",
        arguments.id,
        time::column(at, &zone)
    )?;
    for promise in judged(&desk.store().timeline(&arguments.id).await?, at) {
        writeln!(out, "  {}", print::timeline::judged(&promise, &zone))?;
    }
    tell_drained(&acted, out)
}

/// The promises that the answer at this instant was judged by.
fn judged(timeline: &[Entry], at: Timestamp) -> Vec<domain::timeline::Judged> {
    let of_answer = timeline
        .iter()
        .rev()
        .filter(|entry| entry.at == at)
        .find_map(|entry| match &entry.what {
            What::Answer(answer) if answer.by == OPERATOR => Some(answer.promises.clone()),
            _ => None,
        });
    of_answer.unwrap_or_default()
}

async fn resolve(
    stack: &Stack,
    arguments: &ResolveArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let acted = stack
        .desk()
        .await?
        .resolve(&arguments.id, OPERATOR, ruling(arguments), Timestamp::now())
        .await
        .with_context(|| arguments.id.to_string())?;
    writeln!(out, "{}: resolved", arguments.id)?;
    tell_drained(&acted, out)
}

fn ruling(arguments: &ResolveArguments) -> Option<(RulingOutcome, &str)> {
    let outcome = match arguments.outcome? {
        OutcomeWord::Accepted => RulingOutcome::Accepted,
        OutcomeWord::Partly => RulingOutcome::PartlyAccepted,
        OutcomeWord::Refused => RulingOutcome::Refused,
    };
    Some((outcome, arguments.because.as_deref()?))
}

async fn receipt(
    stack: &Stack,
    arguments: &ReceiptArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let desk = stack.desk().await?;
    desk.receipt_given(&arguments.id, &arguments.by, Timestamp::now())
        .await
        .with_context(|| arguments.id.to_string())?;
    writeln!(out, "{}: the customer has the receipt", arguments.id)?;
    Ok(())
}

async fn assign(
    stack: &Stack,
    arguments: &AssignArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let acted = stack
        .desk()
        .await?
        .assign_to(&arguments.id, &arguments.to, Timestamp::now())
        .await
        .with_context(|| arguments.id.to_string())?;
    let told = match acted.thread.status {
        Status::Open => ", and is told",
        _ => ", for when the customer writes again",
    };
    writeln!(out, "{}: {} has it now{told}", arguments.id, arguments.to)?;
    tell_drained(&acted, out)
}

async fn accept(
    stack: &Stack,
    arguments: &AcceptArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let (desk, now) = (stack.desk().await?, Timestamp::now());
    let acted = desk.accept(&arguments.id, &arguments.agent, now).await;
    let acted = acted.with_context(|| arguments.id.to_string())?;
    writeln!(
        out,
        "{}: {} accepts it; it is offered to nobody else",
        arguments.id, arguments.agent
    )?;
    tell_drained(&acted, out)
}

fn tell_drained(acted: &Acted, out: &mut dyn Write) -> anyhow::Result<()> {
    if !acted.drained.is_empty() {
        let ids: Vec<&str> = acted.drained.iter().map(ThreadId::as_str).collect();
        writeln!(out, "  out of the waiting line: {}", ids.join(", "))?;
    }
    Ok(())
}
