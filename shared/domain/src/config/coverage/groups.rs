//! Agents by what matters for coverage.

use std::collections::{BTreeMap, HashMap};

use super::hours::{Days, Horizon};
use crate::config::file::AgentEntry;
use crate::config::{Agent, Care, CareFile, Relaxation, Topic};
use crate::ids::{AgentId, ChannelId};

/// Names that are kept of those on leave.
const MOST_NAMED: usize = 3;

/// Agents who differ in nothing but their leave.
pub(super) struct Group<'c> {
    /// One of them.
    pub(super) example: &'c Agent,
    /// Their shift's name.
    pub(super) shift: &'c str,
    /// The days on which all of them are on leave, in the shift's zone.
    pub(super) away: Days,
    /// Who of them is on leave some day of it, at most a few.
    pub(super) on_leave: Vec<&'c AgentId>,
}

impl Group<'_> {
    /// Whether they work a channel.
    pub(super) fn works(&self, channel: &ChannelId) -> bool {
        let channels = &self.example.channels;
        channels.is_empty() || channels.contains(channel)
    }

    /// Whether they work any channel but these.
    pub(super) fn works_beyond(&self, claimed: &[&ChannelId]) -> bool {
        let channels = &self.example.channels;
        channels.is_empty() || channels.iter().any(|channel| !claimed.contains(&channel))
    }
}

/// What makes two agents the same here.
type Kind<'c> = (
    &'c str,
    &'c BTreeMap<String, u8>,
    Option<&'c String>,
    &'c [String],
    &'c [String],
);

fn kind(entry: &AgentEntry) -> Kind<'_> {
    (
        &entry.shift,
        &entry.skills,
        entry.team.as_ref(),
        &entry.channels,
        &entry.languages,
    )
}

/// All who are ever assigned, in the order in which the file first names one of each kind.
pub(super) fn groups<'c>(care: &'c Care, file: &'c CareFile, horizon: Horizon) -> Vec<Group<'c>> {
    let mut places: HashMap<Kind<'_>, usize> = HashMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for entry in file.agents.iter().filter(|entry| entry.capacity > 0) {
        let Some(agent) = care.agents.get(entry.id.as_str()) else {
            continue;
        };
        let place = *places.entry(kind(entry)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group {
                example: agent,
                shift: &entry.shift,
                away: Days::ALL,
                on_leave: Vec::new(),
            });
        }
        if let Some(group) = groups.get_mut(place) {
            join(group, agent, horizon);
        }
    }
    groups
}

fn join<'c>(group: &mut Group<'c>, agent: &'c Agent, horizon: Horizon) {
    let leave = Days::of_leave(&agent.leave, horizon.first_day(&agent.shift));
    group.away = group.away.and(leave);
    if !leave.is_none() && group.on_leave.len() < MOST_NAMED {
        group.on_leave.push(&agent.id);
    }
}

/// Whether somebody has a topic's skills and team once so much was given up.
pub(super) fn can_serve(topic: &Topic, agent: &Agent, given_up: &[Relaxation]) -> bool {
    let level_counts = !given_up.contains(&Relaxation::Level);
    let skilled = topic.skills.iter().all(|(skill, asked)| {
        let has = agent.skills.get(skill).copied().unwrap_or(0);
        has >= *asked || (has > 0 && !level_counts)
    });
    let of_team = topic.team.is_none() || agent.team == topic.team;
    skilled && (of_team || given_up.contains(&Relaxation::Team))
}

/// What a topic gives up in the end.
pub(super) fn all_given_up(topic: &Topic) -> Vec<Relaxation> {
    topic.relax.iter().map(|step| step.give_up).collect()
}

/// The places of those who can serve a topic once all was given up that it gives up.
pub(super) fn able(topic: &Topic, groups: &[Group<'_>]) -> Vec<usize> {
    let given_up = all_given_up(topic);
    let fits = |(_, group): &(usize, &Group<'_>)| can_serve(topic, group.example, &given_up);
    let able = groups.iter().enumerate().filter(fits);
    able.map(|(place, _)| place).collect()
}
