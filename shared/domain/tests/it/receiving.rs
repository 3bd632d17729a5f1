//! What a customer's message does to a thread.

use domain::change::LoadChange;
use domain::echo::is_automatic_echo;
use domain::notice::NoticeKind;
use domain::receive::{assign, join, needs_an_agent, note_event};
use domain::routing::decide;
use domain::timeline::What;
use domain::*;
use jiff::SignedDuration;
use rstest::rstest;

use crate::builders::*;

fn joined(care: &Care, thread: &Thread, event: &ContactEvent) -> change::Change {
    join(care, thread.clone(), &arrival(event), event.received_at).unwrap()
}

/// Ana's thread after she answered at the given time.
fn answered(care: &Care, at: &str) -> Thread {
    let answer = action::Answer {
        at: madrid(at),
        agent: None,
        by: "operator",
        text: None,
        automatic: false,
        occasion: "answer-1",
        follows_by: None,
    };
    action::answer(care, anas_thread(care, monday()), &answer, answer.at)
        .unwrap()
        .thread
}

#[test]
fn a_first_message_opens_a_thread_whose_clock_runs() {
    let care = shop();
    let change = opening(&care, &message("¿Dónde está mi pedido?").files(2));
    let thread = &change.thread;
    assert_eq!(
        (change.expects, thread.version, thread.status),
        (None, 1, Status::Open)
    );
    assert_eq!(thread.clock.as_ref().unwrap().started_at, monday());
    assert_eq!(
        (thread.messages, thread.attachments, thread.excerpt.as_str()),
        (1, 2, "¿Dónde está mi pedido?")
    );
    assert!(needs_an_agent(thread));
    let words: Vec<_> = change
        .entries
        .iter()
        .map(|entry| entry.what.word())
        .collect();
    assert_eq!(words, ["message", "topic"]);
}

#[test]
fn a_courtesy_before_an_answer_starts_a_clock() {
    let care = shop();
    assert!(opening(&care, &message("gracias")).thread.clock.is_some());
    let open = thread_since(&care, monday());
    let change = joined(
        &care,
        &open,
        &message("gracias").posted(madrid("2026-11-16 10:05")),
    );
    assert_eq!(change.thread.clock, open.clock, "and it stops none");
}

#[test]
fn further_messages_do_not_move_the_clock() {
    let care = shop();
    let mut thread = thread_since(&care, monday());
    let clock = thread.clock.clone();
    for minute in 1..=5 {
        let at = monday() + SignedDuration::from_mins(minute);
        thread = joined(
            &care,
            &thread,
            &message(&format!("¿hola? {minute}")).posted(at),
        )
        .thread;
    }
    assert_eq!(thread.clock, clock);
    assert_eq!(
        (thread.messages, thread.excerpt.as_str(), thread.version),
        (6, "¿hola? 5", 6)
    );
}

#[test]
fn a_courtesy_after_the_answer_starts_no_clock_and_weighs_on_nobody() {
    let care = shop();
    let change = joined(
        &care,
        &answered(&care, "2026-11-16 11:00"),
        &message("gracias 👍").posted(madrid("2026-11-16 11:05")),
    );
    assert_eq!(
        (change.thread.status, change.thread.clock.is_none()),
        (Status::WaitingOnCustomer, true)
    );
    assert!(change.notices.is_empty() && !needs_an_agent(&change.thread));
    let What::Message(entry) = &change.entries[0].what else {
        panic!("{:?}", change.entries)
    };
    assert!(entry.courtesy);
    assert_eq!(
        change.thread.excerpt, "¿y mi pedido?",
        "what they asked stays in sight"
    );
}

#[rstest]
#[case("gracias, pero sigue sin llegar", 0)]
#[case("gracias", 1)]
#[case("¿gracias?", 0)]
fn what_may_ask_for_something_starts_a_new_clock(#[case] text: &str, #[case] files: u32) {
    let care = shop();
    let later = madrid("2026-11-16 11:30");
    let change = joined(
        &care,
        &answered(&care, "2026-11-16 11:00"),
        &message(text).files(files).posted(later),
    );
    assert_eq!(change.thread.clock.as_ref().unwrap().started_at, later);
    assert_eq!(change.thread.status, Status::Open);
    assert!(needs_an_agent(&change.thread));
}

