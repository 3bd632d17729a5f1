//! What is attached to a message: a file, or something that only looks like one.

use channel::lenient;
use domain::Attachment;
use serde_json::Value;

use crate::{shown, wire};

/// Kinds that are files even where their address is missing.
const MEDIA: [&str; 4] = ["image", "video", "audio", "file"];

/// Kinds that show a story, which Meta forbids to keep: it may be linked while it lasts
/// (<https://developers.facebook.com/documentation/instagram-platform/webhooks/examples>).
const STORIES: [&str; 3] = ["story_mention", "story", "ig_story"];

/// Names under which a payload has the file's id.
const IDS: [&str; 5] = [
    "sticker_id",
    "attachment_id",
    "reel_video_id",
    "ig_post_media_id",
    "id",
];

/// An attachment.
pub(super) enum Held {
    /// A file to fetch.
    File(Attachment),
    /// In words for an agent.
    Words(String),
}

/// Reads one attachment. `sticker`: the sticker that the message is said to be.
pub(super) fn read(attachment: &Value, sticker: Option<&str>) -> Held {
    let kind = wire::word(attachment, "type");
    let payload = attachment.get("payload").unwrap_or(&Value::Null);
    let url = text(payload, "url");
    match kind {
        "location" => Held::Words(location(attachment, payload)),
        "template" => Held::Words(template(payload)),
        "fallback" => Held::Words(link(attachment, payload)),
        _ if url.is_some() || MEDIA.contains(&kind) => {
            Held::File(file(kind, payload, url, sticker))
        }
        "like_heart" => Held::Words("a heart".to_owned()),
        "ephemeral" => Held::Words("a picture that only the app shows, once".to_owned()),
        "" => Held::Words("an attachment without its type".to_owned()),
        kind => Held::Words(format!("{} without content", shown(kind))),
    }
}

fn file(kind: &str, payload: &Value, url: Option<String>, sticker: Option<&str>) -> Attachment {
    let is_sticker = sticker.is_some() || payload.get("sticker_id").is_some();
    let kind = match kind {
        "image" if is_sticker => "sticker",
        "" => "unknown",
        kind => kind,
    };
    Attachment {
        kind: shown(kind),
        id: wire::id_among(payload, &IDS).or_else(|| sticker.map(str::to_owned)),
        url,
        name: text(payload, "title"),
        not_to_keep: STORIES.contains(&kind),
        ..Attachment::default()
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().and_then(lenient::clean)
}

/// A place as `location LATITUDE,LONGITUDE` in degrees, with its title.
fn location(attachment: &Value, payload: &Value) -> String {
    let degrees = |name| {
        let number = payload.get("coordinates")?.get(name)?;
        number.is_number().then(|| number.to_string())
    };
    let point = match (degrees("lat"), degrees("long")) {
        (Some(latitude), Some(longitude)) => format!("location {latitude},{longitude}"),
        _ => "location".to_owned(),
    };
    joined([Some(point), text(attachment, "title")])
}

/// A link that the customer shares. Its address is theirs, not a file of Meta's.
fn link(attachment: &Value, payload: &Value) -> String {
    let either = |name| text(attachment, name).or_else(|| text(payload, name));
    joined([Some("link".to_owned()), either("title"), either("url")])
}

/// A template that was sent, or products that the customer asks about.
fn template(payload: &Value) -> String {
    let products = payload
        .pointer("/product/elements")
        .and_then(Value::as_array);
    match products.and_then(|products| products.first()) {
        Some(product) => {
            let number = wire::id_among(product, &["retailer_id", "id"]);
            let number = number.map(|number| format!("({number})"));
            let words = ["title", "subtitle"].map(|name| text(product, name));
            let [title, subtitle] = words;
            joined([Some("product".to_owned()), title, subtitle, number])
        }
        None => joined([Some("template".to_owned()), text(payload, "text")]),
    }
}

fn joined<const N: usize>(words: [Option<String>; N]) -> String {
    let words: Vec<String> = words.into_iter().flatten().collect();
    shown(&words.join(" "))
}
