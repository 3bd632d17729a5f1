//! What people do with a thread.

use domain::action::{self, ActFailure, ActionError, Answer, give};
use domain::change::{Conduct, LoadChange};
use domain::customer::Customer;
use domain::notice::NoticeKind;
use domain::people::Standing;
use domain::routing::Load;
use domain::timeline::{AnswerEntry, What};
use domain::*;
use jiff::Timestamp;
use rstest::rstest;

use crate::builders::*;

/// The answer, learnt of at once.
fn answer(thread: Thread, given: &Answer<'_>) -> Result<change::Change, ActionError> {
    let answered = action::answer(&shop(), thread, given, given.at);
    answered.map_err(|failure| match failure {
        ActFailure::Action(error) => error,
        ActFailure::Clock(error) => panic!("{error}"),
    })
}

fn resolve(
    thread: Thread,
    standing: &Standing,
    by: &str,
    now: Timestamp,
) -> Result<change::Change, ActionError> {
    action::resolve(&shop(), thread, standing, by, None, now)
}

fn recorded(change: &change::Change) -> &AnswerEntry {
    let mut answers = change.entries.iter().filter_map(|entry| match &entry.what {
        What::Answer(entry) => Some(entry),
        _ => None,
    });
    answers.next().unwrap()
}

fn room(open: u32) -> Load {
    Load {
        open,
        capacity: 3,
        ..Load::default()
    }
}

#[rstest]
#[case::exactly_at_the_due_instant("2026-11-16 14:00", true, true)]
#[case::a_second_later("2026-11-16 14:00:01", false, true)]
#[case::two_days_later("2026-11-18 10:00", false, false)]
fn an_answer_is_judged_by_its_instant(#[case] when: &str, #[case] four: bool, #[case] day: bool) {
    let change = answer(thread_since(&shop(), monday()), &answer_at(madrid(when))).unwrap();
    let kept: Vec<_> = recorded(&change)
        .promises
        .iter()
        .map(|judged| judged.kept)
        .collect();
    assert_eq!(kept, [four, day]);
}

#[test]
fn an_answer_stops_the_clock_and_frees_the_agent() {
    let thread = anas_thread(&shop(), monday());
    let change = answer(thread, &answer_at(madrid("2026-11-16 11:00"))).unwrap();
    let thread = &change.thread;
    assert_eq!(
        (thread.status, thread.weight, thread.clock.is_none()),
        (Status::WaitingOnCustomer, 0, true)
    );
    assert_eq!(
        change.loads,
        [LoadChange::Give {
            agent: "ana".into(),
            weight: 1,
            conduct: Conduct::Present,
        }]
    );
    assert_eq!(
        thread.agent.as_ref().unwrap().as_str(),
        "ana",
        "it comes back to her"
    );
    assert_eq!(recorded(&change).agent.as_ref().unwrap().as_str(), "ana");
    assert_eq!(thread.next_step_at(), None);
}

#[test]
fn a_machines_answer_stops_nothing() {
    let thread = anas_thread(&shop(), monday());
    let machine = Answer {
        automatic: true,
        ..answer_at(madrid("2026-11-16 11:00"))
    };
    let change = answer(thread.clone(), &machine).unwrap();
    assert_eq!(
        (change.thread.clock, change.thread.weight),
        (thread.clock, 1)
    );
    assert!(change.loads.is_empty());
}

#[test]
fn an_answer_given_before_the_question_stops_nothing() {
    let thread = anas_thread(&shop(), monday());
    let change = answer(thread.clone(), &answer_at(madrid("2026-11-16 09:59"))).unwrap();
    assert_eq!(
        (change.thread.clock.as_ref(), change.thread.status),
        (thread.clock.as_ref(), Status::Open)
    );
    assert!(
        recorded(&change).promises.is_empty(),
        "it judges no promise"
    );
}

#[test]
fn a_second_answer_frees_nobody_twice() {
    let once = answer(
        anas_thread(&shop(), monday()),
        &answer_at(madrid("2026-11-16 11:00")),
    )
    .unwrap()
    .thread;
    let twice = answer(once, &answer_at(madrid("2026-11-16 11:10"))).unwrap();
    assert!(twice.loads.is_empty());
    assert_eq!(twice.thread.answered_at, Some(madrid("2026-11-16 11:10")));
}

