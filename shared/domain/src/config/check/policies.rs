//! Policies: what is promised, and who is told when.

use std::collections::BTreeSet;

use super::{Problems, unknown};
use crate::config::Problem;
use crate::config::file::{CareFile, CommitmentEntry, KeptBy, PolicyEntry, StepEntry};
use crate::config::policy::{Commitment, FOLLOW_UP, LEGAL, Policy, StepMoment, StepRule, Within};
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
        checked.push(policy(&field, entry, file.legal.is_some(), problems));
    }
    checked
}

fn matches_all(policy: &PolicyEntry) -> bool {
    let always = policy.from.is_none() && policy.until.is_none();
    always && policy.channels.is_empty() && policy.topics.is_empty() && policy.segments.is_empty()
}

fn policy(field: &str, entry: &PolicyEntry, has_terms: bool, problems: &mut Problems) -> Policy {
    if let (Some(from), Some(until)) = (entry.from, entry.until)
        && until < from
    {
        let message = format!("{until} comes before {from}");
        problems.push(Problem::new(format!("{field}.until"), message));
    }
    let commitments = commitments(field, entry, has_terms, problems);
    let names: Vec<&String> = entry.commitments.iter().map(|one| &one.name).collect();
    let chain = chain(field, &entry.chain, &names, &[FOLLOW_UP], problems);
    Policy {
        from: entry.from,
        until: entry.until,
        name: entry.name.clone(),
        channels: entry.channels.iter().map(ChannelId::new).collect(),
        topics: entry.topics.iter().map(TopicId::new).collect(),
        segments: entry.segments.clone(),
        calendar: entry.calendar.clone(),
        commitments,
        chain,
    }
}

fn commitments(
    field: &str,
    entry: &PolicyEntry,
    has_terms: bool,
    problems: &mut Problems,
) -> Vec<Commitment> {
    let is_answer = |one: &CommitmentEntry| one.kept_by != KeptBy::Resolution;
    if !entry.commitments.iter().any(is_answer) {
        let message =
            "must promise at least one answer: a customer who writes always waits for one";
        problems.push(Problem::new(format!("{field}.commitments"), message));
    }
    let mut names = BTreeSet::new();
    let mut checked = Vec::new();
    for (index, commitment) in entry.commitments.iter().enumerate() {
        let field = format!("{field}.commitments[{index}]");
        let name = commitment.name.as_str();
        let is_ours = name == FOLLOW_UP || (name == LEGAL && has_terms);
        if !names.insert(name) || name.contains('#') || is_ours {
            let message = format!(
                "`{name}` stands twice, holds a `#`, or is one of ours (`{FOLLOW_UP}`; `{LEGAL}` beside [legal])"
            );
            problems.push(Problem::new(format!("{field}.name"), message));
        }
        if matches!(commitment.kept_by, KeptBy::FollowUp | KeptBy::Legal) {
            let message = "must be answer, first_answer, next_answer or resolution; follow-ups are promised by holding answers, legal terms stand in [legal]";
            problems.push(Problem::new(format!("{field}.kept_by"), message));
        }
        match Within::parse(&commitment.within, commitment.clock) {
            Ok(within) => checked.push(Commitment {
                name: commitment.name.clone(),
                within,
                written: commitment.within.clone(),
                kept_by: commitment.kept_by,
                when_closed: commitment.when_closed,
            }),
            Err(message) => problems.push(Problem::new(format!("{field}.within"), message)),
        }
    }
    checked
}

/// A chain over commitments of these names, and of those that are always there.
pub(super) fn chain(
    field: &str,
    entries: &[StepEntry],
    names: &[&String],
    ours: &[&str],
    problems: &mut Problems,
) -> Vec<StepRule> {
    let mut checked: Vec<StepRule> = Vec::new();
    for (index, step) in entries.iter().enumerate() {
        let field = format!("{field}.chain[{index}]");
        let known = names.contains(&&step.commitment) || ours.contains(&step.commitment.as_str());
        if !known {
            let field = format!("{field}.commitment");
            let names = names.iter().copied();
            problems.push(unknown(&field, "commitment", &step.commitment, names));
        }
        if step.tell.is_empty() {
            let message = "must name at least one role: a step never alerts nobody";
            problems.push(Problem::new(format!("{field}.tell"), message));
        }
        match StepMoment::parse(&step.at) {
            Ok(moment) => checked.extend(rule(&field, step, moment, &checked, problems)),
            Err(message) => problems.push(Problem::new(format!("{field}.at"), message)),
        }
    }
    checked
}

fn rule(
    field: &str,
    step: &StepEntry,
    moment: StepMoment,
    before: &[StepRule],
    problems: &mut Problems,
) -> Option<StepRule> {
    let is_same = |other: &StepRule| other.commitment == step.commitment && other.moment == moment;
    if before.iter().any(is_same) {
        let message = "this commitment has a step at this moment already";
        problems.push(Problem::new(field, message));
        return None;
    }
    if step.reassign && moment != StepMoment::Due {
        let message = "only a broken promise takes a thread from its agent: at = \"due\"";
        problems.push(Problem::new(format!("{field}.reassign"), message));
    }
    Some(StepRule {
        commitment: step.commitment.clone(),
        moment,
        tell: step.tell.clone(),
        urgent: step.urgent.unwrap_or(moment == StepMoment::Due),
        reassign: step.reassign,
        raise: step.raise,
    })
}
