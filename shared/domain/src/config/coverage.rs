//! Who covers what: topics that nobody can serve, and hours in which a calendar is open and nobody who could serve a
//! topic works.
//!
//! Agents are first put together by what matters here (shift, skills, team, channels, languages), so the cost follows
//! the kinds of agents, not their number. The hours are looked at for sixteen weeks: what repeats in most weeks is told
//! as a pattern of the week, the rest by its dates.

mod groups;
mod holes;
mod hours;
mod served;
mod words;

use std::collections::BTreeMap;

use calendar::DayName;
use jiff::Timestamp;
use jiff::civil::Date;

use self::groups::{Group, groups};
use self::holes::{Holes, Timetable};
use self::hours::Horizon;
use super::{Care, CareFile, Policy, Problem, Topic};
use crate::ids::{AgentId, ChannelId, TopicId};

/// Open hours of a day in seconds since the local midnight, the end not included.
pub type DayHours = Vec<(u32, u32)>;

/// Hours in which customers are promised an answer to a topic and nobody works who could give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The topic.
    pub topic: TopicId,
    /// The calendar that is open then.
    pub calendar: String,
    /// The policies that count in it.
    pub policies: Vec<String>,
    /// The channels it is about; empty means all of these policies.
    pub channels: Vec<ChannelId>,
    /// What repeats in most weeks.
    pub weekly: Vec<WeeklyHole>,
    /// What does not, in the order of time.
    pub dated: Vec<DatedHole>,
}

/// The same hours on some days of every week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeeklyHole {
    /// The days, from Monday on.
    pub days: Vec<DayName>,
    /// The hours in the calendar's zone.
    pub hours: DayHours,
}

/// Hours on one date, or on each open day from one date to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedHole {
    /// The first date.
    pub from: Date,
    /// The last date, included.
    pub to: Date,
    /// Which hours; none means all the hours that the calendar is open.
    pub hours: Option<DayHours>,
    /// It reaches the end of what was looked at.
    pub or_longer: bool,
    /// Leave is why.
    pub by_leave: bool,
    /// Who could serve the topic and is on leave then, where that is why; at most a few.
    pub on_leave: Vec<AgentId>,
}

/// Hours nobody covers, topic by topic. Agents count who have the topic's skills once all was given up that it gives up,
/// in whatever language.
pub fn gaps(care: &Care, file: &CareFile, now: Timestamp) -> Vec<Gap> {
    let horizon = Horizon::from(now);
    let groups = groups(care, file, horizon);
    gaps_of(care, &groups, horizon)
}

/// What of a configuration leaves customers without anybody. Topics that nobody can serve come first.
pub(super) fn warnings(care: &Care, file: &CareFile, now: Timestamp) -> Vec<Problem> {
    let horizon = Horizon::from(now);
    let groups = groups(care, file, horizon);
    let mut found = served::nobody_at_all(care, &groups);
    found.extend(served::only_by_giving_up(care, file, &groups));
    let gaps = gaps_of(care, &groups, horizon);
    found.extend(
        gaps.iter()
            .map(|gap| Problem::new(format!("topics.{}", gap.topic), gap.to_string())),
    );
    found
}

fn gaps_of<'c>(care: &'c Care, groups: &[Group<'c>], horizon: Horizon) -> Vec<Gap> {
    let mut timetable = Timetable::new(care, groups, horizon);
    let topics = care.topics.values();
    topics
        .flat_map(|topic| gaps_of_topic(care, topic, groups, &mut timetable))
        .collect()
}

fn gaps_of_topic<'c>(
    care: &'c Care,
    topic: &Topic,
    groups: &[Group<'c>],
    timetable: &mut Timetable<'c, '_>,
) -> Vec<Gap> {
    let able = groups::able(topic, groups);
    let mut gaps = Vec::new();
    for (demand, policies) in demands(care, topic, groups, &able) {
        let Holes { weekly, dated } = timetable.holes(demand.calendar, &demand.groups);
        if weekly.is_empty() && dated.is_empty() {
            continue;
        }
        gaps.push(Gap {
            topic: topic.id.clone(),
            calendar: demand.calendar.to_owned(),
            policies: policies.into_iter().map(str::to_owned).collect(),
            channels: demand.channels.into_iter().cloned().collect(),
            weekly,
            dated,
        });
    }
    gaps
}

/// Whose hours are compared with which calendar.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Demand<'c> {
    calendar: &'c str,
    channels: Vec<&'c ChannelId>,
    groups: Vec<usize>,
}

/// What a topic's policies ask for, with the names of the policies that ask for the same.
fn demands<'c>(
    care: &'c Care,
    topic: &Topic,
    groups: &[Group<'_>],
    able: &[usize],
) -> BTreeMap<Demand<'c>, Vec<&'c str>> {
    let mut demands: BTreeMap<Demand<'c>, Vec<&'c str>> = BTreeMap::new();
    for (policy, claimed) in policies_of(care, topic) {
        let classes = classes(policy, &claimed, groups, able);
        let alone = classes.len() == 1;
        for (groups, channels) in classes {
            let demand = Demand {
                calendar: &policy.calendar,
                channels: if alone { Vec::new() } else { channels },
                groups,
            };
            demands.entry(demand).or_default().push(&policy.name);
        }
    }
    demands
}

/// The policies that can hold for threads of a topic, each with the channels that those before it take away.
fn policies_of<'c>(care: &'c Care, topic: &Topic) -> Vec<(&'c Policy, Vec<&'c ChannelId>)> {
    let mut found = Vec::new();
    let mut claimed: Vec<&ChannelId> = Vec::new();
    let of_topic = care
        .policies
        .iter()
        .filter(|policy| policy.topics.is_empty() || policy.topics.contains(&topic.id));
    for policy in of_topic {
        found.push((policy, claimed.clone()));
        if policy.segments.is_empty() {
            claimed.extend(&policy.channels);
            if policy.channels.is_empty() {
                break; // It matches whatever is left.
            }
        }
    }
    found
}

/// The channels of a policy by who works them. Of a policy for all channels, those who work any channel that is left.
/// Channels that nobody works are told elsewhere.
fn classes<'c>(
    policy: &'c Policy,
    claimed: &[&ChannelId],
    groups: &[Group<'_>],
    able: &[usize],
) -> BTreeMap<Vec<usize>, Vec<&'c ChannelId>> {
    let those = |works: &dyn Fn(&Group<'_>) -> bool| -> Vec<usize> {
        let of_group = |index: &usize| groups.get(*index).is_some_and(works);
        able.iter().copied().filter(of_group).collect()
    };
    let mut classes: BTreeMap<Vec<usize>, Vec<&ChannelId>> = BTreeMap::new();
    if policy.channels.is_empty() {
        classes.insert(those(&|group| group.works_beyond(claimed)), Vec::new());
    }
    for channel in policy.channels.iter().filter(|c| !claimed.contains(c)) {
        let working = those(&|group| group.works(channel));
        classes.entry(working).or_default().push(channel);
    }
    classes.retain(|groups, _| !groups.is_empty());
    classes
}
