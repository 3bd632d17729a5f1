//! Agents: who is there, and what they hold.

use domain::config::Agent;
use domain::presence::Presence;
use domain::routing::Load;
use domain::{AgentId, Thread};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::{table, text, time};

/// All that is shown of an agent.
pub(crate) struct Shown<'a> {
    /// Their id.
    pub(crate) id: &'a AgentId,
    /// What the configuration says of them; none where it does not know them any more.
    pub(crate) agent: Option<&'a Agent>,
    /// What they hold, as the table says.
    pub(crate) load: &'a Load,
    /// Whether they are there.
    pub(crate) presence: Presence,
    /// When that is.
    pub(crate) now: Timestamp,
}

/// A list of agents.
pub(crate) fn list(agents: &[Shown<'_>], zone: &TimeZone) -> String {
    let head = ["AGENT", "NAME", "NOW", "WORKS", "HOLDS", "MISSED", "LEAVE"];
    table::render(&head, agents.iter().map(|shown| shown.row(zone)))
}

/// An agent whole, without their threads.
pub(crate) fn whole(shown: &Shown<'_>, zone: &TimeZone) -> String {
    let mut rows = vec![
        ("agent", format!("{}, {}", shown.id, shown.name())),
        ("now", shown.now_in_words()),
    ];
    rows.extend(shown.load.absent.map(|absence| {
        let how = if absence.by_misses {
            "they missed offers"
        } else {
            "somebody said so"
        };
        let since = time::column(absence.since, zone);
        ("absent", format!("since {since}: {how}"))
    }));
    rows.push(("works", shown.works(zone)));
    rows.push(("holds", shown.holds()));
    if shown.load.misses > 0 {
        rows.push(("missed", format!("{} offers in a row", shown.load.misses)));
    }
    let assigned = shown.load.last_assigned_at;
    rows.extend(assigned.map(|at| ("last got", time::column(at, zone))));
    rows.extend(shown.agent.iter().flat_map(|agent| of_skills(agent)));
    rows.push(("leave", shown.leave()));
    rows.iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name:<10} {value}\n"))
        .collect()
}

fn of_skills(agent: &Agent) -> Vec<(&'static str, String)> {
    let skills: Vec<String> = agent
        .skills
        .iter()
        .map(|(skill, level)| format!("{skill} {level}"))
        .collect();
    let languages: Vec<&str> = agent.languages.iter().map(|of| of.as_str()).collect();
    let channels: Vec<&str> = agent.channels.iter().map(|of| of.as_str()).collect();
    let channels = match channels.as_slice() {
        [] => "all".to_owned(),
        some => some.join(", "),
    };
    vec![
        ("skills", skills.join(", ")),
        ("languages", languages.join(", ")),
        ("channels", channels),
    ]
}

impl Shown<'_> {
    fn row(&self, zone: &TimeZone) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.name(),
            self.now_in_words(),
            self.works(zone),
            format!("{} of {}", self.load.open, self.load.capacity),
            self.load.misses.to_string(),
            self.leave(),
        ]
    }

    fn name(&self) -> String {
        self.agent
            .map_or_else(|| "-".to_owned(), |agent| text::short(&agent.name, 30))
    }

    fn now_in_words(&self) -> String {
        let words = match (self.presence, self.agent) {
            (Presence::Working, _) if self.load.away => "away",
            (Presence::Working, _) => "working",
            (Presence::Off { .. }, _) if self.load.away => "off shift, away",
            (Presence::Off { .. }, _) => "off shift",
            (Presence::OnLeave, _) => "on leave",
            (Presence::Absent, _) => "absent",
            (Presence::Deactivated, Some(_)) => "never assigned",
            (Presence::Deactivated, None) => "not in the configuration",
        };
        words.to_owned()
    }

    /// Until when they work, or from when.
    fn works(&self, zone: &TimeZone) -> String {
        let until = self.until().map(|at| ("until", at));
        let word = until.or_else(|| self.back_at().map(|at| ("from", at)));
        word.map(|(word, at)| format!("{word} {}", time::column(at, zone)))
            .unwrap_or_default()
    }

    fn until(&self) -> Option<Timestamp> {
        self.agent?.works_until(self.now)
    }

    fn back_at(&self) -> Option<Timestamp> {
        let agent = self.agent.filter(|agent| !agent.works_at(self.now))?;
        agent.back_at(self.now)
    }

    fn holds(&self) -> String {
        let Load { open, capacity, .. } = self.load;
        let most = self.agent.map(|agent| agent.capacity_max);
        match most.filter(|most| most > capacity) {
            Some(most) => format!("{open} of {capacity}, up to {most} with threads that return"),
            None => format!("{open} of {capacity}"),
        }
    }

    /// The leave that is not over: `2026-12-01..2026-12-08`.
    fn leave(&self) -> String {
        let Some(agent) = self.agent else {
            return String::new();
        };
        let today = self.now.to_zoned(agent.shift.time_zone().clone()).date();
        let to_come = agent.leave.iter().filter(|(_, to)| *to >= today);
        let words: Vec<String> = to_come.map(|(from, to)| format!("{from}..{to}")).collect();
        words.join(", ")
    }

    /// The same for programs.
    pub(crate) fn json(&self) -> Value {
        let leave = self.agent.map(|agent| &agent.leave);
        json!({
            "agent": self.id, "name": self.agent.map(|agent| &agent.name), "now": self.now_in_words(),
            "works_until": self.until(), "works_from": self.back_at(), "open": self.load.open,
            "capacity": self.load.capacity, "capacity_max": self.agent.map(|agent| agent.capacity_max),
            "missed": self.load.misses, "away": self.load.away, "absent": self.load.absent, "leave": leave,
            "last_assigned_at": self.load.last_assigned_at
        })
    }
}

/// Where threads went: `AL-1 to bea, AL-2 to the waiting line`.
pub(crate) fn where_to(threads: &[Thread]) -> String {
    let to = |thread: &Thread| match thread.agent.as_ref().filter(|_| thread.weight > 0) {
        Some(agent) => format!("{} to {agent}", thread.id),
        None => format!("{} to the waiting line", thread.id),
    };
    threads.iter().map(to).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
