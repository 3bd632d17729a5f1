//! What another configuration would change, and whom it would move.

use std::collections::BTreeSet;

use domain::config::diff::{Moves, Whose, diff, moves};
use domain::config::file::{CrmEntry, RelaxEntry, RelaxLater};
use domain::config::{Care, CareFile, Relaxation};
use domain::reassign::Cause;
use domain::routing::{Load, Loads};
use domain::{AgentId, Thread};
use jiff::civil::date;

use crate::builders::{SHOP, anas_thread, monday, shop, shop_with, thread_since};

fn file_with(change: impl FnOnce(&mut CareFile)) -> CareFile {
    let mut file = toml::from_str(SHOP).unwrap();
    change(&mut file);
    file
}

/// What is told of a change of the shop's file.
fn told(change: impl FnOnce(&mut CareFile)) -> Vec<String> {
    diff(&file_with(|_| {}), &file_with(change)).lines()
}

#[test]
fn the_same_file_differs_in_nothing() {
    assert!(diff(&file_with(|_| {}), &file_with(|_| {})).is_empty());
}

#[test]
fn agents_are_compared_field_by_field() {
    let told = told(|file| {
        let ana = &mut file.agents[0];
        ana.capacity = 2;
        ana.capacity_max = None;
        ana.languages.push("ca".to_owned());
        ana.skills = [("logistica".to_owned(), 3), ("cobros".to_owned(), 1)].into();
        "mananas".clone_into(&mut ana.shift);
        ana.leave = vec![(date(2026, 11, 20), date(2026, 11, 22))];
        let mut eva = file.agents[1].clone();
        "eva".clone_into(&mut eva.id);
        file.agents[1] = eva;
    });
    assert_eq!(
        told,
        [
            "agent ana: capacity 2, was 3; capacity_max no longer set, was 5; languages ca added; leave 2026-11-20 to \
             2026-11-22 added; shift mananas, was siempre; skills cobros 1 added, logistica 3, was 2",
            "agent bea: removed",
            "agent eva: new; capacity 3; shift siempre; team tienda; languages es; skills logistica 4",
        ]
    );
}

