//! Two runs side by side.

use simulation::{compare, simulate};

use crate::builders::{ByMotive, about, monday, run, shop, shop_with};

#[test]
fn equal_configurations_change_nothing() {
    let events = ["09:30", "10:00", "13:59", "18:00"].map(|time| monday(time, time));
    let same = compare(&run(&shop(), &events), &run(&shop(), &events));
    assert!(same.is_empty());
    assert!(same.another_agent.is_empty() && same.another_topic.is_empty());
}

#[test]
fn another_agent_another_topic_and_longer_waiting_are_told() {
    let events = [
        monday("10:00", "a"),
        monday("10:00", "b"),
        about("Pago", monday("10:00", "c")),
        monday("15:00", "d"),
    ];
    let smaller = shop_with(|file| {
        file.agents[0].capacity = 1;
        file.agents[0].capacity_max = None;
        file.agents[1].capacity = 1;
        file.topics.get_mut("pago").unwrap().motives = Vec::new();
    });
    let (before, after) = (run(&shop(), &events), run(&smaller, &events));
    let told = compare(&before, &after);
    assert!(!told.is_empty());
    let line = |moved: &simulation::Moved<domain::TopicId>| {
        let topic = |topic: &Option<domain::TopicId>| topic.as_ref().map(ToString::to_string);
        let (before, after) = (topic(&moved.before), topic(&moved.after));
        format!(
            "{before:?} by {} -> {after:?} by {}",
            moved.because_before, moved.because_after
        )
    };
    let topics: Vec<String> = told.another_topic.iter().map(line).collect();
    insta::assert_snapshot!(topics.join("\n"), @r#"Some("pago") by motive -> Some("general") by general"#);
    let line = |moved: &simulation::Moved<domain::AgentId>| {
        let agent = |agent: &Option<domain::AgentId>| agent.as_ref().map(ToString::to_string);
        let (before, after) = (agent(&moved.before), agent(&moved.after));
        format!(
            "{before:?} {} -> {after:?} {}",
            moved.because_before, moved.because_after
        )
    };
    let agents: Vec<String> = told.another_agent.iter().map(line).collect();
    insta::assert_snapshot!(agents.join("\n"), @r#"Some("bea") after waiting -> Some("ana") after waiting"#);
    let line =
        |hour: &simulation::HourPair| format!("{} {} -> {}", hour.from, hour.before, hour.after);
    let hours: Vec<String> = told.waiting.iter().map(line).collect();
    insta::assert_snapshot!(hours.join("\n"), @"
    2026-11-16T09:00:00Z 1 -> 2
    2026-11-16T10:00:00Z 1 -> 0
    2026-11-16T11:00:00Z 1 -> 0
    2026-11-16T12:00:00Z 1 -> 0
    2026-11-16T13:00:00Z 1 -> 0
    ");
    assert!(told.after.longest_wait_s > 0);
}

#[test]
fn messages_that_join_in_one_and_open_in_the_other_are_told() {
    let text = |mut recorded: simulation::RecordedEvent, text: &str| {
        recorded.event.text = Some(text.to_owned());
        recorded.event.motive = None;
        recorded.event.subject = Some(text.to_owned());
        recorded
    };
    let events = [
        text(monday("10:00", "a"), "pedido 20418"),
        text(monday("10:01", "a"), "sobre el 20418"),
    ];
    let blind = shop_with(|file| file.orders.pattern = None);
    let told = compare(&run(&shop(), &events), &run(&blind, &events));
    assert_eq!((told.only_before.len(), told.only_after.len()), (0, 1));
}

#[test]
fn an_agent_who_is_new_or_gone_stands_on_one_side() {
    let gone = shop_with(|file| file.agents.retain(|agent| agent.id != "bea"));
    let events = [monday("10:00", "a")];
    let told = compare(&run(&shop(), &events), &run(&gone, &events));
    let bea = told
        .agents
        .iter()
        .find(|pair| pair.agent.as_str() == "bea")
        .unwrap();
    assert!(bea.before.is_some() && bea.after.is_none());
}

#[test]
fn the_same_events_in_another_order_of_the_file_are_the_same_run() {
    let mut events = ["09:30", "10:00", "10:00", "18:00"]
        .map(|time| monday(time, time))
        .to_vec();
    let one = run(&shop(), &events);
    events.reverse();
    assert_eq!(
        one,
        simulate(
            &shop(),
            &ByMotive,
            &events,
            &Default::default(),
            &mut |_| {}
        )
        .unwrap()
    );
}
