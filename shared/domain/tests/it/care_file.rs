//! The `care.toml` that is shipped works.

use domain::config::{CareFile, read_file};
use domain::{Care, Language};
use jiff::ToSpan;
use jiff::civil::{Date, date};

pub const CARE: &str = include_str!("../../../../infra/config/care.toml");

fn shipped() -> (CareFile, Care) {
    read_file(CARE).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn it_has_no_problems() {
    let (_, care) = shipped();
    assert_eq!(
        (care.brand.as_str(), care.reference_prefix.as_str()),
        ("Alpargata & Luna", "AL")
    );
    assert_eq!(
        care.agents
            .values()
            .filter(|agent| agent.capacity > 0)
            .count(),
        8
    );
    assert_eq!(care.topics.len(), 8);
}

/// What is said of topics at the beginning of November 2026.
fn told_of_topics() -> Vec<(String, String)> {
    let (file, care) = shipped();
    let warnings = care.warnings(&file, crate::builders::madrid("2026-11-01 10:00"));
    let of_topics = warnings
        .into_iter()
        .filter(|warning| warning.field.starts_with("topics."));
    of_topics
        .map(|warning| (warning.field, warning.message))
        .collect()
}

#[test]
fn it_warns_that_complaints_in_english_reach_nobody() {
    let told = told_of_topics();
    let in_languages: Vec<_> = told
        .iter()
        .filter(|(_, it)| it.starts_with("in `"))
        .collect();
    assert_eq!(in_languages.len(), 1, "{in_languages:?}");
    let (field, message) = in_languages[0];
    assert_eq!(field, "topics.reclamacion");
    assert!(message.starts_with("in `en`"), "{message}");
}

#[test]
fn it_warns_that_nobody_is_there_for_data_protection_on_fridays() {
    let told = told_of_topics();
    assert!(
        told.iter()
            .any(|(field, message)| field == "topics.privacidad"
                && message.contains("fridays 09:00–15:00")
                && message.contains("`oficina` is open")),
        "{told:?}"
    );
    assert!(
        !told.iter().any(|(_, it)| it.contains("NOBODY CAN SERVE")),
        "{told:?}"
    );
}

#[test]
fn it_is_open_as_it_says() {
    let (_, care) = shipped();
    let open = |calendar: &str, local: &str| {
        care.calendars[calendar].is_open(crate::builders::madrid(local))
    };
    assert!(open("oficina", "2026-11-27 20:00"), "Black Friday");
    assert!(!open("oficina", "2026-11-20 15:00"));
    assert!(!open("oficina", "2026-10-09 10:00"), "9 d'Octubre");
    assert!(!open("oficina", "2027-04-05 10:00"), "San Vicente Ferrer");
    assert!(open("redes", "2026-10-09 21:59") && !open("redes", "2026-12-25 12:00"));
}

#[test]
fn its_office_is_closed_on_the_days_of_the_nation_the_community_and_the_town() {
    let (_, care) = shipped();
    let closed = [
        "2026-01-01 2026-01-06 2026-01-22 2026-03-19 2026-04-03 2026-04-06 2026-04-13 2026-05-01 2026-06-24 2026-08-15",
        "2026-10-09 2026-10-12 2026-12-08 2026-12-25 2027-01-01 2027-01-06 2027-01-22 2027-03-19 2027-03-26 2027-03-29",
        "2027-04-05 2027-05-01 2027-06-24 2027-10-09 2027-10-12 2027-11-01 2027-12-06 2027-12-08 2027-12-25",
    ];
    let closed: Vec<Date> = closed
        .iter()
        .flat_map(|row| row.split(' '))
        .map(|day| day.parse().unwrap())
        .collect();
    let years = date(2026, 1, 1)
        .series(1.day())
        .take_while(|day| day.year() < 2028);
    for day in years.filter(|day| day.weekday().to_monday_zero_offset() < 5) {
        let open =
            care.calendars["oficina"].is_open(crate::builders::madrid(&format!("{day} 10:00")));
        assert_eq!(open, !closed.contains(&day), "{day}");
    }
}

#[test]
fn it_warns_once_that_the_next_year_is_not_settled() {
    let (file, care) = shipped();
    let warnings = care.warnings(&file, crate::builders::madrid("2026-11-01 10:00"));
    let told: Vec<_> = warnings
        .iter()
        .filter(|it| it.field.ends_with("holidays"))
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].message.contains("shifts.lunes_a_jueves.holidays"),
        "{told:?}"
    );
}

#[test]
fn its_office_shifts_are_off_on_the_offices_holidays() {
    let (file, _) = shipped();
    for shift in ["jornada", "mananas", "lunes_a_jueves"] {
        assert_eq!(
            file.shifts[shift].holidays, file.calendars["oficina"].holidays,
            "{shift}"
        );
    }
}

