//! Photos, videos and animations.

use domain::event::Attachment;
use serde_json::Value;

use crate::wire;

/// Where API v1.1 lists a post's files, the whole list first: a long post has it twice, and `entities` only the first.
const LISTS: [&str; 4] = [
    "/extended_tweet/extended_entities/media",
    "/extended_entities/media",
    "/extended_tweet/entities/media",
    "/entities/media",
];

/// The files of a post. API v2 names them by keys, and X includes them beside where it was asked to.
pub(crate) fn of_post(post: &Value, includes: &Value) -> Vec<Attachment> {
    let keys: Vec<&Value> = wire::list(post, "/attachments/media_keys").collect();
    if !keys.is_empty() {
        return keys
            .iter()
            .map(|key| match included(includes, key) {
                Some(file) => of_v2(file),
                None => Attachment {
                    kind: "media".to_owned(),
                    id: key.as_str().map(str::to_owned),
                    ..Attachment::default()
                },
            })
            .collect();
    }
    let list = LISTS
        .iter()
        .find(|list| wire::list(post, list).next().is_some());
    list.into_iter()
        .flat_map(|list| wire::list(post, list))
        .map(of_v1)
        .collect()
}

fn included<'a>(includes: &'a Value, key: &Value) -> Option<&'a Value> {
    wire::list(includes, "/media").find(|file| file.get("media_key") == Some(key))
}

fn of_v2(file: &Value) -> Attachment {
    let video = best(file, "/variants", "bit_rate");
    Attachment {
        kind: kind(file),
        id: wire::id(file, "media_key"),
        url: video
            .as_ref()
            .map_or_else(|| link(file, "url"), |(url, _)| Some(url.clone())),
        mime: video.map(|(_, mime)| mime),
        ..Attachment::default()
    }
}

/// A file as API v1.1 writes it, which direct messages do too.
pub(crate) fn of_v1(file: &Value) -> Attachment {
    let video = best(file, "/video_info/variants", "bitrate");
    let picture = || link(file, "media_url_https");
    Attachment {
        kind: kind(file),
        id: wire::id(file, "id"),
        url: video
            .as_ref()
            .map_or_else(picture, |(url, _)| Some(url.clone())),
        mime: video.map(|(_, mime)| mime),
        ..Attachment::default()
    }
}

/// X's word for the file: `photo`, `video`, `animated_gif`.
fn kind(file: &Value) -> String {
    match wire::word(file, "type") {
        "" => "media".to_owned(),
        kind => kind.to_owned(),
    }
}

fn link(file: &Value, name: &str) -> Option<String> {
    file.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// The variant of a video that is one file (others are lists of pieces), with the most bits a second.
fn best(file: &Value, variants: &str, rate: &str) -> Option<(String, String)> {
    wire::list(file, variants)
        .filter(|variant| wire::word(variant, "content_type") == "video/mp4")
        .max_by_key(|variant| variant.get(rate).and_then(Value::as_u64))
        .and_then(|variant| Some((link(variant, "url")?, "video/mp4".to_owned())))
}
