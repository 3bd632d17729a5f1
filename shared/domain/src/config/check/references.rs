//! Names that point at something must find it.

use std::collections::BTreeSet;

use super::{Problems, unknown};
use crate::config::file::CareFile;

pub(super) fn references(file: &CareFile, problems: &mut Problems) {
    let agent_ids: BTreeSet<&String> = file.agents.iter().map(|agent| &agent.id).collect();
    let mut agent = |field: String, id: &String| {
        if !agent_ids.contains(id) {
            problems.push(unknown(&field, "agent", id, agent_ids.iter().copied()));
        }
    };
    agent("escalation.manager".to_owned(), &file.escalation.manager);
    agent("escalation.fallback".to_owned(), &file.escalation.fallback);
    for (name, team) in &file.teams {
        agent(format!("teams.{name}.lead"), &team.lead);
    }
    let teams = file
        .topics
        .iter()
        .map(|(name, topic)| (format!("topics.{name}.team"), &topic.team));
    let of_agents = file
        .agents
        .iter()
        .enumerate()
        .map(|(i, agent)| (format!("agents[{i}].team"), &agent.team));
    for (field, team) in teams.chain(of_agents) {
        if let Some(team) = team.as_ref().filter(|team| !file.teams.contains_key(*team)) {
            problems.push(unknown(&field, "team", team, file.teams.keys()));
        }
    }
    topic_names(file, problems);
    for (index, policy) in file.policies.iter().enumerate() {
        for name in policy
            .segments
            .iter()
            .filter(|name| !file.segments.contains_key(*name))
        {
            problems.push(unknown(
                &format!("policies[{index}].segments"),
                "segment",
                name,
                file.segments.keys(),
            ));
        }
    }
}

fn topic_names(file: &CareFile, problems: &mut Problems) {
    let general = (
        "routing.general_topic".to_owned(),
        &file.routing.general_topic,
    );
    let of_policies = file
        .policies
        .iter()
        .enumerate()
        .flat_map(|(index, policy)| {
            policy
                .topics
                .iter()
                .map(move |name| (format!("policies[{index}].topics"), name))
        });
    for (field, name) in of_policies.chain([general]) {
        if !file.topics.contains_key(name) {
            problems.push(unknown(&field, "topic", name, file.topics.keys()));
        }
    }
}
