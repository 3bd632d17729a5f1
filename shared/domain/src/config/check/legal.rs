//! `[legal]`: what the law asks for of complaints.

use super::policies::chain;
use super::{Problems, unknown};
use crate::config::Problem;
use crate::config::file::{CareFile, KeptBy, LegalEntry, LegalTermEntry, WhenClosed};
use crate::config::policy::{Commitment, LEGAL, Legal, Policy, Within};
use crate::ids::TopicId;
use crate::notice::DisputeBody;

/// The European Union's platform for disputes closed on 20 July 2025 (Regulation (EU) 2024/3228): its address leads
/// customers nowhere.
const CLOSED_PLATFORM: &str = "ec.europa.eu/consumers/odr";

pub(super) fn legal(file: &CareFile, problems: &mut Problems) -> Legal {
    closed_platform(file, problems);
    let Some(entry) = &file.legal else {
        return Legal::default();
    };
    names(file, entry, problems);
    if entry.complaint_topics.is_empty() && !entry.terms.is_empty() {
        let message = "must name the topics whose threads are complaints, or no term ever runs";
        problems.push(Problem::new("legal.complaint_topics", message));
    }
    if let Some(body) = &entry.dispute_body {
        dispute_body(body, problems);
    }
    let terms = entry.terms.iter().enumerate();
    let terms = terms.map(|(index, term)| self::term(file, index, term, problems));
    Legal {
        terms: terms.collect(),
        complaint_topics: entry.complaint_topics.iter().map(TopicId::new).collect(),
        mails_receipts: entry.mail_receipts.unwrap_or(true),
        dispute_body: entry.dispute_body.clone(),
    }
}

fn names(file: &CareFile, entry: &LegalEntry, problems: &mut Problems) {
    let of_terms = entry.terms.iter().enumerate().flat_map(|(index, term)| {
        let field = format!("legal.terms[{index}].topics");
        term.topics.iter().map(move |topic| (field.clone(), topic))
    });
    let of_complaints = entry.complaint_topics.iter();
    let of_complaints = of_complaints.map(|topic| ("legal.complaint_topics".to_owned(), topic));
    for (field, topic) in of_complaints.chain(of_terms) {
        if !file.topics.contains_key(topic) {
            problems.push(unknown(&field, "topic", topic, file.topics.keys()));
        }
    }
}

fn term(file: &CareFile, index: usize, entry: &LegalTermEntry, problems: &mut Problems) -> Policy {
    let field = format!("legal.terms[{index}]");
    if !file.calendars.contains_key(&entry.calendar) {
        let field = format!("{field}.calendar");
        let known = file.calendars.keys();
        problems.push(unknown(&field, "calendar", &entry.calendar, known));
    }
    for segment in &entry.segments {
        if !file.segments.contains_key(segment) {
            let field = format!("{field}.segments");
            problems.push(unknown(&field, "segment", segment, file.segments.keys()));
        }
    }
    let within = Within::parse(&entry.within, entry.clock)
        .map_err(|message| problems.push(Problem::new(format!("{field}.within"), message)));
    let commitment = within.ok().map(|within| Commitment {
        name: LEGAL.to_owned(),
        within,
        written: entry.within.clone(),
        kept_by: KeptBy::Legal,
        when_closed: WhenClosed::Strict,
    });
    Policy {
        name: entry.name.clone(),
        channels: Vec::new(),
        topics: entry.topics.iter().map(TopicId::new).collect(),
        segments: entry.segments.clone(),
        from: None,
        until: None,
        calendar: entry.calendar.clone(),
        commitments: commitment.into_iter().collect(),
        chain: chain(&field, &entry.chain, &[], &[LEGAL], problems),
    }
}

fn dispute_body(body: &DisputeBody, problems: &mut Problems) {
    if body.name.trim().is_empty() {
        let message = "must be the name of the body, as customers look for it";
        problems.push(Problem::new("legal.dispute_body.name", message));
    }
    if !body.url.starts_with("https://") {
        let message = "must begin with https://";
        problems.push(Problem::new("legal.dispute_body.url", message));
    }
}

/// The link is wrong wherever it stands, also in a text that customers read.
fn closed_platform(file: &CareFile, problems: &mut Problems) {
    let Ok(value) = serde_json::to_value(file) else {
        return;
    };
    let mut found = Vec::new();
    places_of(&value, String::new(), &mut found);
    for field in found {
        let message = "the EU's platform for online disputes closed on 20 July 2025: take its link out, and name a body that exists in [legal.dispute_body]";
        problems.push(Problem::new(field, message));
    }
}

fn places_of(value: &serde_json::Value, path: String, found: &mut Vec<String>) {
    let below = |name: &str| match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}.{name}"),
    };
    match value {
        serde_json::Value::String(text) if text.to_lowercase().contains(CLOSED_PLATFORM) => {
            found.push(path);
        }
        serde_json::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places_of(item, format!("{path}[{index}]"), found);
            }
        }
        serde_json::Value::Object(fields) => {
            for (name, item) in fields {
                places_of(item, below(name), found);
            }
        }
        _ => {}
    }
}
