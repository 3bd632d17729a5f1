//! The laws of the report on promises.

use std::sync::LazyLock;

use domain::clock::{Clock, Promise};
use domain::config::{ClockKind, KeptBy};
use domain::judgement::{ClockName, JudgedPromise, Judgement, Verdict};
use domain::report::{Counts, Grouping, Part, Period, Report, Reporting, Row, RunningClock};
use domain::{AgentId, Care, Thread, ThreadId};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::builders::{madrid, monday, shop, thread_since};

const BY: [Grouping; 4] = [
    Grouping::Channel,
    Grouping::Topic,
    Grouping::Agent,
    Grouping::Segment,
];

/// Read once: reading it takes longer than any report.
static SHOP: LazyLock<Care> = LazyLock::new(shop);

fn week() -> Period {
    Period {
        from: madrid("2026-11-16 00:00"),
        to: madrid("2026-11-23 00:00"),
    }
}

fn promise(name: &str, verdict: Verdict) -> JudgedPromise {
    JudgedPromise {
        commitment: name.to_owned(),
        within: "4h".to_owned(),
        clock: ClockKind::Business,
        kept_by: KeptBy::Answer,
        due_at: monday(),
        verdict,
        told_broken: false,
    }
}

/// A wait of so many minutes that began on Monday at ten.
fn judgement(thread: &str, minutes: i64, verdict: Verdict) -> Judgement {
    Judgement {
        thread: ThreadId::new(thread),
        started_at: monday(),
        number: 0,
        of: ClockName::Answer,
        ended_at: monday() + SignedDuration::from_mins(minutes),
        channel: "email".into(),
        topic: "pedido".into(),
        agent: None,
        segment: None,
        complaint: false,
        business_seconds: minutes * 30,
        promises: vec![promise("respuesta", verdict)],
    }
}

/// A thread of a shop's customer with a clock that began on Monday at ten, at an instant.
fn running(id: &str, now: Timestamp) -> RunningClock {
    let mut thread = opened();
    thread.id = ThreadId::new(id);
    let clock = thread.clock.clone();
    let clocks = clock.iter().map(|clock| (ClockName::Answer, clock));
    RunningClock::of_thread(&SHOP, &thread, clocks, now)
        .next()
        .unwrap()
}

fn opened() -> Thread {
    thread_since(&SHOP, monday())
}

fn report(by: Option<Grouping>, judgements: &[Judgement], running: &[RunningClock]) -> Report {
    let mut reporting = Reporting::new(week(), by, &SHOP.zone, running.iter().cloned());
    for judgement in judgements {
        reporting.judged(judgement);
    }
    reporting.done()
}

#[test]
fn what_is_kept_broken_and_dropped_is_told_apart() {
    let judged = [
        judgement("A", 10, Verdict::Kept),
        judgement("B", 20, Verdict::Kept),
        judgement("C", 300, Verdict::Broken),
        judgement("D", 900, Verdict::Dropped),
    ];
    let total = report(None, &judged, &[]).answers.total;
    let counts = Counts {
        kept: 2,
        broken: 1,
        dropped: 1,
        ..Counts::default()
    };
    assert_eq!((total.waits, total.promises), (4, counts));
    assert_eq!(total.promises.share_kept(), Some(666));
    assert_eq!(
        (total.wall.ended, total.wall.median, total.wall.longest),
        (3, Some(1200), Some(18_000)),
        "what was dropped was never answered"
    );
    assert_eq!(total.open.ninetieth, Some(9000));
}

#[test]
fn a_running_clock_breaks_a_promise_only_after_its_due_time() {
    let due = opened().clock.unwrap().promises[0].due_at;
    let at = |now| report(None, &[], &[running("A", now)]).answers.total;
    let in_time = at(due);
    assert_eq!(in_time.promises.overdue, 0);
    assert_eq!(in_time.promises.running, in_time.promises.promises());
    let late = at(due + SignedDuration::from_nanos(1));
    assert_eq!((late.promises.broken, late.promises.overdue), (1, 1));
    let waited = due.duration_since(monday()).as_secs();
    assert_eq!((late.wall.longest, late.wall.median), (Some(waited), None));
    assert_eq!(late.open.longest, Some(4 * 3600));
}

#[test]
fn a_clock_that_was_judged_meanwhile_counts_once() {
    let clock = running("A", monday());
    let report = report(None, &[judgement("A", 10, Verdict::Kept)], &[clock]);
    assert_eq!(report.answers.total.waits, 1);
    assert_eq!(report.answers.total.promises.running, 0);
}

