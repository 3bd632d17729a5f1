#![allow(clippy::unwrap_used)]

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::*;

const UPDATE: &[u8] = include_bytes!("../../../../tests/fixtures/telegram_text.json");

/// A ward in memory.
#[derive(Default)]
struct Played {
    lies: RefCell<BTreeMap<String, QuarantinedRequest>>,
    away: RefCell<Vec<String>>,
    /// What the inbox took, a repeat too.
    inbox: RefCell<Vec<ContactEvent>>,
    notices: RefCell<Vec<QueuedNotice>>,
    /// How many calls go well before one fails.
    good_calls: Cell<Option<u32>>,
}

impl Played {
    fn holding(requests: &[(&str, QuarantinedRequest)]) -> Self {
        let lies = requests.iter().cloned();
        Self {
            lies: RefCell::new(
                lies.map(|(key, request)| (key.to_owned(), request))
                    .collect(),
            ),
            ..Self::default()
        }
    }

    fn call(&self) -> Result<(), DeliveryError> {
        match self.good_calls.get() {
            Some(0) => Err(DeliveryError::NotTaken {
                count: 1,
                code: "played".to_owned(),
            }),
            left => {
                self.good_calls.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }
}

impl Ward for Played {
    async fn fetch(&self, key: &str) -> Result<QuarantinedRequest, DeliveryError> {
        self.call()?;
        let lies = self.lies.borrow().get(key).cloned();
        lies.ok_or_else(|| DeliveryError::NoSuchObject {
            key: key.to_owned(),
        })
    }

    async fn event_of(&self, body: &str) -> Result<ContactEvent, DeliveryError> {
        serde_json::from_str(body).map_err(|_| DeliveryError::Unreadable {
            what: "an event in the inbox",
            place: "played".to_owned(),
        })
    }

    async fn send(&self, events: &[ContactEvent]) -> Result<(), DeliveryError> {
        self.call()?;
        self.inbox.borrow_mut().extend(events.iter().cloned());
        Ok(())
    }

    async fn notify(&self, notice: QueuedNotice) -> Result<(), DeliveryError> {
        self.call()?;
        self.notices.borrow_mut().push(notice);
        Ok(())
    }

    async fn put_away(&self, key: &str) -> Result<(), DeliveryError> {
        self.call()?;
        self.lies.borrow_mut().remove(key);
        self.away.borrow_mut().push(key.to_owned());
        Ok(())
    }
}

fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn request(channel: &str, body: &[u8]) -> QuarantinedRequest {
    QuarantinedRequest {
        channel: channel.to_owned(),
        received_at: now() - SignedDuration::from_hours(24),
        headers: BTreeMap::new(),
        reasons: vec!["not yet".to_owned()],
        body: STANDARD.encode(body),
    }
}

fn replay(ward: &Played) -> Replay<'_, Played> {
    Replay {
        ward,
        dry_run: false,
        older: false,
        now: now(),
    }
}

async fn one(ward: &Played) -> Result<Replayed, DeliveryError> {
    replay(ward).one("k").await
}

#[tokio::test]
async fn what_is_read_today_goes_into_the_inbox_as_of_its_receipt_and_is_put_away() {
    let ward = Played::holding(&[("k", request("telegram", UPDATE))]);
    let replayed = one(&ward).await.unwrap();
    assert_eq!(replayed.to_string(), "1 event for the inbox");
    let inbox = ward.inbox.borrow();
    assert_eq!(inbox[0].received_at, request("telegram", b"").received_at);
    assert_eq!(inbox[0].external_message_id.as_deref(), Some("7001:18"));
    assert_eq!(*ward.away.borrow(), ["k"]);
}

#[tokio::test]
async fn what_still_cannot_be_read_stays_and_says_why() {
    let ward = Played::holding(&[("k", request("telegram", b"{"))]);
    let replayed = one(&ward).await.unwrap();
    assert!(
        matches!(&replayed, Replayed::Unreadable { events: 0, reasons } if !reasons.is_empty())
    );
    assert!(replayed.to_string().starts_with("kept, still unreadable: "));
    assert!(ward.away.borrow().is_empty() && ward.inbox.borrow().is_empty());
}

#[tokio::test]
async fn what_is_read_in_part_goes_into_the_inbox_and_stays() {
    let body: serde_json::Value = serde_json::from_slice(include_bytes!(
        "../../../../tests/fixtures/whatsapp_text.json"
    ))
    .unwrap();
    let mut broken = body.to_string();
    broken = broken.replacen("\"messages\":[", "\"messages\":[7,", 1);
    let ward = Played::holding(&[("k", request("whatsapp", broken.as_bytes()))]);
    let replayed = one(&ward).await.unwrap();
    assert!(
        matches!(&replayed, Replayed::Unreadable { events: 2, .. }),
        "{replayed:?}"
    );
    assert_eq!(ward.inbox.borrow().len(), 2);
    assert!(ward.away.borrow().is_empty());
}

#[tokio::test]
async fn an_interruption_anywhere_loses_nothing_and_another_run_ends_it() {
    for good in 0..3 {
        let ward = Played::holding(&[("k", request("telegram", UPDATE))]);
        ward.good_calls.set(Some(good));
        assert!(one(&ward).await.is_err(), "after {good} calls");
        assert!(
            ward.lies.borrow().contains_key("k"),
            "it lies there until it is put away"
        );
        ward.good_calls.set(None);
        assert!(matches!(one(&ward).await.unwrap(), Replayed::Whole(_)));
        let sent = ward.inbox.borrow();
        let keys: BTreeSet<&str> = sent.iter().map(|event| event.event_key.as_str()).collect();
        assert_eq!(keys.len(), 1, "a repeat has the same key");
        assert_eq!(*ward.away.borrow(), ["k"]);
    }
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let ward = Played::holding(&[("k", request("telegram", UPDATE))]);
    let dry = Replay {
        dry_run: true,
        ..replay(&ward)
    };
    assert_eq!(dry.one("k").await.unwrap(), one_of_a_copy().await);
    assert!(ward.inbox.borrow().is_empty() && ward.away.borrow().is_empty());
}

async fn one_of_a_copy() -> Replayed {
    let ward = Played::holding(&[("k", request("telegram", UPDATE))]);
    one(&ward).await.unwrap()
}

#[tokio::test]
async fn what_is_older_than_events_are_remembered_is_left_unless_it_is_asked_for() {
    let mut old = request("telegram", UPDATE);
    old.received_at = now() - SignedDuration::from_hours(24 * 30);
    let ward = Played::holding(&[("k", old)]);
    assert!(matches!(one(&ward).await.unwrap(), Replayed::Left(_)));
    assert!(ward.inbox.borrow().is_empty());
    let older = Replay {
        older: true,
        ..replay(&ward)
    };
    assert!(matches!(older.one("k").await.unwrap(), Replayed::Whole(_)));
}

/// What the router was given.
fn event() -> ContactEvent {
    let reader = channels::reader("telegram").unwrap();
    let body = Verified::handed_in_by_operator(UPDATE);
    reader.read(&body, now()).events.remove(0)
}

#[tokio::test]
async fn a_message_of_the_router_goes_back_into_the_inbox() {
    let body = serde_json::to_vec(&event()).unwrap();
    let ward = Played::holding(&[("k", request("tienda-router", &body))]);
    assert!(matches!(one(&ward).await.unwrap(), Replayed::Whole(_)));
    assert_eq!(*ward.inbox.borrow(), [event()]);
}

#[tokio::test]
async fn a_message_of_the_router_waits_until_its_queue_would_not_swallow_it() {
    let body = serde_json::to_vec(&event()).unwrap();
    let mut fresh = request("tienda-router", &body);
    fresh.received_at = now() - SignedDuration::from_mins(4);
    let ward = Played::holding(&[("k", fresh)]);
    let replayed = one(&ward).await.unwrap();
    let expected =
        "left: the queue still knows its first sending; try again after 2026-11-23 12:02:00 UTC";
    assert_eq!(replayed.to_string(), expected);
    assert!(ward.inbox.borrow().is_empty() && ward.away.borrow().is_empty());
}

#[tokio::test]
async fn a_message_of_the_notifier_goes_back_to_the_notices_under_an_id_of_its_own() {
    let notice = json!({
        "id": "n1", "kind": "assigned", "thread": "AL-1", "version": 1, "at": "2026-11-21T12:00:00Z", "brand": "Tienda",
        "to": { "agent": "ana", "name": "Ana", "language": "es", "route": { "by": "email", "to": "ana@tienda.example" } },
        "zone": "Europe/Madrid", "topic": {}, "channel": "telegram", "language": "es", "excerpt": "",
        "wrote_at": "2026-11-21T12:00:00Z", "messages": 1, "attachments": 0
    });
    let ward = Played::holding(&[(
        "k",
        request("tienda-notifier", notice.to_string().as_bytes()),
    )]);
    assert!(
        matches!(one(&ward).await.unwrap(), Replayed::Whole(_)),
        "{:?}",
        one(&ward).await
    );
    let sent = &ward.notices.borrow()[0];
    assert_eq!(
        (sent.id.as_str(), sent.body.as_str()),
        ("n1", notice.to_string().as_str())
    );
    assert!(sent.attempt > 0);
}

#[tokio::test]
async fn what_no_replay_knows_says_how_it_is_done_and_stays() {
    for (channel, body) in [
        ("tienda-email", &b"{}"[..]),
        ("tienda-router", b"no event"),
        ("tienda-notifier", b"{\"id\": 1}"),
        ("a channel that is gone", b""),
    ] {
        let ward = Played::holding(&[("k", request(channel, body))]);
        let replayed = one(&ward).await.unwrap();
        assert!(!matches!(replayed, Replayed::Whole(_)), "{channel}");
        assert!(ward.away.borrow().is_empty());
    }
    let ward = Played::holding(&[("k", request("tienda-email", b"{}"))]);
    let how = one(&ward).await.unwrap().to_string();
    assert!(
        how.contains("tienda-email") && how.contains("sqs send-message"),
        "{how}"
    );
}

#[tokio::test]
async fn what_is_gone_or_was_changed_by_hand_is_left() {
    let mut changed = request("telegram", b"");
    changed.body = "no base64!".to_owned();
    let ward = Played::holding(&[("k", changed)]);
    assert!(matches!(one(&ward).await.unwrap(), Replayed::Left(_)));
    let gone = replay(&ward).one("other").await.unwrap();
    assert!(matches!(gone, Replayed::Left(_)), "{gone:?}");
}
