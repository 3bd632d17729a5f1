//! A configuration beside another, or beside the applied one with the threads that are open.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use domain::config::diff::{ConfigDiff, Moves, Whose, diff, moves};
use domain::config::{Care, CareFile};
use domain::routing::Loads;
use domain::{AgentId, Thread, ThreadId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use store::{Store, StoreError, ThreadFilter};

use crate::print::text;

/// Threads that are looked at of one agent, or of one waiting line.
const MOST_THREADS: usize = 500;

/// What would change, and whom it would move.
#[derive(Serialize)]
pub(super) struct Comparison {
    /// The old version; none where nothing is applied that can be read.
    from: Option<String>,
    /// The new version.
    to: String,
    changes: ConfigDiff,
    /// Whom it moves; none where no threads were looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    moves: Option<Moves>,
    /// Why not everything could be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip)]
    zone: TimeZone,
}

impl Comparison {
    /// Two files, without a stack.
    pub(super) fn of_files(
        old: &CareFile,
        old_care: &Care,
        new: &CareFile,
        new_care: &Care,
    ) -> Self {
        Self {
            from: Some(old_care.version.clone()),
            changes: diff(old, new),
            ..Self::without_old(new_care, None)
        }
    }

    fn without_old(new: &Care, note: Option<String>) -> Self {
        Self {
            from: None,
            to: new.version.clone(),
            changes: ConfigDiff::default(),
            moves: None,
            note,
            zone: new.zone.clone(),
        }
    }

    /// What would be applied beside what is.
    pub(super) async fn with_stack(
        store: &Store,
        file: &CareFile,
        care: &Care,
        now: Timestamp,
    ) -> anyhow::Result<Self> {
        let old = match store.config_file().await {
            Ok(old) => old,
            Err(StoreError::NoConfig) => {
                let note = "nothing is applied yet".to_owned();
                return Ok(Self::without_old(care, Some(note)));
            }
            Err(error @ StoreError::BadConfig { .. }) => {
                let note = format!("the applied configuration cannot be compared: {error}");
                return Ok(Self::without_old(care, Some(note)));
            }
            Err(error) => return Err(error.into()),
        };
        let changes = diff(&old, file);
        let Ok(old_care) = Care::check(&old) else {
            let note = "what is applied is not valid any more: whom this moves cannot be told";
            return Ok(Self {
                changes,
                ..Self::without_old(care, Some(note.to_owned()))
            });
        };
        let moves = if changes.is_empty() {
            Moves::default()
        } else {
            let loads = loads(store, &old_care, care).await?;
            let whose = changes.whose_threads(&old);
            let threads = threads(store, &old_care, &whose, &loads).await?;
            moves(&old_care, care, &threads, &loads, now)
        };
        Ok(Self {
            from: Some(old_care.version.clone()),
            changes,
            moves: Some(moves),
            ..Self::without_old(care, None)
        })
    }

    /// Tells it in lines, at most so many threads of a kind.
    pub(super) fn print(&self, most: usize, out: &mut dyn Write) -> std::io::Result<()> {
        if let Some(note) = &self.note {
            writeln!(out, "{}", text::plain(note))?;
        }
        let Some(from) = &self.from else {
            return self.print_lines(most, out);
        };
        if self.changes.is_empty() {
            return writeln!(out, "nothing changes: version {} says the same", self.to);
        }
        writeln!(out, "changes from version {from} to {}:", self.to)?;
        self.print_lines(most, out)
    }

    fn print_lines(&self, most: usize, out: &mut dyn Write) -> std::io::Result<()> {
        let moves = self.moves.iter();
        let moves = moves.flat_map(|moves| moves.lines(&self.zone, most));
        for line in self.changes.lines().into_iter().chain(moves) {
            writeln!(out, "  {}", text::plain(&line))?;
        }
        Ok(())
    }
}

async fn loads(store: &Store, old: &Care, new: &Care) -> Result<Loads, StoreError> {
    let agents: BTreeSet<&AgentId> = old.agents.keys().chain(new.agents.keys()).collect();
    let agents: Vec<AgentId> = agents.into_iter().cloned().collect();
    store.loads(&agents).await
}

/// The open threads of those whom a change may move, and all that wait for an agent.
async fn threads(
    store: &Store,
    old: &Care,
    whose: &Whose,
    loads: &Loads,
) -> Result<Vec<Thread>, StoreError> {
    let concerned = |agent: &&AgentId| match whose {
        Whose::All => true,
        Whose::These(agents) => agents.contains(*agent),
    };
    let holds = |agent: &&AgentId| loads.get(*agent).is_some_and(|load| load.open > 0);
    let holders = old.agents.keys().filter(concerned).filter(holds);
    let of_agents = holders.cloned().map(ThreadFilter::OfAgent);
    let lines = old.topics.keys().cloned().map(ThreadFilter::Waiting);
    let mut found: BTreeMap<ThreadId, Thread> = BTreeMap::new();
    for filter in of_agents.chain(lines) {
        let threads = store.list_threads(&filter, MOST_THREADS).await?;
        found.extend(
            threads
                .into_iter()
                .map(|thread| (thread.id.clone(), thread)),
        );
    }
    Ok(found.into_values().collect())
}
