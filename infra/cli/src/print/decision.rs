//! Why an agent was chosen, and why not each of the others, in words.

use domain::config::Relaxation;
use domain::routing::{Chosen, Decision, Preference, Rejected, Rejection};
use domain::timeline::DecisionEntry;

/// The decision in lines: the choice first, then one line for each agent who was not chosen.
pub(crate) fn lines(entry: &DecisionEntry) -> Vec<String> {
    let Decision {
        chosen,
        rejected,
        rejected_more,
    } = &entry.decision;
    let mut lines = vec![match chosen {
        Some(chosen) => choice(chosen, &entry.occasion),
        None => format!(
            "nobody qualifies: waits in line ({})",
            occasion(&entry.occasion)
        ),
    }];
    lines.extend(rejected.iter().map(not_chosen));
    lines.extend(
        rejected_more
            .iter()
            .map(|(reason, count)| format!("not {count} more: {}", reason.replace('_', " "))),
    );
    lines
}

fn choice(chosen: &Chosen, asked_by: &str) -> String {
    let because = preference(chosen.because);
    let relaxed: Vec<&str> = chosen
        .relaxed
        .iter()
        .map(|relaxed| relaxation(*relaxed))
        .collect();
    let given_up = match relaxed.as_slice() {
        [] => String::new(),
        relaxed => format!("; given up: {}", relaxed.join(", ")),
    };
    format!(
        "{}: {because}{given_up} ({})",
        chosen.agent,
        occasion(asked_by)
    )
}

fn not_chosen(rejected: &Rejected) -> String {
    // Who supervises has no room either: that goes without saying.
    let told = |rejection: &&Rejection| !matches!(rejection, Rejection::Full { capacity: 0, .. });
    let reasons: Vec<String> = rejected.reasons.iter().filter(told).map(reason).collect();
    format!("not {}: {}", rejected.agent, reasons.join("; "))
}

fn occasion(word: &str) -> String {
    match word {
        "message" => "for a message".to_owned(),
        "waiting_line" => "from the waiting line".to_owned(),
        "operator" => "by an operator".to_owned(),
        "returned" => "it came back to its agent".to_owned(),
        other => other.replace('_', " "),
    }
}

fn preference(preference: Preference) -> &'static str {
    match preference {
        Preference::KnowsCustomer => "knows the customer already",
        Preference::LowerLevel => "has the lowest level that will do, so that experts stay free",
        Preference::LowerLoad => "holds the least for their capacity",
        Preference::LongerWithout => "went longest without a new thread",
        Preference::Id => "comes first by id, all else being equal",
        Preference::OnlyOne => "nobody else qualifies",
        Preference::Operator => "an operator gave it to them",
    }
}

fn relaxation(relaxation: Relaxation) -> &'static str {
    match relaxation {
        Relaxation::Language => "the customer's language",
        Relaxation::Level => "the level of the skills",
        Relaxation::Team => "the topic's team",
    }
}

fn reason(rejection: &Rejection) -> String {
    match rejection {
        Rejection::Skill {
            skill,
            asked,
            has: 0,
        } => format!("lacks the skill {skill} (level {asked} asked)"),
        Rejection::Skill { skill, asked, has } => {
            format!("has {skill} at level {has}, {asked} asked")
        }
        Rejection::Language => "does not speak the customer's language".to_owned(),
        Rejection::Team => "belongs to another team".to_owned(),
        Rejection::Channel => "does not work this channel".to_owned(),
        Rejection::OnLeave => "is on leave".to_owned(),
        Rejection::OffShift => "is off shift".to_owned(),
        Rejection::Away => "said they are away".to_owned(),
        Rejection::NeverAssigned => "supervises, and is never assigned".to_owned(),
        Rejection::Full { open, capacity } => format!("is full, holding {open} of {capacity}"),
        Rejection::ComesAfter { because } => format!("would do, but {}", second(*because)),
    }
}

fn second(because: Preference) -> &'static str {
    match because {
        Preference::KnowsCustomer => "does not know the customer",
        Preference::LowerLevel => "is more of an expert than it takes",
        Preference::LowerLoad => "holds more for their capacity",
        Preference::LongerWithout => "had a new thread more recently",
        Preference::Id | Preference::OnlyOne | Preference::Operator => "comes later by id",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::{AgentId, SkillId};

    use super::*;

    fn rejected(agent: &str, reasons: Vec<Rejection>) -> Rejected {
        Rejected {
            agent: AgentId::new(agent),
            reasons,
        }
    }

    fn entry(chosen: Option<Chosen>, occasion: &str) -> DecisionEntry {
        let skill = SkillId::new("envios");
        let rejected = vec![
            rejected(
                "bea",
                vec![
                    Rejection::Skill {
                        skill: skill.clone(),
                        asked: 3,
                        has: 0,
                    },
                    Rejection::OffShift,
                ],
            ),
            rejected(
                "carla",
                vec![Rejection::Skill {
                    skill,
                    asked: 3,
                    has: 2,
                }],
            ),
            rejected(
                "dani",
                vec![Rejection::Full {
                    open: 3,
                    capacity: 3,
                }],
            ),
            rejected(
                "eva",
                vec![Rejection::ComesAfter {
                    because: Preference::LowerLoad,
                }],
            ),
        ];
        let rejected_more = BTreeMap::from([("off_shift".to_owned(), 12)]);
        DecisionEntry {
            decision: Decision {
                chosen,
                rejected,
                rejected_more,
            },
            occasion: occasion.to_owned(),
        }
    }

    #[test]
    fn a_choice_is_told_with_every_reason() {
        let chosen = Chosen {
            agent: AgentId::new("ana"),
            because: Preference::LowerLoad,
            relaxed: vec![Relaxation::Language],
            capacity: 3,
            limit: 3,
        };
        insta::assert_snapshot!(lines(&entry(Some(chosen), "message")).join("\n"), @r"
        ana: holds the least for their capacity; given up: the customer's language (for a message)
        not bea: lacks the skill envios (level 3 asked); is off shift
        not carla: has envios at level 2, 3 asked
        not dani: is full, holding 3 of 3
        not eva: would do, but holds more for their capacity
        not 12 more: off shift
        ");
    }

    #[test]
    fn nobody_is_told_as_waiting() {
        let lines = lines(&entry(None, "waiting_line"));
        assert_eq!(
            lines.first().map(String::as_str),
            Some("nobody qualifies: waits in line (from the waiting line)")
        );
    }
}
