//! What falls due without anybody writing: steps of the chain, and follow-ups to be told together.
//!
//! Each (thread, clock, commitment, step) fires once, ever. A late sweep catches up completely: every step that was
//! reached is recorded, but where several of one commitment were, only the last of them alerts anybody.

use jiff::Timestamp;

use crate::change::{Change, StepKey};
use crate::clock::{Clock, Step};
use crate::config::{Agent, Care, RoleName};
use crate::held;
use crate::ids::AgentId;
use crate::judgement::ClockName;
use crate::notice::{Notice, NoticeKind, PromiseFacts};
use crate::thread::Thread;
use crate::timeline::{StepEntry, What};

/// Everybody who is to be told of a thread at `now`; none when nobody is.
pub fn fire_due(care: &Care, thread: Thread, now: Timestamp) -> Option<Change> {
    let (change, has_told) = fire_in(care, Change::of(thread), now);
    has_told.then_some(change)
}

/// The same within a change, and whether there was anything to be told.
pub fn fire_in(care: &Care, mut change: Change, now: Timestamp) -> (Change, bool) {
    if change.thread.next_told_at().is_none_or(|at| at > now) {
        return (change, false);
    }
    tell_follow_ups(care, &mut change, now);
    held::remind(care, &mut change, now);
    for name in ClockName::ALL {
        let Some(clock) = change.thread.clock_mut(name).clone() else {
            continue;
        };
        let due = clock.next_step_at().is_some_and(|at| at <= now);
        let steps = clock.steps.iter().filter(|_| due);
        for step in steps.filter(|step| !step.fired && step.at <= now) {
            fire(care, &mut change, name, &clock, step, now);
        }
    }
    (change, true)
}

/// Whether a step that a change fired wants another agent to have the thread.
pub fn wants_another_agent(before: &Thread, change: &Change) -> bool {
    newly_fired(before, &change.thread).any(|step| step.reassign)
}

/// How many promises were found broken between two states of a thread.
pub fn broken_by(before: &Thread, after: &Thread) -> usize {
    newly_fired(before, after)
        .filter(|step| step.is_breach())
        .count()
}

fn newly_fired<'t>(before: &'t Thread, after: &'t Thread) -> impl Iterator<Item = &'t Step> {
    let fired_before = |name: ClockName, step: &Step| {
        let mut clocks = before.clocks().filter(|(other, _)| *other == name);
        clocks.any(|(_, clock)| {
            let mut steps = clock.steps.iter();
            steps.any(|old| old.fired && old.round == step.round && old.is_same(step))
        })
    };
    let steps = after.clocks().flat_map(|(name, clock)| {
        let steps = clock.steps.iter().filter(|step| step.fired);
        steps.map(move |step| (name, step))
    });
    steps
        .filter(move |(name, step)| !fired_before(*name, step))
        .map(|(_, step)| step)
}

fn fire(
    care: &Care,
    change: &mut Change,
    name: ClockName,
    clock: &Clock,
    step: &Step,
    now: Timestamp,
) {
    let key = StepKey::of(clock, step);
    let later = |other: &Step| {
        other.commitment == step.commitment && !other.fired && other.at > step.at && other.at <= now
    };
    let notices = if clock.steps.iter().any(later) {
        Vec::new()
    } else {
        notices(care, &change.thread, clock, step, now)
    };
    let told: Vec<AgentId> = notices.iter().map(|it| it.to.agent.clone()).collect();
    let entry = StepEntry {
        commitment: step.commitment.clone(),
        moment: step.moment.clone(),
        clock_started_at: clock.started_at,
        due_at: step.at,
        fired_at: now,
        told: told.clone(),
        notices: notices.iter().map(|notice| notice.id.clone()).collect(),
        overtaken: false,
    };
    change.record(now, &key.occasion(), What::Step(entry));
    change.notices.extend(notices);
    change.steps.push(key);
    change.thread.raised |= step.raise;
    note_fired(&mut change.thread, name, step, &told);
}

