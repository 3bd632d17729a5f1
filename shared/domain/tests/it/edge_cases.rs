//! The cases at the edges of a promise, each with the answer that docs/commitments.md gives.

use domain::action;
use domain::change::Change;
use domain::judgement::{ClockName, Verdict};
use domain::notice::NoticeKind;
use domain::people::Standing;
use domain::receive::join;
use domain::step::fire_due;
use domain::timeline::{StepEntry, TakenBackEntry, What};
use domain::*;

use crate::builders::*;

/// Ana's answer of a time of that Monday, learnt of at another.
pub(crate) fn answered(care: &Care, thread: Thread, at: &str, learnt_of: &str) -> Change {
    action::answer(care, thread, &answer_at(madrid(at)), madrid(learnt_of)).unwrap()
}

pub(crate) fn swept(care: &Care, thread: Thread, now: &str) -> Change {
    fire_due(care, thread, madrid(now)).unwrap()
}

pub(crate) fn verdicts(change: &Change) -> Vec<(&str, Verdict)> {
    let promises = change.judgements.iter().flat_map(|judged| &judged.promises);
    promises
        .map(|promise| (promise.commitment.as_str(), promise.verdict))
        .collect()
}

fn steps(change: &Change) -> Vec<&StepEntry> {
    let entries = change.entries.iter().filter_map(|entry| match &entry.what {
        What::Step(step) => Some(step),
        _ => None,
    });
    entries.collect()
}

fn taken_back(change: &Change) -> Vec<&TakenBackEntry> {
    let entries = change.entries.iter().filter_map(|entry| match &entry.what {
        What::TakenBack(entry) => Some(entry),
        _ => None,
    });
    entries.collect()
}

fn told(change: &Change) -> Vec<(NoticeKind, &str)> {
    let notices = change.notices.iter();
    notices
        .map(|notice| (notice.kind, notice.to.agent.as_str()))
        .collect()
}

pub(crate) fn always_there() -> Care {
    shop_with(|file| {
        file.agents
            .iter_mut()
            .for_each(|agent| agent.shift = "siempre".to_owned())
    })
}

#[test]
fn a_reply_exactly_at_the_due_instant_is_in_time_even_if_the_sweep_was_there_first() {
    let care = always_there();
    let thread = swept(&care, anas_thread(&care, monday()), "2026-11-16 14:00").thread;
    let change = answered(&care, thread, "2026-11-16 14:00", "2026-11-16 14:00");
    assert_eq!(verdicts(&change)[0], ("respuesta", Verdict::Kept));
    let back = taken_back(&change);
    assert_eq!(back.len(), 1, "the alarm is taken back");
    let withdrawn = NoticeKind::Withdrawn;
    assert_eq!(told(&change), [(withdrawn, "ana"), (withdrawn, "lucia")]);
    let facts = change.notices[0].promise.as_ref().unwrap();
    assert_eq!(facts.answered_at, Some(madrid("2026-11-16 14:00")));
}

#[test]
fn a_reply_after_the_due_instant_and_before_the_sweep_stands_in_the_ledger_and_alarms_nobody() {
    let care = always_there();
    let thread = anas_thread(&care, monday());
    let change = answered(&care, thread, "2026-11-16 16:05", "2026-11-16 16:05");
    assert_eq!(verdicts(&change)[0], ("respuesta", Verdict::Broken));
    let overtaken: Vec<_> = steps(&change)
        .iter()
        .map(|step| (step.moment.as_str(), step.overtaken, step.told.len()))
        .collect();
    assert_eq!(overtaken, [("75%", true, 0), ("due", true, 0)]);
    assert_eq!(change.steps.len(), 2, "each can be written once, ever");
    assert!(change.notices.is_empty());
    assert!(fire_due(&care, change.thread, madrid("2026-11-17 16:05")).is_none());
}

#[test]
fn a_reply_in_time_that_is_learnt_of_after_the_alarm_takes_it_back_and_tells_whoever_was_alarmed() {
    let care = always_there();
    let thread = swept(&care, anas_thread(&care, monday()), "2026-11-16 16:30").thread;
    let change = answered(&care, thread, "2026-11-16 13:52", "2026-11-16 16:31");
    assert_eq!(verdicts(&change)[0], ("respuesta", Verdict::Kept));
    let back = taken_back(&change);
    let told_back: Vec<&str> = back
        .iter()
        .flat_map(|b| &b.told)
        .map(AgentId::as_str)
        .collect();
    assert_eq!(told_back, ["ana", "lucia"]);
    assert_eq!(back[0].answered_at, Some(madrid("2026-11-16 13:52")));
    assert!(
        change
            .notices
            .iter()
            .all(|notice| notice.kind == NoticeKind::Withdrawn)
    );
}

