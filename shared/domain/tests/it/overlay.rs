//! Hours told relative to now: the demo's story holds at any hour of any day.

use domain::clock::Clock;
use domain::config::overlay::overlay;
use domain::config::{ConfigError, read_file};
use domain::{Care, Thread};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rstest::rstest;

use crate::builders::{Edit, SHOP, madrid, message, opening, shop};
use crate::care_file::CARE;

const HOURS: &str = include_str!("../../../../infra/local/demo-hours.toml");

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

fn demo(now: Timestamp) -> Care {
    overlay(CARE, HOURS, now)
        .unwrap_or_else(|error| panic!("{error}"))
        .1
}

/// A complaint or question that was posted on a channel.
fn thread(care: &Care, channel: &str, topic: &str, posted: Timestamp) -> Thread {
    let mut thread = opening(&shop(), &message("hola").posted(posted)).thread;
    (thread.channel, thread.topic) = (channel.into(), topic.into());
    thread.clock = Some(Clock::start(care, &thread, posted).unwrap());
    thread
}

fn due(thread: &Thread, commitment: &str) -> Timestamp {
    let promises = &thread.clock.as_ref().unwrap().promises;
    promises
        .iter()
        .find(|promise| promise.commitment == commitment)
        .unwrap()
        .due_at
}

/// All that the demo's story rests on.
fn the_story_holds_at(now: Timestamp) {
    let care = demo(now);
    let (office, social) = (&care.calendars["oficina"], &care.calendars["redes"]);
    assert!(office.is_open(now) && social.is_open(now));
    assert!(
        office.elapsed(now, now + hours(6)) >= hours(6),
        "four hours from now end in open time"
    );

    let five_hours_ago = office.before(now, hours(5)).unwrap();
    assert!(
        now.duration_since(five_hours_ago) > hours(20),
        "behind a closed span"
    );
    assert_eq!(office.elapsed(five_hours_ago, now), hours(5));
    for topic in ["reclamacion", "devolucion"] {
        let mail = thread(&care, "email", topic, five_hours_ago);
        assert!(due(&mail, "respuesta") < now && now < due(&mail, "tope"));
    }
    for channel in ["whatsapp", "email"] {
        let old = thread(&care, channel, "pago", now - hours(25));
        assert!(
            due(&old, "respuesta") < now && due(&old, "tope") < now,
            "both promises are broken"
        );
    }
    let complaint = thread(&care, "email", "reclamacion", now);
    let legal = Clock::legal(&care, &complaint, now).unwrap().unwrap();
    assert!(legal.first_due() > now + hours(24 * 14));

    let at_work: Vec<_> = care
        .agents
        .values()
        .filter(|agent| agent.works_at(now))
        .map(|a| a.id.as_str())
        .collect();
    assert_eq!(
        at_work,
        ["clara", "elena", "hugo", "ines", "lucia", "neus", "ramon"]
    );
    assert!(care.agents["marcos"].on_leave_at(now) && !care.agents["omar"].on_leave_at(now));
}

#[rstest]
#[case::sunday_night("2026-11-22 23:59:59")]
#[case::monday_midnight("2026-11-23 00:00")]
#[case::friday_noon("2026-11-20 12:00")]
#[case::christmas("2026-12-25 03:33:33")]
#[case::before_clocks_go_forward("2027-03-28 01:59:59")]
#[case::after_clocks_went_forward("2027-03-28 03:00")]
#[case::the_day_after("2027-03-29 04:15")]
#[case::before_clocks_go_back("2026-10-25 01:30")]
#[case::when_clocks_go_back("2026-10-25 02:30")]
#[case::after_clocks_went_back("2026-10-25 05:10")]
#[case::the_day_after_that("2026-10-26 01:45")]
fn the_demos_story_holds(#[case] local: &str) {
    the_story_holds_at(madrid(local));
    the_story_holds_at(madrid(local) + SignedDuration::from_micros(999_999));
}

