//! What falls due without anybody writing: steps of the chain, and follow-ups to be told together.
//!
//! Each (thread, clock, commitment, step) fires once, ever. A late sweep catches up completely: every step that was
//! reached is recorded, but where several of one commitment were, only the last of them alerts anybody.

use jiff::Timestamp;

use crate::change::{Change, StepKey};
use crate::clock::{Clock, Step};
use crate::config::{Agent, Care, KeptBy, RoleName};
use crate::held;
use crate::ids::AgentId;
use crate::notice::{Notice, NoticeKind, PromiseFacts};
use crate::thread::Thread;
use crate::timeline::{StepEntry, What};

/// Everybody who is to be told of a thread at `now`; none when nobody is.
pub fn fire_due(care: &Care, thread: Thread, now: Timestamp) -> Option<Change> {
    if thread.next_told_at().is_none_or(|at| at > now) {
        return None;
    }
    let mut change = Change::of(thread);
    tell_follow_ups(care, &mut change, now);
    held::remind(care, &mut change, now);
    if let Some(clock) = change.thread.clock.clone() {
        for step in clock
            .steps
            .iter()
            .filter(|step| !step.fired && step.at <= now)
        {
            fire(care, &mut change, &clock, step, now);
        }
    }
    Some(change)
}

fn fire(care: &Care, change: &mut Change, clock: &Clock, step: &Step, now: Timestamp) {
    let key = StepKey {
        clock_started_at: clock.started_at,
        commitment: step.commitment.clone(),
        moment: step.moment.clone(),
    };
    let overtaken = clock.steps.iter().any(|later| {
        later.commitment == step.commitment && !later.fired && later.at > step.at && later.at <= now
    });
    let notices = if overtaken {
        Vec::new()
    } else {
        notices(care, &change.thread, clock, step, now)
    };
    let entry = StepEntry {
        commitment: step.commitment.clone(),
        moment: step.moment.clone(),
        clock_started_at: clock.started_at,
        due_at: step.at,
        fired_at: now,
        told: notices
            .iter()
            .map(|notice| notice.to.agent.clone())
            .collect(),
        notices: notices.iter().map(|notice| notice.id.clone()).collect(),
    };
    let occasion = format!("{}#{}#{}", clock.started_at, step.commitment, step.moment);
    change.record(now, &occasion, What::Step(entry));
    change.notices.extend(notices);
    change.steps.push(key);
    mark_fired(&mut change.thread, step);
}

fn mark_fired(thread: &mut Thread, fired: &Step) {
    let steps = thread.clock.iter_mut().flat_map(|clock| &mut clock.steps);
    for step in
        steps.filter(|step| step.commitment == fired.commitment && step.moment == fired.moment)
    {
        step.fired = true;
    }
}

fn notices(
    care: &Care,
    thread: &Thread,
    clock: &Clock,
    step: &Step,
    now: Timestamp,
) -> Vec<Notice> {
    let kind = if step.moment == "due" {
        NoticeKind::Breached
    } else {
        NoticeKind::Reminder
    };
    let started_at = clock.started_at.to_string();
    let occasion = [
        started_at.as_str(),
        step.commitment.as_str(),
        step.moment.as_str(),
    ];
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

fn facts(
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
        kept_by: KeptBy::Answer,
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
