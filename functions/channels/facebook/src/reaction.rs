//! Reactions to posts and comments.

use domain::{ContactEvent, EventKind};
use meta::{Frame, add_note, name_by_content, wire};

use crate::story::{Story, Verb};

/// A reaction set, changed or removed. One that names neither post nor comment is the liking of the page itself, which
/// is about no message.
pub(crate) fn read(frame: &Frame<'_>, story: &Story<'_>) -> ContactEvent {
    let target = story.id();
    let kind = match target {
        Some(_) => EventKind::Reaction,
        None => EventKind::Other,
    };
    let time = wire::id_among(story.value, &["created_time"]);
    let time = time.unwrap_or_else(|| name_by_content(story.value));
    let reaction = wire::id_among(story.value, &["reaction_type"]);
    let key = [
        "reaction",
        target.as_deref().unwrap_or_default(),
        story.author(),
        story.verb_word(),
        reaction.as_deref().unwrap_or_default(),
        &time,
    ];
    let mut event = frame.event(kind, &key);
    story.place(&mut event, frame);
    frame.date(&mut event, story.time());
    event.external_message_id = target.clone();
    event.target_message_id = target;
    match reaction {
        _ if story.verb == Verb::Remove => add_note(&mut event, "reaction removed"),
        Some(reaction) => event.text = Some(reaction),
        None => add_note(&mut event, "like"),
    }
    event
}
