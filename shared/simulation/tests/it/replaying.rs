//! One thing at a time.

use domain::Language;
use jiff::SignedDuration;
use simulation::{Assumptions, Outcome, SimulationError, simulate};

use crate::builders::{ByMotive, about, by, hands, madrid, monday, run, shop, shop_with};

#[test]
fn an_agent_answers_after_the_handling_time() {
    let run = run(&shop(), &[monday("10:00", "marta")]);
    assert_eq!(hands(&run, 0), ["ana"]);
    let promise = &run.threads[0].promises[0];
    assert_eq!(promise.answered_at, Some(madrid("2026-11-16 10:06")));
    assert_eq!(promise.outcome, Outcome::Kept);
    assert_eq!(run.totals.waited, 0);
}

#[test]
fn handling_times_are_by_channel() {
    let mut assumptions = Assumptions::default();
    assumptions
        .handling
        .insert("telegram".into(), SignedDuration::from_mins(30));
    let run = simulate(
        &shop(),
        &ByMotive,
        &[monday("10:00", "marta")],
        &assumptions,
        &mut |_| {},
    )
    .unwrap();
    assert_eq!(
        run.threads[0].promises[0].answered_at,
        Some(madrid("2026-11-16 10:30"))
    );
}

#[test]
fn one_thread_after_the_other_and_what_is_above_capacity_waits() {
    let events = ["a", "b", "c"].map(|who| monday("10:00", who));
    let run = run(&shop(), &events);
    let answered: Vec<_> = run
        .threads
        .iter()
        .map(|thread| thread.promises[0].answered_at)
        .collect();
    let minutes =
        ["10:06", "10:12", "10:18"].map(|time| Some(madrid(&format!("2026-11-16 {time}"))));
    assert_eq!(answered, minutes);
    let waited: Vec<i64> = run.threads.iter().map(|thread| thread.waited_s).collect();
    assert_eq!(waited, [0, 0, 360], "Ana holds two at most");
    assert_eq!(run.totals.waited, 1);
    assert_eq!(run.agents["ana"].most_units, 2);
    assert_eq!(run.waiting[10], 1);
}

#[test]
fn at_night_a_message_waits_for_the_shift_and_at_once_is_worked_on() {
    let run = run(&shop(), &[monday("03:00", "marta")]);
    assert_eq!(run.threads[0].waited_s, 6 * 3600);
    assert_eq!(
        run.threads[0].promises[0].answered_at,
        Some(madrid("2026-11-16 09:06"))
    );
    assert_eq!(run.waiting[3..10], [1, 1, 1, 1, 1, 1, 1]);
}

#[test]
fn work_is_broken_off_at_the_end_of_the_shift_and_goes_on_with_the_next() {
    let friday = |who| crate::builders::message(madrid("2026-11-20 13:58"), who);
    let care = shop_with(|file| file.agents.retain(|agent| agent.id != "bea"));
    let run = run(&care, &[friday("marta")]);
    assert_eq!(hands(&run, 0), ["ana"]);
    assert_eq!(
        run.threads[0].promises[0].answered_at,
        Some(madrid("2026-11-23 09:04"))
    );
    assert_eq!(
        run.threads[0].promises[0].outcome,
        Outcome::Broken,
        "an hour of Friday was promised"
    );
}

#[test]
fn at_the_end_of_a_shift_a_thread_goes_to_who_is_there_before_its_next_step() {
    let run = run(&shop(), &[monday("13:59", "marta")]);
    assert_eq!(hands(&run, 0), ["ana", "bea"]);
    assert_eq!(run.threads[0].hand_overs, 1);
    assert_eq!(
        run.threads[0].promises[0].answered_at,
        Some(madrid("2026-11-16 14:06"))
    );
}

#[test]
fn leave_hands_over_even_to_the_waiting_line() {
    let on_leave = |file: &mut domain::config::CareFile| {
        file.agents[0].leave = vec![("2026-11-17".parse().unwrap(), "2026-11-18".parse().unwrap())];
        file.agents.retain(|agent| agent.id != "bea");
    };
    let run = run(&shop_with(on_leave), &[monday("13:59", "marta")]);
    assert_eq!(run.threads[0].hand_overs, 1);
    assert_eq!(
        run.threads[0].promises[0].answered_at,
        Some(madrid("2026-11-19 09:06"))
    );
}

#[test]
fn who_writes_again_after_the_answer_returns_to_their_agent() {
    let run = run(
        &shop(),
        &[monday("10:00", "marta"), monday("11:00", "marta")],
    );
    assert_eq!(run.threads.len(), 1);
    assert_eq!(hands(&run, 0), ["ana"]);
    assert_eq!(
        (run.agents["ana"].threads, run.agents["ana"].answers),
        (1, 2)
    );
    assert_eq!(run.totals.answer_times.unwrap().answers, 2);
}

