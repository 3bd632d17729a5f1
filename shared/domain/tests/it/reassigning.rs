//! Threads that go from one agent to another without anybody asking: offers nobody takes, leave, lunch, absence.

use domain::change::{Change, Conduct, LoadChange};
use domain::notice::NoticeKind;
use domain::presence::{Presence, presence};
use domain::reassign::{Cause, by_presence, carry_out, due};
use domain::routing::{Absence, Decision, Load, Loads, Need, Rejection, decide};
use domain::*;
use jiff::Timestamp;

use crate::builders::*;

/// The shop where an offer is missed after twenty minutes.
fn offering() -> Care {
    shop_with(|file| file.routing.accept_within = Some("20m".to_owned()))
}

/// What is decided for a thread that is taken from its agent.
fn taken(care: &Care, thread: &Thread, loads: &Loads, now: Timestamp) -> Decision {
    let need = Need::of(care, thread, None, now).unwrap();
    let need = match &thread.agent {
        Some(agent) if thread.weight > 0 => need.taken_from(agent),
        _ => need,
    };
    decide(care, &need, loads, now)
}

fn moved(care: &Care, thread: Thread, cause: Cause, loads: &Loads, now: Timestamp) -> Change {
    let decision = taken(care, &thread, loads, now);
    let load = thread.agent.as_ref().and_then(|agent| loads.get(agent));
    let load = load.cloned().unwrap_or_default();
    let mut change = Change::of(thread);
    carry_out(care, &mut change, decision, cause, &load, now);
    change
}

fn agent(change: &Change) -> Option<&str> {
    change.thread.agent.as_ref().map(AgentId::as_str)
}

fn told(change: &Change) -> Vec<(NoticeKind, &str)> {
    let notices = change.notices.iter();
    notices.map(|n| (n.kind, n.to.agent.as_str())).collect()
}

fn conducts(change: &Change) -> Vec<Conduct> {
    let of = |load: &LoadChange| match load {
        LoadChange::Give { conduct, .. } => Some(*conduct),
        LoadChange::Take { .. } => None,
    };
    change.loads.iter().filter_map(of).collect()
}

#[test]
fn an_offer_is_missed_after_twenty_minutes_of_the_agents_own_working_time() {
    let care = shop_with(|file| {
        file.routing.accept_within = Some("20m".to_owned());
        file.agents[0].shift = "mananas".to_owned();
    });
    let thread = anas_thread(&care, madrid("2026-11-16 13:50"));
    assert_eq!(thread.offer_ends_at(), Some(madrid("2026-11-17 09:10")));
    assert_eq!(due(&thread, madrid("2026-11-17 09:09:59")), None);
    let at = madrid("2026-11-17 09:10");
    assert_eq!(due(&thread, at), Some(Cause::OfferMissed));
}

#[test]
fn an_offer_that_nobody_takes_goes_to_another_and_both_are_told() {
    let care = offering();
    let thread = anas_thread(&care, monday());
    let now = madrid("2026-11-16 10:20");
    let change = moved(&care, thread, Cause::OfferMissed, &idle(), now);
    assert_eq!(agent(&change), Some("bea"));
    assert_eq!(
        told(&change),
        [
            (NoticeKind::Assigned, "bea"),
            (NoticeKind::TakenOver, "ana")
        ]
    );
    let handed_over = change.notices[0].handed_over.as_ref().unwrap();
    assert_eq!(handed_over.from.as_deref(), Some("Ana"));
    assert_eq!(handed_over.to.as_deref(), Some("Bea"));
    assert_eq!(conducts(&change), [Conduct::Missed]);
    assert_eq!(
        change.thread.offer_ends_at(),
        Some(madrid("2026-11-16 10:40"))
    );
    let again = moved(
        &care,
        change.thread,
        Cause::OfferMissed,
        &idle(),
        madrid("2026-11-16 10:40"),
    );
    assert_eq!(
        agent(&again),
        Some("bea"),
        "whoever missed it gets it no more, and where nobody is left it stays"
    );
    assert_eq!(
        again.thread.offer_ends_at(),
        Some(madrid("2026-11-16 11:00"))
    );
    assert!(again.thread.missed.is_empty(), "the next round begins");
}

#[test]
fn two_offers_missed_in_a_row_are_an_absence_and_the_lead_is_told() {
    let care = offering();
    let once = Load {
        open: 1,
        capacity: 3,
        misses: 1,
        ..Load::default()
    };
    let loads = Loads::from([("ana".into(), once)]);
    let now = madrid("2026-11-16 10:20");
    let change = moved(
        &care,
        anas_thread(&care, monday()),
        Cause::OfferMissed,
        &loads,
        now,
    );
    assert_eq!(conducts(&change), [Conduct::MissedTooMany(now)]);
    assert!(told(&change).contains(&(NoticeKind::AgentAbsent, "lucia")));
    let alone = only("ana");
    let alone = Loads::from([
        (
            "ana".into(),
            Load {
                misses: 1,
                ..alone[&AgentId::new("ana")].clone()
            },
        ),
        ("bea".into(), alone[&AgentId::new("bea")].clone()),
    ]);
    let change = moved(
        &care,
        anas_thread(&care, monday()),
        Cause::OfferMissed,
        &alone,
        now,
    );
    assert_eq!(agent(&change), None, "who is absent keeps nothing");
    assert!(change.thread.is_waiting_for_an_agent());
}

