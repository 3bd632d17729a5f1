//! From an event of SES to statuses: one for each recipient that it is about.

use channel::{Reading, Unreadable, time};
use domain::{AccountId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;

use crate::mail::{address, normal_message_id};
use crate::notification::{Recipient, SesEvent};

/// What an event says, whatever its kind.
struct Told<'e> {
    status: &'static str,
    at: Option<&'e str>,
    recipients: Vec<Recipient>,
    note: Option<String>,
}

pub(crate) fn read(event: &SesEvent, received_at: Timestamp) -> Reading {
    let Some(told) = told(event) else {
        return Reading {
            events: vec![other(event, received_at)],
            unreadable: Vec::new(),
        };
    };
    let Some(id) = event.mail.message_id.as_deref() else {
        return Reading::nothing(unreadable(
            "/mail/messageId",
            "the event does not say which mail it is about",
        ));
    };
    if told.recipients.is_empty() {
        return Reading::nothing(unreadable(
            "/mail/destination",
            "the event does not say whom it is about",
        ));
    }
    let statuses = told
        .recipients
        .iter()
        .map(|recipient| status(event, &told, id, recipient, received_at));
    Reading {
        events: statuses.collect(),
        unreadable: Vec::new(),
    }
}

fn unreadable(place: &str, reason: &str) -> Unreadable {
    Unreadable {
        place: place.to_owned(),
        reason: reason.to_owned(),
    }
}

fn told(event: &SesEvent) -> Option<Told<'_>> {
    let details = &event.details;
    let addressed = || {
        event
            .mail
            .destination
            .iter()
            .map(|address| named(address))
            .collect()
    };
    let plain = |status, at| {
        Some(Told {
            status,
            at,
            recipients: addressed(),
            note: None,
        })
    };
    let sent_at = event.mail.timestamp.as_deref();
    match event.kind.as_str() {
        "Bounce" => bounced(event),
        "Complaint" => complained(event),
        "Delivery" => details.delivery.as_ref().map(|delivery| Told {
            status: "delivered",
            at: delivery.timestamp.as_deref(),
            recipients: delivery
                .recipients
                .iter()
                .map(|address| named(address))
                .collect(),
            note: None,
        }),
        "DeliveryDelay" => details.delivery_delay.as_ref().map(|delay| Told {
            status: "delayed",
            at: delay.timestamp.as_deref(),
            recipients: delay.delayed_recipients.clone(),
            note: delay.delay_type.clone(),
        }),
        "Send" => plain("sent", sent_at),
        "Reject" => plain("rejected", sent_at),
        "Rendering Failure" => plain("failed", sent_at),
        "Open" => plain(
            "opened",
            details
                .open
                .as_ref()
                .and_then(|open| open.timestamp.as_deref()),
        ),
        "Click" => plain(
            "clicked",
            details
                .click
                .as_ref()
                .and_then(|click| click.timestamp.as_deref()),
        ),
        _ => None,
    }
}

/// A permanent bounce: the address takes no more mail. A transient one: it may, another time.
fn bounced(event: &SesEvent) -> Option<Told<'_>> {
    let bounce = event.details.bounce.as_ref()?;
    let kind = bounce.bounce_type.as_deref().unwrap_or("Undetermined");
    let advice = if kind == "Permanent" {
        "suppress the address"
    } else {
        "warn"
    };
    Some(Told {
        status: "failed",
        at: bounce.timestamp.as_deref(),
        recipients: bounce.bounced_recipients.clone(),
        note: Some(format!("{kind}: {advice}")),
    })
}

fn complained(event: &SesEvent) -> Option<Told<'_>> {
    let complaint = event.details.complaint.as_ref()?;
    let kind = complaint
        .complaint_feedback_type
        .as_deref()
        .unwrap_or("not said");
    Some(Told {
        status: "complaint",
        at: complaint.timestamp.as_deref(),
        recipients: complaint.complained_recipients.clone(),
        note: Some(format!("complaint ({kind}): suppress the address")),
    })
}

fn named(address: &str) -> Recipient {
    Recipient {
        email_address: address.to_owned(),
        ..Recipient::default()
    }
}

fn status(
    event: &SesEvent,
    told: &Told<'_>,
    id: &str,
    recipient: &Recipient,
    received_at: Timestamp,
) -> ContactEvent {
    let channel = crate::channel();
    let recipient_address = address::normal(&recipient.email_address);
    // A bounce may report a delay: delayed is not failed (RFC 3464 §2.3.3).
    let delayed = recipient
        .action
        .as_deref()
        .is_some_and(|action| action.eq_ignore_ascii_case("delayed"));
    let status = if delayed { "delayed" } else { told.status };
    let who = recipient_address.as_deref();
    let who = who.unwrap_or(&recipient.email_address);
    let event_key = EventKey::of(
        &channel,
        &["status", id, status, who, told.at.unwrap_or_default()],
    );
    let mut read = ContactEvent::new(
        channel,
        account(event),
        EventKind::Status,
        event_key,
        received_at,
    );
    read.external_message_id = Some(id.to_owned());
    read.target_message_id = Some(normal_message_id(id).to_owned());
    read.references = given_id(event).into_iter().collect();
    read.timestamp = instant(told.at, received_at);
    read.sender_id = Some(address::unbracketed(&recipient.email_address).to_owned());
    read.contact_id = recipient_address;
    read.status = Some(status.to_owned());
    let note = if delayed {
        Some("still tried".to_owned())
    } else {
        told.note.clone()
    };
    read.note = note.map(|note| with_code(note, recipient));
    read
}

/// The id that the mail had before SES gave it its own: a sender who never heard SES's knows it by this.
fn given_id(event: &SesEvent) -> Option<String> {
    let headers = event.mail.common_headers.as_ref()?;
    let id = normal_message_id(headers.message_id.as_deref()?);
    (!id.is_empty()).then(|| id.to_owned())
}

fn with_code(note: String, recipient: &Recipient) -> String {
    match &recipient.status {
        Some(code) => format!("{note} ({code})"),
        None => note,
    }
}

/// An event that says nothing of a delivery: a recipient's subscription preferences, or a kind that SES adds later.
fn other(event: &SesEvent, received_at: Timestamp) -> ContactEvent {
    let channel = crate::channel();
    let id = event.mail.message_id.clone();
    let at = event.mail.timestamp.as_deref().unwrap_or_default();
    let event_key = EventKey::of(
        &channel,
        &["event", id.as_deref().unwrap_or_default(), &event.kind, at],
    );
    let mut read = ContactEvent::new(
        channel,
        account(event),
        EventKind::Other,
        event_key,
        received_at,
    );
    read.external_message_id = id;
    read.timestamp = instant(event.mail.timestamp.as_deref(), received_at);
    read.note = Some(format!("SES event {}", event.kind));
    read
}

fn instant(written: Option<&str>, received_at: Timestamp) -> Option<Timestamp> {
    written?
        .parse()
        .ok()
        .and_then(|at| time::plausible(at, received_at))
}

fn account(event: &SesEvent) -> AccountId {
    AccountId::new(
        event
            .mail
            .source
            .as_deref()
            .and_then(address::normal)
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests;
