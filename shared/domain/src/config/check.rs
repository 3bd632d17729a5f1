//! From the file to what can be used: every problem is found, not only the first.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Calendar, CalendarSpec};
use regex_lite::Regex;

use super::file::{AgentEntry, CareFile, PolicyEntry, RouteName, TopicEntry};
use super::policy::{Commitment, Policy, StepMoment, StepRule, Within};
use super::roster::{Agent, Route, Topic};
use super::{Care, Problem, version_of};
use crate::ids::{AgentId, ChannelId, Language, SkillId, TeamId, TopicId};

type Problems = Vec<Problem>;

pub(super) fn check(file: &CareFile) -> Result<Care, Problems> {
    let mut problems = Problems::new();
    let calendars = calendars("calendars", &file.calendars, &mut problems);
    let shifts = self::calendars("shifts", &file.shifts, &mut problems);
    let languages = languages("brand.languages", &file.brand.languages, &mut problems);
    brand(file, &mut problems);
    let topics = topics(file, &mut problems);
    let agents = agents(file, &shifts, &mut problems);
    let policies = policies(file, &mut problems);
    references(file, &mut problems);
    let order_pattern = order_pattern(file, &mut problems);
    let zone = calendars
        .get(&file.brand.calendar)
        .map(|calendar| calendar.time_zone().clone());
    match zone {
        Some(zone) if problems.is_empty() => Ok(Care {
            version: version_of(file),
            brand: file.brand.name.clone(),
            reference_prefix: file.brand.reference.clone(),
            languages,
            zone,
            calendars,
            policies,
            topics,
            general_topic: TopicId::new(&file.routing.general_topic),
            leads: leads(file),
            agents,
            manager: AgentId::new(&file.escalation.manager),
            fallback: AgentId::new(&file.escalation.fallback),
            weights: file
                .routing
                .weights
                .iter()
                .map(|(name, weight)| (ChannelId::new(name), *weight))
                .collect(),
            away_texts: file.routing.away_texts.clone(),
            segments: segments(file),
            order_pattern,
        }),
        _ => Err(problems),
    }
}

fn calendars(
    section: &str,
    specs: &BTreeMap<String, CalendarSpec>,
    problems: &mut Problems,
) -> BTreeMap<String, Calendar> {
    let mut checked = BTreeMap::new();
    for (name, spec) in specs {
        match Calendar::new(spec.clone()) {
            Ok(calendar) => {
                checked.insert(name.clone(), calendar);
            }
            Err(error) => {
                let field = error.field().map_or_else(
                    || format!("{section}.{name}"),
                    |field| format!("{section}.{name}.{field}"),
                );
                problems.push(Problem::new(field, error.to_string()));
            }
        }
    }
    checked
}

fn brand(file: &CareFile, problems: &mut Problems) {
    let reference = &file.brand.reference;
    if reference.is_empty()
        || reference.len() > 6
        || !reference.bytes().all(|byte| byte.is_ascii_uppercase())
    {
        problems.push(Problem::new(
            "brand.reference",
            "must be one to six capital letters, such as \"AL\"",
        ));
    }
    if file.brand.name.trim().is_empty() || file.brand.name.contains(['\r', '\n']) {
        problems.push(Problem::new("brand.name", "must be a name in one line"));
    }
    if !file.calendars.contains_key(&file.brand.calendar) {
        problems.push(unknown(
            "brand.calendar",
            "calendar",
            &file.brand.calendar,
            file.calendars.keys(),
        ));
    }
}

fn languages(field: &str, names: &[String], problems: &mut Problems) -> Vec<Language> {
    if names.is_empty() {
        problems.push(Problem::new(
            field,
            "must name at least one language, such as [\"es\"]",
        ));
    }
    for (index, name) in names.iter().enumerate() {
        if name.len() != 2 || !name.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let message = format!(
                "`{name}` is no language; write its two letters of ISO 639-1, such as \"es\""
            );
            problems.push(Problem::new(format!("{field}[{index}]"), message));
        }
    }
    names.iter().map(Language::new).collect()
}

