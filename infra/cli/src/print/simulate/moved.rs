//! Threads that would be another's, or about something else: how many, and the first of them.

use std::fmt::Display;

use jiff::tz::TimeZone;
use simulation::{Comparison, Moved};

use crate::print::{table, text};

/// Threads that are shown; `--json` has all.
const MOST: usize = 8;

/// Characters of what the customer wrote.
const MOST_TEXT: usize = 44;

/// Threads that end with another agent.
pub(super) fn moved_to_agents(comparison: &Comparison, zone: &TimeZone) -> String {
    let head = |count| match count {
        1 => "1 thread would be another agent's:\n".to_owned(),
        count => format!("{count} threads would be another agent's:\n"),
    };
    listed(
        &comparison.another_agent,
        head,
        zone,
        |agent, because| match agent {
            Some(agent) if because == "at once" => agent.to_string(),
            Some(agent) => format!("{agent} ({because})"),
            None => "nobody".to_owned(),
        },
    )
}

/// Threads that are told to be about something else.
pub(super) fn moved_to_topics(comparison: &Comparison, zone: &TimeZone) -> String {
    let head = |count| match count {
        1 => "1 thread would be told to be about something else:\n".to_owned(),
        count => format!("{count} threads would be told to be about something else:\n"),
    };
    listed(
        &comparison.another_topic,
        head,
        zone,
        |topic, because| match topic {
            Some(topic) => format!("{topic} ({because})"),
            None => "-".to_owned(),
        },
    )
}

fn listed<T: Display>(
    moved: &[Moved<T>],
    head: impl Fn(usize) -> String,
    zone: &TimeZone,
    told: impl Fn(Option<&T>, &str) -> String,
) -> String {
    if moved.is_empty() {
        return String::new();
    }
    let rows = moved.iter().take(MOST).map(|one| {
        vec![
            text::short(&one.thread, 16),
            zone.to_datetime(one.opened_at)
                .strftime("%F %H:%M")
                .to_string(),
            text::short(&one.channel, 12),
            told(one.before.as_ref(), &one.because_before),
            told(one.after.as_ref(), &one.because_after),
            text::short(&one.excerpt, MOST_TEXT),
        ]
    });
    let table = table::render(
        &["THREAD", "OPENED", "CHANNEL", "NOW", "NEW", "LAST WORDS"],
        rows,
    );
    let more = moved.len().saturating_sub(MOST);
    let more = if more == 0 {
        String::new()
    } else {
        format!("… {more} more: --json has all\n")
    };
    format!("{}{table}{more}", head(moved.len()))
}

/// Messages that open a thread in one and join one in the other.
pub(super) fn opened_otherwise(comparison: &Comparison) -> String {
    let (now, new) = (comparison.only_before.len(), comparison.only_after.len());
    if now + new == 0 {
        return String::new();
    }
    format!("messages that open a thread only now: {now}, only with the new one: {new}\n")
}
