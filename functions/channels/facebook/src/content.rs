//! What a comment, post or review holds: text, pictures and videos, and what is neither.

use channel::lenient;
use domain::Attachment;
use meta::{shown, wire};
use serde_json::Value;

use crate::story::{Item, Story, Verb};

/// What somebody wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) text: Option<String>,
    /// Files to fetch.
    pub(crate) files: Vec<Attachment>,
    /// What is neither text nor file, in words for an agent.
    pub(crate) words: Vec<String>,
}

/// Reads the content of a change.
///
/// # Errors
/// When its text is none.
pub(crate) fn read(story: &Story<'_>) -> Result<Content, &'static str> {
    let value = story.value;
    let text = match story.item {
        Item::Review => wire::text(value, "review_text")?,
        _ => None,
    };
    Ok(Content {
        text: text.map_or_else(|| wire::text(value, "message"), |text| Ok(Some(text)))?,
        files: files(value),
        words: words(story),
    })
}

/// Pictures and videos with their addresses: of a comment in `photo` or `video`; of a post of several in `photos`; of a
/// post of one in `link`.
fn files(value: &Value) -> Vec<Attachment> {
    let photos = value.get("photos").and_then(Value::as_array);
    let photos = photos.filter(|photos| !photos.is_empty());
    if let Some(photos) = photos {
        let files = photos
            .iter()
            .map(|url| file("photo", lenient::id_of(url), None));
        return files.collect();
    }
    let of = |kind: &'static str, name| wire::id_among(value, &[name]).map(|url| (kind, url));
    let single = match wire::word(value, "item") {
        "photo" => of("photo", "photo").or_else(|| of("photo", "link")),
        "video" => of("video", "video").or_else(|| of("video", "link")),
        _ => of("photo", "photo").or_else(|| of("video", "video")),
    };
    let id = |kind: &str| wire::id_among(value, &[&format!("{kind}_id")]);
    single
        .map(|(kind, url)| file(kind, Some(url), id(kind)))
        .into_iter()
        .collect()
}

fn file(kind: &str, url: Option<String>, id: Option<String>) -> Attachment {
    Attachment {
        kind: kind.to_owned(),
        id,
        url,
        ..Attachment::default()
    }
}

/// A shared link, a review's verdict, where it can be seen.
fn words(story: &Story<'_>) -> Vec<String> {
    let field = |name: &'static str| wire::id_among(story.value, &[name]);
    let is_file = ["photo", "video"].contains(&wire::word(story.value, "item"));
    let is_hidden = story.verb == Verb::Add && wire::flag(story.value, "is_hidden");
    let hidden = is_hidden.then(|| "hidden".to_owned());
    let at = story.value.pointer("/post/permalink_url");
    let words = [
        field("link")
            .filter(|_| !is_file)
            .map(|link| format!("link {link}")),
        field("rating").map(|stars| format!("rated {stars} of 5")),
        field("recommendation_type").map(|verdict| format!("recommends: {verdict}")),
        hidden,
        at.and_then(lenient::id_of)
            .map(|url| format!("under {url}")),
    ];
    words
        .into_iter()
        .flatten()
        .map(|words| shown(&words))
        .collect()
}