#[test]
fn a_silent_customers_thread_is_resolved_and_their_next_message_opens_another() {
    let later = crate::builders::message(madrid("2026-11-20 10:00"), "marta");
    let run = run(&shop(), &[monday("10:00", "marta"), later]);
    assert_eq!(run.threads.len(), 2);
}

#[test]
fn the_recorded_customer_joins_contacts() {
    let whose = |mut recorded: simulation::RecordedEvent| {
        recorded.customer = Some("c1".into());
        recorded
    };
    let two = [
        monday("10:00", "marta"),
        by("whatsapp", monday("10:01", "+34600100200")),
    ];
    assert_eq!(run(&shop(), &two).threads.len(), 2);
    assert_eq!(run(&shop(), &two.map(whose)).threads.len(), 1);
}

#[test]
fn what_nobody_can_serve_waits_and_its_promises_are_broken() {
    let care = shop_with(|file| file.agents.retain(|agent| agent.id != "bea"));
    let run = run(&care, &[about("Pago", monday("10:00", "marta"))]);
    let thread = &run.threads[0];
    assert!(thread.still_waiting && thread.agent().is_none());
    let outcomes: Vec<Outcome> = thread
        .promises
        .iter()
        .map(|promise| promise.outcome)
        .collect();
    assert_eq!(outcomes, [Outcome::Broken, Outcome::Broken]);
    assert_eq!(run.totals.unanswered, 1);
}

#[test]
fn weights_count() {
    let call = |time, who| by("voice", monday(time, who));
    let run = run(&shop(), &[call("10:00", "a"), call("10:01", "b")]);
    assert_eq!(run.agents["ana"].most_units, 2);
    assert_eq!(run.threads[1].waited_s, 6 * 60);
}

#[test]
fn what_is_given_up_later_is_given_up_then() {
    let in_english = |mut recorded: simulation::RecordedEvent| {
        recorded.event.language = Some("en".to_owned());
        recorded
    };
    let care = shop_with(|file| {
        let text = r#"relax = [{ give_up = "language", after = "20m" }]"#;
        let entry: std::collections::BTreeMap<String, Vec<domain::config::file::RelaxEntry>> =
            toml::from_str(text).unwrap();
        file.topics.get_mut("pedido").unwrap().relax = entry["relax"].clone();
    });
    let run = run(&care, &[in_english(monday("14:30", "john"))]);
    assert_eq!(run.threads[0].language, Language::new("en"));
    assert_eq!(
        (hands(&run, 0), run.threads[0].waited_s),
        (vec!["bea"], 20 * 60)
    );
}

#[test]
fn shares_are_of_working_time() {
    let run = run(&shop(), &[monday("10:00", "marta")]);
    let ana = &run.agents["ana"];
    // Six minutes with one of two units, of the hour from ten on.
    assert!((ana.share_by_hour[10].unwrap() - 0.05).abs() < 1e-9);
    assert_eq!(ana.share_by_hour[9], Some(0.0));
    assert_eq!(ana.share_by_hour[15], None, "she does not work then");
    assert!((ana.share.unwrap() - 0.01).abs() < 1e-9);
}

#[test]
fn what_is_no_question_is_left_out_and_counted() {
    let mut spam = monday("10:00", "spam");
    spam.event.spam = true;
    let mut status = monday("10:00", "status");
    status.event.kind = domain::EventKind::Status;
    let events = [
        monday("10:00", "marta"),
        monday("10:00", "marta"),
        spam,
        status,
    ];
    let run = run(&shop(), &events);
    let out = run.left_out;
    assert_eq!(
        (run.messages, out.spam, out.no_message, out.repeated),
        (1, 1, 1, 1)
    );
}

#[test]
fn what_cannot_be_simulated_says_why() {
    let fails = |events: &[simulation::RecordedEvent]| {
        simulate(
            &shop(),
            &ByMotive,
            events,
            &Assumptions::default(),
            &mut |_| {},
        )
        .unwrap_err()
    };
    assert!(matches!(fails(&[]), SimulationError::NoMessages));
    let years = [
        monday("10:00", "a"),
        crate::builders::message(madrid("1971-01-01 10:00"), "b"),
    ];
    let error = fails(&years);
    assert!(matches!(error, SimulationError::TooLong { .. }));
    assert!(error.to_string().contains("1971-01-01"), "{error}");
}

#[test]
fn recorded_answers_are_measured_beside_the_simulated_ones() {
    let mut first = monday("10:00", "marta");
    first.answered_at = Some(madrid("2026-11-16 10:40"));
    let mut second = monday("10:10", "marta");
    second.answered_at = first.answered_at;
    let run = run(&shop(), &[first, second]);
    let recorded = run.totals.recorded_answer_times.unwrap();
    assert_eq!((recorded.answers, recorded.median_s), (1, 40 * 60));
}
