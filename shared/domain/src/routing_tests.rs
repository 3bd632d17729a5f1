#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rstest::rstest;

use super::{Decision, Load, Loads, Need, Preference, Rejection, decide, whose_load_matters, word};
use crate::builders::{idle, madrid, monday, need, only, shop, shop_with, topic};
use crate::config::file::{AgentEntry, CareFile};
use crate::config::{Care, Relaxation};
use crate::ids::AgentId;

fn chosen(decision: &Decision) -> Option<&str> {
    decision.chosen.as_ref().map(|chosen| chosen.agent.as_str())
}

fn because(decision: &Decision) -> Option<Preference> {
    decision.chosen.as_ref().map(|chosen| chosen.because)
}

fn reasons<'d>(decision: &'d Decision, agent: &str) -> &'d [Rejection] {
    decision
        .rejected
        .iter()
        .find(|rejected| rejected.agent.as_str() == agent)
        .map_or(&[], |found| &found.reasons)
}

fn load(open: u32) -> Load {
    Load {
        open,
        capacity: 3,
        ..Load::default()
    }
}

fn loads(of: &[(&str, Load)]) -> Loads {
    of.iter()
        .map(|(id, load)| (AgentId::new(*id), load.clone()))
        .collect()
}

/// The shop with Ana changed, and where nothing can be given up.
fn shop_with_ana(change: impl FnOnce(&mut AgentEntry)) -> Care {
    shop_with(|file| {
        change(&mut file.agents[0]);
        nothing_gives(file);
    })
}

fn nothing_gives(file: &mut CareFile) {
    file.topics.get_mut("pedido").unwrap().relax.clear();
}

#[rstest]
#[case::skill_missing(|ana: &mut AgentEntry| ana.skills.clear(),
    Rejection::Skill { skill: "logistica".into(), asked: 2, has: 0 })]
#[case::skill_too_low(|ana: &mut AgentEntry| { ana.skills.insert("logistica".to_owned(), 1); },
    Rejection::Skill { skill: "logistica".into(), asked: 2, has: 1 })]
#[case::language(|ana: &mut AgentEntry| ana.languages = vec!["en".to_owned()], Rejection::Language)]
#[case::team(|ana: &mut AgentEntry| ana.team = Some("almacen".to_owned()), Rejection::Team)]
#[case::channel(|ana: &mut AgentEntry| ana.channels = vec!["email".to_owned()], Rejection::Channel)]
#[case::leave(|ana: &mut AgentEntry| ana.leave = vec![("2026-11-16".parse().unwrap(), "2026-11-16".parse().unwrap())],
    Rejection::OnLeave)]
#[case::never_assigned(|ana: &mut AgentEntry| (ana.capacity, ana.capacity_max) = (0, None), Rejection::NeverAssigned)]
fn who_lacks_something_is_rejected_and_told_why(
    #[case] change: fn(&mut AgentEntry),
    #[case] reason: Rejection,
) {
    let care = shop_with_ana(change);
    let decision = decide(&care, &need(&care), &idle(), monday());
    assert_eq!(chosen(&decision), Some("bea"));
    assert!(reasons(&decision, "ana").contains(&reason), "{decision:?}");
}

#[test]
fn who_is_off_shift_is_rejected() {
    let care = shop_with_ana(|ana| ana.shift = "mananas".to_owned());
    let at = |local| decide(&care, &need(&care), &idle(), madrid(local));
    assert_eq!(chosen(&at("2026-11-16 13:59:59")), Some("ana"));
    assert_eq!(
        chosen(&at("2026-11-16 14:00")),
        Some("bea"),
        "the shift has just ended"
    );
    assert_eq!(
        reasons(&at("2026-11-16 14:00"), "ana"),
        [Rejection::OffShift]
    );
}

#[test]
fn who_is_away_or_full_is_rejected() {
    let care = shop();
    let decision = decide(
        &care,
        &need(&care),
        &loads(&[("ana", load(3)), ("bea", load(2))]),
        monday(),
    );
    assert_eq!(
        (chosen(&decision), because(&decision)),
        (Some("bea"), Some(Preference::OnlyOne))
    );
    assert_eq!(
        reasons(&decision, "ana"),
        [Rejection::Full {
            open: 3,
            capacity: 3
        }]
    );
    assert_eq!(
        reasons(&decide(&care, &need(&care), &only("bea"), monday()), "ana"),
        [Rejection::Away]
    );
}