#[test]
fn an_answer_takes_a_thread_out_of_the_waiting_line() {
    let care = shop();
    let mut change = opening(&care, &message("pedido"));
    receive::assign(
        &care,
        &mut change,
        routing::decide(&care, &need(&care), &only("nobody"), monday()),
        "message",
        monday(),
    );
    let answered = answer(change.thread, &answer_at(madrid("2026-11-16 11:00")))
        .unwrap()
        .thread;
    assert!(!answered.is_waiting_for_an_agent());
}

#[test]
fn resolving_ends_clock_and_weight_and_leaves_the_customers_open_threads() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let customer = Customer::new("c1".into()).with_thread(&thread);
    assert_eq!(customer.open.len(), 1);
    let change = resolve(
        thread,
        &Standing::alone(customer),
        "ana",
        madrid("2026-11-16 11:00"),
    )
    .unwrap();
    assert_eq!(
        (
            change.thread.status,
            change.thread.weight,
            change.loads.len()
        ),
        (Status::Resolved, 0, 1)
    );
    let customer = change.customer.unwrap();
    assert!(customer.open.is_empty());
    assert_eq!(customer.last_resolved.as_ref(), Some(&change.thread.id));
    assert_eq!(customer.agent_who_knows().unwrap().as_str(), "ana");
}

#[test]
fn nothing_can_be_done_with_a_resolved_thread() {
    let care = shop();
    let customer = Standing::alone(Customer::new("c1".into()));
    let resolved = resolve(anas_thread(&care, monday()), &customer, "ana", monday())
        .unwrap()
        .thread;
    assert_eq!(
        answer(resolved.clone(), &answer_at(monday())).unwrap_err(),
        ActionError::Resolved
    );
    assert_eq!(
        resolve(resolved.clone(), &customer, "ana", monday()).unwrap_err(),
        ActionError::Resolved
    );
    let given = give(&care, resolved, &"bea".into(), &room(0), monday());
    assert_eq!(given.unwrap_err(), ActionError::Resolved);
}

#[test]
fn giving_a_thread_moves_its_weight_and_tells_both() {
    let care = shop();
    let change = give(
        &care,
        anas_thread(&care, monday()),
        &"bea".into(),
        &room(2),
        monday(),
    )
    .unwrap();
    assert_eq!(change.thread.agent.as_ref().unwrap().as_str(), "bea");
    assert_eq!(
        change.loads[0],
        LoadChange::Give {
            agent: "ana".into(),
            weight: 1,
            conduct: Conduct::Unknown,
        }
    );
    assert!(
        matches!(&change.loads[1], LoadChange::Take { agent, limit: 3, .. } if agent.as_str() == "bea")
    );
    let told: Vec<_> = change
        .notices
        .iter()
        .map(|n| (n.kind, n.to.agent.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (NoticeKind::Assigned, "bea"),
            (NoticeKind::TakenOver, "ana")
        ]
    );
}

#[test]
fn a_thread_that_waits_for_the_customer_is_given_without_weight() {
    let care = shop();
    let waits = answer(
        anas_thread(&care, monday()),
        &answer_at(madrid("2026-11-16 11:00")),
    )
    .unwrap()
    .thread;
    let change = give(&care, waits, &"bea".into(), &room(3), monday()).unwrap();
    assert_eq!(
        (
            change.thread.agent.as_ref().unwrap().as_str(),
            change.thread.weight
        ),
        ("bea", 0)
    );
    assert!(change.loads.is_empty());
}

#[test]
fn capacity_holds_for_operators_too() {
    let care = shop();
    let refused = |to: &str, open| {
        give(
            &care,
            anas_thread(&care, monday()),
            &to.into(),
            &room(open),
            monday(),
        )
        .unwrap_err()
    };
    let full = ActionError::Full {
        agent: "bea".into(),
        open: 3,
        capacity: 3,
        weight: 1,
    };
    assert_eq!(refused("bea", 3), full);
    assert_eq!(refused("ana", 0), ActionError::HasIt("ana".into()));
    assert_eq!(refused("zoe", 0), ActionError::UnknownAgent("zoe".into()));
}