#[test]
fn accepting_ends_the_offer_and_what_was_missed_before_counts_no_more() {
    let care = offering();
    let thread = anas_thread(&care, monday());
    let change = action::accept(thread.clone(), &"ana".into(), monday()).unwrap();
    assert_eq!(change.thread.offer_ends_at(), None);
    assert_eq!(conducts(&change), [Conduct::Present]);
    let other = action::accept(thread, &"bea".into(), monday()).unwrap_err();
    assert_eq!(other, action::ActionError::NotTheirs("bea".into()));
}

#[test]
fn who_is_on_leave_absent_or_gone_hands_over_even_to_the_waiting_line() {
    for (cause, there) in [
        (Cause::Leave, Presence::OnLeave),
        (Cause::Absent, Presence::Absent),
        (Cause::Deactivated, Presence::Deactivated),
    ] {
        let care = shop();
        let thread = anas_thread(&care, monday());
        assert_eq!(by_presence(&care, &thread, there, monday()), Some(cause));
        let change = moved(&care, thread, cause, &only("ana"), monday());
        assert_eq!(agent(&change), None);
        assert!(change.thread.is_waiting_for_an_agent());
        assert_eq!(change.thread.weight, 0);
        assert_eq!(told(&change), [(NoticeKind::TakenOver, "ana")]);
    }
}

#[test]
fn the_end_of_a_shift_hands_over_only_what_cannot_wait() {
    let care = shop_with(|file| file.agents[0].shift = "mananas".to_owned());
    let lunch = madrid("2026-11-16 14:00");
    let there = presence(&care, &"ana".into(), &Load::default(), lunch);
    let back_at = Some(madrid("2026-11-17 09:00"));
    assert_eq!(there, Presence::Off { back_at });
    // Asked at ten: the reminder comes at one, the promise ends at five in the afternoon, before she is back.
    let pressing = anas_thread(&care, monday());
    assert_eq!(
        by_presence(&care, &pressing, there, lunch),
        Some(Cause::OffShift)
    );
    // Asked a minute before her shift ended, and nobody is reminded: the promise ends when she is back.
    let unreminded = shop_with(|file| {
        file.agents[0].shift = "mananas".to_owned();
        file.policies[1].chain.remove(0);
    });
    let patient = anas_thread(&unreminded, madrid("2026-11-16 13:59"));
    assert_eq!(by_presence(&unreminded, &patient, there, lunch), None);
    let change = moved(&care, pressing.clone(), Cause::OffShift, &idle(), lunch);
    assert_eq!(agent(&change), Some("bea"));
    let nobody = moved(&care, pressing, Cause::OffShift, &only("ana"), lunch);
    assert_eq!(
        agent(&nobody),
        Some("ana"),
        "nobody else is there: it stays"
    );
    assert!(nobody.notices.is_empty());
}

#[test]
fn web_chats_wait_for_nobodys_lunch() {
    let care = shop_with(|file| file.agents[0].shift = "mananas".to_owned());
    let lunch = madrid("2026-11-16 14:00");
    let mut thread = anas_thread(&care, madrid("2026-11-16 13:59"));
    thread.channel = "webchat".into();
    let there = presence(&care, &"ana".into(), &Load::default(), lunch);
    assert_eq!(
        by_presence(&care, &thread, there, lunch),
        Some(Cause::OffShift)
    );
    let stays = moved(&care, thread.clone(), Cause::OffShift, &only("ana"), lunch);
    assert_eq!(
        stays.thread.wakes_at,
        Some(madrid("2026-11-16 14:05")),
        "somebody else is looked for every five minutes"
    );
    let five_minutes = Presence::Off {
        back_at: Some(madrid("2026-11-16 14:05")),
    };
    assert_eq!(by_presence(&care, &thread, five_minutes, lunch), None);
}

#[test]
fn no_evening_reshuffle() {
    let care = shop_with(|file| file.agents[0].shift = "mananas".to_owned());
    let thread = anas_thread(&care, madrid("2026-11-16 13:30"));
    let evening = madrid("2026-11-16 20:00");
    let there = presence(&care, &"ana".into(), &Load::default(), evening);
    let mut thread = thread;
    // Its reminder was at 18:30 and fired; what is next comes after she is back.
    for step in &mut thread.clock.as_mut().unwrap().steps {
        step.fired = step.at <= evening;
    }
    assert!(thread.next_step_at().unwrap() >= madrid("2026-11-17 09:00"));
    assert_eq!(by_presence(&care, &thread, there, evening), None);
}