fn note_fired(thread: &mut Thread, name: ClockName, fired: &Step, told: &[AgentId]) {
    let steps = thread.clock_mut(name).iter_mut();
    for step in steps.flat_map(|clock| &mut clock.steps) {
        if step.is_same(fired) {
            step.fired = true;
            step.told = told.to_vec();
        }
    }
}

fn notices(
    care: &Care,
    thread: &Thread,
    clock: &Clock,
    step: &Step,
    now: Timestamp,
) -> Vec<Notice> {
    let kind = if step.is_breach() {
        NoticeKind::Breached
    } else {
        NoticeKind::Reminder
    };
    let key = StepKey::of(clock, step).occasion();
    let occasion = [key.as_str()];
    let facts = facts(care, thread, clock, step, now);
    recipients(care, thread, &step.tell, now)
        .into_iter()
        .filter_map(|agent| Notice::about(care, thread, agent, kind, &occasion, now))
        .map(|notice| Notice {
            promise: facts.clone(),
            ..notice
        })
        .collect()
}

/// What is said of the promise that a step watches.
pub(crate) fn facts(
    care: &Care,
    thread: &Thread,
    clock: &Clock,
    step: &Step,
    now: Timestamp,
) -> Option<PromiseFacts> {
    let promise = clock
        .promises
        .iter()
        .find(|promise| promise.commitment == step.commitment)?;
    let overdue = care
        .calendars
        .get(&clock.calendar)
        .map(|calendar| calendar.elapsed(promise.due_at, now));
    Some(PromiseFacts {
        commitment: promise.commitment.clone(),
        within: promise.within.clone(),
        clock: promise.clock,
        since: clock.started_at,
        due_at: promise.due_at,
        overdue_seconds: overdue.map_or(0, |overdue| overdue.as_secs()),
        kept_by: promise.kept_by,
        answered_at: None,
        agent_name: thread
            .agent
            .as_ref()
            .and_then(|id| care.agents.get(id))
            .map(|agent| agent.name.clone()),
    })
}

/// Who is told: of those whom the roles name, those who work now; if none does, the fallback. Never nobody.
pub fn recipients<'c>(
    care: &'c Care,
    thread: &Thread,
    roles: &[RoleName],
    now: Timestamp,
) -> Vec<&'c Agent> {
    let mut named: Vec<&Agent> = Vec::new();
    for agent in roles.iter().filter_map(|role| holder(care, thread, *role)) {
        if !named.iter().any(|known| known.id == agent.id) {
            named.push(agent);
        }
    }
    named.retain(|agent| agent.works_at(now));
    if named.is_empty() {
        named.extend(care.agents.get(&care.fallback));
    }
    named
}

/// Who holds a role for a thread. A thread without an agent is its lead's to look after.
fn holder<'c>(care: &'c Care, thread: &Thread, role: RoleName) -> Option<&'c Agent> {
    let by_id = |id: &AgentId| care.agents.get(id);
    match role {
        RoleName::Agent => {
            let agent = thread
                .agent
                .as_ref()
                .filter(|_| thread.weight > 0)
                .and_then(by_id);
            agent.or_else(|| care.lead_of(&thread.topic))
        }
        RoleName::Lead => care.lead_of(&thread.topic),
        RoleName::Manager => by_id(&care.manager),
    }
}

fn tell_follow_ups(care: &Care, change: &mut Change, now: Timestamp) {
    if change.thread.tell_follow_ups_at().is_none_or(|at| at > now) {
        return;
    }
    // Also where the agent is no longer configured: else it would be due for ever.
    change.thread.untold = 0;
    let Some(agent) = change
        .thread
        .agent
        .as_ref()
        .and_then(|id| care.agents.get(id))
    else {
        return;
    };
    let occasion = format!("together#{}", change.thread.version);
    change.thread.told_at = Some(now);
    change.notices.extend(Notice::about(
        care,
        &change.thread,
        agent,
        NoticeKind::FollowUp,
        &[&occasion],
        now,
    ));
    change.thread.untold_files = 0;
    change.thread.told_channel = Some(change.thread.channel.clone());
}
