//! Who answers, and what requests are about.

use std::collections::BTreeMap;

use calendar::Calendar;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::RelaxStep;
use crate::ids::{AgentId, ChannelId, Language, SkillId, TeamId, TopicId};

/// Openings or days that are looked at to find when somebody works again.
const LOOK_AHEAD: usize = 400;

/// One who answers, or is told.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Their id.
    pub id: AgentId,
    /// Their name for people.
    pub name: String,
    /// How they are told, first choice first; never empty.
    pub routes: Vec<Route>,
    /// Languages they answer in, the one they are told in first; never empty.
    pub languages: Vec<Language>,
    /// Levels by skill.
    pub skills: BTreeMap<SkillId, u8>,
    /// Channels they work; empty means all.
    pub channels: Vec<ChannelId>,
    /// Units of open threads at once; 0 means never assigned.
    pub capacity: u32,
    /// Up to where returning threads may go.
    pub capacity_max: u32,
    /// Their team.
    pub team: Option<TeamId>,
    /// Their working hours.
    pub shift: Calendar,
    /// Days away, both ends included, in the shift's zone.
    pub leave: Vec<(Date, Date)>,
}

impl Agent {
    /// Whether they work at an instant: in their shift, and not on leave.
    pub fn works_at(&self, now: Timestamp) -> bool {
        self.shift.is_open(now) && !self.on_leave_at(now)
    }

    /// Whether they are on leave on the day of an instant.
    pub fn on_leave_at(&self, now: Timestamp) -> bool {
        let today = now.to_zoned(self.shift.time_zone().clone()).date();
        self.leave
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&today))
    }

    /// When they work again: `now` itself if they work, else the next opening of their shift that is no day of leave.
    /// None where that is not within the next 400 openings.
    pub fn back_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.shift
            .segments(now)
            .take(LOOK_AHEAD)
            .find_map(|segment| self.first_working(segment.start, segment.end))
    }

    /// When they stop working, where they work at `now`: the end of the open stretch, or the midnight before a day of
    /// leave.
    pub fn works_until(&self, now: Timestamp) -> Option<Timestamp> {
        let until = self.shift.open_until(now).filter(|_| self.works_at(now))?;
        let leave = self.midnights(now, until).find(|at| self.on_leave_at(*at));
        Some(leave.unwrap_or(until))
    }

    /// The next instant at which they begin or cease to work, or a leave of theirs begins.
    pub fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        let works = self.works_until(now).or_else(|| self.back_at(now));
        works.into_iter().chain(self.next_leave(now)).min()
    }

    fn next_leave(&self, now: Timestamp) -> Option<Timestamp> {
        let zone = self.shift.time_zone();
        self.leave
            .iter()
            .filter_map(|(from, _)| from.to_zoned(zone.clone()).ok())
            .map(|begins| begins.timestamp())
            .filter(|begins| *begins > now)
            .min()
    }

    /// The first instant of an open stretch that is no day of leave: its start, or a midnight within it.
    fn first_working(&self, start: Timestamp, end: Timestamp) -> Option<Timestamp> {
        std::iter::once(start)
            .chain(self.midnights(start, end))
            .find(|at| !self.on_leave_at(*at))
    }

    /// The local midnights between two instants, at most a few.
    fn midnights(&self, from: Timestamp, until: Timestamp) -> impl Iterator<Item = Timestamp> {
        let zone = self.shift.time_zone().clone();
        let mut day = from.to_zoned(zone.clone()).date();
        std::iter::from_fn(move || {
            day = day.tomorrow().ok()?;
            day.to_zoned(zone.clone()).ok().map(|at| at.timestamp())
        })
        .take_while(move |at| *at < until)
        .take(LOOK_AHEAD)
    }

    /// The language they are told in.
    pub fn language(&self) -> Language {
        self.languages
            .first()
            .cloned()
            .unwrap_or_else(|| Language::new("es"))
    }
}

/// A way to reach somebody, with its address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", content = "to")]
pub enum Route {
    /// An e-mail address.
    Email(String),
    /// A Slack member or channel.
    Slack(String),
}

/// What requests are about.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Its name for people by language.
    pub label: BTreeMap<Language, String>,
    /// Lowest levels by skill.
    pub skills: BTreeMap<SkillId, u8>,
    /// What forms and menus call it.
    pub motives: Vec<String>,
    /// Words and phrases that tell it.
    pub keywords: Vec<String>,
    /// The team that it belongs to first.
    pub team: Option<TeamId>,
    /// What may be given up when nobody qualifies, in order.
    pub relax: Vec<RelaxStep>,
}

impl Topic {
    /// Its name in a language, else in any, else its id.
    pub fn label_in(&self, language: &Language) -> &str {
        self.label
            .get(language)
            .or_else(|| self.label.values().next())
            .map_or(self.id.as_str(), String::as_str)
    }
}
