//! An agent in two runs, side by side.

use std::collections::BTreeMap;

use domain::AgentId;

use super::Bars;
use crate::run::{AgentRun, Run};

/// An agent in both runs, as far as they are there.
#[derive(Default)]
pub(super) struct Pair<'r>([Option<&'r AgentRun>; 2]);

impl Pair<'_> {
    pub(super) fn name(&self) -> &str {
        self.0
            .iter()
            .flatten()
            .next()
            .map_or("", |run| run.name.as_str())
    }

    pub(super) fn capacities(&self) -> String {
        let told =
            |run: &Option<&AgentRun>| run.map_or("none".to_owned(), |run| run.capacity.to_string());
        let [before, after] = [told(&self.0[0]), told(&self.0[1])];
        if before == after {
            format!("capacity {before}")
        } else {
            format!("capacity {before}, then {after}")
        }
    }

    pub(super) fn bars(&self) -> [Bars; 2] {
        self.0
            .map(|run| run.map(|run| run.share_by_hour.clone()).unwrap_or_default())
    }

    pub(super) fn shares(&self) -> impl Iterator<Item = f64> {
        self.0
            .iter()
            .flatten()
            .flat_map(|run| run.share_by_hour.iter().flatten().copied())
    }
}

/// The agents of two runs.
pub(super) fn agents<'r>(before: &'r Run, after: &'r Run) -> BTreeMap<&'r AgentId, Pair<'r>> {
    let mut agents: BTreeMap<&AgentId, Pair<'_>> = BTreeMap::new();
    for (column, run) in [before, after].into_iter().enumerate() {
        for (id, agent) in &run.agents {
            if let Some(place) = agents.entry(id).or_default().0.get_mut(column) {
                *place = Some(agent);
            }
        }
    }
    agents
}