#[test]
fn a_courtesy_does_not_reopen_what_is_resolved_and_a_question_does() {
    let care = shop();
    let customer = people::Standing::alone(customer::Customer::new("c1".into()));
    let resolved = action::resolve(
        &care,
        answered(&care, "2026-11-16 11:00"),
        &customer,
        "ana",
        None,
        monday(),
    )
    .unwrap()
    .thread;
    assert_eq!(
        joined(&care, &resolved, &message("gracias")).thread.status,
        Status::Resolved
    );
    let change = joined(
        &care,
        &resolved,
        &message("Vuelve a fallar").posted(madrid("2026-11-17 10:00")),
    );
    assert_eq!(change.thread.status, Status::Open);
    assert!(
        change
            .entries
            .iter()
            .any(|entry| entry.what.word() == "reopened")
    );
}

#[test]
fn thanks_while_a_newer_question_waits_are_no_courtesy() {
    let care = shop();
    let question = message("¿Y la otra bota?").posted(madrid("2026-11-16 11:30"));
    let asked = joined(&care, &answered(&care, "2026-11-16 11:00"), &question).thread;
    let change = joined(
        &care,
        &asked,
        &message("gracias").posted(madrid("2026-11-16 11:31")),
    );
    let What::Message(entry) = &change.entries[0].what else {
        panic!("{:?}", change.entries)
    };
    assert!(!entry.courtesy);
    assert_eq!(change.thread.clock, asked.clock);
}

#[test]
fn a_courtesy_does_not_reopen_what_was_resolved_without_an_answer() {
    let care = shop();
    let customer = people::Standing::alone(customer::Customer::new("c1".into()));
    let thread = anas_thread(&care, monday());
    let resolved = action::resolve(&care, thread, &customer, "ana", None, monday()).unwrap();
    let change = joined(&care, &resolved.thread, &message("gracias"));
    assert_eq!(change.thread.status, Status::Resolved);
    assert!(change.thread.clock.is_none());
}

#[test]
fn a_late_message_takes_its_place_and_the_clock_its_start() {
    let care = shop();
    let thread = thread_since(&care, monday());
    let earlier = madrid("2026-11-16 09:30");
    let late = message("Primero")
        .posted(earlier)
        .received(madrid("2026-11-16 10:30"));
    let change = joined(&care, &thread, &late);
    assert_eq!(change.entries[0].at, earlier);
    assert_eq!(change.thread.clock.as_ref().unwrap().started_at, earlier);
    assert_eq!(
        (
            change.thread.last_message_at,
            change.thread.excerpt.as_str()
        ),
        (monday(), "¿y mi pedido?")
    );
}

#[test]
fn a_message_posted_before_the_answer_but_received_after_it_is_unanswered() {
    let care = shop();
    let late = message("Y otra cosa: el pedido")
        .posted(madrid("2026-11-16 10:50"))
        .received(madrid("2026-11-16 11:10"));
    let change = joined(&care, &answered(&care, "2026-11-16 11:00"), &late);
    assert_eq!(
        change.thread.clock.as_ref().unwrap().started_at,
        madrid("2026-11-16 10:50")
    );
}

#[test]
fn a_time_that_has_not_come_yet_counts_as_the_time_of_receipt() {
    let care = shop();
    let event = message("hola")
        .posted(madrid("2031-01-01 00:00"))
        .received(monday());
    let change = opening(&care, &event);
    assert_eq!(change.thread.clock.as_ref().unwrap().started_at, monday());
    assert_eq!(
        change.entries[0].at,
        monday(),
        "it does not stand last for years"
    );
}

#[test]
fn an_assignment_takes_weight_and_tells_the_agent_why() {
    let care = shop();
    let mut change = opening(&care, &message("pedido"));
    assign(
        &care,
        &mut change,
        decide(&care, &need(&care), &idle(), monday()),
        "message",
        monday(),
    );
    assert_eq!(change.thread.agent.as_ref().unwrap().as_str(), "ana");
    let LoadChange::Take {
        agent,
        weight,
        capacity,
        limit,
        ..
    } = &change.loads[0]
    else {
        panic!("takes nothing")
    };
    assert_eq!(
        (agent.as_str(), *weight, *capacity, *limit),
        ("ana", 1, 3, 3)
    );
    let notice = &change.notices[0];
    assert_eq!(
        (notice.kind, notice.to.agent.as_str()),
        (NoticeKind::Assigned, "ana")
    );
    assert_eq!(notice.why.as_ref().unwrap().words, ["pedido"]);
    assert!(!needs_an_agent(&change.thread));
}

