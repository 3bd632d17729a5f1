//! What is held for review, as a list: texts of one incident stand in one line.

use std::collections::BTreeMap;

use domain::Thread;
use domain::held::{Held, HeldBecause};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::{held, table, text, time};

/// Held threads that are looked at together: one, or those of one incident.
struct Group<'t> {
    threads: Vec<(&'t Thread, &'t Held)>,
}

/// A list of what is held, or that nothing is.
pub(crate) fn list(threads: &[Thread], zone: &TimeZone, now: Timestamp) -> String {
    let groups = groups(threads);
    if groups.is_empty() {
        return "nothing is held\n".to_owned();
    }
    let head = [
        "THREAD",
        "SINCE",
        "REVIEW BY",
        "WHY",
        "CHANNEL",
        "LAST WORDS",
    ];
    let rows = groups.iter().filter_map(|group| group.row(zone, now));
    table::render(&head, rows)
}

/// One held thread for programs; none for one that is not held.
pub(crate) fn json(thread: &Thread) -> Option<Value> {
    let held = thread.held.as_ref()?;
    Some(json!({
        "thread": thread.id, "channel": thread.channel, "topic": thread.topic, "held": held, "excerpt": thread.excerpt
    }))
}

/// In the order in which each group began.
fn groups(threads: &[Thread]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut of_incident: BTreeMap<&str, usize> = BTreeMap::new();
    for thread in threads {
        let Some(held) = &thread.held else {
            continue;
        };
        let begun = match &held.because {
            HeldBecause::Incident { incident, .. } => {
                *of_incident.entry(incident).or_insert(groups.len())
            }
            HeldBecause::Spam { .. } => groups.len(),
        };
        match groups.get_mut(begun) {
            Some(group) => group.threads.push((thread, held)),
            None => groups.push(Group {
                threads: vec![(thread, held)],
            }),
        }
    }
    groups
}

impl Group<'_> {
    fn row(&self, zone: &TimeZone, now: Timestamp) -> Option<Vec<String>> {
        let (first, held) = self.threads.first()?;
        let review_by = self
            .threads
            .iter()
            .filter_map(|(_, held)| held.review_by)
            .min();
        Some(vec![
            self.name(first),
            time::column(held.since, zone),
            review(review_by, zone, now),
            why(&held.because),
            first.channel.to_string(),
            text::short(&first.excerpt, 60),
        ])
    }

    fn name(&self, first: &Thread) -> String {
        match self.threads.len() {
            1 => first.id.to_string(),
            several => format!("{} and {} more", first.id, several - 1),
        }
    }
}

/// By when somebody is to look; where that is over, that it is.
fn review(by: Option<Timestamp>, zone: &TimeZone, now: Timestamp) -> String {
    match by {
        Some(by) if by > now => time::column(by, zone),
        Some(by) => format!("late by {}", time::ago(by, now)),
        None => "late, lead reminded".to_owned(),
    }
}

fn why(because: &HeldBecause) -> String {
    match because {
        HeldBecause::Spam { .. } => held::because(because),
        HeldBecause::Incident { incident, .. } => format!("incident {}", text::plain(incident)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn thread(id: &str, since: &str, review_by: Option<&str>, because: Value) -> Thread {
        let mut held = because;
        held["since"] = json!(since);
        held["review_by"] = json!(review_by);
        serde_json::from_value(json!({
            "id": id, "version": 1, "customer": "c", "channel": "email", "account": "a", "contact": "k",
            "contact_id": "x@y.example", "language": "es", "topic": "general", "status": "open", "weight": 0,
            "opened_at": since, "last_message_at": since, "excerpt": "Gana\u{1b} dinero\ndesde casa", "messages": 1,
            "attachments": 0, "held": held
        }))
        .unwrap()
    }

    fn incident(id: &str) -> Value {
        json!({ "why": "incident", "incident": id, "count": 21 })
    }

    #[test]
    fn texts_of_one_incident_stand_in_one_line() {
        let spam = json!({ "why": "spam", "score": 91, "reasons": ["gana dinero", "bit.ly"] });
        let (nine, ten) = ("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z");
        let tomorrow = Some("2026-11-24T09:00:00Z");
        let threads = [
            thread("AL-1", nine, tomorrow, incident("3f2a")),
            thread("AL-2", nine, Some(ten), spam.clone()),
            thread("AL-3", ten, tomorrow, incident("3f2a")),
            thread("AL-4", ten, None, spam),
            thread("AL-5", ten, tomorrow, incident("77aa")),
        ];
        let now = "2026-11-23T12:30:00Z".parse().unwrap();
        let told = list(&threads, &TimeZone::get("Europe/Madrid").unwrap(), now);
        insta::assert_snapshot!(told, @r#"
        THREAD           SINCE                REVIEW BY            WHY                                  CHANNEL  LAST WORDS
        AL-1 and 1 more  2026-11-23 10:00:00  2026-11-24 10:00:00  incident 3f2a                        email    Gana· dinero desde casa
        AL-2             2026-11-23 10:00:00  late by 2h 30m       spam, 91 %: "gana dinero", "bit.ly"  email    Gana· dinero desde casa
        AL-4             2026-11-23 11:00:00  late, lead reminded  spam, 91 %: "gana dinero", "bit.ly"  email    Gana· dinero desde casa
        AL-5             2026-11-23 11:00:00  2026-11-24 10:00:00  incident 77aa                        email    Gana· dinero desde casa
        "#);
        assert_eq!(json(&threads[0]).unwrap()["held"]["incident"], "3f2a");
    }

    #[test]
    fn what_is_held_no_more_is_not_listed() {
        let mut released = thread("AL-1", "2026-11-23T09:00:00Z", None, incident("3f2a"));
        released.held = None;
        let told = list(&[released.clone()], &TimeZone::UTC, Timestamp::UNIX_EPOCH);
        assert_eq!(
            (told.as_str(), json(&released)),
            ("nothing is held\n", None)
        );
    }
}
