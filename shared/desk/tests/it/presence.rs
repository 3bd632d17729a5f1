//! Offers that nobody takes, agents who are not there, and what waits for them.

use domain::presence::Availability;
use domain::{AgentId, Thread};
use jiff::{SignedDuration, Timestamp};
use testkit::shop::agent_of;
use testkit::{Customer, Shop};

use crate::live::{self, Live};

fn after(minutes: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_mins(minutes)
}

async fn sweep(live: &Live, at: Timestamp) -> desk::SweepReport {
    let deadline = Timestamp::now() + SignedDuration::from_mins(5);
    live.office.desk.sweep(at, deadline).await.unwrap()
}

/// A customer's thread at the counter.
async fn thread(live: &Live) -> Thread {
    let event = Customer::on_telegram().writes("cola");
    live.receives(&event).await;
    live.thread_of(&event).await.unwrap()
}

async fn now_of(live: &Live, thread: &Thread) -> Thread {
    let read = live.office.desk.store().thread(&thread.id).await.unwrap();
    read.unwrap()
}

async fn load_of(live: &Live, agent: &AgentId) -> domain::routing::Load {
    let store = live.office.desk.store();
    let loads = store.loads(std::slice::from_ref(agent)).await.unwrap();
    loads[agent].clone()
}

fn other(agent: &AgentId) -> AgentId {
    let one = agent_of("cola", 1);
    if *agent == one {
        agent_of("cola", 2)
    } else {
        one
    }
}

#[tokio::test]
async fn an_offer_that_nobody_takes_goes_on_and_two_missed_make_an_absence_of_which_the_lead_hears()
{
    let live = live::open_with(Shop::new().counter("cola", 2, 5)).await;
    let first = thread(&live).await;
    let had = first.agent.clone().unwrap();
    assert_eq!(
        sweep(&live, after(19)).await.handed_over,
        0,
        "not before twenty minutes"
    );
    assert_eq!(sweep(&live, after(21)).await.handed_over, 1);
    let moved = now_of(&live, &first).await;
    assert_eq!(moved.agent, Some(other(&had)));
    assert_eq!(load_of(&live, &had).await.misses, 1);
    assert_eq!(load_of(&live, &had).await.open, 0);
    assert_eq!(load_of(&live, &other(&had)).await.open, 1);
    let again = sweep(&live, after(21)).await;
    assert_eq!(again.handed_over, 0, "once");
    // Nobody else is left: it stays, and is offered once more.
    sweep(&live, after(42)).await;
    assert_eq!(now_of(&live, &first).await.agent, Some(other(&had)));
    assert_eq!(load_of(&live, &other(&had)).await.misses, 1);
    // The second miss in a row: absent, and the thread goes to whoever is there.
    sweep(&live, after(63)).await;
    let load = load_of(&live, &other(&had)).await;
    assert!(load.absent.is_some() && load.open == 0);
    assert_eq!(now_of(&live, &first).await.agent, Some(had));
    let told = live.notices();
    assert!(
        told.iter()
            .any(|notice| notice.contains("agent_absent") && notice.contains("jefa"))
    );
}

#[tokio::test]
async fn who_accepts_or_answers_keeps_it() {
    let live = live::open_with(Shop::new().counter("cola", 2, 5)).await;
    let first = thread(&live).await;
    let had = first.agent.clone().unwrap();
    let desk = &live.office.desk;
    desk.accept(&first.id, &had, Timestamp::now())
        .await
        .unwrap();
    assert_eq!(sweep(&live, after(21)).await.handed_over, 0);
    assert_eq!(now_of(&live, &first).await.agent, Some(had));
    assert!(
        desk.accept(&first.id, &agent_of("cola", 9), Timestamp::now())
            .await
            .is_err()
    );
}