#[test]
fn who_finds_nobody_stands_in_the_waiting_line_since_then() {
    let care = shop();
    let mut change = opening(&care, &message("pedido"));
    let nobody = decide(&care, &need(&care), &only("nobody"), monday());
    assign(&care, &mut change, nobody.clone(), "message", monday());
    assert_eq!(
        (change.thread.waiting_since, change.thread.weight),
        (Some(monday()), 0)
    );
    assert!(change.loads.is_empty() && change.notices.is_empty() && change.thread.clock.is_some());
    assign(
        &care,
        &mut change,
        nobody,
        "waiting_line",
        madrid("2026-11-16 12:00"),
    );
    assert_eq!(
        change.thread.waiting_since,
        Some(monday()),
        "asking again does not lose the place"
    );
    assert!(!needs_an_agent(&change.thread));
}

#[test]
fn an_echo_within_ten_seconds_or_a_known_text_is_automatic() {
    let care = shop();
    let thread = thread_since(&care, monday());
    let echo = |text: &str, seconds| {
        let at = monday() + SignedDuration::from_secs(seconds);
        let echo = ContactEvent {
            kind: EventKind::Echo,
            ..message(text).posted(at)
        };
        is_automatic_echo(&care, &thread, &echo)
    };
    assert!(echo("Ahora mismo te lo miro", 10));
    assert!(!echo("Ahora mismo te lo miro", 11));
    assert!(
        !echo("Te lo mando hoy", -60),
        "sent before they asked: not a reply of a machine to it"
    );
    assert!(echo(" estamos fuera, te escribimos mañana. ", 3600));
    assert!(echo("ESTAMOS  FUERA,\nte escribimos MAÑANA.", 3600));
    assert!(!echo("Estamos fuera, te escribimos mañana. Ana", 3600));
    assert!(!echo("", 3600), "a picture alone says nothing");
}

#[test]
fn follow_ups_within_three_minutes_are_told_once() {
    let care = shop();
    let mut thread = anas_thread(&care, monday());
    let mut told = 0;
    for seconds in [20, 40, 60, 80] {
        let at = monday() + SignedDuration::from_secs(seconds);
        let change = joined(
            &care,
            &thread,
            &message(&format!("línea {seconds}")).posted(at),
        );
        told += change.notices.len();
        thread = change.thread;
    }
    assert_eq!(
        (told, thread.untold),
        (0, 4),
        "she was told of the thread a moment ago"
    );
    assert_eq!(
        thread.next_step_at(),
        Some(monday() + SignedDuration::from_mins(3))
    );
    let later = message("¿hay alguien?").posted(monday() + SignedDuration::from_mins(4));
    let change = joined(&care, &thread, &later);
    assert_eq!(
        (
            change.notices.len(),
            change.notices[0].kind,
            change.thread.untold
        ),
        (1, NoticeKind::FollowUp, 0)
    );
}

#[test]
fn a_message_on_another_channel_moves_the_answer_there() {
    let care = shop();
    let thread = thread_since(&care, monday());
    let mail = ContactEvent {
        contact_id: Some("marta@example.com".to_owned()),
        ..message("El pedido, por correo")
            .on("email")
            .posted(madrid("2026-11-16 10:30"))
    };
    let change = joined(&care, &thread, &mail);
    assert_eq!(
        (
            change.thread.channel.as_str(),
            change.thread.contact_id.as_str()
        ),
        ("email", "marta@example.com")
    );
    let late = message("antes")
        .posted(madrid("2026-11-16 09:00"))
        .received(madrid("2026-11-16 10:40"));
    assert_eq!(
        joined(&care, &change.thread, &late).thread.channel.as_str(),
        "email",
        "a late one does not"
    );
}

#[rstest]
#[case(EventKind::Status)]
#[case(EventKind::Reaction)]
#[case(EventKind::Edit)]
#[case(EventKind::Delete)]
#[case(EventKind::Other)]
fn an_event_that_is_no_message_opens_stops_and_moves_nothing(#[case] kind: EventKind) {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let change = note_event(
        thread.clone(),
        &ContactEvent {
            kind,
            ..message("👍")
        },
    );
    assert_eq!(
        change.thread,
        Thread {
            version: thread.version + 1,
            ..thread
        }
    );
    assert_eq!(
        (change.entries.len(), change.entries[0].what.word()),
        (1, "event")
    );
}

#[test]
fn a_card_number_is_masked_in_what_is_shown() {
    let care = shop();
    let thread = opening(&care, &message("Mi tarjeta es 4111 1111 1111 1111")).thread;
    assert_eq!(thread.excerpt, "Mi tarjeta es •••• 1111");
}
