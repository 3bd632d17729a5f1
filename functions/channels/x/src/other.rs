//! Everything that is neither message nor post nor like: kept, with its kind as a note.

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note};
use crate::people::Person;
use crate::{chat, wire};

/// Where it may say who did it.
const AUTHORS: [&str; 4] = ["/source/user_id", "/sender_id", "/author_id", "/user_id"];

/// A follow, a block, a changed profile, a revocation, a kind of tomorrow.
pub(crate) fn read(frame: &Frame<'_>, kind: &str, element: &Value) -> ContactEvent {
    let words = [
        kind,
        wire::word(element, "type"),
        wire::word(element, "job_state"),
    ];
    let told = words.into_iter().filter(|word| !word.is_empty());
    let told = told.collect::<Vec<_>>().join(": ");
    let name = frame.name_of(element);
    let mut event = frame.event(EventKind::Other, &["other", &told, &name]);
    event.timestamp = frame.instant(element);
    event.thread_key = chat::thread(element);
    event.sender_id = author(element).or_else(|| frame.account.clone());
    event.contact_id = contact(frame, element);
    let near = ["source", "target", "user"].map(|name| element.get(name));
    frame.people.describe(&mut event, &near);
    add_note(&mut event, &told);
    if kind.ends_with("revoke") {
        add_note(
            &mut event,
            "the account has disconnected us, nothing of it comes any more",
        );
    }
    event
}

fn author(element: &Value) -> Option<String> {
    let users = ["source", "user"]
        .iter()
        .filter_map(|name| element.get(*name));
    let mut ids = users.filter_map(|user| Person::of(user).id().map(str::to_owned));
    ids.next()
        .or_else(|| AUTHORS.iter().find_map(|place| wire::id_at(element, place)))
}

/// Of two users, whoever is not our account.
fn contact(frame: &Frame<'_>, element: &Value) -> Option<String> {
    let account = frame.account.as_deref()?;
    let users = ["source", "target"]
        .iter()
        .filter_map(|name| element.get(*name));
    let mut ids = users.filter_map(|user| Person::of(user).id().map(str::to_owned));
    ids.find(|id| id != account)
}
