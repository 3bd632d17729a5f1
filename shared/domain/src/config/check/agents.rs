//! Agents: who they are, when they work, and how they are told.

use std::collections::BTreeMap;

use calendar::Calendar;

use super::{Problems, languages, levels, skills, unknown};
use crate::config::Problem;
use crate::config::file::{AgentEntry, CareFile, RouteName};
use crate::config::roster::{Agent, Route};
use crate::ids::{AgentId, ChannelId, Language, TeamId};

pub(super) fn agents(
    file: &CareFile,
    shifts: &BTreeMap<String, Calendar>,
    problems: &mut Problems,
) -> BTreeMap<AgentId, Agent> {
    let mut checked = BTreeMap::new();
    for (index, entry) in file.agents.iter().enumerate() {
        let field = format!("agents[{index}]");
        let routes = routes(&field, entry, problems);
        languages(&format!("{field}.languages"), &entry.languages, problems);
        levels(&format!("{field}.skills"), &entry.skills, problems);
        if entry.id.is_empty() || entry.id.contains(['#', ' ']) {
            problems.push(Problem::new(
                format!("{field}.id"),
                "must be a short name without spaces or `#`",
            ));
        }
        for (number, _) in entry
            .leave
            .iter()
            .enumerate()
            .filter(|(_, (from, to))| from > to)
        {
            problems.push(Problem::new(
                format!("{field}.leave[{number}]"),
                "ends before it begins",
            ));
        }
        if entry.capacity_max.is_some_and(|max| max < entry.capacity) {
            problems.push(Problem::new(
                format!("{field}.capacity_max"),
                "must not be less than `capacity`",
            ));
        }
        match shifts.get(&entry.shift) {
            None if !file.shifts.contains_key(&entry.shift) => {
                problems.push(unknown(
                    &format!("{field}.shift"),
                    "shift",
                    &entry.shift,
                    file.shifts.keys(),
                ));
            }
            None => {}
            Some(shift) => {
                let agent = agent(entry, routes, shift.clone());
                let twice = checked.insert(AgentId::new(&entry.id), agent);
                if twice.is_some() {
                    problems.push(Problem::new(
                        format!("{field}.id"),
                        format!("`{}` stands twice", entry.id),
                    ));
                }
            }
        }
    }
    checked
}

fn agent(entry: &AgentEntry, routes: Vec<Route>, shift: Calendar) -> Agent {
    Agent {
        id: AgentId::new(&entry.id),
        name: entry.name.clone(),
        routes,
        languages: entry.languages.iter().map(Language::new).collect(),
        skills: skills(&entry.skills),
        channels: entry.channels.iter().map(ChannelId::new).collect(),
        capacity: entry.capacity,
        capacity_max: entry.capacity_max.unwrap_or(entry.capacity),
        team: entry.team.as_deref().map(TeamId::new),
        shift,
        leave: entry.leave.clone(),
    }
}

/// The ways to tell an agent, first choice first. An agent without a way is a problem: they would never know.
fn routes(field: &str, entry: &AgentEntry, problems: &mut Problems) -> Vec<Route> {
    let email = entry
        .email
        .as_ref()
        .map(|address| Route::Email(address.clone()));
    let slack = entry.slack.as_ref().map(|id| Route::Slack(id.clone()));
    if let Some(address) = &entry.email
        && !plausible_address(address)
    {
        problems.push(Problem::new(
            format!("{field}.email"),
            format!("`{address}` is no e-mail address"),
        ));
    }
    let (first, second, wanted) = match entry.tell_by {
        Some(RouteName::Slack) => (slack, email, "slack"),
        _ => (email, slack, "email"),
    };
    if entry.tell_by.is_some() && first.is_none() {
        let message = format!(
            "`{}` is to be told by {wanted}, but `{wanted}` is missing",
            entry.name
        );
        problems.push(Problem::new(format!("{field}.tell_by"), message));
    }
    let routes: Vec<Route> = first.into_iter().chain(second).collect();
    if routes.is_empty() {
        let message = format!(
            "`{}` cannot be told anything: give `email`, `slack`, or both",
            entry.name
        );
        problems.push(Problem::new(field, message));
    }
    routes
}

/// One `@`, something on both sides, a dot behind it, nothing that could break a header (RFC 5322 §3.4.1 is wider).
fn plausible_address(address: &str) -> bool {
    let parts: Vec<&str> = address.split('@').collect();
    let clean = !address
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || "<>,;\"".contains(c));
    matches!(parts.as_slice(), [local, domain] if clean && !local.is_empty() && domain.contains('.'))
}
