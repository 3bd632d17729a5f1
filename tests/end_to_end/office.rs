//! The one deployment that all tests share, with the configuration that holds every test's counter.

use anyhow::Result;
use domain::timeline::{Entry, What};
use domain::{AgentId, ContactEvent, NoticeId, Thread, ThreadId};
use jiff::Timestamp;
use store::{Store, ThreadFilter};
use testkit::{Shop, Stack};
use tokio::sync::{OnceCell, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Tests whose messages pass a queue hold this; whoever kills functions holds it alone. A batch whose function died comes
/// again only after the queue's visibility timeout, three minutes later.
static ROAD: RwLock<()> = RwLock::const_new(());

/// Keeps functions alive as long as it is held.
pub(crate) async fn road() -> RwLockReadGuard<'static, ()> {
    ROAD.read().await
}

/// Keeps everybody off the queues as long as it is held.
pub(crate) async fn closed_road() -> RwLockWriteGuard<'static, ()> {
    ROAD.write().await
}

static APPLIED: OnceCell<()> = OnceCell::const_new();

/// The shop of all tests. A test that needs a counter adds it here.
fn shop() -> Shop {
    Shop::new()
        .counter("repetido", 1, 10)
        .counter("tormenta", 2, 5)
        .counter("cupo", 5, 3)
        .counter("rebaja", 1, 2)
        .counter("orden", 1, 5)
        .counter("cola", 1, 1)
        .counter("turno", 1, 2)
        .counter("plazo", 1, 10)
        .counter("tarde", 1, 10)
        .counter("veneno", 1, 5)
        .counter("caida", 1, 30)
        .counter("mudo", 1, 5)
        .counter("telegrama", 1, 5)
        .counter("guasap", 1, 5)
        .counter("formulario", 1, 5)
        .counter("cliente", 1, 5)
        .counter("riada", 1, 100)
        .counter("orilla", 1, 5)
        .counter_of("aforo", &[1, 2, 3, 3, 2, 1])
        .counter("relevo", 2, 3)
        .counter("mudanza", 1, 10)
        .counter("correo", 1, 10)
        .counter("bloqueo", 1, 5)
        .counter("secreto", 1, 5)
        .counter("carta", 1, 20)
        .counter_told_in_slack("charla", "C0CHARLA")
        .counter_told_both_ways("averia", "slack", "C0AVERIA")
        .counter_told_both_ways("rebote", "email", "C0REBOTE")
}

/// The deployed stack with the tests' configuration.
pub(crate) async fn open() -> Stack {
    let stack = Stack::deployed().unwrap();
    APPLIED
        .get_or_init(|| async {
            let (file, care) = shop().build().unwrap();
            stack
                .desk()
                .apply(&file, &care, Timestamp::now())
                .await
                .unwrap();
            // Functions trust a configuration for five seconds.
            tokio::time::sleep(std::time::Duration::from_secs(6)).await;
        })
        .await;
    stack
}

/// The thread that an event went to; none while it was not handled.
pub(crate) async fn thread_of(store: &Store, event: &ContactEvent) -> Result<Option<Thread>> {
    let known = store.look_up(event).await?;
    match known.seen.and_then(|seen| seen.thread) {
        Some(id) => Ok(store.thread(&id).await?),
        None => Ok(None),
    }
}

/// The threads that events went to, each once.
pub(crate) async fn threads_of(store: &Store, events: &[ContactEvent]) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    for event in events {
        let thread = thread_of(store, event)
            .await
            .unwrap()
            .expect("the event was not handled");
        if !threads.iter().any(|known| known.id == thread.id) {
            threads.push(thread);
        }
    }
    threads
}

/// What an agent holds, in units.
pub(crate) async fn open_units(store: &Store, agent: &AgentId) -> u32 {
    store
        .loads(std::slice::from_ref(agent))
        .await
        .unwrap()
        .get(agent)
        .map_or(0, |load| load.open)
}

/// The threads in an agent's inbox.
pub(crate) async fn inbox(store: &Store, agent: &AgentId) -> Vec<Thread> {
    store
        .list_threads(&ThreadFilter::OfAgent(agent.clone()), 200)
        .await
        .unwrap()
}

/// Texts of the customer's messages on a timeline, in its order.
pub(crate) fn texts(timeline: &[Entry]) -> Vec<String> {
    let text = |entry: &Entry| match &entry.what {
        What::Message(message) => Some(message.text.clone()),
        _ => None,
    };
    timeline.iter().filter_map(text).collect()
}

/// The ids of notices that steps on a timeline made.
pub(crate) fn step_notices(timeline: &[Entry]) -> Vec<NoticeId> {
    let notices = |entry: &Entry| match &entry.what {
        What::Step(step) => step.notices.clone(),
        _ => Vec::new(),
    };
    timeline.iter().flat_map(notices).collect()
}

/// How many entries of a word stand on a thread's timeline.
pub(crate) async fn count(store: &Store, thread: &ThreadId, word: &str) -> usize {
    let timeline = store.timeline(thread).await.unwrap();
    timeline
        .iter()
        .filter(|entry| entry.what.word() == word)
        .count()
}

/// Messages that were asked to be posted in Slack about a thread, refused ones included.
pub(crate) async fn posts_about(stack: &Stack, thread: &ThreadId) -> Vec<serde_json::Value> {
    let address = format!(
        "{}/_sandbox/calls?service=slack&method=chat.postMessage",
        stack.made.sandbox
    );
    let calls = stack.http.get(address).send().await.unwrap();
    let calls: Vec<serde_json::Value> = calls.json().await.unwrap();
    calls
        .into_iter()
        .filter(|call| call.to_string().contains(thread.as_str()))
        .collect()
}

/// Subjects of the mails that were sent to an agent of a counter about a thread.
pub(crate) async fn mails_about(stack: &Stack, thread: &ThreadId) -> Vec<serde_json::Value> {
    let address = format!("{}/_sandbox/mails", stack.made.sandbox);
    let mails: serde_json::Value = stack
        .http
        .get(address)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let all = mails
        .as_array()
        .or_else(|| mails["mails"].as_array())
        .cloned()
        .unwrap_or_default();
    all.into_iter()
        .filter(|mail| mail.to_string().contains(thread.as_str()))
        .collect()
}
