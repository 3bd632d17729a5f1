//! The choice itself: assess everybody, give up step by step what the topic allows, take the best, and say why.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::{Chosen, Decision, Load, Loads, Need, Preference, Rejected, Rejection, WaitsFor, word};
use crate::config::{Agent, Care, Relaxation};
use crate::ids::AgentId;

/// Rejections are kept agent by agent up to here, and counted by reason beyond.
const MOST_REJECTIONS: usize = 40;

/// The agents whose load must be read to decide: all who lack nothing that is never given up.
pub fn whose_load_matters(care: &Care, need: &Need<'_>, now: Timestamp) -> Vec<AgentId> {
    let relaxable = |rejection: &Rejection| {
        relaxation_for(rejection)
            .is_some_and(|r| need.topic.relax.iter().any(|step| step.give_up == r))
    };
    care.agents
        .values()
        .filter(|agent| standing(agent, need, now).iter().all(relaxable))
        .map(|agent| agent.id.clone())
        .collect()
}

/// Whether who has a thread can go on with it when what it asks has changed: they have its skills and channel, and what else
/// is missing may be given up. Shift and room are not asked.
pub fn can_go_on(care: &Care, agent: &AgentId, need: &Need<'_>) -> bool {
    let Some(agent) = care.agents.get(agent) else {
        return false;
    };
    let relaxable = |given_up| need.topic.relax.iter().any(|step| step.give_up == given_up);
    let lacks = |rejection: &Rejection| match rejection {
        Rejection::Skill { .. } | Rejection::Language | Rejection::Team => {
            !relaxation_for(rejection).is_some_and(relaxable)
        }
        Rejection::Channel | Rejection::NeverAssigned => true,
        _ => false,
    };
    !skills_and_standing(agent, need).iter().any(lacks)
}

/// Chooses an agent. An agent without an entry in `loads` counts as empty with their configured capacity.
///
/// What the topic gives up is given up one after the other, each as soon as the thread has waited so long. A thread that
/// returns to an agent without room waits for them until half its time is gone.
pub fn decide(care: &Care, need: &Need<'_>, loads: &Loads, now: Timestamp) -> Decision {
    let assessed: Vec<Assessed<'_>> = care
        .agents
        .values()
        .map(|agent| assess(agent, need, loads, now))
        .collect();
    if let Some(waits_for) = waits_for(&assessed, need, now) {
        return Decision {
            waits_for: Some(waits_for),
            ..explain(None, &assessed, &[])
        };
    }
    let may_give_up = need
        .topic
        .relax
        .iter()
        .take_while(|r| r.after <= need.waits);
    let may_give_up: Vec<Relaxation> = may_give_up.map(|step| step.give_up).collect();
    for given_up in 0..=may_give_up.len() {
        let relaxed = may_give_up.get(..given_up).unwrap_or_default();
        let mut fit: Vec<&Assessed<'_>> = assessed.iter().filter(|a| a.fits(relaxed)).collect();
        fit.sort_by(|a, b| a.compare(b).0);
        if let Some(best) = fit.first() {
            let because = fit
                .get(1)
                .map_or(Preference::OnlyOne, |second| best.compare(second).1);
            let chosen = best.chosen(because, relaxed);
            return explain(Some(chosen), &assessed, &fit);
        }
    }
    explain(None, &assessed, &[])
}

/// The agent to whom it returns, where nothing but room is missing and half its time is not gone yet.
fn waits_for(assessed: &[Assessed<'_>], need: &Need<'_>, now: Timestamp) -> Option<WaitsFor> {
    let until = need.half_gone_at.filter(|until| *until > now)?;
    let returns_to = need.returns_to.as_ref()?;
    let theirs = assessed.iter().find(|one| one.agent.id == *returns_to)?;
    let only_full = matches!(theirs.rejections.as_slice(), [Rejection::Full { .. }]);
    only_full.then(|| WaitsFor {
        agent: returns_to.clone(),
        until,
    })
}

struct Assessed<'c> {
    agent: &'c Agent,
    load: Load,
    limit: u32,
    level: u32,
    /// Levels below what is asked: 0 unless the level was given up.
    missing: u32,
    knows: bool,
    rejections: Vec<Rejection>,
}

fn assess<'c>(agent: &'c Agent, need: &Need<'_>, loads: &Loads, now: Timestamp) -> Assessed<'c> {
    let empty = || Load {
        capacity: agent.capacity,
        ..Load::default()
    };
    let load = loads.get(&agent.id).cloned().unwrap_or_else(empty);
    let returns = need.returns_to.as_ref() == Some(&agent.id);
    let limit = if returns {
        agent.capacity_max.max(load.capacity)
    } else {
        load.capacity
    };
    let mut rejections = standing(agent, need, now);
    if load.away {
        rejections.push(Rejection::Away);
    }
    if load.absent.is_some() {
        rejections.push(Rejection::Absent);
    }
    if load.open.saturating_add(need.weight) > limit {
        rejections.push(Rejection::Full {
            open: load.open,
            capacity: limit,
        });
    }
    let level = need
        .topic
        .skills
        .keys()
        .filter_map(|skill| agent.skills.get(skill))
        .map(|l| u32::from(*l))
        .sum();
    let knows = returns || need.known_agent.as_ref() == Some(&agent.id);
    let missing = rejections.iter().map(levels_below).sum();
    Assessed {
        agent,
        load,
        limit,
        level,
        missing,
        knows,
        rejections,
    }
}