#[tokio::test]
async fn who_is_away_gets_nothing_new_and_who_is_back_gets_at_once_what_waits() {
    let live = live::open_with(Shop::new().counter("cola", 1, 5)).await;
    let kept = thread(&live).await;
    let agent = agent_of("cola", 1);
    let desk = &live.office.desk;
    let now = Timestamp::now();
    desk.set_availability(&agent, Availability::Away, now)
        .await
        .unwrap();
    let waits = thread(&live).await;
    assert!(waits.is_waiting_for_an_agent());
    assert_eq!(
        now_of(&live, &kept).await.agent,
        Some(agent.clone()),
        "what they had stays"
    );
    let back = desk
        .set_availability(&agent, Availability::Available, now)
        .await
        .unwrap();
    assert_eq!(back.assigned.len(), 1);
    assert_eq!(now_of(&live, &waits).await.agent, Some(agent));
}

#[tokio::test]
async fn who_is_absent_hands_over_everything_if_need_be_to_the_waiting_line() {
    let live = live::open_with(Shop::new().counter("cola", 2, 2)).await;
    let mut threads = Vec::new();
    for _ in 0..3 {
        threads.push(thread(&live).await);
    }
    let had = agent_of("cola", 1);
    let now = Timestamp::now();
    let left = live
        .office
        .desk
        .set_availability(&had, Availability::Absent, now)
        .await
        .unwrap();
    assert!(!left.handed_over.is_empty());
    assert_eq!(load_of(&live, &had).await.open, 0);
    let mut waiting = 0;
    for thread in &threads {
        let thread = now_of(&live, thread).await;
        assert_ne!(thread.agent, Some(had.clone()));
        waiting += usize::from(thread.is_waiting_for_an_agent());
    }
    assert_eq!(waiting, 1, "the other has room for two");
    assert_eq!(load_of(&live, &agent_of("cola", 2)).await.open, 2);
}

#[tokio::test]
async fn leave_and_deactivation_hand_over_and_a_new_skill_gets_at_once_what_waits() {
    let live = live::open_with(Shop::new().counter("cola", 1, 5)).await;
    let first = thread(&live).await;
    let desk = &live.office.desk;
    let (mut file, _) = Shop::new()
        .counter("cola", 1, 5)
        .counter("otra", 1, 5)
        .build()
        .unwrap();
    let agent = file
        .agents
        .iter_mut()
        .find(|agent| agent.id == "cola-1")
        .unwrap();
    agent.leave = vec![("2020-01-01".parse().unwrap(), "2099-12-31".parse().unwrap())];
    let care = domain::Care::check(&file).unwrap();
    let report = desk.apply(&file, &care, Timestamp::now()).await.unwrap();
    assert_eq!(report.handed_over, 1);
    assert!(now_of(&live, &first).await.is_waiting_for_an_agent());

    let other = file
        .agents
        .iter_mut()
        .find(|agent| agent.id == "otra-1")
        .unwrap();
    other.skills.insert("cola".to_owned(), 1);
    let care = domain::Care::check(&file).unwrap();
    let report = desk.apply(&file, &care, Timestamp::now()).await.unwrap();
    assert_eq!((report.agents_changed, report.assigned), (1, 1));
    assert_eq!(now_of(&live, &first).await.agent, Some(agent_of("otra", 1)));

    file.agents.retain(|agent| agent.id != "otra-1");
    let care = domain::Care::check(&file).unwrap();
    let report = desk.apply(&file, &care, Timestamp::now()).await.unwrap();
    assert_eq!(report.handed_over, 1);
    let load = load_of(&live, &agent_of("otra", 1)).await;
    assert_eq!((load.open, load.capacity), (0, 0));
}

#[tokio::test]
async fn a_sweep_looks_after_whoever_stands_in_the_due_index_and_then_not_again() {
    let live = live::open_with(Shop::new().counter("cola", 1, 5)).await;
    let store = live.office.desk.store();
    store
        .look_after(&agent_of("cola", 1), Timestamp::now())
        .await
        .unwrap();
    assert_eq!(sweep(&live, after(1)).await.agents, 1);
    assert_eq!(sweep(&live, after(1)).await.agents, 0);
}

