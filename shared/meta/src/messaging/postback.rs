//! A button of ours that was pressed, a question of the greeting that was chosen.

use domain::ContactEvent;
use serde_json::Value;

use super::message::{kind_of, no_other_side};
use super::{Talk, referral};
use crate::{name_by_content, wire};

/// A press. What the customer saw is the text, what we called it the motive; older versions tell the latter only, and of a
/// press in a conversation that another application has we are told the former only.
///
/// # Errors
/// When nobody is named who pressed, or it has another shape than documented.
pub(super) fn read(talk: &Talk<'_>, part: &Value) -> Result<ContactEvent, &'static str> {
    if !part.is_object() {
        return Err("a postback that is no object");
    }
    let is_ours = talk.sides.are_ours();
    if !talk.sides.have_customer() {
        return Err(no_other_side(is_ours));
    }
    let id = wire::id_among(part, &["mid"]);
    let name = id.clone().unwrap_or_else(|| name_by_content(talk.element));
    let mut event = talk.event(kind_of(is_ours), &["message", &name]);
    let payload = wire::id_among(part, &["payload"]);
    event.external_message_id = id;
    event.text = wire::text(part, "title")?.or_else(|| payload.clone());
    referral::refer(&mut event, talk.element, part);
    // Whoever begins by an advertisement or link presses the same *Get started* as everybody: that they came by it says
    // more.
    let payload = payload.filter(|_| !is_ours);
    event.motive = event.motive.take().or(payload);
    Ok(event)
}
