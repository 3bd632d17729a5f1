//! How a customer came: a link of ours, an advertisement, a code, a product's page.

use channel::lenient;
use domain::{ContactEvent, EventKind};
use serde_json::Value;

use super::Talk;
use crate::{add_note, name_by_content, shown, wire};

/// They came back to a conversation that was there, and have said nothing yet.
pub(super) fn read(talk: &Talk<'_>, part: &Value) -> ContactEvent {
    let key = ["other", "referral", &name_by_content(talk.element)];
    let mut event = talk.event(EventKind::Other, &key);
    come_by(&mut event, part);
    event
}

/// The same beside or within something that they said, and the private reply that they answer.
pub(super) fn refer(event: &mut ContactEvent, element: &Value, part: &Value) {
    if let Some(referral) = part.get("referral").or_else(|| element.get("referral")) {
        come_by(event, referral);
    }
    let former = element.get("prior_message");
    if let Some(former) = former.filter(|former| former.is_object()) {
        let words = [wire::word(former, "source"), &id(former, "identifier")].join(" ");
        add_note(event, format!("answers what we sent by {}", shown(&words)));
    }
}

fn come_by(event: &mut ContactEvent, referral: &Value) {
    if !referral.is_object() {
        return;
    }
    let advertisement = wire::id_among(referral, &["ad_id"]);
    let title = referral.pointer("/ads_context_data/ad_title");
    let words = [
        wire::word(referral, "source").to_owned(),
        id(referral, "ref"),
        advertisement.clone().unwrap_or_default(),
        title.and_then(lenient::id_of).unwrap_or_default(),
        referral.get("product").map_or_else(String::new, product),
        wire::word(referral, "referer_uri").to_owned(),
    ];
    let words = shown(&words.join(" "));
    if !words.is_empty() {
        add_note(event, format!("came by {words}"));
    }
    if event.kind != EventKind::Echo {
        let said = wire::id_among(referral, &["ref"]).or(advertisement);
        event.motive = event.motive.take().or(said);
    }
}

fn product(product: &Value) -> String {
    format!("product {}", id(product, "id"))
}

fn id(value: &Value, name: &str) -> String {
    wire::id_among(value, &[name]).unwrap_or_default()
}