#[test]
fn the_whole_weight_must_fit() {
    let care = shop();
    let call = Need {
        weight: 2,
        ..need(&care)
    };
    let both = loads(&[("ana", load(2)), ("bea", load(1))]);
    assert_eq!(chosen(&decide(&care, &call, &both, monday())), Some("bea"));
    let huge = Need {
        weight: u32::MAX,
        ..need(&care)
    };
    assert_eq!(chosen(&decide(&care, &huge, &both, monday())), None);
}

#[test]
fn the_capacity_of_the_table_counts_and_not_that_of_the_file() {
    let care = shop();
    let shrunk = loads(&[(
        "ana",
        Load {
            open: 1,
            capacity: 1,
            ..Load::default()
        },
    )]);
    assert_eq!(
        chosen(&decide(&care, &need(&care), &shrunk, monday())),
        Some("bea")
    );
}

/// Ana and Bea differ in nothing but their ids.
fn twins() -> Care {
    shop_with(|file| {
        file.agents[1].skills = file.agents[0].skills.clone();
        file.agents[1].capacity_max = Some(5);
    })
}

#[test]
fn preferences_decide_in_their_order() {
    let care = twins();
    let later = Load {
        last_assigned_at: Some(monday()),
        ..load(1)
    };
    let decided = |need: &Need<'_>, loads: &Loads| {
        let decision = decide(&care, need, loads, monday());
        (
            chosen(&decision).unwrap().to_owned(),
            because(&decision).unwrap(),
        )
    };
    let plain = need(&care);
    assert_eq!(
        decided(&plain, &loads(&[("ana", load(1)), ("bea", load(1))])),
        ("ana".into(), Preference::Id)
    );
    assert_eq!(
        decided(&plain, &loads(&[("ana", later), ("bea", load(1))])),
        ("bea".into(), Preference::LongerWithout)
    );
    assert_eq!(
        decided(&plain, &loads(&[("ana", load(2)), ("bea", load(1))])),
        ("bea".into(), Preference::LowerLoad)
    );
    let known = Need {
        known_agent: Some("bea".into()),
        ..need(&care)
    };
    let busy = loads(&[("ana", load(0)), ("bea", load(2))]);
    assert_eq!(
        decided(&known, &busy),
        ("bea".into(), Preference::KnowsCustomer)
    );
    let (care, expert_idle) = (shop(), loads(&[("ana", load(2)), ("bea", load(0))]));
    let decision = decide(&care, &need(&care), &expert_idle, monday());
    assert_eq!(
        (chosen(&decision), because(&decision)),
        (Some("ana"), Some(Preference::LowerLevel))
    );
    assert_eq!(
        reasons(&decision, "bea"),
        [Rejection::ComesAfter {
            because: Preference::LowerLevel
        }]
    );
}

#[test]
fn load_is_compared_in_proportion_to_capacity() {
    let care = twins();
    let both = loads(&[
        ("ana", load(1)),
        (
            "bea",
            Load {
                open: 2,
                capacity: 8,
                ..Load::default()
            },
        ),
    ]);
    assert_eq!(
        chosen(&decide(&care, &need(&care), &both, monday())),
        Some("bea")
    );
}

#[test]
fn nothing_is_given_up_while_somebody_qualifies() {
    let care = shop();
    let english = Need {
        language: "en".into(),
        ..need(&care)
    };
    let decision = decide(&care, &english, &idle(), monday());
    assert_eq!(chosen(&decision), Some("ana"));
    assert!(decision.chosen.unwrap().relaxed.is_empty());
}

#[test]
fn relaxations_come_in_the_topics_order_and_only_needed_ones_are_recorded() {
    let care =
        shop_with(|file| file.agents[0].skills = BTreeMap::from([("logistica".to_owned(), 1)]));
    let english = Need {
        language: "en".into(),
        ..need(&care)
    };
    let decision = decide(&care, &english, &idle(), monday());
    assert_eq!(
        chosen(&decision),
        Some("bea"),
        "language is given up before level"
    );
    assert_eq!(decision.chosen.unwrap().relaxed, [Relaxation::Language]);
    let without_bea = decide(&care, &english, &only("ana"), monday());
    assert_eq!(chosen(&without_bea), Some("ana"));
    assert_eq!(
        without_bea.chosen.unwrap().relaxed,
        [Relaxation::Level],
        "Ana speaks English"
    );
}

