//! What is neither text nor file, in words for the agent who reads it.

use serde_json::Value;

use super::Content;
use channel::lenient::id_of;

/// Entries of a list that a note has room for.
const MOST_ENTRIES: usize = 20;

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(id_of)
}

fn joined(parts: impl IntoIterator<Item = Option<String>>, between: &str) -> String {
    parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(between)
}

/// A place as `location LATITUDE,LONGITUDE` in degrees, with its name and address.
pub(super) fn location(place: &Value) -> String {
    let degrees = |name| {
        place
            .get(name)
            .filter(|value| value.is_number())
            .map(Value::to_string)
    };
    let point = match (degrees("latitude"), degrees("longitude")) {
        (Some(latitude), Some(longitude)) => format!("location {latitude},{longitude}"),
        _ => "location".to_owned(),
    };
    joined(
        [Some(point), text(place, "name"), text(place, "address")],
        ", ",
    )
}

/// Contact cards that the customer passes on: other people, not themselves.
pub(super) fn contacts(cards: &Value) -> String {
    let cards = cards.as_array().map(Vec::as_slice).unwrap_or_default();
    let words = cards.iter().take(MOST_ENTRIES).map(|card| {
        let name = card
            .get("name")
            .and_then(|name| text(name, "formatted_name"));
        let phone = card
            .get("phones")
            .and_then(|phones| text(phones.get(0)?, "phone"));
        Some(joined([name, phone], " ")).filter(|words| !words.is_empty())
    });
    format!("contact {}", joined(words, ", "))
        .trim_end()
        .to_owned()
}

/// An order from the catalogue: what the customer wrote beside it, and its lines.
pub(super) fn order(order: &Value) -> Content {
    let lines = order
        .get("product_items")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let words = lines.iter().take(MOST_ENTRIES).map(|line| {
        let price = line
            .get("item_price")
            .filter(|price| price.is_number())
            .map(Value::to_string);
        let price = joined(
            [
                price.or_else(|| text(line, "item_price")),
                text(line, "currency"),
            ],
            " ",
        );
        Some(format!(
            "{} × {} at {price}",
            text(line, "quantity").unwrap_or_else(|| "?".to_owned()),
            text(line, "product_retailer_id").unwrap_or_else(|| "?".to_owned()),
        ))
    });
    let note = format!("order {}", joined(words, ", "))
        .trim_end()
        .to_owned();
    Content {
        text: text(order, "text"),
        note: Some(note),
        ..Content::default()
    }
}
