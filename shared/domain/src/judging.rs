//! A clock stops, or is counted anew: its promises are judged by timestamps, and what its chain has in hand is settled.

use jiff::Timestamp;

use crate::change::{Change, StepKey};
use crate::clock::{Clock, ClockError, Step};
use crate::config::Care;
use crate::ids::AgentId;
use crate::judgement::{ClockName, JudgedPromise, Judgement, Verdict};
use crate::notice::{Notice, NoticeKind, PromiseFacts};
use crate::step::facts;
use crate::timeline::{Judged, RecountedEntry, StepEntry, TakenBackEntry, What};

/// Why a clock stops, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop<'a> {
    /// The instant by which promises are judged.
    pub(crate) at: Timestamp,
    /// What was promised happened; else the thread ends without it.
    pub(crate) met: bool,
    /// Who did it, where that is known.
    pub(crate) by: Option<&'a AgentId>,
    /// When we learnt of it.
    pub(crate) now: Timestamp,
}

impl Stop<'_> {
    fn verdict(&self, clock: &Clock, due_at: Timestamp) -> Verdict {
        match Verdict::of(due_at, clock.met_at(self.at)) {
            Verdict::Kept if !self.met => Verdict::Dropped,
            verdict => verdict,
        }
    }
}

/// Stops one of a thread's clocks for good, and judges it.
pub(crate) fn stop(
    care: &Care,
    change: &mut Change,
    name: ClockName,
    stop: Stop<'_>,
) -> Vec<Judged> {
    match change.thread.clock_mut(name).take() {
        Some(mut clock) => {
            change.thread.clocks_ended += 1;
            settle(care, change, name, &mut clock, stop)
        }
        None => Vec::new(),
    }
}

/// Judges one of a thread's clocks and lets it stand still from then on: it goes on where the thread is opened again.
pub(crate) fn judge_and_pause(
    care: &Care,
    change: &mut Change,
    name: ClockName,
    stop: Stop<'_>,
) -> Vec<Judged> {
    let Some(mut clock) = change.thread.clock_mut(name).take() else {
        return Vec::new();
    };
    let judged = settle(care, change, name, &mut clock, stop);
    clock.pause(stop.at);
    *change.thread.clock_mut(name) = Some(clock);
    judged
}

fn settle(
    care: &Care,
    change: &mut Change,
    name: ClockName,
    clock: &mut Clock,
    stop: Stop<'_>,
) -> Vec<Judged> {
    let judgement = judgement(care, change, name, clock, stop);
    for mut step in std::mem::take(&mut clock.steps) {
        let is_broken = judgement.promises.iter().any(|promise| {
            promise.commitment == step.commitment && promise.verdict == Verdict::Broken
        });
        // An answer at the very instant of a breach is in time.
        let holds = step.at <= clock.met_at(stop.at) && (is_broken || !step.is_breach());
        if holds && !step.fired {
            overtake(change, clock, &step, stop.now);
            step.fired = true;
        } else if step.fired && !holds && !is_broken {
            let answered_at = Some(clock.met_at(stop.at));
            take_back(care, change, clock, &step, answered_at, stop.now);
        }
        clock.steps.push(step);
    }
    let judged = judgement.promises.iter().map(|promise| Judged {
        commitment: promise.commitment.clone(),
        due_at: promise.due_at,
        kept: promise.verdict == Verdict::Kept,
    });
    let judged = judged.collect();
    change.judgements.push(judgement);
    judged
}

fn judgement(
    care: &Care,
    change: &Change,
    name: ClockName,
    clock: &Clock,
    stop: Stop<'_>,
) -> Judgement {
    let thread = &change.thread;
    let ended_at = stop.at.max(clock.started_at);
    let open = care.calendars.get(&clock.calendar);
    let open = open.map(|calendar| calendar.elapsed(clock.started_at, ended_at));
    let promises = clock.promises.iter().map(|promise| JudgedPromise {
        commitment: promise.commitment.clone(),
        within: promise.within.clone(),
        clock: promise.clock,
        kept_by: promise.kept_by,
        due_at: promise.due_at,
        verdict: stop.verdict(clock, promise.due_at),
        told_broken: clock
            .steps
            .iter()
            .any(|step| step.fired && step.is_breach() && step.commitment == promise.commitment),
    });
    Judgement {
        thread: thread.id.clone(),
        started_at: clock.started_at,
        number: clock.number,
        of: name,
        ended_at,
        channel: thread.channel.clone(),
        topic: thread.topic.clone(),
        agent: stop.by.cloned().or_else(|| thread.agent.clone()),
        segment: thread.segment.clone(),
        complaint: thread.complaint.is_some(),
        business_seconds: open.map_or(0, |open| open.as_secs()),
        promises: promises.collect(),
    }
}

