//! Everything that is neither message nor status: kept, with its kind as a note.

use domain::{ContactEvent, EventKind};
use meta::{add_note, name_by_content};
use serde::Deserialize;
use serde_json::Value;

use crate::change::Change;
use crate::people::OWNER;
use crate::wire::{self, Failure};

/// A whole change that we do not take apart: the account's state, templates, history, kinds that do not exist yet.
pub(crate) fn whole(change: &Change<'_>) -> ContactEvent {
    let name = name_by_content(change.value);
    let mut event = change.event(
        EventKind::Other,
        &["other", change.field, &time_of(change), &name],
    );
    if change.entry_time.is_some() {
        change.date(&mut event, change.entry_time);
    }
    let words = [change.field, wire::word(change.value, "event")];
    add_note(
        &mut event,
        words
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(": "),
    );
    event
}

fn time_of(change: &Change<'_>) -> String {
    change
        .entry_time
        .map(|time| time.to_string())
        .unwrap_or_default()
}

/// An error of the number as a whole.
///
/// # Errors
/// When it has another shape than documented.
pub(crate) fn error(
    change: &Change<'_>,
    element: &Value,
    _is_alone: bool,
) -> Result<ContactEvent, &'static str> {
    let failure =
        Failure::deserialize(element).map_err(|_| "an error of another shape than documented")?;
    let mut event = change.event(
        EventKind::Other,
        &[
            "other",
            "error",
            &time_of(change),
            &name_by_content(element),
        ],
    );
    event.error_code = failure.code;
    add_note(&mut event, format!("error {}", wire::words(&failure)));
    Ok(event)
}

/// A customer's wish about marketing messages.
///
/// # Errors
/// None: what it does not say is missing in the event.
pub(crate) fn preference(
    change: &Change<'_>,
    element: &Value,
    is_alone: bool,
) -> Result<ContactEvent, &'static str> {
    let mut event = change.event(
        EventKind::Other,
        &["other", "preference", &name_by_content(element)],
    );
    let party = change.party(element, &OWNER, is_alone);
    party.write(&mut event);
    event.thread_key = change.thread_with(party.id());
    change.date(&mut event, wire::seconds(element));
    let words = [
        wire::word(element, "category"),
        wire::word(element, "value"),
    ];
    add_note(&mut event, format!("user_preferences: {}", words.join(" ")));
    Ok(event)
}