fn topics(file: &CareFile, problems: &mut Problems) -> BTreeMap<TopicId, Topic> {
    file.topics
        .iter()
        .map(|(name, entry)| {
            levels(&format!("topics.{name}.skills"), &entry.skills, problems);
            (TopicId::new(name), topic(name, entry))
        })
        .collect()
}

fn topic(name: &str, entry: &TopicEntry) -> Topic {
    Topic {
        id: TopicId::new(name),
        label: entry
            .label
            .iter()
            .map(|(language, label)| (Language::new(language), label.clone()))
            .collect(),
        skills: skills(&entry.skills),
        motives: entry.motives.clone(),
        keywords: entry.keywords.clone(),
        team: entry.team.as_deref().map(TeamId::new),
        relax: entry.relax.clone(),
    }
}

fn skills(levels: &BTreeMap<String, u8>) -> BTreeMap<SkillId, u8> {
    levels
        .iter()
        .map(|(name, level)| (SkillId::new(name), *level))
        .collect()
}

fn levels(field: &str, levels: &BTreeMap<String, u8>, problems: &mut Problems) {
    for (skill, level) in levels {
        if !(1..=5).contains(level) {
            problems.push(Problem::new(
                format!("{field}.{skill}"),
                format!("level {level} is not one of 1 to 5"),
            ));
        }
    }
}