#[test]
fn a_needless_reminder_is_noted_and_nobody_is_troubled_twice() {
    let care = always_there();
    let thread = swept(&care, anas_thread(&care, monday()), "2026-11-16 13:00").thread;
    let change = answered(&care, thread, "2026-11-16 12:50", "2026-11-16 13:02");
    assert_eq!(taken_back(&change).len(), 1);
    assert!(change.notices.is_empty());
}

#[test]
fn a_late_webhook_is_counted_from_when_the_customer_wrote() {
    let care = shop();
    let event = message("¿y mi pedido?")
        .posted(madrid("2026-11-16 09:00"))
        .received(madrid("2026-11-16 16:00"));
    let thread = opening(&care, &event).thread;
    let clock = thread.clock.unwrap();
    assert_eq!(clock.started_at, madrid("2026-11-16 09:00"));
    assert_eq!(
        clock.first_due(),
        madrid("2026-11-16 13:00"),
        "it is broken when it comes"
    );
}

#[test]
fn a_message_that_was_posted_before_our_answer_and_comes_after_it_is_unanswered() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let thread = answered(&care, thread, "2026-11-16 11:00", "2026-11-16 11:00").thread;
    let late = message("y otra cosa: ¿puedo cambiarla?")
        .posted(madrid("2026-11-16 10:50"))
        .received(madrid("2026-11-16 11:10"));
    let joined = join(&care, thread, &arrival(&late), late.received_at).unwrap();
    assert_eq!(joined.thread.status, Status::Open);
    assert_eq!(
        joined.thread.clock.unwrap().started_at,
        madrid("2026-11-16 10:50")
    );
}

#[test]
fn the_clock_of_a_customer_who_writes_five_times_runs_from_the_first() {
    let care = shop();
    let mut thread = anas_thread(&care, monday());
    let clock = thread.clock.clone();
    for minute in 1..5 {
        let again = message(&format!("¿hola? {minute}"))
            .posted(madrid(&format!("2026-11-16 10:0{minute}")));
        thread = join(&care, thread, &arrival(&again), again.received_at)
            .unwrap()
            .thread;
    }
    assert_eq!((thread.messages, &thread.clock), (5, &clock));
}

#[test]
fn a_thread_that_is_opened_again_is_promised_a_next_answer() {
    let care = shop_with(|file| {
        let mut next = file.policies[1].commitments[0].clone();
        (next.name, next.within) = ("siguiente".to_owned(), "2h".to_owned());
        next.kept_by = config::KeptBy::NextAnswer;
        file.policies[1].commitments.push(next);
        file.policies[1].commitments[0].kept_by = config::KeptBy::FirstAnswer;
    });
    let thread = anas_thread(&care, monday());
    assert_eq!(
        thread.clock.as_ref().unwrap().first_due(),
        madrid("2026-11-16 14:00")
    );
    let thread = answered(&care, thread, "2026-11-16 11:00", "2026-11-16 11:00").thread;
    let standing = Standing::alone(customer::Customer::new("c1".into()));
    let resolved = action::resolve(
        &care,
        thread,
        &standing,
        "ana",
        None,
        madrid("2026-11-16 11:05"),
    )
    .unwrap();
    let again = message("pues sigue sin llegar").posted(madrid("2026-11-16 12:00"));
    let reopened = join(&care, resolved.thread, &arrival(&again), again.received_at).unwrap();
    let clock = reopened.thread.clock.unwrap();
    assert_eq!(
        clock.first_due(),
        madrid("2026-11-16 14:00"),
        "2 h from the new message"
    );
    let names: Vec<&str> = clock
        .promises
        .iter()
        .map(|p| p.commitment.as_str())
        .collect();
    assert_eq!(names, ["tope", "siguiente"]);
}

