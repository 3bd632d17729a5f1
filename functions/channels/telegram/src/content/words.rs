//! What is neither text nor file, in words for the agent who reads it.

use serde_json::{Map, Value};

use channel::lenient::id_of;

/// How a part is put in words.
type Words = fn(&Value) -> String;

/// One note for each part of a message that is neither text nor file.
pub(super) fn notes(message: &Map<String, Value>) -> Vec<String> {
    let known: [(&str, Words); 9] = [
        ("venue", venue),
        ("contact", contact),
        ("poll", poll),
        ("dice", dice),
        ("story", |_| {
            "a story, to be seen in Telegram only".to_owned()
        }),
        ("game", |game| named("game", game, "title")),
        ("checklist", |list| named("checklist", list, "title")),
        ("invoice", |invoice| named("invoice", invoice, "title")),
        ("web_app_data", |data| named("form", data, "data")),
    ];
    let mut notes: Vec<String> = known
        .iter()
        .filter_map(|(name, words)| message.get(*name).map(words))
        .collect();
    // A venue comes with its location a second time.
    if let Some(place) = message
        .get("location")
        .filter(|_| !message.contains_key("venue"))
    {
        notes.push(location(place));
    }
    notes
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(id_of).unwrap_or_default()
}

fn named(what: &str, value: &Value, field: &str) -> String {
    format!("{what} {}", text(value, field))
        .trim_end()
        .to_owned()
}

/// A place as `location LATITUDE,LONGITUDE` in degrees.
fn location(place: &Value) -> String {
    let degrees = |name| {
        place
            .get(name)
            .filter(|value| value.is_number())
            .map(Value::to_string)
    };
    match (degrees("latitude"), degrees("longitude")) {
        (Some(latitude), Some(longitude)) => format!("location {latitude},{longitude}"),
        _ => "location".to_owned(),
    }
}

fn venue(venue: &Value) -> String {
    let place = location(venue.get("location").unwrap_or(&Value::Null));
    let parts = [place, text(venue, "title"), text(venue, "address")];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn contact(card: &Value) -> String {
    let parts = [
        text(card, "first_name"),
        text(card, "last_name"),
        text(card, "phone_number"),
    ];
    let words = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    format!("contact {words}").trim_end().to_owned()
}

fn poll(poll: &Value) -> String {
    named("poll", poll, "question")
}

fn dice(dice: &Value) -> String {
    format!("dice {} {}", text(dice, "emoji"), text(dice, "value"))
        .trim_end()
        .to_owned()
}
