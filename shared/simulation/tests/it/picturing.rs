//! The picture.

use jiff::tz::TimeZone;
use simulation::{Labels, picture};

use crate::builders::{monday, run, shop, shop_with};

fn drawn() -> String {
    let events = ["a", "b", "c", "d"].map(|who| monday("10:00", who));
    let smaller = shop_with(|file| {
        file.agents[0].capacity = 1;
        file.agents[0].name = "Ana <3".to_owned();
    });
    let labels = Labels {
        before: "care.toml",
        after: "new & better.toml",
        zone: &TimeZone::get("Europe/Madrid").unwrap(),
    };
    picture(&run(&smaller, &events), &run(&shop(), &events), labels)
}

/// The texts of a picture, in their order.
fn texts(svg: &str) -> Vec<&str> {
    svg.lines()
        .filter(|line| line.starts_with("<text"))
        .filter_map(|line| line.split_once('>')?.1.strip_suffix("</text>"))
        .collect()
}

#[test]
fn it_says_what_it_shows() {
    insta::assert_snapshot!(texts(&drawn()).join("\n"), @"
    Load per agent over the day
    share of capacity held in working time, mean by hour of the day; 2026-11-16, Europe/Madrid
    care.toml
    new &amp; better.toml
    waiting line
    most at once
    3
    0
    3
    0
    Ana &lt;3
    capacity 1, then 2
    100 %
    0
    100 %
    0
    Bea
    capacity 2
    100 %
    0
    100 %
    0
    0
    6
    12
    18
    24
    hour of the day
    0
    6
    12
    18
    24
    hour of the day
    shaded: at work; dashed: full; orange: above capacity
    ");
}

#[test]
fn each_working_hour_of_each_agent_and_run_has_a_bar() {
    let svg = drawn();
    let count = |what: &str| svg.matches(what).count();
    // Two agents of five hours and a waiting line of 24, twice.
    assert_eq!(count("class=\"worked\""), 2 * (2 * 5 + 24));
    assert_eq!(
        count("class=\"bar\"") + count("class=\"over\""),
        2 * (2 * 5 + 24)
    );
    assert_eq!(count("class=\"full\""), 2 * 2);
    assert!(
        svg.contains("<title>10 h: 40 %</title>"),
        "four times six minutes of an hour, one of one unit"
    );
}

#[test]
fn it_is_well_formed_and_follows_light_and_dark() {
    let svg = drawn();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(svg.contains("prefers-color-scheme: dark"));
    assert!(!svg.contains("<3") && !svg.contains("& better"));
    let opened = svg.matches("<rect").count() + svg.matches("<text").count();
    let closed = svg.matches("</rect>").count() + svg.matches("</text>").count() + 1;
    assert_eq!(opened, closed, "all but the ground, which closes itself");
}

#[test]
fn who_is_not_at_work_is_said_to_be() {
    let sunday = crate::builders::message(crate::builders::madrid("2026-11-15 10:00"), "a");
    let on_leave = shop_with(|file| {
        file.agents[1].leave = vec![("2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap())];
    });
    let labels = Labels {
        before: &"very/".repeat(40),
        after: "new.toml",
        zone: &TimeZone::UTC,
    };
    let svg = picture(
        &run(&shop(), std::slice::from_ref(&sunday)),
        &run(&on_leave, &[sunday]),
        labels,
    );
    assert_eq!(svg.matches("not at work").count(), 1, "Bea, in the second");
    assert!(
        svg.contains(">…") && svg.contains("very/very/</text>"),
        "a long name is cut at its beginning"
    );
}