#[test]
fn every_part_of_the_file_is_compared() {
    let told = told(|file| {
        let mut pedido = file.topics.remove("pedido").unwrap();
        pedido.relax[0] = RelaxEntry::Later(RelaxLater {
            give_up: Relaxation::Language,
            after: "30m".to_owned(),
        });
        pedido.keywords.push("paquete".to_owned());
        file.topics.insert("pedido".to_owned(), pedido);
        let general = &mut file.policies[1];
        "2h".clone_into(&mut general.commitments[0].within);
        general.chain.remove(1);
        let office = file.calendars.get_mut("oficina").unwrap();
        office.holidays.push(date(2026, 12, 24).into());
        let morning = vec![("08:00".to_owned(), "14:00".to_owned())];
        let mornings = file.shifts.get_mut("mananas").unwrap();
        mornings.hours.insert(calendar::DayName::Mon, morning);
        file.routing.accept_within = None;
        file.routing.weights = [("voice".to_owned(), 3)].into();
        file.spam.hold_from = Some(95);
        file.crm = Some(CrmEntry {
            url: "https://crm.example/{phone}".to_owned(),
            fields: Vec::new(),
            timeout_ms: None,
            keep_seconds: None,
        });
        file.teams.remove("almacen");
        "lucia".clone_into(&mut file.escalation.fallback);
        "Tienda Nueva".clone_into(&mut file.brand.name);
        file.orders.pattern = None;
    });
    insta::assert_snapshot!(told.join("\n"), @r"
    topic pedido: keywords paquete added; relax language after 30m, was language
    policy General: chain respuesta at due tell agent and lead removed; commitments respuesta within 2h, was 4h
    calendar oficina: holidays 2026-12-24 added
    shift mananas: hours mon 08:00 to 14:00 added, 09:00 to 14:00 removed
    routing: accept_within no longer set, was never; weights voice 3 added
    spam: hold_from 95, was not set
    crm: new
    team almacen: removed
    escalation: fallback lucia, was elena
    brand: name Tienda Nueva, was Tienda
    orders: pattern no longer set, was \b2\d{4}\b
    ");
}

#[test]
fn the_order_of_promises_matters() {
    let told = told(|file| {
        let vip = file.policies.remove(0);
        file.policies.push(vip);
    });
    assert_eq!(told, ["policy: order General, VIP, was VIP, General"]);
}

#[test]
fn customers_addresses_are_counted_and_not_shown() {
    let told = told(|file| {
        let vip = file.segments.get_mut("vip").unwrap();
        vip.identities = vec!["marta@example.com".to_owned(), "+34600000102".to_owned()];
    });
    assert_eq!(told, ["segment vip: identities 2 added, 1 removed"]);
}

#[test]
fn only_threads_of_whom_it_concerns_need_be_looked_at() {
    let old = file_with(|_| {});
    let whose = |change: &dyn Fn(&mut CareFile)| {
        diff(&old, &file_with(|file| change(file))).whose_threads(&old)
    };
    let these = |ids: &[&str]| -> Whose {
        Whose::These(
            ids.iter()
                .map(|id| AgentId::new(*id))
                .collect::<BTreeSet<_>>(),
        )
    };
    assert_eq!(whose(&|_| {}), these(&[]));
    assert_eq!(whose(&|file| file.agents[0].capacity = 1), these(&["ana"]));
    assert_eq!(whose(&|file| drop(file.agents.remove(1))), these(&["bea"]));
    let shift = |file: &mut CareFile| {
        let shift = file.shifts.get_mut("mananas").unwrap();
        shift.holidays.push(date(2026, 12, 24).into());
    };
    assert_eq!(whose(&shift), these(&["elena", "lucia"]));
    let promise =
        |file: &mut CareFile| "5h".clone_into(&mut file.policies[0].commitments[0].within);
    assert_eq!(whose(&promise), Whose::All);
}

fn load(open: u32, capacity: u32) -> Load {
    Load {
        open,
        capacity,
        ..Load::default()
    }
}

fn holding(ana: u32, bea: u32) -> Loads {
    [("ana", load(ana, 3)), ("bea", load(bea, 3))]
        .into_iter()
        .map(|(id, load)| (AgentId::new(id), load))
        .collect()
}

fn moved(new: &Care, threads: &[Thread], loads: &Loads) -> Moves {
    moves(&shop(), new, threads, loads, monday())
}

fn lines(new: &Care, threads: &[Thread], loads: &Loads) -> Vec<String> {
    moved(new, threads, loads).lines(&new.zone, 10)
}

#[test]
fn whoever_goes_hands_over_and_whoever_stays_keeps() {
    let threads = [anas_thread(&shop(), monday())];
    let gone = shop_with(|file| drop(file.agents.remove(0)));
    assert_eq!(
        lines(&gone, &threads, &holding(1, 0)),
        ["TI-100000: ana takes no threads any more, goes to bea"]
    );
    let none_left = lines(&gone, &threads, &holding(1, 3));
    assert_eq!(
        none_left,
        ["TI-100000: ana takes no threads any more, goes to the waiting line"]
    );
    let leave =
        shop_with(|file| file.agents[0].leave = vec![(date(2026, 11, 16), date(2026, 11, 16))]);
    let on_leave = moved(&leave, &threads, &holding(1, 0));
    assert_eq!(on_leave.taken_from[0].cause, Cause::Leave);
    let skill_lost = shop_with(|file| file.agents[0].skills.clear());
    assert!(moved(&skill_lost, &threads, &holding(1, 0)).is_empty());
}

#[test]
fn who_was_on_leave_before_is_no_news() {
    let threads = [anas_thread(&shop(), monday())];
    let away = |capacity| {
        shop_with(|file| {
            file.agents[0].leave = vec![(date(2026, 11, 16), date(2026, 11, 16))];
            file.agents[1].capacity = capacity;
        })
    };
    let moves = moves(&away(3), &away(4), &threads, &holding(1, 0), monday());
    assert!(moves.is_empty(), "{moves:?}");
}

#[test]
fn the_end_of_a_shift_moves_only_what_somebody_else_can_take() {
    let threads = [anas_thread(&shop(), monday())];
    let tuesdays = |bea_works: bool| {
        shop_with(|file| {
            let mut tuesday = file.shifts["mananas"].clone();
            tuesday.hours.remove(&calendar::DayName::Mon);
            file.shifts.insert("martes".to_owned(), tuesday);
            "martes".clone_into(&mut file.agents[0].shift);
            if !bea_works {
                "martes".clone_into(&mut file.agents[1].shift);
            }
        })
    };
    assert_eq!(
        lines(&tuesdays(true), &threads, &holding(1, 0)),
        ["TI-100000: ana is not back before its next step, goes to bea"]
    );
    assert!(moved(&tuesdays(false), &threads, &holding(1, 0)).is_empty());
}

#[test]
fn what_is_handed_over_fills_those_who_take_it() {
    let threads: Vec<Thread> = ["TI-1", "TI-2"]
        .into_iter()
        .map(|id| Thread {
            id: id.into(),
            ..anas_thread(&shop(), monday())
        })
        .collect();
    let gone = shop_with(|file| drop(file.agents.remove(0)));
    let to: Vec<_> = moved(&gone, &threads, &holding(2, 2))
        .taken_from
        .into_iter()
        .map(|taken| taken.to)
        .collect();
    assert_eq!(
        to,
        [Some(AgentId::new("bea")), None],
        "Bea has room for one"
    );
}

#[test]
fn a_capacity_below_what_is_held_takes_nothing_away() {
    let threads = [anas_thread(&shop(), monday())];
    let less = shop_with(|file| file.agents[0].capacity = 1);
    assert_eq!(
        lines(&less, &threads, &holding(3, 0)),
        ["ana: holds 3 of 1, keeps it and gets nothing new until it is less"]
    );
    assert!(moved(&less, &threads, &holding(1, 0)).is_empty());
}

fn waiting(id: &str) -> Thread {
    Thread {
        id: id.into(),
        waiting_since: Some(monday()),
        ..thread_since(&shop(), monday())
    }
}

#[test]
fn what_waits_goes_to_whoever_has_room_now() {
    let threads = [waiting("TI-1"), waiting("TI-2")];
    let more = shop_with(|file| file.agents[1].capacity = 4);
    assert_eq!(
        lines(&more, &threads, &holding(3, 3)),
        ["TI-1: waits in line for `pedido`, goes to bea"]
    );
    let room_anyhow = moved(&more, &threads, &holding(3, 1));
    assert!(
        room_anyhow.is_empty(),
        "the next sweep gives it to Bea without any change"
    );
}

#[test]
fn a_topic_that_goes_is_told_with_what_its_threads_count_as() {
    let threads = [anas_thread(&shop(), monday())];
    let gone = shop_with(|file| drop(file.topics.remove("pedido")));
    assert_eq!(
        lines(&gone, &threads, &holding(1, 0)),
        ["TI-100000: its topic `pedido` is gone, it counts as `general`"]
    );
}

#[test]
fn promises_that_would_be_others_are_told_with_both_due_times() {
    let threads = [anas_thread(&shop(), monday())];
    let sooner = shop_with(|file| "2h".clone_into(&mut file.policies[1].commitments[0].within));
    assert_eq!(
        lines(&sooner, &threads, &holding(1, 0)),
        ["TI-100000: first due 2026-11-16 12:00, was 2026-11-16 14:00 (policy `General`)"]
    );
    let told_otherwise = shop_with(|file| drop(file.policies[1].chain.remove(0)));
    assert!(moved(&told_otherwise, &threads, &holding(1, 0)).is_empty());
}

#[test]
fn many_threads_are_told_in_part() {
    let threads: Vec<Thread> = (0..30)
        .map(|number| Thread {
            id: domain::ThreadId::new(format!("TI-{number}")),
            ..anas_thread(&shop(), monday())
        })
        .collect();
    let gone = shop_with(|file| drop(file.topics.remove("pedido")));
    let lines = lines(&gone, &threads, &holding(3, 0));
    assert_eq!(lines.len(), 11);
    assert_eq!(lines[10], "… 20 more threads lose their topic");
}

#[test]
fn a_thread_that_is_listed_twice_is_told_once() {
    let threads = [waiting("TI-1"), waiting("TI-1")];
    let more = shop_with(|file| file.agents[1].capacity = 9);
    assert_eq!(moved(&more, &threads, &holding(3, 3)).taken.len(), 1);
}
