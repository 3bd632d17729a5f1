//! `[routing]`, `[spam]`, `[crm]` and what topics give up.

use jiff::SignedDuration;

use super::{Problems, unknown};
use crate::config::Problem;
use crate::config::care_rules::{Crm, RelaxStep, RoutingRules, SpamRules};
use crate::config::file::{CareFile, CrmEntry, RelaxEntry};
use crate::config::policy::span;
use crate::ids::{ChannelId, TopicId};

/// What may stand in the look-up's address for a customer's own.
const PLACES: [&str; 5] = ["phone", "email", "contact", "channel", "order"];
/// As many values of the shop's records as a notice shows.
const MOST_FIELDS: usize = 8;
/// The longest that the shop's records may take: a notice waits for them.
const LONGEST_LOOK_UP: u32 = 5_000;

pub(super) fn routing(file: &CareFile, problems: &mut Problems) -> RoutingRules {
    let entry = &file.routing;
    if let Some(topic) = &entry.public_insults
        && !file.topics.contains_key(topic)
    {
        problems.push(unknown(
            "routing.public_insults",
            "topic",
            topic,
            file.topics.keys(),
        ));
    }
    if entry.misses_until_absent == Some(0) {
        let message = "must be at least 1; `accept_within = \"never\"` asks nobody to accept";
        problems.push(Problem::new("routing.misses_until_absent", message));
    }
    let accept_within = match entry.accept_within.as_deref().unwrap_or("20m") {
        "never" => None,
        written => of_field("routing.accept_within", span(written), problems),
    };
    let live = entry.live_channels.clone();
    let live = live.unwrap_or_else(|| vec!["webchat".to_owned(), "voice".to_owned()]);
    RoutingRules {
        classifier_confidence: percent(
            "routing.classifier_confidence",
            entry.classifier_confidence,
            70,
            100,
            problems,
        ),
        public_insults: entry.public_insults.as_deref().map(TopicId::new),
        accept_within,
        misses_until_absent: entry.misses_until_absent.unwrap_or(2).max(1),
        live_channels: live.iter().map(ChannelId::new).collect(),
    }
}

pub(super) fn spam(file: &CareFile, problems: &mut Problems) -> SpamRules {
    let hold_from = percent("spam.hold_from", file.spam.hold_from, 90, 101, problems);
    SpamRules {
        hold_from,
        same_texts: file.spam.same_texts.unwrap_or(20),
    }
}

pub(super) fn crm(file: &CareFile, problems: &mut Problems) -> Option<Crm> {
    let entry = file.crm.as_ref()?;
    if !is_plain_https(&entry.url) {
        let message = "must begin with https:// and name a host, without a port, a user or a password; no address of digits";
        problems.push(Problem::new("crm.url", message));
    }
    if let Some(place) = unknown_place(&entry.url) {
        let message = format!("`{{{place}}}` is no place; known: {}", PLACES.join(", "));
        problems.push(Problem::new("crm.url", message));
    }
    if entry.fields.len() > MOST_FIELDS {
        let message = format!("a notice shows {MOST_FIELDS} fields at most");
        problems.push(Problem::new("crm.fields", message));
    }
    for (index, (_, pointer)) in entry.fields.iter().enumerate() {
        if !pointer.starts_with('/') {
            let message = format!("`{pointer}` is no JSON pointer; write one such as \"/points\"");
            problems.push(Problem::new(format!("crm.fields[{index}]"), message));
        }
    }
    Some(checked_crm(entry, problems))
}

fn checked_crm(entry: &CrmEntry, problems: &mut Problems) -> Crm {
    let timeout = entry.timeout_ms.unwrap_or(1_500);
    if timeout == 0 || timeout > LONGEST_LOOK_UP {
        let message = format!("must be from 1 to {LONGEST_LOOK_UP} milliseconds");
        problems.push(Problem::new("crm.timeout_ms", message));
    }
    Crm {
        url: entry.url.clone(),
        fields: entry.fields.clone(),
        timeout: SignedDuration::from_millis(i64::from(timeout)),
        keep: SignedDuration::from_secs(i64::from(entry.keep_seconds.unwrap_or(600))),
    }
}

/// The host is fixed: nothing of a customer's may decide where the look-up goes.
fn is_plain_https(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_digits = host.chars().all(|c| c.is_ascii_digit() || c == '.');
    host.contains('.') && !is_digits && !host.contains(['{', '}', '@', ' ', '\\', ':', '['])
}

/// The first place in an address that nothing stands for, or that is not closed.
fn unknown_place(url: &str) -> Option<&str> {
    url.split('{')
        .skip(1)
        .find_map(|rest| match rest.split_once('}') {
            Some((place, _)) if PLACES.contains(&place) => None,
            Some((place, _)) => Some(place),
            None => Some(rest),
        })
}

pub(super) fn relax(
    field: &str,
    entries: &[RelaxEntry],
    problems: &mut Problems,
) -> Vec<RelaxStep> {
    let mut steps: Vec<RelaxStep> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let field = format!("{field}[{index}]");
        let (give_up, after) = match entry {
            RelaxEntry::AtOnce(give_up) => (*give_up, SignedDuration::ZERO),
            RelaxEntry::Later(later) => {
                let after = of_field(&format!("{field}.after"), span(&later.after), problems);
                (later.give_up, after.unwrap_or(SignedDuration::ZERO))
            }
        };
        if steps.iter().any(|step| step.give_up == give_up) {
            problems.push(Problem::new(&field, "stands twice"));
        }
        if steps.last().is_some_and(|last| last.after > after) {
            let message = "comes sooner than the one before it: they are given up in this order";
            problems.push(Problem::new(&field, message));
        }
        steps.push(RelaxStep { give_up, after });
    }
    steps
}

fn of_field<T>(field: &str, read: Result<T, String>, problems: &mut Problems) -> Option<T> {
    read.map_err(|message| problems.push(Problem::new(field, message)))
        .ok()
}

fn percent(field: &str, given: Option<u8>, usual: u8, most: u8, problems: &mut Problems) -> u8 {
    let percent = given.unwrap_or(usual);
    if percent > most {
        problems.push(Problem::new(field, format!("must be from 0 to {most}")));
    }
    percent
}
