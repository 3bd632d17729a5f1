use std::path::Path;

use serde_json::Value;

use crate::{instant, lines, run, run_with_input};

const OFFICE: [&str; 4] = ["--config", "care.toml", "--calendar", "oficina"];

fn ask(question: &str, arguments: &[&str]) -> crate::Ran {
    run(&[&["calendar", question][..], &OFFICE, arguments].concat())
}

#[test]
fn due_is_told_in_utc_and_in_local_time() {
    let ran = ask("due", &["--start", "2026-11-26T17:30", "--within", "4h"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        "2026-11-27T10:30:00Z\n2026-11-27T11:30:00+01:00 Europe/Madrid, Friday\n"
    );
}

#[test]
fn an_instant_a_local_time_and_seconds_are_the_same_question() {
    let hours = ask("due", &["--start", "2026-11-26T17:30", "--within", "4h"]).out;
    for (start, within) in [
        ("2026-11-26T16:30:00Z", "240m"),
        ("2026-11-26T17:30:00+01:00", "14400"),
        ("2026-11-26T17:30", "3h 60m"),
    ] {
        assert_eq!(
            ask("due", &["--start", start, "--within", within]).out,
            hours
        );
    }
}

#[test]
fn pauses_put_the_due_time_off() {
    let pauses = [
        "--pause",
        "2026-11-26T18:00/2026-11-26T18:30",
        "--pause",
        "2026-11-27T09:00/2026-11-27T10:00:00+01:00",
    ];
    let ran = ask(
        "due",
        &[
            &["--start", "2026-11-26T17:30", "--within", "4h", "--json"][..],
            &pauses,
        ]
        .concat(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer = &lines(&ran.out)[0];
    assert_eq!(answer["due"], "2026-11-27T12:00:00Z");
    assert_eq!(answer["local"], "2026-11-27T13:00:00+01:00");
    assert_eq!(answer["zone"], "Europe/Madrid");
    let endless = ask(
        "due",
        &[
            "--start",
            "2026-11-26T17:30",
            "--within",
            "4h",
            "--pause",
            "2026-11-26T18:00/",
        ],
    );
    assert_eq!(endless.code, 1);
    assert!(
        endless.err.contains("paused without end"),
        "{}",
        endless.err
    );
}

#[test]
fn before_counts_backwards() {
    let ran = ask("before", &["--end", "2026-11-30T10:00", "--within", "2h"]);
    assert_eq!(
        ran.out,
        "2026-11-27T13:00:00Z\n2026-11-27T14:00:00+01:00 Europe/Madrid, Friday\n"
    );
}

#[test]
fn elapsed_is_told_in_seconds_and_in_words() {
    let arguments = ["--start", "2026-11-26T17:30", "--end", "2026-11-27T11:30"];
    assert_eq!(ask("elapsed", &arguments).out, "14400\n4h\n");
    let paused = [
        &arguments[..],
        &["--json", "--pause", "2026-11-26T18:00/2026-11-26T18:30"],
    ]
    .concat();
    assert_eq!(lines(&ask("elapsed", &paused).out)[0]["elapsed_s"], 12_600);
    let turned = ask("elapsed", &["--start", "2026-11-27", "--end", "2026-11-26"]);
    assert_eq!((turned.code, turned.out.as_str()), (0, "0\n0s\n"));
    assert!(
        turned.err.contains("nothing lies in between"),
        "{}",
        turned.err
    );
}

#[test]
fn a_shift_is_asked_like_a_calendar() {
    let question = ["--start", "2026-11-23T13:00", "--within", "2h"];
    let shift = run(&[
        &[
            "calendar",
            "due",
            "--config",
            "care.toml",
            "--shift",
            "mañanas",
        ][..],
        &question,
    ]
    .concat());
    assert_eq!(
        shift.out.lines().next(),
        Some("2026-11-24T09:00:00Z"),
        "{}",
        shift.err
    );
    let mistaken = run(&[
        &[
            "calendar",
            "due",
            "--config",
            "care.toml",
            "--calendar",
            "mañanas",
        ][..],
        &question,
    ]
    .concat());
    assert_eq!(mistaken.code, 1);
    insta::assert_snapshot!(mistaken.err, @"ventanilla: care.toml:7: calendars: there is no calendar `mañanas`, but a shift: write --shift mañanas");
}

#[test]
fn what_else_is_wrong_in_the_file_keeps_no_calendar_from_answering() {
    let question = ["--start", "2026-11-23T13:00", "--within", "2h"];
    let ask = |file, which, name| {
        run(&[
            &["calendar", "due", "--config", file, which, name][..],
            &question,
        ]
        .concat())
    };
    assert_eq!(ask("unknown_key.toml", "--calendar", "oficina").code, 0);
    assert_eq!(ask("wrong_meaning.toml", "--shift", "siempre").code, 0);
    let wrong = ask("wrong_meaning.toml", "--calendar", "oficina");
    assert_eq!(wrong.code, 1);
    insta::assert_snapshot!(wrong.err, @"ventanilla: wrong_meaning.toml:9: calendars.oficina.hours.mon[0]: `25:00` is not a time of day between 00:00 and 23:59:59 (24:00 as an end)");
}

#[test]
fn a_local_time_that_comes_twice_is_wrong_usage() {
    let ran = ask("due", &["--start", "2026-10-25T02:30", "--within", "4h"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("comes twice in Europe/Madrid"),
        "{}",
        ran.err
    );
}

#[test]
fn cases_are_solved_one_line_each() {
    let ran = run(&["calendar", "solve", "cases.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out, @r#"
    {"id":"over night","op":"due","due":"2026-11-24T09:00:00Z"}
    {"id":"paused","op":"due","due":"2026-11-23T10:30:00Z"}
    {"id":"back","op":"before","at":"2026-11-23T12:00:00Z"}
    {"id":"a week","op":"elapsed","elapsed_s":36000}
    {"id":"closed","op":"due","due":null,"error":"calendar `never`: hours: the calendar never opens"}
    "#);
    let text = std::fs::read(crate::fixtures().join("cases.json")).unwrap();
    assert_eq!(
        run_with_input(&["calendar", "solve", "-"], &text).out,
        ran.out
    );
}

#[test]
fn a_file_without_cases_is_an_error_that_names_it() {
    for (text, says) in [
        ("{}", "the file has no list `cases`"),
        ("not json", "the file is not JSON: "),
    ] {
        let ran = run_with_input(&["calendar", "solve", "-"], text.as_bytes());
        assert_eq!(ran.code, 1);
        assert!(
            ran.err.starts_with(&format!("ventanilla: -: {says}")),
            "{}",
            ran.err
        );
    }
}

/// The 43 cases of other help desks stand beside the repository, where they stand at all.
#[test]
fn the_shared_cases_come_out_as_their_sources_say() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/commitments/cases.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        return;
    };
    let cases: Value = serde_json::from_str(&text).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    let ran = run(&["calendar", "solve", file.to_str().unwrap()]);
    let solved = lines(&ran.out);
    assert_eq!(solved.len(), cases.len(), "{}", ran.err);
    for (case, solved) in cases.iter().zip(&solved) {
        let answer = ["due", "at", "elapsed_s"]
            .into_iter()
            .find(|name| case.get(name).is_some())
            .unwrap();
        assert_eq!(solved["id"], case["id"]);
        assert_eq!(
            instant(&solved[answer]),
            instant(&case[answer]),
            "{case} gave {solved}"
        );
    }
}

#[test]
fn an_overlay_moves_the_hours_to_now() {
    let ran = ask(
        "elapsed",
        &[
            "--overlay",
            "open_now.toml",
            "--start",
            "now",
            "--end",
            "2040-01-01T00:00:00Z",
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let hours = ran.out.lines().next().unwrap().parse::<i64>().unwrap() / 3600;
    assert!((5..=6 + 3 * 9).contains(&hours), "{}", ran.out);
}
