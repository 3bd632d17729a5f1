//! What is read for a notice, and that a notice never waits for it or fails with it.

use std::io;
use std::sync::Arc;

use delivery::Outside;
use domain::notice::{Notice, NoticeKind};
use domain::{Care, Thread, ThreadId};
use notifier::background::{Background, Backgrounds, CrmAnswer, Happening};
use notifier::care::{Cares, StoredCare};
use notifier::crm::CrmLookUp;
use notifier::known::Known;
use notifier::record::{Record, Records};
use runtime::batch::Outcome;
use runtime::secrets::{SecretError, SecretSource, Stage};
use secrecy::SecretString;
use serde_json::{Value, json};
use store::Store;
use testkit::PlayedTable;
use testkit::table::{fault, item, page, well};

use crate::backgrounds::{channel_changed, entry, handed_over, message_json, thread_json};
use crate::fakes::{context, deliver, played_with};
use crate::notices::{assigned, follow_up, notice, now};

/// No secret is asked for in these tests.
pub(crate) struct NoSecret;

impl SecretSource for NoSecret {
    async fn fetch(&self, _: Stage) -> Result<Option<SecretString>, SecretError> {
        Err(SecretError::Missing)
    }
}

pub(crate) fn no_crm() -> CrmLookUp<NoSecret> {
    CrmLookUp::new(Outside::new(None), None)
}

async fn known(table: &PlayedTable) -> Known<Store, StoredCare, NoSecret> {
    let store = table.store().await;
    Known {
        records: store.clone(),
        cares: StoredCare::new(store),
        crm: no_crm(),
    }
}

/// A table with Marta's thread, this many messages, and her customer item.
async fn table(messages: usize, thread: &Value) -> PlayedTable {
    let table = PlayedTable::start().await;
    let newest_first = (0..messages).rev();
    let mut items: Vec<Value> = newest_first
        .map(|number| {
            let entry = entry(number, &message_json(&format!("mensaje {number}")));
            item("THREAD#AL-483120", &format!("AT#{number:04}"), &entry)
        })
        .collect();
    let step = item(
        "THREAD#AL-483120",
        "STEP#2026#answer#breached",
        &json!({ "fired_at": "2026-11-22T10:00:00Z" }),
    );
    items.splice(0..0, [item("THREAD#AL-483120", "THREAD", thread), step]);
    table.plays("Query", move |_, asked| {
        let most = usize::try_from(asked["Limit"].as_u64().unwrap()).unwrap();
        let shown = &items[..most.min(items.len())];
        let after = (shown.len() < items.len()).then(|| shown.last().unwrap());
        well(page(shown, after))
    });
    let customer = json!({ "id": "c1", "version": 4, "name": "Marta García", "language": "es",
        "open": [{ "thread": "AL-483120", "topic": "cola", "channel": "whatsapp" },
            { "thread": "AL-500001", "topic": "factura", "channel": "email" },
            { "thread": "AL-500002", "topic": "cola", "channel": "sms", "withheld": true }],
        "past": [{ "thread": "AL-400001", "topic": "pago" }] });
    table.holds(item("CUSTOMER#c1", "CUSTOMER", &customer));
    table
}

fn texts(background: &Background) -> Vec<String> {
    let happened = &background.history.as_ref().unwrap().happened;
    let text = |happening: &Happening| match happening {
        Happening::Wrote { text, .. } => text.clone(),
        other => format!("{other:?}"),
    };
    happened.iter().map(|one| text(&one.what)).collect()
}

