//! Topics that nobody can serve: at all, in a language, on a channel, or only once something was given up.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::groups::{Group, able, all_given_up, can_serve};
use super::policies_of;
use crate::config::phrases::{listed, quoted};
use crate::config::{Care, CareFile, Problem, Relaxation, Topic};
use crate::ids::{ChannelId, Language};

/// Topics that nobody can serve even when everything was given up that they give up: their threads wait for ever.
pub(super) fn nobody_at_all(care: &Care, groups: &[Group<'_>]) -> Vec<Problem> {
    let topics = care.topics.values();
    let unserved = topics.filter(|topic| able(topic, groups).is_empty());
    unserved
        .map(|topic| {
            let message = format!(
                "NOBODY CAN SERVE IT, its threads wait for ever: {}",
                what_is_missing(topic, groups)
            );
            Problem::new(format!("topics.{}.skills", topic.id), message)
        })
        .collect()
}

fn what_is_missing(topic: &Topic, groups: &[Group<'_>]) -> String {
    let mut given_up = all_given_up(topic);
    let mut someone = |more: Relaxation| {
        given_up.push(more);
        groups
            .iter()
            .any(|group| can_serve(topic, group.example, &given_up))
    };
    if someone(Relaxation::Team) {
        return "those who have its skills are of other teams, and `relax` does not give up the team"
            .to_owned();
    }
    let asked = topic
        .skills
        .iter()
        .map(|(skill, level)| format!("{skill} {level}"));
    let asked = listed(asked.collect());
    if someone(Relaxation::Level) {
        return format!(
            "no agent has {asked}; lower levels are there, but `relax` does not give up the level"
        );
    }
    if asked.is_empty() {
        return "there is no agent with a capacity".to_owned();
    }
    format!("no agent has {asked}")
}

/// Topics for which somebody is there, but not for everybody, or not at once.
pub(super) fn only_by_giving_up(
    care: &Care,
    file: &CareFile,
    groups: &[Group<'_>],
) -> Vec<Problem> {
    let named = channels_in_use(care, file);
    let mut found = Vec::new();
    for topic in care.topics.values() {
        let able = able(topic, groups);
        let able: Vec<&Group<'_>> = able.iter().filter_map(|place| groups.get(*place)).collect();
        if able.is_empty() {
            continue;
        }
        let field = format!("topics.{}", topic.id);
        let messages = not_at_once(topic, &able)
            .into_iter()
            .chain(in_languages(care, topic, &able))
            .chain(on_channels(care, topic, &named, &able));
        found.extend(messages.map(|message| Problem::new(&field, message)));
    }
    found
}

/// Nobody qualifies before something was given up.
fn not_at_once(topic: &Topic, able: &[&Group<'_>]) -> Option<String> {
    let mut given_up = Vec::new();
    let mut after = SignedDuration::ZERO;
    let can = |given_up: &[Relaxation]| {
        able.iter()
            .any(|group| can_serve(topic, group.example, given_up))
    };
    for step in &topic.relax {
        if can(&given_up) {
            break;
        }
        given_up.push(step.give_up);
        after = step.after;
    }
    let told = given_up.iter().map(|step| format!("the {}", word(*step)));
    (!given_up.is_empty()).then(|| {
        format!(
            "nobody qualifies until it gives up {}, {}",
            listed(told.collect()),
            when(after)
        )
    })
}

fn in_languages(care: &Care, topic: &Topic, able: &[&Group<'_>]) -> Vec<String> {
    let speaks = |language: &Language| {
        able.iter()
            .any(|group| group.example.languages.contains(language))
    };
    let given_up = topic
        .relax
        .iter()
        .find(|step| step.give_up == Relaxation::Language);
    let unspoken = care.languages.iter().filter(|language| !speaks(language));
    unspoken
        .map(|language| match given_up {
            Some(step) => format!(
                "in `{language}` it reaches nobody until the language is given up, {}",
                when(step.after)
            ),
            None => format!(
                "in `{language}` it reaches nobody: nobody who can serve it speaks it, and `relax` does not give up \
                 the language"
            ),
        })
        .collect()
}

/// Channels are never given up.
fn on_channels(
    care: &Care,
    topic: &Topic,
    in_use: &BTreeSet<&ChannelId>,
    able: &[&Group<'_>],
) -> Option<String> {
    let policies = policies_of(care, topic);
    let promised = policies.iter().flat_map(|(policy, _)| &policy.channels);
    let channels: BTreeSet<&ChannelId> = in_use.iter().copied().chain(promised).collect();
    let unserved: Vec<&ChannelId> = channels
        .into_iter()
        .filter(|channel| !able.iter().any(|group| group.works(channel)))
        .collect();
    (!unserved.is_empty()).then(|| {
        format!(
            "on {} it reaches nobody: nobody who can serve it works there",
            quoted(unserved)
        )
    })
}

/// Channels that the file names where it does not speak of one topic: of agents, by weight, as live.
fn channels_in_use<'c>(care: &'c Care, file: &CareFile) -> BTreeSet<&'c ChannelId> {
    let of_agents = care.agents.values().flat_map(|agent| &agent.channels);
    let live = file
        .routing
        .live_channels
        .as_ref()
        .map(|_| &care.routing.live_channels);
    of_agents
        .chain(care.weights.keys())
        .chain(live.into_iter().flatten())
        .collect()
}

fn word(relaxation: Relaxation) -> &'static str {
    match relaxation {
        Relaxation::Language => "language",
        Relaxation::Level => "level",
        Relaxation::Team => "team",
    }
}

fn when(after: SignedDuration) -> String {
    if after.is_zero() {
        "at once".to_owned()
    } else {
        format!("after {after:#} in the waiting line")
    }
}