fn agents(
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

fn policies(file: &CareFile, problems: &mut Problems) -> Vec<Policy> {
    if file.policies.is_empty() {
        problems.push(Problem::new(
            "policies",
            "must hold at least one policy: what is promised to everyone",
        ));
    }
    if file.policies.iter().all(|policy| !matches_all(policy)) {
        let message =
            "the last policy must match every thread (no `channels`, `topics` or `segments`)";
        problems.push(Problem::new(
            format!("policies[{}]", file.policies.len().saturating_sub(1)),
            message,
        ));
    }
    let mut checked = Vec::new();
    for (index, entry) in file.policies.iter().enumerate() {
        let field = format!("policies[{index}]");
        if !file.calendars.contains_key(&entry.calendar) {
            problems.push(unknown(
                &format!("{field}.calendar"),
                "calendar",
                &entry.calendar,
                file.calendars.keys(),
            ));
        }
        checked.push(policy(&field, entry, problems));
    }
    checked
}

fn matches_all(policy: &PolicyEntry) -> bool {
    policy.channels.is_empty() && policy.topics.is_empty() && policy.segments.is_empty()
}

fn policy(field: &str, entry: &PolicyEntry, problems: &mut Problems) -> Policy {
    let commitments = commitments(field, entry, problems);
    let chain = chain(field, entry, problems);
    Policy {
        name: entry.name.clone(),
        channels: entry.channels.iter().map(ChannelId::new).collect(),
        topics: entry.topics.iter().map(TopicId::new).collect(),
        segments: entry.segments.clone(),
        calendar: entry.calendar.clone(),
        commitments,
        chain,
    }
}

fn commitments(field: &str, entry: &PolicyEntry, problems: &mut Problems) -> Vec<Commitment> {
    if entry.commitments.is_empty() {
        problems.push(Problem::new(
            format!("{field}.commitments"),
            "must hold at least one promise",
        ));
    }
    let mut names = BTreeSet::new();
    let mut checked = Vec::new();
    for (index, commitment) in entry.commitments.iter().enumerate() {
        let field = format!("{field}.commitments[{index}]");
        if !names.insert(&commitment.name) || commitment.name.contains('#') {
            let message = format!("`{}` stands twice, or holds a `#`", commitment.name);
            problems.push(Problem::new(format!("{field}.name"), message));
        }
        match Within::parse(&commitment.within, commitment.clock) {
            Ok(within) => checked.push(Commitment {
                name: commitment.name.clone(),
                within,
                written: commitment.within.clone(),
                when_closed: commitment.when_closed,
            }),
            Err(message) => problems.push(Problem::new(format!("{field}.within"), message)),
        }
    }
    checked
}

fn chain(field: &str, entry: &PolicyEntry, problems: &mut Problems) -> Vec<StepRule> {
    let mut checked: Vec<StepRule> = Vec::new();
    for (index, step) in entry.chain.iter().enumerate() {
        let field = format!("{field}.chain[{index}]");
        if !entry
            .commitments
            .iter()
            .any(|commitment| commitment.name == step.commitment)
        {
            let names = entry.commitments.iter().map(|commitment| &commitment.name);
            problems.push(unknown(
                &format!("{field}.commitment"),
                "commitment",
                &step.commitment,
                names,
            ));
        }
        if step.tell.is_empty() {
            problems.push(Problem::new(
                format!("{field}.tell"),
                "must name at least one role: a step never alerts nobody",
            ));
        }
        match StepMoment::parse(&step.at) {
            Ok(moment)
                if checked
                    .iter()
                    .any(|other| other.commitment == step.commitment && other.moment == moment) =>
            {
                problems.push(Problem::new(
                    field,
                    "this commitment has a step at this moment already",
                ));
            }
            Ok(moment) => checked.push(StepRule {
                commitment: step.commitment.clone(),
                moment,
                tell: step.tell.clone(),
                urgent: step.urgent,
            }),
            Err(message) => problems.push(Problem::new(format!("{field}.at"), message)),
        }
    }
    checked
}

/// Names that point at something must find it.
fn references(file: &CareFile, problems: &mut Problems) {
    let agent_ids: BTreeSet<&String> = file.agents.iter().map(|agent| &agent.id).collect();
    let mut agent = |field: String, id: &String| {
        if !agent_ids.contains(id) {
            problems.push(unknown(&field, "agent", id, agent_ids.iter().copied()));
        }
    };
    agent("escalation.manager".to_owned(), &file.escalation.manager);
    agent("escalation.fallback".to_owned(), &file.escalation.fallback);
    for (name, team) in &file.teams {
        agent(format!("teams.{name}.lead"), &team.lead);
    }
    let teams = file
        .topics
        .iter()
        .map(|(name, topic)| (format!("topics.{name}.team"), &topic.team));
    let of_agents = file
        .agents
        .iter()
        .enumerate()
        .map(|(i, agent)| (format!("agents[{i}].team"), &agent.team));
    for (field, team) in teams.chain(of_agents) {
        if let Some(team) = team.as_ref().filter(|team| !file.teams.contains_key(*team)) {
            problems.push(unknown(&field, "team", team, file.teams.keys()));
        }
    }
    topic_names(file, problems);
    for (index, policy) in file.policies.iter().enumerate() {
        for name in policy
            .segments
            .iter()
            .filter(|name| !file.segments.contains_key(*name))
        {
            problems.push(unknown(
                &format!("policies[{index}].segments"),
                "segment",
                name,
                file.segments.keys(),
            ));
        }
    }
}

fn topic_names(file: &CareFile, problems: &mut Problems) {
    let general = (
        "routing.general_topic".to_owned(),
        &file.routing.general_topic,
    );
    let of_policies = file
        .policies
        .iter()
        .enumerate()
        .flat_map(|(index, policy)| {
            policy
                .topics
                .iter()
                .map(move |name| (format!("policies[{index}].topics"), name))
        });
    for (field, name) in of_policies.chain([general]) {
        if !file.topics.contains_key(name) {
            problems.push(unknown(&field, "topic", name, file.topics.keys()));
        }
    }
}

fn order_pattern(file: &CareFile, problems: &mut Problems) -> Option<Regex> {
    let pattern = file.orders.pattern.as_ref()?;
    Regex::new(pattern)
        .inspect_err(|error| {
            problems.push(Problem::new(
                "orders.pattern",
                format!("is no regular expression: {error}"),
            ))
        })
        .ok()
}

fn leads(file: &CareFile) -> BTreeMap<TeamId, AgentId> {
    file.teams
        .iter()
        .map(|(name, team)| (TeamId::new(name), AgentId::new(&team.lead)))
        .collect()
}

fn segments(file: &CareFile) -> BTreeMap<String, String> {
    file.segments
        .iter()
        .flat_map(|(name, segment)| {
            segment
                .identities
                .iter()
                .map(move |id| (id.to_lowercase(), name.clone()))
        })
        .collect()
}

pub(super) fn unknown<'n>(
    field: &str,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'n String>,
) -> Problem {
    let known: Vec<&str> = known.map(String::as_str).take(12).collect();
    Problem::new(
        field,
        format!("there is no {what} `{name}`; known: {}", known.join(", ")),
    )
}