#[tokio::test]
async fn a_new_thread_shows_the_last_messages_and_the_customer_in_two_calls() {
    let table = table(9, &thread_json("whatsapp", "34600000101")).await;
    let background = known(&table).await.of(&assigned(), now()).await;
    let expected: Vec<String> = (3..9).map(|number| format!("mensaje {number}")).collect();
    assert_eq!(texts(&background), expected);
    let history = background.history.unwrap();
    assert_eq!((history.older, history.counted), (3, true));
    let customer = background.customer.unwrap();
    let ids = |all: &[notifier::background::OtherThread]| {
        all.iter().map(|one| one.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        ids(&customer.open),
        ["AL-500001"],
        "not itself, not a stranger's"
    );
    assert_eq!(ids(&customer.past), ["AL-400001"]);
    assert_eq!(
        (
            table.asked("Query").len(),
            table.asked("BatchGetItem").len()
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn who_takes_over_sees_thirty_and_how_many_there_were() {
    let table = table(45, &thread_json("whatsapp", "34600000101")).await;
    let history = known(&table).await.of(&handed_over(), now()).await.history;
    let history = history.unwrap();
    assert_eq!(
        (history.happened.len(), history.older, history.counted),
        (30, 15, true)
    );
}

#[tokio::test]
async fn a_timeline_of_any_length_is_one_page() {
    let table = table(400, &thread_json("whatsapp", "34600000101")).await;
    let history = known(&table).await.of(&handed_over(), now()).await.history;
    assert!(!history.unwrap().counted);
    assert_eq!(table.asked("Query").len(), 1);
    assert_eq!(table.asked("Query")[0]["ConsistentRead"], true);
}

#[tokio::test]
async fn a_withheld_customer_is_not_even_read() {
    let mut thread = thread_json("whatsapp", "34600000101");
    thread["history_withheld"] = json!("another_order");
    let table = table(2, &thread).await;
    let background = known(&table).await.of(&assigned(), now()).await;
    assert!(background.customer.is_none());
    assert!(background.history.unwrap().withheld.is_some());
    assert!(table.asked("BatchGetItem").is_empty());
}

#[tokio::test]
async fn notices_that_show_no_background_read_nothing() {
    let table = table(2, &thread_json("whatsapp", "34600000101")).await;
    let known = known(&table).await;
    for notice in [
        follow_up(),
        notice(NoticeKind::TakenOver),
        notice(NoticeKind::Reminder),
        notice(NoticeKind::Breached),
        notice(NoticeKind::AgentAbsent),
        notice(NoticeKind::Review),
    ] {
        assert_eq!(known.of(&notice, now()).await, Background::default());
    }
    assert!(table.asked("Query").is_empty());
    assert_ne!(
        known.of(&channel_changed(), now()).await,
        Background::default()
    );
}

#[tokio::test]
async fn a_notice_is_told_once_although_its_record_cannot_be_read() {
    let table = PlayedTable::start().await;
    table.plays("Query", |_, _| {
        fault("InternalServerError", json!({ "message": "no" }))
    });
    let known = known(&table).await;
    let (played, context) = (played_with(None, known), context());
    for _ in 0..2 {
        assert_eq!(deliver(&played, &assigned(), &context).await, Outcome::Done);
    }
    assert_eq!(played.mails.mails.borrow().len(), 1);
}

/// A table that never answers.
struct Silent;

impl Records for Silent {
    type Error = io::Error;

    async fn record(&self, _: &ThreadId, _: usize) -> io::Result<Option<Record>> {
        std::future::pending().await
    }
}

/// A thread without customer or timeline.
struct Bare(Thread);

impl Records for Bare {
    type Error = io::Error;

    async fn record(&self, _: &ThreadId, _: usize) -> io::Result<Option<Record>> {
        Ok(Some(Record {
            thread: self.0.clone(),
            entries: Vec::new(),
            whole: true,
            customer: None,
        }))
    }
}

/// No configuration.
struct NoCare;

impl Cares for NoCare {
    type Error = io::Error;

    async fn care(&self) -> io::Result<Arc<Care>> {
        Err(io::Error::other("none"))
    }
}

#[tokio::test]
async fn a_table_that_never_answers_holds_no_notice_up() {
    let known = Known {
        records: Silent,
        cares: NoCare,
        crm: no_crm(),
    };
    assert_eq!(known.of(&assigned(), now()).await, Background::default());
}

#[tokio::test]
async fn without_a_configuration_the_record_is_told_without_names_and_crm() {
    let thread: Thread = serde_json::from_value(thread_json("whatsapp", "34600000101")).unwrap();
    let known = Known {
        records: Bare(thread),
        cares: NoCare,
        crm: no_crm(),
    };
    let told: Notice = assigned();
    let background = known.of(&told, now()).await;
    assert!(background.history.is_some());
    assert_eq!(background.crm, CrmAnswer::NotAsked);
}
