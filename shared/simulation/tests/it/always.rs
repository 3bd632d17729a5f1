//! What holds whatever comes.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use simulation::{RecordedEvent, Run, compare};

use crate::builders::{about, by, madrid, message, run, shop, shop_with};

/// Up to sixty messages of a few people within five days.
fn events() -> impl Strategy<Value = Vec<RecordedEvent>> {
    let one = (
        0_i64..5 * 24 * 60,
        0..25_u8,
        0..4_u8,
        0..3_u8,
        any::<bool>(),
    );
    let one = one.prop_map(|(minute, who, channel, topic, english)| {
        let at = madrid("2026-11-16 00:00") + SignedDuration::from_mins(minute);
        let channel = ["telegram", "voice", "webchat", "email"][usize::from(channel)];
        let topic = ["Mi pedido", "Pago", "otra cosa"][usize::from(topic)];
        let mut recorded = by(
            channel,
            about(topic, message(at, &format!("cliente {who}"))),
        );
        recorded.event.language = english.then(|| "en".to_owned());
        recorded
    });
    prop::collection::vec(one, 1..60)
}

fn capacities() -> impl Strategy<Value = (u32, u32, u32)> {
    (1..4_u32, 0..3_u32, 1..3_u32)
}

/// When the runs's agents hold more than their capacity, and more than returning threads may bring.
fn above(run: &Run) -> Vec<(Timestamp, u32)> {
    let agents = run.agents.values();
    agents
        .flat_map(|agent| {
            agent
                .units
                .iter()
                .filter(|step| step.1 > agent.capacity_max.max(agent.capacity))
        })
        .copied()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nobody_holds_more_than_they_may((events, (capacity, more, other)) in (events(), capacities())) {
        let care = shop_with(|file| {
            file.agents[0].capacity = capacity;
            file.agents[0].capacity_max = Some(capacity + more);
            file.agents[1].capacity = other;
        });
        let run = run(&care, &events);
        prop_assert_eq!(above(&run), []);
        prop_assert!(run.agents["bea"].units.iter().all(|step| step.1 <= other), "Bea has no capacity_max");
    }

    #[test]
    fn every_message_ends_on_a_thread(events in events()) {
        let run = run(&shop(), &events);
        let on_threads: u32 = run.threads.iter().map(|thread| thread.messages).sum();
        prop_assert_eq!(on_threads as usize, run.messages);
        prop_assert_eq!(run.messages + run.left_out.repeated, events.len());
    }

    #[test]
    fn whoever_is_answered_was_promised_something_and_each_promise_is_judged_by_its_instants(events in events()) {
        let run = run(&shop(), &events);
        for promise in run.threads.iter().flat_map(|thread| &thread.promises) {
            let kept = promise.answered_at.is_some_and(|at| at <= promise.due_at);
            prop_assert_eq!(promise.outcome == simulation::Outcome::Kept, kept);
            prop_assert!(promise.answered_at.is_none_or(|at| at >= promise.since));
        }
    }

    #[test]
    fn the_same_again_is_the_same_and_changes_nothing(events in events()) {
        let (one, other) = (run(&shop(), &events), run(&shop(), &events));
        prop_assert!(one == other);
        prop_assert!(compare(&one, &other).is_empty());
    }

    #[test]
    fn agents_answer_in_their_working_time_only(events in events()) {
        let care = shop();
        let run = run(&care, &events);
        for promise in run.threads.iter().flat_map(|thread| &thread.promises) {
            // The very end of a shift still belongs to it.
            let worked = |at: Timestamp| {
                let just_before = at - SignedDuration::from_nanos(1);
                care.agents.values().any(|agent| agent.capacity > 0 && agent.works_at(just_before))
            };
            prop_assert!(promise.answered_at.is_none_or(worked));
        }
    }
}
