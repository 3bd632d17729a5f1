//! Regions in a `care.toml`: what is told when their days end, or are a forecast.

use domain::config::read_file;
use jiff::Timestamp;
use rstest::rstest;

use crate::builders::SHOP;

/// What is said of holidays at an instant, where the shop's only list of them is this one.
fn told(holidays: &str, now: &str) -> Vec<(String, String)> {
    let text = SHOP.replacen(
        r#"holidays = ["2026-12-08"]"#,
        &format!("holidays = [{holidays}]"),
        1,
    );
    let (file, care) = read_file(&text).unwrap();
    let now: Timestamp = now.parse().unwrap();
    let warnings = care.warnings(&file, now).into_iter();
    let of_holidays = warnings.filter(|warning| warning.field.ends_with(".holidays"));
    of_holidays
        .map(|warning| (warning.field, warning.message))
        .collect()
}

#[rstest]
#[case::dates(r#""2026-12-08", "local:2026-01-22""#, "2031-01-01T00:00:00Z")]
#[case::settled_by_law(r#""MX""#, "2029-12-01T00:00:00Z")]
#[case::no_gazette_out_yet(r#""ES", "ES-VC""#, "2026-10-01T00:00:00Z")]
fn nothing_is_said_of_days_that_are_known(#[case] holidays: &str, #[case] now: &str) {
    assert_eq!(told(holidays, now), []);
}

#[test]
fn a_region_whose_days_end_within_a_year_is_told_with_what_to_do() {
    let told = told(r#""2026-12-08", "MX""#, "2030-01-02T00:00:00Z");
    let [(field, message)] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(field, "calendars.oficina.holidays");
    assert!(
        message.contains("`MX` end with 2030") && message.contains("\"local:\""),
        "{message}"
    );
}

#[test]
fn once_gazettes_are_out_a_forecast_is_told_once_for_all_its_regions() {
    let told = told(r#""ES", "ES-VC", "MX""#, "2026-11-15T00:00:00Z");
    let [(field, message)] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(field, "calendars.oficina.holidays");
    assert!(
        message.contains("`ES`, `ES-VC` after 2026 are a forecast"),
        "{message}"
    );
}

#[test]
fn an_unknown_region_is_a_problem_of_its_line() {
    let text = SHOP.replacen(r#""2026-12-08"]"#, r#""2026-12-08", "ES-XX"]"#, 1);
    let told = read_file(&text).unwrap_err().to_string();
    assert!(
        told.starts_with("line 13: calendars.oficina.holidays[1]: "),
        "{told}"
    );
    assert!(told.contains("ES-VC"), "{told}");
}
