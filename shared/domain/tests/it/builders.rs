//! What the tests of this crate build their cases from: a small shop, its customers' messages, its threads.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

use domain::action::Answer;
use domain::change::Change;
use domain::config::{CareFile, Topic};
use domain::customer::Customer;
use domain::person::Writer;
use domain::receive::{self, Arrival};
use domain::routing::{Load, Loads, Need};
use domain::timeline::TopicEntry;
use domain::*;
use jiff::Timestamp;
use jiff::civil::DateTime;

/// A `care.toml` with everything in it, as small as can be.
pub const SHOP: &str = include_str!("shop.toml");

/// The shop.
pub fn shop() -> Care {
    shop_with(|_| {})
}

/// The shop after a change of its file.
pub fn shop_with(change: impl FnOnce(&mut CareFile)) -> Care {
    let mut file: CareFile = toml::from_str(SHOP).unwrap();
    change(&mut file);
    Care::check(&file).unwrap()
}

/// An instant of Madrid, `2026-11-16 10:00`. That day is a Monday.
pub fn madrid(local: &str) -> Timestamp {
    let zone = jiff::tz::TimeZoneDatabase::bundled()
        .get("Europe/Madrid")
        .unwrap();
    let local: DateTime = local.parse().unwrap();
    zone.to_zoned(local).unwrap().timestamp()
}

/// Monday at ten, in the shop's opening hours.
pub fn monday() -> Timestamp {
    madrid("2026-11-16 10:00")
}

/// A customer's message on Telegram, posted and received on Monday at ten.
pub fn message(text: &str) -> ContactEvent {
    let channel = ChannelId::new("telegram");
    let key = EventKey::of(&channel, &[text]);
    let mut event = ContactEvent::new(
        channel,
        AccountId::new("bot"),
        EventKind::Message,
        key,
        monday(),
    );
    event.text = Some(text.to_owned());
    event.external_message_id = Some(format!("m-{text}"));
    event.contact_id = Some("marta".to_owned());
    event.sender_name = Some("Marta G.".to_owned());
    event
}

/// The same event, changed.
pub trait Edit: Sized {
    fn posted(self, at: Timestamp) -> Self;
    fn received(self, at: Timestamp) -> Self;
    fn on(self, channel: &str) -> Self;
    fn files(self, count: u32) -> Self;
    fn subject(self, subject: &str) -> Self;
}

impl Edit for ContactEvent {
    /// Posted and received at once.
    fn posted(self, at: Timestamp) -> Self {
        Self {
            timestamp: Some(at),
            received_at: at,
            ..self
        }
    }

    /// Received later than it was posted.
    fn received(self, at: Timestamp) -> Self {
        Self {
            received_at: at,
            ..self
        }
    }

    fn on(self, channel: &str) -> Self {
        Self {
            channel: ChannelId::new(channel),
            ..self
        }
    }

    fn files(self, count: u32) -> Self {
        Self {
            attachments_count: count,
            ..self
        }
    }

    fn subject(self, subject: &str) -> Self {
        Self {
            subject: Some(subject.to_owned()),
            ..self
        }
    }
}

/// What was found out about a message: it is about an order, in Spanish.
pub fn arrival(event: &ContactEvent) -> Arrival<'_> {
    Arrival {
        event,
        home: "c1".into(),
        writer: Writer::Plausible,
        topic: TopicEntry {
            topic: "pedido".into(),
            by: "rule".to_owned(),
            words: vec!["pedido".to_owned()],
            confidence: None,
            model: None,
        },
        language: "es".into(),
        orders: Vec::new(),
        segment: None,
        whole_text_at: None,
        text: event.text.clone().unwrap_or_default(),
        mood: mood::Mood::default(),
        held: None,
        receipt_to: None,
    }
}

/// The change that opens a thread with a message.
pub fn opening(care: &Care, event: &ContactEvent) -> Change {
    receive::open(
        care,
        "TI-100000".into(),
        Customer::new("c1".into()),
        &arrival(event),
    )
    .unwrap()
}

/// A thread that waits for an answer since the message, with nobody assigned.
pub fn thread_since(care: &Care, at: Timestamp) -> Thread {
    opening(care, &message("¿y mi pedido?").posted(at)).thread
}

/// A thread that Ana has since it was opened.
pub fn anas_thread(care: &Care, at: Timestamp) -> Thread {
    let mut change = opening(care, &message("¿y mi pedido?").posted(at));
    let decision = routing::decide(care, &need(care), &only("ana"), at);
    assert_eq!(
        decision.chosen.as_ref().map(|chosen| chosen.agent.as_str()),
        Some("ana")
    );
    receive::assign(care, &mut change, decision, "message", at);
    change.thread
}

/// An operator's answer, given at an instant.
pub fn answer_at<'a>(at: Timestamp) -> Answer<'a> {
    Answer {
        at,
        agent: None,
        by: "operator",
        text: Some("Sale hoy"),
        automatic: false,
        occasion: "a1",
        follows_by: None,
    }
}

/// What a thread about an order asks for.
pub fn need(care: &Care) -> Need<'_> {
    Need::new(topic(care, "pedido"), "es".into(), "telegram".into(), 1)
}

/// A topic of the shop.
pub fn topic<'c>(care: &'c Care, id: &str) -> &'c Topic {
    care.topics.get(id).unwrap()
}

/// Nobody holds anything.
pub fn idle() -> Loads {
    Loads::new()
}

/// Everybody but one says that they are away.
pub fn only(agent: &str) -> Loads {
    let away = |id: &str| Load {
        capacity: 3,
        away: id != agent,
        ..Load::default()
    };
    ["ana", "bea"]
        .into_iter()
        .map(|id| (AgentId::new(id), away(id)))
        .collect()
}
