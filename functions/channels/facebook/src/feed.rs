//! The changes of a page (<https://developers.facebook.com/docs/graph-api/webhooks/reference/page/>).

use domain::{ContactEvent, EventKind};
use meta::{Frame, add_note, name_by_content, shown, wire};
use serde_json::Value;

use crate::content::{self, Content};
use crate::reaction;
use crate::story::{Item, Story};

/// Reads one change of a page: what its `field` and `value` tell. What is not about posts, comments and reviews is an
/// event of kind other.
///
/// # Errors
/// When it does not say what was changed, or its text is none.
pub(crate) fn read(
    frame: &Frame<'_>,
    field: &str,
    value: &Value,
) -> Result<ContactEvent, &'static str> {
    if !["feed", "mention", "ratings"].contains(&field) {
        return Ok(frame.whole(field, value));
    }
    let story = Story::of(frame, field, value);
    match story.item {
        Item::Reaction => Ok(reaction::read(frame, &story)),
        Item::Comment | Item::Post | Item::Review => written(frame, &story),
        Item::Unknown => Ok(unknown(frame, &story)),
    }
}

/// A comment, post or review: written, changed, taken back, hidden …
fn written(frame: &Frame<'_>, story: &Story<'_>) -> Result<ContactEvent, &'static str> {
    let kind = story.kind();
    let id = story.id();
    if id.is_none() && matches!(kind, EventKind::Edit | EventKind::Delete) {
        return Err("a change that does not say of what");
    }
    let content = content::read(story)?;
    let mut event = named(frame, story, kind, id.as_deref());
    story.place(&mut event, frame);
    frame.date(&mut event, story.time());
    let is_new = matches!(kind, EventKind::Comment | EventKind::Echo);
    event.target_message_id = id.clone().filter(|_| !is_new);
    event.external_message_id = id;
    event.reply_to = story.answered();
    if kind == EventKind::Comment && story.item == Item::Comment {
        event.motive = story.post();
    }
    hold(&mut event, content);
    describe(&mut event, story);
    Ok(event)
}

/// The event under its key. What is new is named by its id alone, so that whatever refers to it finds it. One that is
/// changed again and again keeps its id and time: the time of the change, else the new content, tells the changes apart.
fn named(frame: &Frame<'_>, story: &Story<'_>, kind: EventKind, id: Option<&str>) -> ContactEvent {
    let content = name_by_content(story.value);
    let name = id.unwrap_or(&content);
    let time = wire::id_among(story.value, &["created_time"]).unwrap_or_default();
    let edited = wire::id_among(story.value, &["edited_time"]);
    match kind {
        EventKind::Comment | EventKind::Echo => frame.event(kind, &["message", name]),
        EventKind::Edit => {
            let which = edited.as_deref().unwrap_or(&content);
            frame.event(kind, &["edit", name, story.verb_word(), &time, which])
        }
        EventKind::Delete => frame.event(kind, &["delete", name, story.verb_word(), &time]),
        _ => {
            let time = if time.is_empty() {
                frame.entry_time()
            } else {
                time
            };
            frame.event(kind, &["other", name, story.verb_word(), &time])
        }
    }
}

fn hold(event: &mut ContactEvent, content: Content) {
    if event.kind == EventKind::Delete {
        return;
    }
    event.text = content.text;
    for words in content.words {
        add_note(event, words);
    }
    // What is hidden, blocked or shown again has come before, with its files.
    if event.kind == EventKind::Other {
        return;
    }
    event.attachments_count = u32::try_from(content.files.len()).unwrap_or(u32::MAX);
    event.attachments = content.files;
}

/// What an agent should know of it beside its content.
fn describe(event: &mut ContactEvent, story: &Story<'_>) {
    if event.kind == EventKind::Other {
        add_note(event, shown(story.verb_word()));
    }
    if story.field == "mention" && event.sender_id.is_none() {
        add_note(
            event,
            "the page is mentioned, and Facebook does not say by whom",
        );
    } else if event.kind == EventKind::Comment && event.sender_id.is_none() {
        add_note(event, "Facebook does not say who wrote it");
    }
}

/// Something that the page did or got, of which we know no more than its kind.
fn unknown(frame: &Frame<'_>, story: &Story<'_>) -> ContactEvent {
    let mut event = frame.whole(story.field, story.value);
    event.public = true;
    let words = ["item", "verb", "story"].map(|name| wire::word(story.value, name));
    let words = shown(&words.join(" "));
    if !words.is_empty() {
        add_note(&mut event, words);
    }
    event
}