#[tokio::test]
async fn a_blocked_contact_opens_no_thread_and_leaves_no_trace() {
    let live = live::open_with(Shop::new().counter("cola", 1, 5)).await;
    let customer = Customer::on_telegram();
    let event = customer.writes("cola");
    live.receives(&event).await;
    let first = live.thread_of(&event).await.unwrap();
    let desk = &live.office.desk;
    desk.block(&first.id, Timestamp::now()).await.unwrap();
    let items = live.count("");
    let more = customer.writes("cola y más");
    assert_eq!(live.receives(&more).await, desk::Received::Blocked);
    assert_eq!(live.count(""), items);
    desk.unblock(&first.id).await.unwrap();
    assert!(matches!(
        live.receives(&more).await,
        desk::Received::Joined(_)
    ));
}

#[tokio::test]
async fn a_thread_moved_to_another_topic_teaches_and_goes_to_somebody_who_can() {
    let shop = Shop::new().counter("cola", 1, 5).counter("otra", 1, 5);
    let live = live::open_with(shop).await;
    let first = thread(&live).await;
    let desk = &live.office.desk;
    let to = testkit::shop::topic("otra");
    let acted = desk
        .move_to_topic(&first.id, &to, "elena", Timestamp::now())
        .await
        .unwrap();
    assert_eq!(acted.thread.agent, Some(agent_of("otra", 1)));
    assert_eq!(load_of(&live, &agent_of("cola", 1)).await.open, 0);
    let taught = live
        .office
        .desk
        .store()
        .corrections(Timestamp::MIN)
        .await
        .unwrap();
    assert_eq!(taught.len(), 1);
    assert_eq!(
        (taught[0].topic.as_str(), taught[0].text.as_str()),
        ("otra", "cola")
    );
    assert!(
        desk.move_to_topic(&first.id, &to, "elena", Timestamp::now())
            .await
            .is_err()
    );
}

#[tokio::test]
async fn spam_stands_in_the_review_list_and_is_routed_from_its_start_when_released() {
    let live = live::open_with(Shop::new().counter("cola", 1, 5)).await;
    let offer = "Ofrecemos posicionamiento SEO para su web y enlaces de calidad, primera página de Google \
                 garantizada. Gane dinero con criptomonedas, inversión garantizada: https://ofertas.example";
    let event = Customer::on_telegram().writes(offer);
    live.receives(&event).await;
    let held = live.thread_of(&event).await.unwrap();
    assert!(held.held.is_some(), "{held:?}");
    assert!(held.agent.is_none() && held.clock.is_none() && live.notices().is_empty());
    let desk = &live.office.desk;
    let store = desk.store();
    let listed = store
        .list_threads(&store::ThreadFilter::Held, 10)
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    let now = Timestamp::now();
    let released = desk.release(&held.id, "elena", now).await.unwrap().thread;
    let clock = released.clock.as_ref().unwrap();
    assert_eq!(clock.started_at, event.timestamp.unwrap());
    assert!(desk.release(&held.id, "elena", now).await.is_err());
    let listed = store
        .list_threads(&store::ThreadFilter::Held, 10)
        .await
        .unwrap();
    assert!(listed.is_empty());
}

#[tokio::test]
async fn more_than_twenty_near_identical_texts_in_ten_minutes_are_one_incident() {
    let live = live::open_with(Shop::new().counter("cola", 1, 100)).await;
    let at: Timestamp = "2026-11-16T10:01:00Z".parse().unwrap();
    let mut held = 0;
    for number in 0..25 {
        let text = format!(
            "Estoy en la cola {number} y la web de la tienda no funciona desde esta mañana, ¿qué pasa?"
        );
        let mut event = Customer::on_telegram().writes(&text);
        event.received_at = at;
        live.receives(&event).await;
        held += usize::from(live.thread_of(&event).await.unwrap().held.is_some());
    }
    assert_eq!(held, 5, "the first twenty are so many customers");
    let reviews = live.notices();
    let reviews = reviews
        .iter()
        .filter(|notice| notice.contains("\"review\""));
    assert_eq!(reviews.count(), 1, "the lead is told once");
}
