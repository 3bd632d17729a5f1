//! What is measured while it happens, and what it comes to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use domain::change::Change;
use domain::thread::Thread;
use domain::timeline::{AnswerEntry, What};
use domain::{AgentId, Care};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::hours::{Steps, most_by_hour, note, shares};
use crate::recorded::RecordedEvent;
use crate::run::{AgentRun, LeftOut, Outcome, PromiseRun, Run, ThreadRun};
use crate::totals::totals;

/// Notes of a run.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// Of each thread, by its place.
    threads: Vec<ThreadRun>,
    /// Since when each stands in the waiting line, if it does.
    waiting: Vec<Option<Timestamp>>,
    /// How many stand there.
    line: Steps,
    units: BTreeMap<AgentId, Steps>,
    threads_of: BTreeMap<AgentId, BTreeSet<usize>>,
    answers_of: BTreeMap<AgentId, u32>,
    last: Option<Timestamp>,
}

impl Book {
    /// Notes a thread that was opened.
    pub(crate) fn opened(&mut self, thread: &Thread, recorded: &RecordedEvent, topic_by: &str) {
        let first_event = recorded.event.event_key.clone();
        let name = match &recorded.thread {
            Some(reference) => reference.as_str().to_owned(),
            None => first_event.as_str().chars().take(12).collect(),
        };
        self.waiting.push(None);
        self.threads.push(ThreadRun {
            name,
            first_event,
            opened_at: thread.opened_at,
            channel: thread.channel.clone(),
            language: thread.language.clone(),
            topic: thread.topic.clone(),
            topic_by: topic_by.to_owned(),
            excerpt: thread.excerpt.clone(),
            messages: 0,
            agents: Vec::new(),
            hand_overs: 0,
            waited_s: 0,
            still_waiting: false,
            promises: Vec::new(),
        });
    }

    /// Notes that something happened on a thread: since when its customer waited before tells what an answer answers.
    pub(crate) fn changed(
        &mut self,
        place: usize,
        since: Option<Timestamp>,
        change: &Change,
        at: Timestamp,
    ) {
        let Some(run) = self.threads.get_mut(place) else {
            return;
        };
        let thread = &change.thread;
        run.messages = thread.messages;
        run.channel = thread.channel.clone();
        run.excerpt.clone_from(&thread.excerpt);
        if let Some(agent) = thread.agent.as_ref().filter(|_| thread.weight > 0) {
            self.threads_of
                .entry(agent.clone())
                .or_default()
                .insert(place);
            if run.agents.last() != Some(agent) {
                run.agents.push(agent.clone());
                self.last = self.last.max(Some(at));
            }
        }
        for entry in &change.entries {
            if let What::Answer(answer) = &entry.what {
                run.promises.extend(judged(answer, since, entry.at));
                self.last = self.last.max(Some(at));
                let by = answer.agent.iter().cloned();
                by.for_each(|agent| *self.answers_of.entry(agent).or_default() += 1);
            }
        }
        self.note_waiting(place, thread.waiting_since.is_some(), at);
    }

    fn note_waiting(&mut self, place: usize, waits: bool, at: Timestamp) {
        let (Some(since), Some(run)) = (self.waiting.get_mut(place), self.threads.get_mut(place))
        else {
            return;
        };
        let before = self.line.last().map_or(0, |step| step.1);
        match (*since, waits) {
            (None, true) => {
                *since = Some(at);
                note(&mut self.line, at, before + 1);
            }
            (Some(began), false) => {
                *since = None;
                run.waited_s += at.duration_since(began).as_secs();
                note(&mut self.line, at, before.saturating_sub(1));
            }
            _ => {}
        }
        run.still_waiting = waits;
    }

    /// Notes that a thread went from one to another without anybody asking for it.
    pub(crate) fn handed_over(&mut self, place: usize) {
        if let Some(run) = self.threads.get_mut(place) {
            run.hand_overs += 1;
        }
    }