/// A step that was reached, but whose sweep had not come yet: it stands in the ledger, and nobody is told any more.
fn overtake(change: &mut Change, clock: &Clock, step: &Step, now: Timestamp) {
    let key = StepKey::of(clock, step);
    let entry = StepEntry {
        commitment: step.commitment.clone(),
        moment: step.moment.clone(),
        clock_started_at: clock.started_at,
        due_at: step.at,
        fired_at: now,
        told: Vec::new(),
        notices: Vec::new(),
        overtaken: true,
    };
    change.record(now, &key.occasion(), What::Step(entry));
    change.steps.push(key);
}

/// A step that had fired holds no more. Whoever was told of a breach is told so; a reminder that came needlessly is only
/// noted.
fn take_back(
    care: &Care,
    change: &mut Change,
    clock: &Clock,
    step: &Step,
    answered_at: Option<Timestamp>,
    now: Timestamp,
) {
    let occasion = StepKey::of(clock, step).occasion();
    let facts = facts(care, &change.thread, clock, step, now).map(|facts| PromiseFacts {
        overdue_seconds: 0,
        answered_at,
        ..facts
    });
    let alarmed = step.told.iter().filter(|_| step.is_breach());
    let alarmed = alarmed.filter_map(|id| care.agents.get(id));
    let kind = NoticeKind::Withdrawn;
    let notices: Vec<Notice> = alarmed
        .filter_map(|agent| Notice::about(care, &change.thread, agent, kind, &[&occasion], now))
        .map(|notice| Notice {
            promise: facts.clone(),
            ..notice
        })
        .collect();
    let entry = TakenBackEntry {
        commitment: step.commitment.clone(),
        moment: step.moment.clone(),
        clock_started_at: clock.started_at,
        answered_at,
        told: notices
            .iter()
            .map(|notice| notice.to.agent.clone())
            .collect(),
    };
    change.record(now, &occasion, What::TakenBack(entry));
    change.notices.extend(notices);
}

/// Counts a thread's clocks anew by the configuration and topic as they are now, each from its own start. False where
/// that changes nothing.
///
/// # Errors
/// [`ClockError`] when no due time can be computed.
pub(crate) fn recount(
    care: &Care,
    change: &mut Change,
    now: Timestamp,
) -> Result<bool, ClockError> {
    let names: Vec<ClockName> = change.thread.clocks().map(|(name, _)| name).collect();
    let mut changed = false;
    for name in names {
        changed |= recount_one(care, change, name, now)?;
    }
    Ok(changed)
}

fn recount_one(
    care: &Care,
    change: &mut Change,
    name: ClockName,
    now: Timestamp,
) -> Result<bool, ClockError> {
    let Some(before) = change.thread.clock_mut(name).clone() else {
        return Ok(false);
    };
    let recounted = before.recount(care, &change.thread, now)?;
    if recounted.clock.as_ref() == Some(&before) {
        return Ok(false);
    }
    let after = recounted.clock.as_ref();
    let entry = RecountedEntry {
        of: name,
        clock_started_at: before.started_at,
        policy: after.map_or_else(|| before.policy.clone(), |clock| clock.policy.clone()),
        due_was: before.first_due(),
        due_at: after.map(Clock::first_due),
    };
    let occasion = format!("{}#{}", name.word(), change.thread.version);
    change.thread.clocks_ended += u32::from(recounted.clock.is_none());
    *change.thread.clock_mut(name) = recounted.clock.clone();
    change.record(now, &occasion, What::Recounted(entry));
    let shown = recounted.clock.as_ref().unwrap_or(&before);
    for step in &recounted.taken_back {
        take_back(care, change, shown, step, None, now);
    }
    Ok(true)
}