#[test]
fn a_thread_that_returns_above_capacity_max_waits_for_its_agent_until_half_its_time_is_gone() {
    let care = shop();
    let full = Load {
        open: 5,
        capacity: 3,
        ..Load::default()
    };
    let loads = Loads::from([("ana".into(), full)]);
    let mut thread = thread_since(&care, monday());
    thread.agent = Some("ana".into());
    let need = Need::of(&care, &thread, None, monday()).unwrap();
    let decision = decide(&care, &need, &loads, monday());
    assert_eq!(decision.chosen, None);
    let waits_for = decision.waits_for.clone().unwrap();
    assert_eq!(waits_for.agent.as_str(), "ana");
    assert_eq!(
        waits_for.until,
        madrid("2026-11-16 12:00"),
        "half of four hours"
    );
    let mut change = Change::of(thread);
    receive::assign(&care, &mut change, decision, "returned", monday());
    assert_eq!(change.thread.wakes_at, Some(madrid("2026-11-16 12:00")));
    let half = madrid("2026-11-16 12:00");
    assert_eq!(due(&change.thread, half), Some(Cause::WaitedLonger));
    let change = moved(&care, change.thread, Cause::WaitedLonger, &loads, half);
    assert_eq!(agent(&change), Some("bea"));
}

#[test]
fn what_may_be_given_up_later_is_given_up_then_and_not_before() {
    let care = shop_with(|file| {
        file.agents.remove(1);
        let pedido = file.topics.get_mut("pedido").unwrap();
        pedido.skills.insert("logistica".to_owned(), 4);
        pedido.relax = toml::from_str::<std::collections::BTreeMap<String, _>>(
            r#"relax = [{ give_up = "level", after = "30m" }]"#,
        )
        .unwrap()
        .remove("relax")
        .unwrap();
    });
    let thread = thread_since(&care, monday());
    let need = Need::of(&care, &thread, None, monday()).unwrap();
    let decision = decide(&care, &need, &idle(), monday());
    let mut change = Change::of(thread);
    receive::assign(&care, &mut change, decision, "message", monday());
    let later = madrid("2026-11-16 10:30");
    assert_eq!(change.thread.wakes_at, Some(later));
    let change = moved(&care, change.thread, Cause::WaitedLonger, &idle(), later);
    assert_eq!(agent(&change), Some("ana"));
}

#[test]
fn an_absence_by_misses_ends_with_the_next_shift_and_one_that_was_told_does_not() {
    let care = shop_with(|file| file.agents[0].shift = "mananas".to_owned());
    let over = |by_misses, at| {
        let absent = Some(Absence {
            since: madrid("2026-11-16 11:00"),
            by_misses,
        });
        let load = Load {
            absent,
            ..Load::default()
        };
        presence::absence_is_over(&care, &"ana".into(), &load, madrid(at))
    };
    assert!(!over(true, "2026-11-16 13:59"));
    assert!(!over(true, "2026-11-16 15:00"));
    assert!(over(true, "2026-11-17 09:00"));
    assert!(!over(false, "2026-11-17 09:00"));
}

#[test]
fn who_is_absent_gets_nothing_and_is_told_why() {
    let care = shop();
    let absent = Some(Absence {
        since: monday(),
        by_misses: true,
    });
    let loads = Loads::from([(
        "ana".into(),
        Load {
            capacity: 3,
            absent,
            ..Load::default()
        },
    )]);
    let decision = decide(&care, &need(&care), &loads, monday());
    let ana = decision
        .rejected
        .iter()
        .find(|r| r.agent.as_str() == "ana")
        .unwrap();
    assert_eq!(ana.reasons, [Rejection::Absent]);
}

#[test]
fn agents_are_next_looked_after_when_a_shift_ends_or_begins_or_leave_begins() {
    let care = shop_with(|file| {
        file.agents[0].shift = "mananas".to_owned();
        file.agents[0].leave = vec![("2026-11-18".parse().unwrap(), "2026-11-19".parse().unwrap())];
    });
    let ana = &care.agents[&AgentId::new("ana")];
    let next = |at| ana.next_change(madrid(at)).unwrap();
    assert_eq!(next("2026-11-16 10:00"), madrid("2026-11-16 14:00"));
    assert_eq!(next("2026-11-16 14:00"), madrid("2026-11-17 09:00"));
    assert_eq!(next("2026-11-17 14:00"), madrid("2026-11-18 00:00"));
    assert_eq!(next("2026-11-18 00:00"), madrid("2026-11-20 09:00"));
    assert_eq!(
        ana.back_at(madrid("2026-11-17 14:00")),
        Some(madrid("2026-11-20 09:00"))
    );
}