    /// Notes what an agent holds.
    pub(crate) fn holds(&mut self, agent: &AgentId, units: u32, at: Timestamp) {
        note(self.units.entry(agent.clone()).or_default(), at, units);
    }

    /// The run that ended at `end`, whose first and last messages came at `arrivals`.
    pub(crate) fn close(
        mut self,
        care: &Care,
        threads: &[Thread],
        messages: &[&RecordedEvent],
        left_out: LeftOut,
        end: Timestamp,
    ) -> Run {
        for (place, thread) in threads.iter().enumerate() {
            self.judge_unanswered(place, thread, end);
        }
        let arrivals = messages.iter().map(|recorded| recorded.event.received_at);
        let first = arrivals.clone().min().unwrap_or(end);
        let last = arrivals.max().max(self.last).unwrap_or(end);
        let over = days(first, last, &care.zone);
        Run {
            config: care.version.clone(),
            from: over.start,
            until: over.end,
            messages: messages.len(),
            left_out,
            totals: totals(&self.threads, threads, messages),
            agents: self.agents(care, &over),
            waiting: most_by_hour(&self.line, over),
            threads: self.threads,
        }
    }

    /// Where nobody answered: what was due is broken, the rest is open.
    fn judge_unanswered(&mut self, place: usize, thread: &Thread, end: Timestamp) {
        let (Some(run), Some(clock)) = (self.threads.get_mut(place), &thread.clock) else {
            return;
        };
        run.promises
            .extend(clock.promises.iter().map(|promise| PromiseRun {
                commitment: promise.commitment.clone(),
                since: clock.started_at,
                due_at: promise.due_at,
                answered_at: None,
                outcome: if promise.due_at < end {
                    Outcome::Broken
                } else {
                    Outcome::Open
                },
            }));
        if let Some(since) = self.waiting.get(place).copied().flatten() {
            run.waited_s += end.duration_since(since).as_secs();
        }
    }

    fn agents(&self, care: &Care, over: &Range<Timestamp>) -> BTreeMap<AgentId, AgentRun> {
        let assigned = care.agents.values().filter(|agent| agent.capacity > 0);
        let run = |agent: &domain::config::Agent| {
            let units = self.units.get(&agent.id).cloned().unwrap_or_default();
            let shares = shares(agent, &units, over.clone(), &care.zone);
            let threads = self.threads_of.get(&agent.id).map_or(0, BTreeSet::len);
            AgentRun {
                name: agent.name.clone(),
                capacity: agent.capacity,
                capacity_max: agent.capacity_max,
                most_units: units.iter().map(|step| step.1).max().unwrap_or(0),
                units,
                share: shares.whole,
                share_by_hour: shares.by_hour,
                threads: count(threads),
                answers: self.answers_of.get(&agent.id).copied().unwrap_or(0),
            }
        };
        assigned
            .map(|agent| (agent.id.clone(), run(agent)))
            .collect()
    }
}

fn judged(
    answer: &AnswerEntry,
    since: Option<Timestamp>,
    at: Timestamp,
) -> impl Iterator<Item = PromiseRun> + '_ {
    answer.promises.iter().map(move |judged| PromiseRun {
        commitment: judged.commitment.clone(),
        since: since.unwrap_or(at),
        due_at: judged.due_at,
        answered_at: Some(at),
        outcome: if judged.kept {
            Outcome::Kept
        } else {
            Outcome::Broken
        },
    })
}

/// From the midnight before to the midnight after.
fn days(first: Timestamp, last: Timestamp, zone: &TimeZone) -> Range<Timestamp> {
    let midnight = |at: Timestamp| at.to_zoned(zone.clone()).start_of_day().ok();
    let from = midnight(first).map_or(first, |day| day.timestamp());
    let until = midnight(last).and_then(|day| day.tomorrow().ok());
    from..until.map_or(last, |day| day.timestamp())
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