#[test]
fn a_promise_belongs_to_the_period_in_which_its_customer_began_to_wait() {
    let starting = |at: Timestamp| Judgement {
        started_at: at,
        ended_at: at + SignedDuration::from_hours(90),
        ..judgement("A", 0, Verdict::Kept)
    };
    let waits = |at| report(None, &[starting(at)], &[]).answers.total.waits;
    let moment = SignedDuration::from_nanos(1);
    assert_eq!(waits(week().from), 1);
    assert_eq!(waits(week().from - moment), 0);
    assert_eq!(waits(week().to - moment), 1);
    assert_eq!(waits(week().to), 0);
}

#[test]
fn what_has_no_agent_has_a_row_of_its_own_and_it_is_the_last() {
    let of = |agent: Option<&str>| Judgement {
        agent: agent.map(AgentId::from),
        ..judgement("A", 10, Verdict::Kept)
    };
    let judged = [of(None), of(Some("zoe")), of(Some("ana")), of(None)];
    let groups = report(Some(Grouping::Agent), &judged, &[]).answers.groups;
    let told: Vec<(Option<&str>, u64)> = groups
        .iter()
        .map(|(group, row)| (group.as_deref(), row.waits))
        .collect();
    assert_eq!(told, [(Some("ana"), 1), (Some("zoe"), 1), (None, 2)]);
}

#[test]
fn each_promise_stands_in_the_part_of_what_keeps_it() {
    let mut judged = judgement("A", 10, Verdict::Kept);
    judged.of = ClockName::Resolution;
    judged.promises[0].kept_by = KeptBy::Resolution;
    let mut legal = promise("ley", Verdict::Broken);
    legal.kept_by = KeptBy::Legal;
    judged.promises.push(legal);
    let report = report(None, &[judged], &[]);
    assert_eq!(report.answers, Part::default());
    assert_eq!(report.resolutions.total.promises.kept, 1);
    assert_eq!(report.resolutions.total.promises.broken, 0);
    assert_eq!(report.complaints.total.promises.broken, 1);
    assert_eq!(report.complaints.commitments[0].0.name, "ley");
}

#[test]
fn an_announced_answer_counts_but_does_not_tell_how_long_answers_take() {
    let mut judged = judgement("A", 5000, Verdict::Kept);
    judged.of = ClockName::FollowUp;
    judged.promises[0].kept_by = KeptBy::FollowUp;
    let total = report(None, &[judged], &[]).answers.total;
    assert_eq!((total.promises.kept, total.wall.longest), (1, None));
}

#[test]
fn the_days_are_local_ones_and_none_is_left_out() {
    let late = Judgement {
        started_at: madrid("2026-11-17 00:30"),
        ..judgement("A", 10, Verdict::Broken)
    };
    let days = report(None, &[late], &[]).days;
    let told: Vec<String> = days.iter().map(|day| day.date.to_string()).collect();
    assert_eq!(told.len(), 7);
    assert_eq!(
        (told[0].as_str(), told[6].as_str()),
        ("2026-11-16", "2026-11-22")
    );
    assert_eq!(days[1].promises.broken, 1);
}

fn any_verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        Just(Verdict::Kept),
        Just(Verdict::Broken),
        Just(Verdict::Dropped)
    ]
}

fn any_promise() -> impl Strategy<Value = JudgedPromise> {
    let kept_by = prop_oneof![
        Just(KeptBy::Answer),
        Just(KeptBy::FirstAnswer),
        Just(KeptBy::FollowUp),
        Just(KeptBy::Resolution),
        Just(KeptBy::Legal)
    ];
    ("[ab]", any_verdict(), kept_by).prop_map(|(name, verdict, kept_by)| JudgedPromise {
        kept_by,
        ..promise(&name, verdict)
    })
}

fn any_judgement() -> impl Strategy<Value = Judgement> {
    let of = prop_oneof![
        Just(ClockName::Answer),
        Just(ClockName::FollowUp),
        Just(ClockName::Resolution)
    ];
    let whose = (
        "[a-c]",
        "[xyz]",
        prop::option::of("[pq]"),
        prop::option::of("[v]"),
    );
    let promises = prop::collection::vec(any_promise(), 0..4);
    (of, -100_i64..12_000, 0_i64..5000, whose, promises).prop_map(
        |(of, from, minutes, (channel, topic, agent, segment), promises)| Judgement {
            of,
            started_at: monday() + SignedDuration::from_mins(from),
            ended_at: monday() + SignedDuration::from_mins(from + minutes),
            channel: channel.as_str().into(),
            topic: topic.as_str().into(),
            agent: agent.as_deref().map(AgentId::from),
            segment,
            promises,
            ..judgement("A", minutes, Verdict::Kept)
        },
    )
}