#[test]
fn thanks_after_resolution_open_nothing() {
    let care = shop();
    let thread = answered(
        &care,
        anas_thread(&care, monday()),
        "2026-11-16 11:00",
        "2026-11-16 11:00",
    );
    let standing = Standing::alone(customer::Customer::new("c1".into()));
    let now = madrid("2026-11-16 11:05");
    let resolved = action::resolve(&care, thread.thread, &standing, "ana", None, now).unwrap();
    let thanks = message("gracias").posted(madrid("2026-11-16 12:00"));
    let joined = join(
        &care,
        resolved.thread,
        &arrival(&thanks),
        thanks.received_at,
    )
    .unwrap();
    assert_eq!(
        (joined.thread.status, joined.thread.clock),
        (Status::Resolved, None)
    );
}

#[test]
fn a_policy_that_changes_mid_way_counts_from_the_original_start() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let quicker = shop_with(|file| file.policies[1].commitments[0].within = "2h".to_owned());
    let now = madrid("2026-11-16 11:00");
    let change = action::recount(&quicker, thread, now).unwrap().unwrap();
    let clock = change.thread.clock.as_ref().unwrap();
    assert_eq!(
        (clock.started_at, clock.first_due()),
        (monday(), madrid("2026-11-16 12:00"))
    );
    assert!(
        matches!(&change.entries[0].what, What::Recounted(entry) if entry.of == ClockName::Answer)
    );
    assert!(
        action::recount(&quicker, change.thread, now)
            .unwrap()
            .is_none(),
        "once"
    );
}

#[test]
fn two_promises_due_in_the_same_second_are_each_told_once() {
    let care = shop_with(|file| {
        file.policies[1].commitments[1].within = "4h".to_owned();
        file.agents
            .iter_mut()
            .for_each(|agent| agent.shift = "siempre".to_owned());
    });
    let thread = anas_thread(&care, monday());
    let dues: Vec<_> = thread
        .clock
        .iter()
        .flat_map(|c| &c.promises)
        .map(|p| p.due_at)
        .collect();
    assert_eq!(dues, [madrid("2026-11-16 14:00"); 2]);
    let change = swept(&care, thread, "2026-11-16 14:00");
    let breached = NoticeKind::Breached;
    assert_eq!(
        told(&change),
        [(breached, "ana"), (breached, "lucia"), (breached, "elena")]
    );
    assert_eq!(
        change.steps.len(),
        3,
        "the reminder, which came too late, and both ends"
    );
}

#[test]
fn a_holiday_declared_today_takes_the_alarm_back_and_arms_it_anew() {
    let care = always_there();
    let thread = swept(&care, anas_thread(&care, monday()), "2026-11-16 14:30").thread;
    let closed = shop_with(|file| {
        let office = file.calendars.get_mut("oficina").unwrap();
        office.holidays.push(jiff::civil::date(2026, 11, 16).into());
        file.agents
            .iter_mut()
            .for_each(|agent| agent.shift = "siempre".to_owned());
    });
    let change = action::recount(&closed, thread, madrid("2026-11-16 14:31"))
        .unwrap()
        .unwrap();
    let clock = change.thread.clock.as_ref().unwrap();
    assert_eq!(clock.promises[0].due_at, madrid("2026-11-17 13:00"));
    let withdrawn = NoticeKind::Withdrawn;
    assert_eq!(told(&change), [(withdrawn, "ana"), (withdrawn, "lucia")]);
    let again = swept(&closed, change.thread, "2026-11-17 13:00");
    let mut steps = again.steps.iter();
    let due = steps
        .find(|key| key.commitment == "respuesta" && key.moment == "due")
        .unwrap();
    assert_eq!(due.round, 1, "another line of the ledger");
    let breached = NoticeKind::Breached;
    let all = [(breached, "elena"), (breached, "ana"), (breached, "lucia")];
    assert_eq!(told(&again), all, "the 24 h ended first");
}

#[test]
fn an_answer_that_was_not_sent_stops_nothing() {
    // What fails to be sent is no answer event: a status of the provider's is noted, and the clock goes on.
    let care = shop();
    let thread = anas_thread(&care, monday());
    let mut failed = message("").posted(madrid("2026-11-16 11:00"));
    failed.kind = EventKind::Status;
    failed.status = Some("failed".to_owned());
    let change = receive::note_event(thread.clone(), &failed);
    assert_eq!(change.thread.clock, thread.clock);
    assert!(change.judgements.is_empty());
}
