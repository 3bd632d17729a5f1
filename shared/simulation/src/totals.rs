//! All threads of a run together.

use std::collections::{BTreeMap, BTreeSet};

use domain::thread::{Status, Thread};
use jiff::Timestamp;

use crate::book::count;
use crate::recorded::RecordedEvent;
use crate::run::{AnswerTimes, Outcome, ThreadRun, Totals};

/// Sums up the threads of a run.
pub(crate) fn totals(
    runs: &[ThreadRun],
    threads: &[Thread],
    messages: &[&RecordedEvent],
) -> Totals {
    let mut totals = Totals {
        threads: count(runs.len()),
        waited: count(
            runs.iter()
                .filter(|run| run.waited_s > 0 || run.still_waiting)
                .count(),
        ),
        longest_wait_s: runs.iter().map(|run| run.waited_s).max().unwrap_or(0),
        hand_overs: runs.iter().map(|run| run.hand_overs).sum(),
        unanswered: count(
            threads
                .iter()
                .filter(|thread| thread.status == Status::Open)
                .count(),
        ),
        answer_times: AnswerTimes::of(answer_times(runs)),
        recorded_answer_times: AnswerTimes::of(recorded_answer_times(messages)),
        ..Totals::default()
    };
    for promise in runs.iter().flat_map(|run| &run.promises) {
        let of = totals
            .promises
            .entry(promise.commitment.clone())
            .or_default();
        match promise.outcome {
            Outcome::Kept => of.kept += 1,
            Outcome::Broken => of.broken += 1,
            Outcome::Open => of.open += 1,
        }
    }
    totals
}

/// Each answer once, however many promises it was judged by.
fn answer_times(runs: &[ThreadRun]) -> Vec<i64> {
    let mut answers: BTreeSet<(usize, Timestamp, Timestamp)> = BTreeSet::new();
    for (place, run) in runs.iter().enumerate() {
        let answered = run
            .promises
            .iter()
            .filter_map(|promise| Some((promise.since, promise.answered_at?)));
        answers.extend(answered.map(|(since, at)| (place, since, at)));
    }
    let span = |(_, since, at): (usize, Timestamp, Timestamp)| at.duration_since(since);
    answers
        .into_iter()
        .map(|answer| span(answer).as_secs())
        .collect()
}

/// Messages with one answer are one question, asked with the first of them.
fn recorded_answer_times(messages: &[&RecordedEvent]) -> Vec<i64> {
    let mut asked: BTreeMap<(String, Timestamp), Timestamp> = BTreeMap::new();
    for recorded in messages {
        let Some(answered) = recorded.answered_at else {
            continue;
        };
        let whose = match &recorded.thread {
            Some(thread) => thread.as_str().to_owned(),
            None => recorded.event.order_group(),
        };
        let at = recorded.event.happened_at();
        let first = asked.entry((whose, answered)).or_insert(at);
        *first = at.min(*first);
    }
    let spans = asked
        .into_iter()
        .map(|((_, answered), at)| answered.duration_since(at).as_secs());
    spans.filter(|seconds| *seconds >= 0).collect()
}