fn levels_below(rejection: &Rejection) -> u32 {
    match rejection {
        Rejection::Skill { asked, has, .. } => u32::from(asked.saturating_sub(*has)),
        _ => 0,
    }
}

/// What speaks against an agent whatever they hold.
fn standing(agent: &Agent, need: &Need<'_>, now: Timestamp) -> Vec<Rejection> {
    let mut found: Vec<Rejection> = need.barred(&agent.id).cloned().into_iter().collect();
    found.extend(skills_and_standing(agent, need));
    if agent.on_leave_at(now) {
        found.push(Rejection::OnLeave);
    } else if !agent.shift.is_open(now) && !back_in_time(agent, need, now) {
        found.push(Rejection::OffShift);
    }
    found
}

/// What speaks against an agent at any hour.
fn skills_and_standing(agent: &Agent, need: &Need<'_>) -> Vec<Rejection> {
    let mut found = Vec::new();
    if agent.capacity == 0 {
        found.push(Rejection::NeverAssigned);
    }
    for (skill, asked) in &need.topic.skills {
        let has = agent.skills.get(skill).copied().unwrap_or(0);
        if has < *asked {
            found.push(Rejection::Skill {
                skill: skill.clone(),
                asked: *asked,
                has,
            });
        }
    }
    if !agent.languages.contains(&need.language) {
        found.push(Rejection::Language);
    }
    if need.topic.team.is_some() && agent.team != need.topic.team {
        found.push(Rejection::Team);
    }
    if !agent.channels.is_empty() && !agent.channels.contains(&need.channel) {
        found.push(Rejection::Channel);
    }
    found
}

/// A thread that returns to its agent stays with them over the end of their shift, if they are back before its next step.
fn back_in_time(agent: &Agent, need: &Need<'_>, now: Timestamp) -> bool {
    need.returns_to.as_ref() == Some(&agent.id)
        && match (agent.back_at(now), need.answer_before) {
            (Some(back), Some(before)) => back < before,
            _ => false,
        }
}

/// Which relaxation sets a rejection aside, if any does. A skill that is wholly missing is never given up.
fn relaxation_for(rejection: &Rejection) -> Option<Relaxation> {
    match rejection {
        Rejection::Language => Some(Relaxation::Language),
        Rejection::Skill { has, .. } if *has > 0 => Some(Relaxation::Level),
        Rejection::Team => Some(Relaxation::Team),
        _ => None,
    }
}

impl Assessed<'_> {
    fn fits(&self, relaxed: &[Relaxation]) -> bool {
        self.rejections
            .iter()
            .all(|rejection| relaxation_for(rejection).is_some_and(|r| relaxed.contains(&r)))
    }

    fn compare(&self, other: &Self) -> (Ordering, Preference) {
        let share = |a: &Self, b: &Self| u64::from(a.load.open) * u64::from(b.limit.max(1));
        let orders = [
            (other.knows.cmp(&self.knows), Preference::KnowsCustomer),
            (self.missing.cmp(&other.missing), Preference::LowerLevel),
            (self.level.cmp(&other.level), Preference::LowerLevel),
            (
                share(self, other).cmp(&share(other, self)),
                Preference::LowerLoad,
            ),
            (
                self.load.last_assigned_at.cmp(&other.load.last_assigned_at),
                Preference::LongerWithout,
            ),
            (self.agent.id.cmp(&other.agent.id), Preference::Id),
        ];
        orders
            .into_iter()
            .find(|(order, _)| order.is_ne())
            .unwrap_or((Ordering::Equal, Preference::Id))
    }

    fn chosen(&self, because: Preference, relaxed: &[Relaxation]) -> Chosen {
        let needed = |r: &Relaxation| {
            self.rejections
                .iter()
                .any(|rejection| relaxation_for(rejection) == Some(*r))
        };
        Chosen {
            agent: self.agent.id.clone(),
            because,
            relaxed: relaxed.iter().copied().filter(needed).collect(),
            capacity: self.load.capacity,
            limit: self.limit,
        }
    }
}

fn explain(chosen: Option<Chosen>, assessed: &[Assessed<'_>], fit: &[&Assessed<'_>]) -> Decision {
    let best = fit.first();
    let mut decision = Decision {
        chosen,
        ..Decision::default()
    };
    for one in assessed {
        if best.is_some_and(|best| best.agent.id == one.agent.id) {
            continue;
        }
        let mut reasons = one.rejections.clone();
        if let Some(best) = best
            && fit.iter().any(|f| f.agent.id == one.agent.id)
        {
            reasons = vec![Rejection::ComesAfter {
                because: best.compare(one).1,
            }];
        }
        if decision.rejected.len() < MOST_REJECTIONS {
            decision.rejected.push(Rejected {
                agent: one.agent.id.clone(),
                reasons,
            });
        } else if let Some(reason) = reasons.first() {
            *decision
                .rejected_more
                .entry(word(reason).to_owned())
                .or_default() += 1;
        }
    }
    decision
}
