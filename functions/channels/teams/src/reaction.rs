//! Reactions to what our bot wrote: those that were added, and those that were taken back.

use channel::walk::{list, miss};
use channel::{Reading, lenient};
use domain::EventKind;
use serde_json::Value;

use crate::frame::{Frame, add_note};
use crate::wire::present;

/// The two lists, and the verb of each.
const LISTS: [(&str, &str); 2] = [("reactionsAdded", "added"), ("reactionsRemoved", "removed")];

/// One event for each reaction.
pub(crate) fn read(frame: &Frame<'_>, reading: &mut Reading) {
    let target = frame.activity.reply_to_id.as_deref();
    let Some(target) = frame.activity.full_id(target) else {
        return miss(reading, "/replyToId", "a reaction to no message");
    };
    for (name, verb) in LISTS {
        if present(frame.whole, name).is_some() {
            for (place, element) in list(frame.whole, "", name, reading) {
                one(frame, &target, verb, (place, element), reading);
            }
        }
    }
}

/// Teams has no sign for a reaction, only its word: `like`, `heart`, `laugh`, `surprised`, `sad`, `angry`.
fn one(
    frame: &Frame<'_>,
    target: &str,
    verb: &str,
    (place, element): (String, &Value),
    reading: &mut Reading,
) {
    let Some(word) = element.get("type").and_then(lenient::id_of) else {
        return miss(reading, place, "a reaction without its type");
    };
    // Set, taken back and set again are three events, whatever id Teams gives them.
    let key = ["reaction", &frame.name(), &frame.change_name(), verb, &word];
    let mut event = frame.event(EventKind::Reaction, &key);
    event.external_message_id = Some(target.to_owned());
    event.target_message_id = Some(target.to_owned());
    match verb {
        "removed" => add_note(&mut event, format!("reaction removed: {word}")),
        _ => event.text = Some(word),
    }
    reading.events.push(event);
}
