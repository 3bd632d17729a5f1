//! `ventanilla agent …`

use std::io::Write;

use anyhow::bail;
use desk::Attended;
use domain::presence::{Availability, presence};
use domain::routing::Load;
use domain::{AgentId, Care};
use jiff::Timestamp;
use serde_json::json;
use store::ThreadFilter;

use crate::cli::{AgentArguments, AgentCommand, ListAgentsArguments, ShowAgentArguments};
use crate::outcome::Outcome;
use crate::print::{self, agent::Shown};
use crate::stack::Stack;

/// Threads of one agent that are shown.
const MOST_THREADS: usize = 1_000;

pub(super) async fn run(
    arguments: &AgentArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let stack = Stack::find(&arguments.stack)?;
    match &arguments.command {
        AgentCommand::List(arguments) => list(&stack, arguments, out).await?,
        AgentCommand::Show(arguments) => show(&stack, arguments, out).await?,
        AgentCommand::Available(who) => {
            set(&stack, &who.id, Availability::Available, out).await?;
        }
        AgentCommand::Away(who) => set(&stack, &who.id, Availability::Away, out).await?,
        AgentCommand::Absent(who) => set(&stack, &who.id, Availability::Absent, out).await?,
    }
    Ok(Outcome::Good)
}

async fn list(
    stack: &Stack,
    arguments: &ListAgentsArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let store = stack.store().await?;
    let care = store.config().await?;
    let ids: Vec<AgentId> = care.agents.keys().cloned().collect();
    let (loads, none, now) = (store.loads(&ids).await?, Load::default(), Timestamp::now());
    let agents: Vec<Shown<'_>> = ids
        .iter()
        .map(|id| shown(&care, id, loads.get(id).unwrap_or(&none), now))
        .collect();
    if arguments.json {
        for agent in &agents {
            writeln!(out, "{}", agent.json())?;
        }
    } else {
        write!(out, "{}", print::agent::list(&agents, &care.zone))?;
    }
    Ok(())
}

fn shown<'a>(care: &'a Care, id: &'a AgentId, load: &'a Load, now: Timestamp) -> Shown<'a> {
    Shown {
        id,
        agent: care.agents.get(id),
        load,
        presence: presence(care, id, load, now),
        now,
    }
}

async fn show(
    stack: &Stack,
    arguments: &ShowAgentArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let (store, id, now) = (stack.store().await?, &arguments.id, Timestamp::now());
    let care = store.config().await?;
    let load = store.loads(std::slice::from_ref(id)).await?.remove(id);
    if load.is_none() && !care.agents.contains_key(id) {
        bail!("there is no agent `{id}`; `ventanilla agent list` tells who there is");
    }
    let load = load.unwrap_or_default();
    let agent = shown(&care, id, &load, now);
    let theirs = ThreadFilter::OfAgent(id.clone());
    let threads = store.list_threads(&theirs, MOST_THREADS).await?;
    if arguments.json {
        writeln!(
            out,
            "{}",
            json!({ "agent": agent.json(), "threads": threads })
        )?;
        return Ok(());
    }
    writeln!(out, "{}", print::agent::whole(&agent, &care.zone))?;
    if threads.is_empty() {
        writeln!(out, "no threads")?;
    } else {
        write!(out, "{}", print::thread::list(&threads, &care.zone, now))?;
    }
    Ok(())
}

async fn set(
    stack: &Stack,
    agent: &AgentId,
    availability: Availability,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let desk = stack.desk().await?;
    let set = desk.set_availability(agent, availability, Timestamp::now());
    let attended = set.await?;
    let told = match availability {
        Availability::Available => "available: takes new threads",
        Availability::Away => "away: takes no new threads, and keeps what they have",
        Availability::Absent => "absent: what they have goes to others",
    };
    writeln!(out, "{agent}: {told}")?;
    tell_attended(&attended, out)
}

fn tell_attended(attended: &Attended, out: &mut dyn Write) -> anyhow::Result<()> {
    for (what, threads) in [
        ("handed over", &attended.handed_over),
        ("out of the waiting line", &attended.assigned),
    ] {
        if !threads.is_empty() {
            writeln!(out, "  {what}: {}", print::agent::where_to(threads))?;
        }
    }
    Ok(())
}
