//! Why an agent was chosen, and why not each of the others, in words.

use domain::config::Relaxation;
use domain::routing::{Chosen, Decision, Preference, Rejected, Rejection, WaitsFor};
use domain::timeline::DecisionEntry;
use jiff::tz::TimeZone;

use super::time;

/// The decision in lines: the choice first, then one line for each agent who was not chosen.
pub(crate) fn lines(entry: &DecisionEntry, zone: &TimeZone) -> Vec<String> {
    let Decision {
        chosen,
        waits_for,
        rejected,
        rejected_more,
    } = &entry.decision;
    let asked_by = occasion(&entry.occasion);
    let mut lines = vec![match (chosen, waits_for) {
        (Some(chosen), _) => choice(chosen, &asked_by),
        (None, Some(waits)) => format!("waits in line for {} ({asked_by})", awaited(waits, zone)),
        (None, None) => format!("nobody qualifies: waits in line ({asked_by})"),
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
    format!("{}: {because}{given_up} ({asked_by})", chosen.agent)
}

/// The agent for whose room a thread waits: `ana, who has no room, until 2026-11-23 14:00:00`.
pub(crate) fn awaited(waits: &WaitsFor, zone: &TimeZone) -> String {
    let until = time::column(waits.until, zone);
    format!("{}, who has no room, until {until}", waits.agent)
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
        "released" => "it was held, and is released".to_owned(),
        "topic" => "it went to another topic".to_owned(),
        "offer_missed" => "its agent did not take it in time".to_owned(),
        "waited_longer" => "it had waited in line".to_owned(),
        "leave" => "its agent is on leave".to_owned(),
        "absent" => "its agent is absent".to_owned(),
        "deactivated" => "its agent is assigned nothing any more".to_owned(),
        "off_shift" => "its agent is not back in time".to_owned(),
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
        Rejection::Absent => "is absent".to_owned(),
        Rejection::MissedOffer => "did not take it in time".to_owned(),
        Rejection::HandsOver => "had it, and hands it over".to_owned(),
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

    fn told(entry: &DecisionEntry) -> String {
        lines(entry, &TimeZone::UTC).join("\n")
    }

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
                waits_for: None,
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
        insta::assert_snapshot!(told(&entry(Some(chosen), "message")), @r"
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
        let told = told(&entry(None, "waiting_line"));
        let first = "nobody qualifies: waits in line (from the waiting line)\n";
        assert!(told.starts_with(first), "{told}");
    }

    #[test]
    fn who_is_waited_for_is_told_with_the_end_of_it() {
        let decision = Decision {
            waits_for: Some(WaitsFor {
                agent: AgentId::new("ana"),
                until: jiff::Timestamp::UNIX_EPOCH,
            }),
            ..Decision::default()
        };
        let occasion = "returned".to_owned();
        let entry = DecisionEntry { decision, occasion };
        assert_eq!(
            told(&entry),
            "waits in line for ana, who has no room, until 1970-01-01 00:00:00 (it came back to its agent)"
        );
    }

    #[test]
    fn whoever_loses_a_thread_is_told_with_the_cause() {
        let decision = Decision {
            rejected: vec![
                rejected("ana", vec![Rejection::HandsOver, Rejection::Absent]),
                rejected("bea", vec![Rejection::MissedOffer]),
            ],
            ..Decision::default()
        };
        let told = |cause: domain::reassign::Cause| {
            told(&DecisionEntry {
                decision: decision.clone(),
                occasion: cause.word().to_owned(),
            })
        };
        insta::assert_snapshot!(told(domain::reassign::Cause::OfferMissed), @r"
        nobody qualifies: waits in line (its agent did not take it in time)
        not ana: had it, and hands it over; is absent
        not bea: did not take it in time
        ");
        use domain::reassign::Cause::{Absent, Deactivated, Leave, OffShift, Topic, WaitedLonger};
        for cause in [Absent, Deactivated, Leave, OffShift, Topic, WaitedLonger] {
            let told = told(cause);
            let first = told.lines().next().unwrap_or_default();
            assert!(first.contains("(it"), "{cause:?} has no words: {first}");
        }
    }
}
