//! What falls due without anybody writing.

use domain::config::RoleName;
use domain::notice::{Notice, NoticeKind};
use domain::step::{fire_due, recipients};
use domain::*;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::builders::*;

fn told(notices: &[Notice]) -> Vec<(NoticeKind, &str)> {
    notices
        .iter()
        .map(|notice| (notice.kind, notice.to.agent.as_str()))
        .collect()
}

/// The shop with everybody at work at any time.
fn always_there() -> Care {
    shop_with(|file| {
        file.agents
            .iter_mut()
            .for_each(|agent| agent.shift = "siempre".to_owned())
    })
}

#[test]
fn nothing_fires_before_its_instant() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    assert!(fire_due(&care, thread.clone(), madrid("2026-11-16 12:59:59")).is_none());
    assert!(fire_due(&care, thread, madrid("2026-11-16 13:00")).is_some());
}

#[test]
fn each_step_fires_once() {
    let care = always_there();
    let mut thread = anas_thread(&care, monday());
    let mut fired = Vec::new();
    for minutes in 0..30 * 60 {
        let now = monday() + SignedDuration::from_mins(minutes);
        if let Some(change) = fire_due(&care, thread.clone(), now) {
            fired.extend(
                change
                    .steps
                    .iter()
                    .map(|key| (key.commitment.clone(), key.moment.clone())),
            );
            thread = change.thread;
        }
    }
    let all = [("respuesta", "75%"), ("respuesta", "due"), ("tope", "due")];
    assert_eq!(
        fired,
        all.map(|(commitment, moment)| (commitment.to_owned(), moment.to_owned()))
    );
    assert_eq!(thread.next_step_at(), None);
}

#[test]
fn a_reminder_goes_to_the_agent_and_a_breach_to_the_lead_too() {
    let care = always_there();
    let change = fire_due(
        &care,
        anas_thread(&care, monday()),
        madrid("2026-11-16 13:00"),
    )
    .unwrap();
    assert_eq!(told(&change.notices), [(NoticeKind::Reminder, "ana")]);
    let change = fire_due(&care, change.thread, madrid("2026-11-16 17:00")).unwrap();
    assert_eq!(
        told(&change.notices),
        [
            (NoticeKind::Breached, "ana"),
            (NoticeKind::Breached, "lucia")
        ]
    );
    let facts = change.notices[1].promise.as_ref().unwrap();
    assert_eq!(
        (facts.within.as_str(), facts.due_at),
        ("4h", madrid("2026-11-16 14:00"))
    );
    assert_eq!(
        (facts.overdue_seconds, facts.agent_name.as_deref()),
        (3600, Some("Ana")),
        "in business time"
    );
}

#[test]
fn a_late_sweep_records_every_step_and_alerts_once_per_promise() {
    let care = always_there();
    let now = madrid("2026-11-20 10:00");
    let change = fire_due(&care, anas_thread(&care, monday()), now).unwrap();
    assert_eq!(change.steps.len(), 3);
    assert_eq!(change.entries.len(), 3);
    let breached = NoticeKind::Breached;
    assert_eq!(
        told(&change.notices),
        [(breached, "ana"), (breached, "lucia"), (breached, "elena")]
    );
    assert!(
        fire_due(&care, change.thread, now).is_none(),
        "a second sweep finds nothing"
    );
}

