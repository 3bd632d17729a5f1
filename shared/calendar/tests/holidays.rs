//! What may stand in a list of holidays, and what the regions hold.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;

use calendar::{Calendar, CalendarError, CalendarSpec, HolidayEntry, Region};
use jiff::civil::Date;
use rstest::rstest;
use support::{at, calendar, office_json, refusal};

fn days(codes: &[&str], year: i16) -> BTreeSet<Date> {
    let regions = codes.iter().map(|code| Region::named(code).unwrap());
    let days = regions.flat_map(Region::days).map(|(date, _)| date);
    days.filter(|date| date.year() == year).collect()
}

fn dates(year: i16, text: &str) -> BTreeSet<Date> {
    let date = |day| format!("{year}-{day}").parse().unwrap();
    text.split(' ').map(date).collect()
}

#[rstest]
#[case::by_law(
    2024,
    "01-01 01-06 03-19 03-29 04-01 05-01 06-24 08-15 10-09 10-12 11-01 12-06 12-25"
)]
#[case::christmas_and_constitution(
    2025,
    "01-01 01-06 03-19 04-18 04-21 05-01 06-24 08-15 10-09 11-01 12-06 12-08 12-25"
)]
#[case::the_year_of_the_shipped_file(
    2026,
    "01-01 01-06 03-19 04-03 04-06 05-01 06-24 08-15 10-09 10-12 12-08 12-25"
)]
fn spain_and_valencia_together_are_what_the_gazette_lists(#[case] year: i16, #[case] listed: &str) {
    assert_eq!(days(&["ES", "ES-VC"], year), dates(year, listed));
}

#[test]
fn a_community_holds_only_what_it_observes_beside_the_nation() {
    let national: BTreeSet<Date> = Region::named("ES")
        .unwrap()
        .days()
        .map(|(d, _)| d)
        .collect();
    let communities: Vec<Region> = Region::all()
        .filter(|r| r.code().starts_with("ES-"))
        .collect();
    assert_eq!(communities.len(), 17 + 2);
    for community in communities {
        assert!(
            community.days().all(|(date, _)| !national.contains(&date)),
            "{community}"
        );
    }
}

#[rstest]
#[case::emiliani("CO", "2026-01-12", "Reyes Magos")]
#[case::third_monday("MX", "2026-11-16", "Día de la Revolución")]
#[case::every_six_years("MX", "2030-10-01", "Transmisión del Poder Ejecutivo Federal")]
#[case::moved_to_the_eve_of_the_weekend("EC", "2027-12-31", "Año Nuevo")]
#[case::movable("PT", "2026-06-04", "Corpo de Deus")]
#[case::local_name("ES-VC", "2026-10-09", "Dia de la Comunitat Valenciana")]
fn a_day_is_told_with_the_name_it_has_there(
    #[case] code: &str,
    #[case] date: &str,
    #[case] name: &str,
) {
    let date: Date = date.parse().unwrap();
    let mut days = Region::named(code).unwrap().days();
    assert!(days.any(|day| day == (date, name)), "{code} {date} {name}");
}

#[test]
fn regions_local_days_and_dates_close_side_by_side() {
    let office = calendar(&office_json(
        "Europe/Madrid",
        r#""holidays": ["ES", "ES-VC", "local:2026-01-22", "2026-12-24"]"#,
    ));
    for closed in ["2026-01-06", "2026-10-09", "2026-01-22", "2026-12-24"] {
        assert!(
            !office.is_open(at(&format!("{closed}T12:00:00+01:00"))),
            "{closed}"
        );
    }
    assert!(office.is_open(at("2026-12-23T12:00:00+01:00")));
}

#[test]
fn a_region_closes_the_days_that_it_lists_and_no_other() {
    for region in Region::all() {
        let with = |holidays: Vec<HolidayEntry>| {
            let hours = support::spec(&support::daily_json("UTC", "00:00", "24:00", "")).hours;
            Calendar::new(CalendarSpec {
                tz: "UTC".to_owned(),
                hours,
                holidays,
                ..CalendarSpec::default()
            })
        };
        let named = with(vec![region.into()]).unwrap();
        let spelt = with(region.days().map(|(date, _)| date.into()).collect()).unwrap();
        let (from, to) = (at("2023-01-01T00:00:00Z"), at("2033-01-01T00:00:00Z"));
        let segments = |calendar: &Calendar| -> Vec<_> {
            calendar
                .segments(from)
                .take_while(|segment| segment.start < to)
                .collect()
        };
        assert_eq!(segments(&named), segments(&spelt), "{region}");
    }
}

#[test]
fn after_its_last_year_a_region_closes_nothing() {
    let mexico = calendar(&office_json("America/Mexico_City", r#""holidays": ["MX"]"#));
    assert_eq!(Region::named("MX").unwrap().known_through(), 2030);
    assert!(!mexico.is_open(at("2030-12-25T12:00:00-06:00")));
    assert!(mexico.is_open(at("2031-12-25T12:00:00-06:00")));
}

#[rstest]
#[case::date("2026-03-19")]
#[case::local("local:2026-03-19")]
#[case::country("CO")]
#[case::community("ES-VC")]
#[case::unknown("ES-XX")]
fn an_entry_is_written_as_it_is_read(#[case] text: &str) {
    let entry: HolidayEntry = serde_json::from_value(text.into()).unwrap();
    assert_eq!(serde_json::to_value(&entry).unwrap(), text);
    assert_eq!(entry.to_string(), text);
}

#[rstest]
#[case::no_such_date("2024-02-30")]
#[case::no_such_local_date("local:2024-02-30")]
#[case::local_region("local:ES")]
fn what_begins_as_a_date_must_be_one(#[case] text: &str) {
    assert!(serde_json::from_value::<HolidayEntry>(text.into()).is_err());
}

#[rstest]
#[case::no_such_community("ES-XX")]
#[case::small_letters("es-vc")]
#[case::nothing("")]
fn an_unknown_region_is_refused_with_its_place_and_the_known_ones(#[case] text: &str) {
    let more = format!(r#""holidays": ["ES", "2026-12-24", "{text}"]"#);
    let error = refusal(&office_json("UTC", &more));
    assert!(
        matches!(error, CalendarError::UnknownHoliday { .. }),
        "{error}"
    );
    assert_eq!(error.field(), Some("holidays[2]"));
    let told = error.to_string();
    assert!(
        told.starts_with(&format!("holidays[2]: `{text}` ")),
        "{told}"
    );
    assert!(told.contains("ES-VC") && told.contains("MX"), "{told}");
}

#[test]
fn a_hostile_region_does_not_fill_the_error() {
    let more = format!(r#""holidays": ["{}"]"#, "X".repeat(100_000));
    assert!(refusal(&office_json("UTC", &more)).to_string().len() < 400);
}
