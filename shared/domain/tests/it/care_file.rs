//! The `care.toml` that is shipped works.

use domain::config::{CareFile, read_file};
use domain::{Care, Language};

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

#[test]
fn it_warns_that_complaints_in_english_reach_nobody() {
    let (file, care) = shipped();
    let warnings = care.warnings(&file);
    let told = warnings
        .iter()
        .any(|w| w.field.starts_with("topics.reclamacion") && w.message.contains("`en`"));
    assert!(told, "{warnings:?}");
    let others: Vec<_> = warnings
        .iter()
        .filter(|w| w.field.starts_with("topics."))
        .map(|w| w.field.as_str())
        .collect();
    assert_eq!(
        others.len(),
        1,
        "every other topic is answered in both languages: {others:?}"
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
