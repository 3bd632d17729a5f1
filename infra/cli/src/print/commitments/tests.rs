#![allow(clippy::unwrap_used)]

use domain::judgement::Judgement;
use domain::report::{OpenComplaint, Period, Reporting};
use serde_json::{Value, json};

use super::*;

fn madrid() -> TimeZone {
    TimeZone::get("Europe/Madrid").unwrap()
}

fn promise(name: &str, within: &str, verdict: &str) -> Value {
    json!({
        "commitment": name, "within": within, "clock": if name == "tope" { "elapsed" } else { "business" },
        "due_at": "2026-11-16T13:00:00Z", "verdict": verdict
    })
}

/// A wait of so many minutes on a day, half of them in open time.
fn judgement(day: u8, minutes: i64, agent: Option<&str>, verdicts: [&str; 2]) -> Judgement {
    let started_at: Timestamp = format!("2026-11-{day}T09:00:00Z").parse().unwrap();
    let [first, last] = verdicts;
    serde_json::from_value(json!({
        "thread": format!("AL-{day}{minutes}"), "started_at": started_at, "of": "answer",
        "ended_at": started_at + SignedDuration::from_mins(minutes), "channel": "email", "topic": "pedido", "agent": agent,
        "business_seconds": minutes * 30,
        "promises": [promise("respuesta", "4h", first), promise("tope", "24h", last)]
    }))
    .unwrap()
}

fn report(by: Option<Grouping>) -> Report {
    let period = Period {
        from: "2026-11-15T23:00:00Z".parse().unwrap(),
        to: "2026-11-22T23:00:00Z".parse().unwrap(),
    };
    let mut reporting = Reporting::new(period, by, &madrid(), []);
    for judgement in [
        judgement(16, 30, Some("ana"), ["kept", "kept"]),
        judgement(16, 90, Some("ana"), ["kept", "kept"]),
        judgement(17, 700, Some("=bea"), ["broken", "kept"]),
        judgement(17, 3000, None, ["broken", "broken"]),
        judgement(20, 600, Some("ana"), ["broken", "dropped"]),
        judgement(21, 45, Some("=bea"), ["kept", "kept"]),
    ] {
        reporting.judged(&judgement);
    }
    reporting.done()
}

#[test]
fn a_report_is_a_table_for_each_part_and_one_for_its_groups() {
    insta::assert_snapshot!(tables(&report(Some(Grouping::Agent)), &madrid()));
}

#[test]
fn where_nobody_waited_the_report_says_so_in_noughts() {
    let period = report(None).period;
    let empty = Reporting::new(period, Some(Grouping::Topic), &madrid(), []).done();
    let told = tables(&empty, &madrid());
    assert_eq!(told.lines().count(), 4, "{told}");
    let cells: Vec<&str> = told.lines().last().unwrap().split_whitespace().collect();
    assert_eq!(cells.join(" "), "together 0 0 0 0 0 0 - - - - - - -");
}

#[test]
fn the_csv_has_a_row_for_each_and_no_formula() {
    let told = csv(&report(Some(Grouping::Agent)));
    insta::assert_snapshot!(told);
    let columns = |line: &str| line.split(',').count();
    let head = columns(told.lines().next().unwrap());
    assert!(told.lines().all(|line| columns(line) == head), "{told}");
}

#[test]
fn open_complaints_stand_at_the_end_with_their_dates() {
    let mut report = report(None);
    report.nearest_ends = vec![OpenComplaint {
        thread: "AL-7".into(),
        commitment: CommitmentName {
            name: "ley".to_owned(),
            within: "15".to_owned(),
            clock: ClockKind::WorkingDays,
        },
        started_at: "2026-11-09T09:00:00Z".parse().unwrap(),
        due_at: "2026-11-30T18:00:00Z".parse().unwrap(),
    }];
    let told = tables(&report, &madrid());
    let last = told.lines().last().unwrap();
    let cells: Vec<&str> = last.split("  ").filter(|cell| !cell.is_empty()).collect();
    assert_eq!(
        cells,
        [
            "AL-7",
            "2026-11-30 19:00:00",
            "ley, 15 working days",
            "2026-11-09 10:00:00"
        ]
    );
    let csv = csv(&report);
    let lines: Vec<&str> = csv.lines().collect();
    let cells: Vec<&str> = lines.last().unwrap().split(',').collect();
    assert_eq!(cells.len(), lines[0].split(',').count());
    assert_eq!(cells[..3], ["complaints", "thread", "AL-7"]);
    assert_eq!(cells.last(), Some(&"2026-11-30T18:00:00Z"));
}

#[test]
fn the_picture_has_a_bar_for_what_there_was_and_tells_itself_to_those_who_cannot_see_it() {
    let svg = picture(&report(None), &madrid());
    let count = |class: &str| svg.matches(&format!("<rect class=\"{class}\"")).count();
    assert_eq!((count("bar"), count("over")), (3, 2), "{svg}");
    assert_eq!(count("point"), 4);
    assert_eq!(
        svg.matches("<polyline").count(),
        2,
        "days without a share part the line"
    );
    assert!(
        svg.contains("role=\"img\"")
            && svg.contains("<title>Promises of an answer, kept and broken</title>")
    );
    assert!(
        svg.contains("<desc>2026-11-16 to 2026-11-22 (Europe/Madrid): 7 kept, 4 broken, 63.6 % kept. Most were broken on 2026-11-17: 3 of 4.</desc>"),
        "{svg}"
    );
    assert!(svg.contains("<title>2026-11-17: 25.0 % kept</title>"));
}

#[test]
fn many_days_make_a_wide_picture_with_few_dates() {
    let period = Period {
        from: "2026-01-01T00:00:00Z".parse().unwrap(),
        to: "2027-01-01T00:00:00Z".parse().unwrap(),
    };
    let svg = picture(
        &Reporting::new(period, None, &TimeZone::UTC, []).done(),
        &TimeZone::UTC,
    );
    assert!(
        svg.contains("width=\"3048\""),
        "{}",
        svg.lines().next().unwrap()
    );
    let dates = svg.matches("class=\"tick\"").count();
    assert!((40..80).contains(&dates), "{dates}");
}