#[test]
fn every_topic_has_words_and_labels_in_both_languages() {
    let (_, care) = shipped();
    for topic in care.topics.values() {
        assert!(
            !topic.keywords.is_empty() && topic.team.is_some(),
            "{}",
            topic.id
        );
        assert!(
            ["es", "en"]
                .iter()
                .all(|code| topic.label.contains_key(&Language::new(*code))),
            "{}",
            topic.id
        );
    }
}

mod the_worked_example_of_the_routing_page {
    use domain::AgentId;
    use domain::config::Relaxation;
    use domain::routing::{Decision, Load, Loads, Need, Preference, Rejection, decide, word};
    use jiff::SignedDuration;

    use super::shipped;
    use crate::builders::madrid;

    /// Who gets what on WhatsApp on a Friday in November, after some time in the waiting line.
    fn given(
        topic: &str,
        language: &str,
        at: &str,
        held: &[(&str, u32)],
        waited: &str,
    ) -> Decision {
        let (_, care) = shipped();
        let loads: Loads = care
            .agents
            .values()
            .map(|agent| {
                let open = held.iter().find(|(id, _)| *id == agent.id.as_str());
                let load = Load {
                    open: open.map_or(0, |(_, open)| *open),
                    capacity: agent.capacity,
                    ..Load::default()
                };
                (agent.id.clone(), load)
            })
            .collect();
        let need = Need {
            waits: waited.parse::<SignedDuration>().unwrap(),
            ..Need::new(
                &care.topics[topic],
                language.into(),
                "whatsapp".into(),
                care.weight(&"whatsapp".into()),
            )
        };
        decide(&care, &need, &loads, madrid(at))
    }

    fn a_return(language: &str, at: &str, held: &[(&str, u32)]) -> Decision {
        given("devolucion", language, at, held, "0s")
    }

    fn choice(decision: &Decision) -> Option<(&str, Preference)> {
        let chosen = decision.chosen.as_ref()?;
        Some((chosen.agent.as_str(), chosen.because))
    }

    #[test]
    fn a_return_in_catalan_on_friday_evening() {
        let decision = a_return("ca", "2026-11-20 18:00", &[]);
        assert_eq!(choice(&decision), Some(("neus", Preference::OnlyOne)));
        let told: Vec<String> = decision
            .rejected
            .iter()
            .map(|rejected| {
                let reasons = rejected.reasons.iter();
                let reasons = reasons.filter(|r| !matches!(r, Rejection::Full { capacity: 0, .. }));
                let words: Vec<&str> = reasons.map(word).collect();
                format!("{}: {}", rejected.agent, words.join(" "))
            })
            .collect();
        assert_eq!(
            told,
            [
                "clara: skill language team off_shift",
                "elena: never_assigned skill language team off_shift",
                "hugo: skill language team off_shift",
                "ines: language off_shift",
                "lucia: language off_shift",
                "marcos: language on_leave",
                "omar: skill language",
                "ramon: skill language team off_shift",
            ]
        );
    }

    #[test]
    fn a_return_in_spanish_spares_experts_and_evens_loads() {
        let noon = a_return("es", "2026-11-20 12:00", &[]);
        assert_eq!(choice(&noon), Some(("ines", Preference::LowerLevel)));
        let marcos_is_back = a_return("es", "2026-12-11 12:00", &[]);
        assert_eq!(
            choice(&marcos_is_back),
            Some(("marcos", Preference::LowerLevel))
        );
        let later = a_return("es", "2026-11-20 14:30", &[("ines", 2), ("neus", 4)]);
        assert_eq!(choice(&later), Some(("ines", Preference::LowerLoad)));
    }

    #[test]
    fn a_return_waits_where_nobody_has_the_skill_and_room() {
        let full = [("neus", 8)];
        let waits = a_return("ca", "2026-11-20 18:00", &full);
        assert_eq!(choice(&waits), None);
        assert_eq!(choice(&a_return("ca", "2026-11-22 12:00", &full)), None);
        let monday = a_return("ca", "2026-11-23 08:00", &full).chosen.unwrap();
        assert_eq!(
            (monday.agent, monday.relaxed),
            (AgentId::new("ines"), vec![Relaxation::Language])
        );
    }

    #[test]
    fn an_invoice_in_french_waits_an_hour_for_somebody_who_speaks_it() {
        let after = |waited| given("factura", "fr", "2026-11-24 10:00", &[], waited);
        assert_eq!(choice(&after("59m")), None);
        let hugo = after("1h").chosen.unwrap();
        assert_eq!(
            (hugo.agent, hugo.relaxed),
            (AgentId::new("hugo"), vec![Relaxation::Language])
        );
    }
}
