//! What is held for somebody to look at: nobody works on it, nothing of it is lost, and it keeps its start.

use domain::change::Change;
use domain::customer::Customer;
use domain::held::{HeldBecause, release};
use domain::notice::NoticeKind;
use domain::receive::{self, needs_an_agent};
use domain::*;

use crate::builders::*;

fn spam() -> HeldBecause {
    HeldBecause::Spam {
        score: 97,
        reasons: vec!["cripto".to_owned()],
    }
}

fn held(care: &Care, because: HeldBecause) -> Change {
    let event = message("gana dinero con cripto");
    let arrival = receive::Arrival {
        held: Some(because),
        ..arrival(&event)
    };
    receive::open(care, "TI-1".into(), Customer::new("c1".into()), &arrival).unwrap()
}

#[test]
fn spam_gets_no_agent_clock_or_notice_and_is_to_be_looked_at_within_a_business_day() {
    let care = shop();
    let change = held(&care, spam());
    assert!(!needs_an_agent(&change.thread));
    assert!(change.thread.clock.is_none() && change.notices.is_empty());
    let review_by = change.thread.held.as_ref().unwrap().review_by.unwrap();
    assert!(review_by <= madrid("2026-11-17 19:00"));
    assert_eq!(change.thread.next_step_at(), Some(review_by));
    let reminded = step::fire_due(&care, change.thread, review_by).unwrap();
    assert_eq!(reminded.notices.len(), 1);
    assert_eq!(reminded.notices[0].kind, NoticeKind::Review);
    assert_eq!(reminded.thread.next_step_at(), None, "once");
}

#[test]
fn what_is_released_keeps_its_start() {
    let care = shop();
    let change = held(&care, spam());
    let later = madrid("2026-11-16 18:00");
    let released = release(&care, change.thread, "elena", later)
        .unwrap()
        .unwrap();
    let clock = released.thread.clock.as_ref().unwrap();
    assert_eq!(clock.started_at, monday());
    assert!(needs_an_agent(&released.thread));
    assert!(
        release(&care, released.thread, "elena", later)
            .unwrap()
            .is_none()
    );
}

#[test]
fn a_customer_who_goes_on_with_something_that_is_no_spam_is_released() {
    let care = shop();
    let change = held(&care, spam());
    let still = message("gana más dinero");
    let still = receive::Arrival {
        held: Some(spam()),
        ..arrival(&still)
    };
    let change = receive::join(&care, change.thread, &still, monday()).unwrap();
    assert!(change.thread.held.is_some() && change.notices.is_empty());
    let question = message("¿y mi pedido 20418?");
    let change = receive::join(&care, change.thread, &arrival(&question), monday()).unwrap();
    assert!(change.thread.held.is_none());
    assert!(needs_an_agent(&change.thread));
    assert_eq!(change.thread.messages, 3);
}

#[test]
fn the_lead_is_told_at_once_of_an_incident_and_of_its_first_text_only() {
    let care = shop();
    let incident = |first| HeldBecause::Incident {
        incident: "ab12".to_owned(),
        count: 21,
        first,
    };
    assert_eq!(held(&care, incident(true)).notices.len(), 1);
    assert!(held(&care, incident(false)).notices.is_empty());
}