#[test]
fn two_sweeps_of_the_same_thread_decide_the_same() {
    let care = always_there();
    let thread = anas_thread(&care, monday());
    let decided = |now| fire_due(&care, thread.clone(), madrid(now)).unwrap();
    let (first, second) = (decided("2026-11-16 14:00"), decided("2026-11-16 14:09"));
    let ids = |change: &change::Change| {
        change
            .notices
            .iter()
            .map(|notice| notice.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (first.steps.clone(), ids(&first)),
        (second.steps.clone(), ids(&second))
    );
    assert_eq!(
        first.entries.iter().map(|e| &e.id).collect::<Vec<_>>(),
        second.entries.iter().map(|e| &e.id).collect::<Vec<_>>()
    );
}

#[test]
fn who_is_off_shift_is_skipped_and_if_nobody_works_the_fallback_is_told() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let at = |local, roles: &[RoleName]| -> Vec<String> {
        recipients(&care, &thread, roles, madrid(local))
            .iter()
            .map(|agent| agent.id.to_string())
            .collect()
    };
    let both = [RoleName::Agent, RoleName::Lead];
    assert_eq!(at("2026-11-16 10:00", &both), ["ana", "lucia"]);
    assert_eq!(
        at("2026-11-16 20:00", &both),
        ["ana"],
        "Lucía works in the mornings"
    );
    assert_eq!(at("2026-11-16 20:00", &[RoleName::Lead]), ["elena"]);
    assert_eq!(
        at("2026-11-16 10:00", &[RoleName::Lead, RoleName::Lead]),
        ["lucia"],
        "nobody is told twice"
    );
}

#[test]
fn a_thread_without_an_agent_is_its_leads_to_look_after() {
    let care = always_there();
    let thread = thread_since(&care, monday());
    let named = recipients(&care, &thread, &[RoleName::Agent], monday());
    assert_eq!(named[0].id.as_str(), "lucia");
    let waits_again = Thread {
        weight: 0,
        ..anas_thread(&care, monday())
    };
    let named = recipients(&care, &waits_again, &[RoleName::Agent], monday());
    assert_eq!(
        named[0].id.as_str(),
        "lucia",
        "Ana had it once, and has it no longer"
    );
}

#[test]
fn follow_ups_are_told_together_when_their_three_minutes_are_over() {
    let care = shop();
    let soon = message("¿y?").posted(monday() + SignedDuration::from_secs(20));
    let thread = receive::join(
        &care,
        anas_thread(&care, monday()),
        &arrival(&soon),
        soon.received_at,
    )
    .unwrap()
    .thread;
    assert!(
        fire_due(
            &care,
            thread.clone(),
            monday() + SignedDuration::from_secs(179)
        )
        .is_none()
    );
    let change = fire_due(&care, thread, monday() + SignedDuration::from_mins(3)).unwrap();
    assert_eq!(told(&change.notices), [(NoticeKind::FollowUp, "ana")]);
    assert_eq!((change.thread.untold, change.steps.len()), (0, 0));
}

#[test]
fn follow_ups_of_somebody_who_left_are_not_due_for_ever() {
    let care = shop();
    let gone = Thread {
        agent: Some("zoe".into()),
        untold: 2,
        told_at: Some(monday()),
        ..thread_since(&care, monday())
    };
    let now = monday() + SignedDuration::from_mins(5);
    let change = fire_due(&care, gone, now).unwrap();
    assert!(change.notices.is_empty());
    assert!(fire_due(&care, change.thread, now).is_none());
}

fn roles() -> impl Strategy<Value = Vec<RoleName>> {
    prop::collection::vec(
        prop::sample::select(vec![RoleName::Agent, RoleName::Lead, RoleName::Manager]),
        1..4,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_step_never_alerts_nobody(
        roles in roles(),
        second in 1_767_225_600_i64..1_830_297_600,
        agent in prop::sample::select(vec![None, Some("ana"), Some("lucia"), Some("gone")]),
        topic in prop::sample::select(vec!["pedido", "general", "gone"]),
    ) {
        let care = shop_with(|file| file.agents.iter_mut().for_each(|agent| agent.shift = "mananas".to_owned()));
        let mut thread = thread_since(&care, monday());
        thread.agent = agent.map(AgentId::new);
        thread.weight = 1;
        thread.topic = topic.into();
        let now = Timestamp::from_second(second).unwrap();
        let named = recipients(&care, &thread, &roles, now);
        prop_assert!(!named.is_empty());
        let at_work = named.iter().all(|agent| agent.works_at(now));
        prop_assert!(at_work || (named.len() == 1 && named[0].id == care.fallback));
    }
}