fn clock(id: &str, from: i64, due: i64, now: Timestamp) -> RunningClock {
    let mut thread = opened();
    thread.id = ThreadId::new(id);
    let at = |minutes| monday() + SignedDuration::from_mins(minutes);
    let clock = Clock {
        started_at: at(from),
        promises: vec![Promise {
            due_at: at(from + due),
            ..thread.clock.clone().unwrap().promises[0].clone()
        }],
        ..thread.clock.clone().unwrap()
    };
    RunningClock::of_thread(&SHOP, &thread, [(ClockName::Answer, &clock)], now)
        .next()
        .unwrap()
}

fn any_running() -> impl Strategy<Value = Vec<RunningClock>> {
    let now = monday() + SignedDuration::from_hours(90);
    prop::collection::vec((-100_i64..5000, 1_i64..9000), 0..6).prop_map(move |all| {
        let numbered = all.into_iter().enumerate();
        numbered
            .map(|(number, (from, due))| clock(&format!("R-{number}"), from, due, now))
            .collect()
    })
}

fn sums<'r>(rows: impl Iterator<Item = &'r Row> + Clone) -> [u64; 5] {
    let sum = |of: fn(&Row) -> u64| rows.clone().map(of).sum();
    [
        sum(|row| row.promises.kept),
        sum(|row| row.promises.broken),
        sum(|row| row.promises.overdue),
        sum(|row| row.promises.dropped),
        sum(|row| row.promises.running),
    ]
}

fn rows(part: &Part) -> impl Iterator<Item = &Row> {
    let commitments = part.commitments.iter().map(|(_, row)| row);
    let groups = part.groups.iter().map(|(_, row)| row);
    commitments.chain(groups).chain([&part.total])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn counts_add_up_whatever_they_are_grouped_by(
        judged in prop::collection::vec(any_judgement(), 0..40), running in any_running()
    ) {
        let plain = report(None, &judged, &running);
        for by in BY {
            let report = report(Some(by), &judged, &running);
            for (part, plain) in [
                (&report.answers, &plain.answers),
                (&report.resolutions, &plain.resolutions),
                (&report.complaints, &plain.complaints),
            ] {
                prop_assert_eq!(&part.total, &plain.total);
                let total = sums([&part.total].into_iter());
                prop_assert_eq!(sums(part.groups.iter().map(|(_, row)| row)), total);
                prop_assert_eq!(sums(part.commitments.iter().map(|(_, row)| row)), total);
                let waits: u64 = part.groups.iter().map(|(_, row)| row.waits).sum();
                prop_assert_eq!(waits, part.total.waits);
            }
        }
        let by_day: u64 = plain.days.iter().map(|day| day.promises.promises()).sum();
        prop_assert_eq!(by_day, plain.answers.total.promises.promises());
    }

    #[test]
    fn percentiles_lie_between_the_least_and_the_longest(
        judged in prop::collection::vec(any_judgement(), 0..40), running in any_running()
    ) {
        let report = report(Some(Grouping::Topic), &judged, &running);
        let shortest = judged.iter().map(|one| one.ended_at.duration_since(one.started_at).as_secs()).min();
        for row in [&report.answers, &report.resolutions, &report.complaints].into_iter().flat_map(rows) {
            for times in [row.open, row.wall] {
                prop_assert_eq!(times.median.is_some(), times.ended > 0);
                prop_assert!(times.median <= times.ninetieth && times.ninetieth <= times.longest);
            }
            prop_assert!(row.wall.median.is_none() || shortest <= row.wall.median);
            prop_assert!(row.promises.overdue <= row.promises.broken);
            prop_assert!(row.promises.share_kept().is_none_or(|share| share <= 1000));
        }
    }

    #[test]
    fn the_order_in_which_judgements_are_read_does_not_matter(
        (judged, shuffled) in prop::collection::vec(any_judgement(), 0..40)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        running in any_running()
    ) {
        let by = Some(Grouping::Channel);
        prop_assert_eq!(report(by, &judged, &running), report(by, &shuffled, &running));
    }
}
