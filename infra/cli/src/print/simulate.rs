//! What another configuration would change, for people and for programs.

mod moved;
mod numbers;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use simulation::{Comparison, LeftOut, Run};

use self::moved::{moved_to_agents, moved_to_topics, opened_otherwise};
use self::numbers::{agents, totals, waiting};

/// Everything as one JSON object: both runs and what is different.
pub(crate) fn json(
    before: &Run,
    after: &Run,
    comparison: &Comparison,
) -> serde_json::Result<Value> {
    Ok(json!({
        "same": comparison.is_empty(),
        "now": serde_json::to_value(before)?,
        "new": serde_json::to_value(after)?,
        "changes": {
            "another_agent": comparison.another_agent,
            "another_topic": comparison.another_topic,
            "only_now": comparison.only_before,
            "only_new": comparison.only_after,
            "promises": comparison.promises,
            "waiting": comparison.waiting,
        },
    }))
}

/// What would change, in tables.
pub(crate) fn changes(
    before: &Run,
    after: &Run,
    comparison: &Comparison,
    names: [&str; 2],
    zone: &TimeZone,
) -> String {
    let mut said = head(before, after, names, zone);
    if comparison.is_empty() {
        said.push_str("\nnothing would change\n");
    }
    let parts = [
        totals(comparison),
        agents(comparison),
        waiting(comparison, zone),
        moved_to_agents(comparison, zone),
        moved_to_topics(comparison, zone),
        opened_otherwise(comparison),
    ];
    for part in parts.iter().filter(|part| !part.is_empty()) {
        said.push('\n');
        said.push_str(part);
    }
    said
}

fn head(before: &Run, after: &Run, names: [&str; 2], zone: &TimeZone) -> String {
    let day = |at: Timestamp| zone.to_datetime(at).date();
    let last = before.until.max(after.until) - jiff::SignedDuration::from_secs(1);
    let (first, last) = (day(before.from), day(last));
    let days = if first == last {
        first.to_string()
    } else {
        format!("{first} to {last}")
    };
    let [now, new] = names;
    format!(
        "{} messages, {days} ({}){}\nnow: {now}, version {}\nnew: {new}, version {}\n",
        before.messages,
        zone.iana_name().unwrap_or("local time"),
        left_out(before.left_out),
        before.config,
        after.config,
    )
}

fn left_out(left_out: LeftOut) -> String {
    let told: Vec<String> = [
        (left_out.no_message, "no message"),
        (left_out.spam, "spam"),
        (left_out.repeated, "repeated"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, why)| format!("{count} {why}"))
    .collect();
    if told.is_empty() {
        String::new()
    } else {
        format!("; left out: {}", told.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_told_only_where_there_is_any() {
        assert_eq!(left_out(LeftOut::default()), "");
        let some = LeftOut {
            no_message: 3,
            spam: 0,
            repeated: 1,
        };
        assert_eq!(left_out(some), "; left out: 3 no message, 1 repeated");
    }
}
