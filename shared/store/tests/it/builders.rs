//! A message, the change it makes, and the load that goes with it: all the same in every run.

use domain::change::{Change, LoadChange, StepKey};
use domain::customer::Customer;
use domain::notice::{Notice, NoticeKind};
use domain::person::Writer;
use domain::receive::{self, Arrival};
use domain::timeline::TopicEntry;
use domain::{AccountId, AgentId, Care, ChannelId, ContactEvent, EventKey, EventKind, ThreadId};
use jiff::Timestamp;
use store::Commit;
use testkit::Shop;

pub fn noon() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// A shop with one counter.
pub fn care() -> Care {
    Shop::new().counter("cola", 1, 3).build().unwrap().1
}

/// A customer's message at noon.
pub fn message() -> ContactEvent {
    let channel = ChannelId::new("telegram");
    let key = EventKey::of(&channel, &["message", "1"]);
    let account = AccountId::new("bot");
    let mut event = ContactEvent::new(channel, account, EventKind::Message, key, noon());
    event.external_message_id = Some("1".to_owned());
    event.contact_id = Some("marta".to_owned());
    event.text = Some("cola".to_owned());
    event
}

fn arrival(event: &ContactEvent) -> Arrival<'_> {
    Arrival {
        event,
        home: "c1".into(),
        writer: Writer::Plausible,
        topic: TopicEntry {
            topic: "cola".into(),
            by: "rule".to_owned(),
            words: vec!["cola".to_owned()],
            confidence: None,
            model: None,
        },
        language: "es".into(),
        orders: Vec::new(),
        segment: None,
        whole_text_at: None,
        text: "cola".to_owned(),
        mood: domain::mood::Mood::default(),
        held: None,
        receipt_to: None,
    }
}

pub fn reference() -> ThreadId {
    ThreadId::new("TP-1000001")
}

pub fn agent() -> AgentId {
    AgentId::new("cola-1")
}

/// The change that opens a thread with a message, gives it to the agent (one unit of at most three) and tells them.
pub fn opening(event: &ContactEvent) -> Change {
    let (care, customer) = (care(), Customer::new("c1".into()));
    let mut change = receive::open(&care, reference(), customer.clone(), &arrival(event)).unwrap();
    change.customer = Some(customer.with_thread(&change.thread));
    change.loads.push(taking());
    let told = Notice::about(
        &care,
        &change.thread,
        &care.agents[&agent()],
        NoticeKind::Assigned,
        &["message"],
        noon(),
    );
    change.notices.extend(told);
    change
}

/// The change that puts a message on a thread of version 7.
pub fn joining(event: &ContactEvent) -> Change {
    let mut thread = opening(event).thread;
    thread.version = 7;
    receive::join(&care(), thread, &arrival(event), noon()).unwrap()
}

pub fn taking() -> LoadChange {
    LoadChange::Take {
        agent: agent(),
        weight: 1,
        capacity: 3,
        limit: 3,
        at: noon(),
        even_if_away: false,
    }
}

/// A step of the chain.
pub fn step() -> StepKey {
    StepKey {
        clock_number: 0,
        clock_started_at: noon(),
        commitment: "primera".to_owned(),
        moment: "due".to_owned(),
        round: 0,
    }
}

pub fn commit<'c>(event: &'c ContactEvent, change: &'c Change) -> Commit<'c> {
    Commit {
        event: Some(event),
        change: Some(change),
        identify: None,
    }
}
