//! Policies: what is promised, and who is told when.

use std::collections::BTreeSet;

use super::{Problems, unknown};
use crate::config::Problem;
use crate::config::file::{CareFile, PolicyEntry};
use crate::config::policy::{Commitment, Policy, StepMoment, StepRule, Within};
use crate::ids::{ChannelId, TopicId};

pub(super) fn policies(file: &CareFile, problems: &mut Problems) -> Vec<Policy> {
    if file.policies.is_empty() {
        problems.push(Problem::new(
            "policies",
            "must hold at least one policy: what is promised to everyone",
        ));
    }
    if file.policies.iter().all(|policy| !matches_all(policy)) {
        let message =
            "the last policy must match every thread (no `channels`, `topics` or `segments`)";
        problems.push(Problem::new(
            format!("policies[{}]", file.policies.len().saturating_sub(1)),
            message,
        ));
    }
    let mut checked = Vec::new();
    for (index, entry) in file.policies.iter().enumerate() {
        let field = format!("policies[{index}]");
        if !file.calendars.contains_key(&entry.calendar) {
            problems.push(unknown(
                &format!("{field}.calendar"),
                "calendar",
                &entry.calendar,
                file.calendars.keys(),
            ));
        }
        checked.push(policy(&field, entry, problems));
    }
    checked
}

fn matches_all(policy: &PolicyEntry) -> bool {
    policy.channels.is_empty() && policy.topics.is_empty() && policy.segments.is_empty()
}

fn policy(field: &str, entry: &PolicyEntry, problems: &mut Problems) -> Policy {
    let commitments = commitments(field, entry, problems);
    let chain = chain(field, entry, problems);
    Policy {
        name: entry.name.clone(),
        channels: entry.channels.iter().map(ChannelId::new).collect(),
        topics: entry.topics.iter().map(TopicId::new).collect(),
        segments: entry.segments.clone(),
        calendar: entry.calendar.clone(),
        commitments,
        chain,
    }
}

fn commitments(field: &str, entry: &PolicyEntry, problems: &mut Problems) -> Vec<Commitment> {
    if entry.commitments.is_empty() {
        problems.push(Problem::new(
            format!("{field}.commitments"),
            "must hold at least one promise",
        ));
    }
    let mut names = BTreeSet::new();
    let mut checked = Vec::new();
    for (index, commitment) in entry.commitments.iter().enumerate() {
        let field = format!("{field}.commitments[{index}]");
        if !names.insert(&commitment.name) || commitment.name.contains('#') {
            let message = format!("`{}` stands twice, or holds a `#`", commitment.name);
            problems.push(Problem::new(format!("{field}.name"), message));
        }
        match Within::parse(&commitment.within, commitment.clock) {
            Ok(within) => checked.push(Commitment {
                name: commitment.name.clone(),
                within,
                written: commitment.within.clone(),
                when_closed: commitment.when_closed,
            }),
            Err(message) => problems.push(Problem::new(format!("{field}.within"), message)),
        }
    }
    checked
}

fn chain(field: &str, entry: &PolicyEntry, problems: &mut Problems) -> Vec<StepRule> {
    let mut checked: Vec<StepRule> = Vec::new();
    for (index, step) in entry.chain.iter().enumerate() {
        let field = format!("{field}.chain[{index}]");
        if !entry
            .commitments
            .iter()
            .any(|commitment| commitment.name == step.commitment)
        {
            let names = entry.commitments.iter().map(|commitment| &commitment.name);
            problems.push(unknown(
                &format!("{field}.commitment"),
                "commitment",
                &step.commitment,
                names,
            ));
        }
        if step.tell.is_empty() {
            problems.push(Problem::new(
                format!("{field}.tell"),
                "must name at least one role: a step never alerts nobody",
            ));
        }
        match StepMoment::parse(&step.at) {
            Ok(moment)
                if checked
                    .iter()
                    .any(|other| other.commitment == step.commitment && other.moment == moment) =>
            {
                problems.push(Problem::new(
                    field,
                    "this commitment has a step at this moment already",
                ));
            }
            Ok(moment) => checked.push(StepRule {
                commitment: step.commitment.clone(),
                moment,
                tell: step.tell.clone(),
                urgent: step.urgent,
            }),
            Err(message) => problems.push(Problem::new(format!("{field}.at"), message)),
        }
    }
    checked
}