#[test]
fn the_demos_story_holds_in_every_minute_around_a_repeated_hour() {
    let from = madrid("2026-10-24 23:00");
    for minute in (0..32 * 60).step_by(7) {
        the_story_holds_at(from + SignedDuration::from_mins(minute));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_demos_story_holds_at_any_instant(second in 1_767_225_600_i64..1_990_000_000, nano in 0_i32..1_000_000_000) {
        the_story_holds_at(Timestamp::new(second, nano).unwrap());
    }

    #[test]
    fn a_window_is_open_from_its_first_to_its_last_instant_in_any_zone(
        second in 1_000_000_000_i64..1_900_000_000,
        begin in -3000_i64..3000,
        length in 1_i64..3000,
        zone in prop::sample::select(vec!["Europe/Madrid", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "Africa/Cairo"]),
    ) {
        let now = Timestamp::from_second(second).unwrap();
        let care = SHOP.replace("Europe/Madrid", zone);
        let laid = format!("[relative.calendars.oficina]\nopen = [[\"{begin}m\", \"{}m\"]]", begin + length);
        let care = overlay(&care, &laid, now).unwrap().1;
        let (from, to) = (now + SignedDuration::from_mins(begin), now + SignedDuration::from_mins(begin + length));
        let calendar = &care.calendars["oficina"];
        prop_assert_eq!(calendar.elapsed(from, to), SignedDuration::from_mins(length));
        let around = calendar.elapsed(from - hours(400), to + hours(400));
        prop_assert!(around <= SignedDuration::from_mins(length + 120), "at most the repeated hours more: {around:?}");
    }
}

#[rstest]
#[case::begins_there("2026-10-25T01:10:00Z", "+0m", "+90m")]
#[case::ends_there("2026-10-25T01:30:00Z", "-45m", "+0m")]
#[case::lies_there("2026-10-25T01:10:00Z", "+0m", "+40m")]
fn a_window_in_the_second_of_two_equal_hours_is_never_shorter(
    #[case] now: Timestamp,
    #[case] begin: &str,
    #[case] end: &str,
) {
    let laid = format!("[relative.calendars.oficina]\nopen = [[\"{begin}\", \"{end}\"]]");
    let care = overlay(SHOP, &laid, now).unwrap().1;
    let [begin, end] = [begin, end].map(|text| now + text.parse::<SignedDuration>().unwrap());
    let open = care.calendars["oficina"].elapsed(begin, end);
    assert_eq!(open, end.duration_since(begin));
}

#[test]
fn what_is_laid_over_can_be_written_and_read_again() {
    let (file, care) = overlay(CARE, HOURS, madrid("2026-11-22 23:59:59")).unwrap();
    let again = read_file(&toml::to_string(&file).unwrap()).unwrap().1;
    assert_eq!(again.version, care.version);
}

#[test]
fn seconds_are_kept_and_days_split_at_midnight() {
    let laid = "[relative.shifts.mananas]\nopen = [[\"-1h\", \"+2h\"]]\nrepeat_days = 1";
    let (file, _) = overlay(SHOP, laid, madrid("2026-11-16 23:00:07")).unwrap();
    let spec = serde_json::to_value(&file.shifts["mananas"]).unwrap();
    let expected = serde_json::json!({
        "tz": "Europe/Madrid", "hours": {}, "shifts": {
            "2026-11-16": [["22:00:07", "24:00"]],
            "2026-11-17": [["00:00:00", "01:00:07"], ["22:00:07", "24:00"]],
            "2026-11-18": [["00:00:00", "01:00:07"]],
        }
    });
    assert_eq!(spec, expected);
}

#[test]
fn what_is_not_named_stays_as_it_is() {
    let (file, _) = overlay(
        SHOP,
        "[relative.calendars.oficina]\nopen = [[\"-1h\", \"+2h\"]]",
        madrid("2026-11-16 10:00"),
    )
    .unwrap();
    let before = read_file(SHOP).unwrap().0;
    assert_eq!(file.shifts, before.shifts);
    assert!(
        file.calendars["oficina"].hours.is_empty() && file.calendars["oficina"].holidays.is_empty()
    );
    assert_eq!(file.agents[0].leave, before.agents[0].leave);
}

#[rstest]
#[case::calendar(
    "calendars.casa]\nopen = []",
    "relative.calendars.casa",
    "known: oficina"
)]
#[case::shift(
    "shifts.noche]\nopen = []",
    "relative.shifts.noche",
    "known: mananas, siempre"
)]
#[case::agent(
    "leave]\nzoe = [\"-1h\", \"1h\"]",
    "relative.leave.zoe",
    "no agent `zoe`"
)]
#[case::distance(
    "shifts.mananas]\nopen = [[\"now\", \"1h\"]]",
    "relative.shifts.mananas.open[0]",
    "no distances"
)]
#[case::too_far(
    "shifts.mananas]\nopen = [[\"-1h\", \"999999999h\"]]",
    "relative.shifts.mananas.open[0]",
    "no distances"
)]
#[case::backwards(
    "shifts.mananas]\nopen = [[\"1h\", \"-1h\"]]",
    "relative.shifts.mananas.open[0]",
    "come before"
)]
#[case::repeats(
    "shifts.mananas]\nopen = []\nrepeat_days = 999",
    "relative.shifts.mananas.repeat_days",
    "366"
)]
fn a_wrong_overlay_is_told_with_its_line(
    #[case] laid: &str,
    #[case] field: &str,
    #[case] says: &str,
) {
    let text = format!("[relative.{laid}");
    let Err(ConfigError::Problems(found)) = overlay(SHOP, &text, madrid("2026-11-16 10:00")) else {
        panic!("accepted")
    };
    assert_eq!(found[0].field, field, "{found:?}");
    assert!(
        found[0].message.contains(says) && found[0].line.is_some(),
        "{found:?}"
    );
}

#[test]
fn each_file_is_blamed_for_its_own_faults() {
    let now = madrid("2026-11-16 10:00");
    assert!(matches!(
        overlay(SHOP, "[relativ]", now),
        Err(ConfigError::Overlay(_))
    ));
    assert!(matches!(
        overlay(SHOP, "[relative.calendars.oficina]\nclosed = []", now),
        Err(ConfigError::Overlay(_))
    ));
    assert!(matches!(
        overlay("[brand", "[relative]", now),
        Err(ConfigError::Syntax(_))
    ));
    let never = overlay(SHOP, "[relative.calendars.oficina]\nopen = []", now);
    assert!(
        matches!(never, Err(ConfigError::Problems(found)) if found[0].message.contains("never opens"))
    );
}