#[test]
fn where_the_level_is_given_up_the_nearest_to_it_is_taken() {
    let care = shop_with(|file| {
        file.topics
            .get_mut("pedido")
            .unwrap()
            .skills
            .insert("logistica".to_owned(), 5);
    });
    assert_eq!(
        chosen(&decide(&care, &need(&care), &idle(), monday())),
        Some("bea"),
        "who has 4 of 5, not 2"
    );
}

#[test]
fn a_skill_that_is_wholly_missing_is_never_given_up() {
    let care = shop_with(|file| {
        file.agents
            .iter_mut()
            .for_each(|agent| agent.skills.clear())
    });
    let decision = decide(&care, &need(&care), &idle(), monday());
    assert_eq!(decision.chosen, None);
    assert!(whose_load_matters(&care, &need(&care), monday()).is_empty());
}

#[test]
fn only_loads_that_can_matter_are_asked_for() {
    let care = shop_with(|file| file.agents[0].languages = vec!["fr".to_owned()]);
    let asked = whose_load_matters(&care, &need(&care), monday());
    assert_eq!(
        asked,
        [AgentId::new("ana"), AgentId::new("bea")],
        "language may be given up, capacity 0 may not"
    );
}

#[test]
fn a_thread_that_returns_may_go_up_to_the_largest_capacity() {
    let care = shop();
    let returning = Need {
        returns_to: Some("ana".into()),
        ..need(&care)
    };
    let at = |open| {
        decide(
            &care,
            &returning,
            &loads(&[("ana", load(open)), ("bea", load(0))]),
            monday(),
        )
    };
    let decision = at(4);
    assert_eq!(
        (chosen(&decision), because(&decision)),
        (Some("ana"), Some(Preference::KnowsCustomer))
    );
    let taken = decision.chosen.unwrap();
    assert_eq!(
        (taken.capacity, taken.limit),
        (3, 5),
        "the condition of the table and the limit of this thread"
    );
    assert_eq!(chosen(&at(5)), Some("bea"));
}

#[test]
fn a_returning_thread_waits_for_the_next_shift_only_if_that_is_in_time() {
    let care = shop_with_ana(|ana| ana.shift = "mananas".to_owned());
    let returning = |before| Need {
        returns_to: Some("ana".into()),
        answer_before: Some(madrid(before)),
        ..need(&care)
    };
    let evening = madrid("2026-11-16 18:00");
    assert_eq!(
        chosen(&decide(
            &care,
            &returning("2026-11-17 10:00"),
            &idle(),
            evening
        )),
        Some("ana")
    );
    assert_eq!(
        chosen(&decide(
            &care,
            &returning("2026-11-17 09:00"),
            &idle(),
            evening
        )),
        Some("bea")
    );
}

#[test]
fn a_returning_thread_does_not_wait_for_somebody_whose_leave_begins() {
    let care = shop_with_ana(|ana| {
        ana.shift = "mananas".to_owned();
        ana.leave = vec![("2026-11-17".parse().unwrap(), "2026-11-30".parse().unwrap())];
    });
    let before = Some(madrid("2026-11-17 10:00"));
    let returning = Need {
        returns_to: Some("ana".into()),
        answer_before: before,
        ..need(&care)
    };
    assert_eq!(
        chosen(&decide(
            &care,
            &returning,
            &idle(),
            madrid("2026-11-16 18:00")
        )),
        Some("bea")
    );
}

#[test]
fn beyond_forty_rejections_are_counted_by_reason() {
    let care = shop_with(|file| {
        for number in 0..60 {
            let id = format!("z{number:02}");
            file.agents.push(AgentEntry {
                id,
                skills: BTreeMap::new(),
                ..file.agents[0].clone()
            });
        }
    });
    let decision = decide(&care, &need(&care), &idle(), monday());
    assert_eq!(decision.rejected.len(), 40);
    assert_eq!(
        decision.rejected_more,
        BTreeMap::from([("skill".to_owned(), 23)])
    );
}

/// Everything that a roster, its loads and a thread can vary in.
#[derive(Clone, Debug)]
struct Case {
    agents: Vec<(u8, u32, u32, u32, bool, bool, bool)>,
    weight: u32,
    english: bool,
    returns: bool,
}

