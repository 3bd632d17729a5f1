//! The worked week of docs/commitments.md, by the shop's own care.toml.

use domain::config::read_file;
use rstest::rstest;

use crate::builders::{Edit, madrid, message, opening};

const CARE: &str = include_str!("../../../../infra/config/care.toml");

#[rstest]
#[case::ends_at_closing("16 10:00", "16 13:00", "16 14:00", "17 10:00")]
#[case::lunch_does_not_count("17 12:30", "17 17:30", "17 18:30", "18 12:30")]
#[case::one_hour_today_three_tomorrow("18 18:00", "19 11:00", "19 12:00", "19 18:00")]
#[case::an_hour_after_mondays_opening("19 16:30", "20 09:30", "20 10:30", "23 10:00")]
#[case::never_before_the_4h_and_an_hour("20 13:00", "23 10:00", "23 11:00", "23 12:00")]
#[case::the_weekend_is_closed("21 20:00", "23 12:00", "23 13:00", "23 14:00")]
#[case::joans_invoice("20 12:00", "20 15:00", "23 10:00", "23 11:00")]
fn the_worked_week_is_what_the_shop_promises(
    #[case] writes: &str,
    #[case] reminder: &str,
    #[case] four_hours: &str,
    #[case] a_day: &str,
) {
    let november = |day_and_time: &str| madrid(&format!("2026-11-{day_and_time}"));
    let (_, care) = read_file(CARE).unwrap();
    let event = message("¿Tenéis la 40?")
        .on("email")
        .posted(november(writes));
    let clock = opening(&care, &event).thread.clock.unwrap();
    assert_eq!(clock.policy, "General");
    let due: Vec<_> = clock
        .promises
        .iter()
        .map(|promise| promise.due_at)
        .collect();
    assert_eq!(due, [november(four_hours), november(a_day)]);
    assert_eq!(clock.steps[0].at, november(reminder));
}
