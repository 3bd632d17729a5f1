//! From the file to what can be used: every problem is found, not only the first.

mod agents;
mod legal;
mod policies;
mod references;
mod rules;

use std::collections::BTreeMap;

use calendar::{Calendar, CalendarSpec};
use regex_lite::Regex;

use self::agents::agents;
use self::policies::policies;
use self::references::references;
use super::file::{CareFile, TopicEntry};
use super::roster::Topic;
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
    let routing = rules::routing(file, &mut problems);
    let spam = rules::spam(file, &mut problems);
    let crm = rules::crm(file, &mut problems);
    let legal = legal::legal(file, &mut problems);
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
            routing,
            spam,
            crm,
            legal,
            digest_above: usize::try_from(file.escalation.digest_above.unwrap_or(5))
                .unwrap_or(usize::MAX),
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
            (TopicId::new(name), topic(name, entry, problems))
        })
        .collect()
}

fn topic(name: &str, entry: &TopicEntry, problems: &mut Problems) -> Topic {
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
        relax: rules::relax(&format!("topics.{name}.relax"), &entry.relax, problems),
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
