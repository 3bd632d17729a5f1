//! `ventanilla config …`

use std::io::Write;

use domain::AgentId;
use domain::config::{Care, CareFile};
use domain::routing::Loads;
use jiff::Timestamp;
use store::{Store, StoreError};

use super::wait_for;
use crate::care::Source;
use crate::cli::{ApplyArguments, CareArguments, ConfigCommand};
use crate::outcome::Outcome;
use crate::stack::{Output, Stack};

pub(super) fn run(command: &ConfigCommand, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        ConfigCommand::Check(arguments) => check(arguments, out),
        ConfigCommand::Apply(arguments) => wait_for(apply(arguments, out)),
    }
}

fn check(arguments: &CareArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let Some((_, care)) = read(arguments, out)? else {
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
    out: &mut dyn Write,
) -> anyhow::Result<Option<(CareFile, Care)>> {
    let source = Source::read(&arguments.file, arguments.overlay.as_deref())?;
    match source.checked(Timestamp::now()) {
        Ok((file, care)) => {
            for warning in source.warnings(&file, &care) {
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
    let Some((file, care)) = read(&arguments.care, out)? else {
        return Ok(Outcome::Problem);
    };
    let stack = Stack::find(&arguments.stack)?;
    let store = stack.store().await?;
    let changes = changes(&store, &care).await?;
    store.apply_config(&file, &care).await?;
    let agents = care.agents.len();
    writeln!(
        out,
        "{}: applied as version {}, {agents} agents, to the table {} ({})",
        arguments.care.file.display(),
        care.version,
        stack.value(Output::Table)?,
        stack.place()
    )?;
    for change in changes {
        writeln!(out, "  {change}")?;
    }
    Ok(Outcome::Good)
}

/// What becomes different for agents, in words.
async fn changes(store: &Store, care: &Care) -> Result<Vec<String>, StoreError> {
    let ids: Vec<AgentId> = care.agents.keys().cloned().collect();
    let loads = store.loads(&ids).await?;
    let mut changes = capacities(care, &loads);
    // A configuration that cannot be read, or that is not there, has nobody who could leave.
    if let Ok(before) = store.config().await {
        let gone = before
            .agents
            .keys()
            .filter(|id| !care.agents.contains_key(*id));
        changes.extend(gone.map(|id| format!("{id}: no longer in the configuration")));
    }
    Ok(changes)
}

fn capacities(care: &Care, loads: &Loads) -> Vec<String> {
    let change = |(id, agent): (&AgentId, &domain::config::Agent)| match loads.get(id) {
        None => Some(format!("{id}: new, capacity {}", agent.capacity)),
        Some(load) if load.capacity == agent.capacity => None,
        Some(load) if load.open > agent.capacity => Some(format!(
            "{id}: capacity {}, was {}; holds {} and gets nothing new until it is less",
            agent.capacity, load.capacity, load.open
        )),
        Some(load) => Some(format!(
            "{id}: capacity {}, was {}",
            agent.capacity, load.capacity
        )),
    };
    care.agents.iter().filter_map(change).collect()
}