fn cases() -> impl Strategy<Value = Case> {
    let agent = (
        0_u8..=5,
        0_u32..6,
        0_u32..4,
        0_u32..8,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (
        prop::collection::vec(agent, 1..8),
        1_u32..4,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(agents, weight, english, returns)| Case {
            agents,
            weight,
            english,
            returns,
        })
}

fn roster(case: &Case, reversed: bool) -> (Care, Loads) {
    let mut loads = Loads::new();
    let care = shop_with(|file| {
        let model = file.agents[0].clone();
        let mut made = Vec::new();
        for (number, (level, capacity, more, open, english, away, team)) in
            case.agents.iter().enumerate()
        {
            let id = format!("a{number}");
            let held = Load {
                open: *open,
                capacity: *capacity,
                away: *away,
                ..Load::default()
            };
            loads.insert(AgentId::new(&id), held);
            let (skills, languages) = (
                BTreeMap::from([("logistica".to_owned(), (*level).max(1))]),
                if *english { "en" } else { "es" },
            );
            made.push(AgentEntry {
                id,
                skills: if *level == 0 { BTreeMap::new() } else { skills },
                languages: vec![languages.to_owned()],
                capacity: *capacity,
                capacity_max: Some(capacity + more),
                team: Some(if *team { "tienda" } else { "almacen" }.to_owned()),
                ..model.clone()
            });
        }
        if reversed {
            made.reverse();
        }
        file.agents.extend(made);
        file.agents[0].channels = vec!["email".to_owned()];
        file.agents[1].channels = vec!["email".to_owned()];
    });
    (care, loads)
}

fn need_of<'c>(care: &'c Care, case: &Case) -> Need<'c> {
    Need {
        topic: topic(care, "pedido"),
        language: if case.english { "en" } else { "es" }.into(),
        weight: case.weight,
        returns_to: case.returns.then(|| "a0".into()),
        ..need(care)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nobody_is_ever_filled_beyond_their_limit(case in cases()) {
        let (care, loads) = roster(&case, false);
        let decision = decide(&care, &need_of(&care, &case), &loads, monday());
        if let Some(chosen) = &decision.chosen {
            let (held, agent) = (&loads[&chosen.agent], &care.agents[&chosen.agent]);
            let returns = case.returns && chosen.agent.as_str() == "a0";
            let most = if returns { agent.capacity_max } else { agent.capacity };
            prop_assert!(held.open + case.weight <= most);
            prop_assert!(held.open + case.weight <= chosen.limit && chosen.limit <= most);
            prop_assert!(!held.away && agent.capacity > 0);
        }
    }

    #[test]
    fn a_decision_explains_every_agent_exactly_once(case in cases()) {
        let (care, loads) = roster(&case, false);
        let decision = decide(&care, &need_of(&care, &case), &loads, monday());
        let told: Vec<&AgentId> = decision.rejected.iter().map(|rejected| &rejected.agent)
            .chain(decision.chosen.iter().map(|chosen| &chosen.agent)).collect();
        let all: BTreeSet<&AgentId> = care.agents.keys().collect();
        prop_assert_eq!(told.len(), all.len());
        prop_assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), all);
        prop_assert!(decision.rejected.iter().all(|rejected| !rejected.reasons.is_empty()));
        prop_assert!(decision.rejected.iter().flat_map(|r| &r.reasons).all(|reason| !word(reason).is_empty()));
    }

    #[test]
    fn the_order_of_the_file_does_not_matter(case in cases()) {
        let ((care, loads), (turned, _)) = (roster(&case, false), roster(&case, true));
        let decision = decide(&care, &need_of(&care, &case), &loads, monday());
        prop_assert_eq!(decision, decide(&turned, &need_of(&turned, &case), &loads, monday()));
    }

    #[test]
    fn loads_that_were_not_asked_for_change_nothing(case in cases()) {
        let (care, loads) = roster(&case, false);
        let need = need_of(&care, &case);
        let asked = whose_load_matters(&care, &need, monday());
        let read: Loads = loads.iter().filter(|(id, _)| asked.contains(id)).map(|(id, l)| (id.clone(), l.clone())).collect();
        prop_assert_eq!(decide(&care, &need, &loads, monday()).chosen, decide(&care, &need, &read, monday()).chosen);
    }
}
