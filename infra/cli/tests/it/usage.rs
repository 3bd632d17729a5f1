use crate::run;

#[test]
fn wrong_usage_ends_with_two_and_says_what_is_right() {
    for (arguments, says) in [
        (&["calender"][..], "subcommand"),
        (&["calendar", "due", "--start", "now"], "--config"),
        (&["channel", "read", "fax"], "telegram"),
        (&["customer", "merge", "AL-1"], "<OTHER>"),
        (&["customer", "unmerge", "AL-1"], "looks like M-"),
        (&["spam", "release"], "--incident"),
        (
            &["spam", "release", "AL-1", "--incident", "3"],
            "cannot be used with",
        ),
        (
            &["spam", "release", "AL-1", "--by", " "],
            "1 to 100 characters",
        ),
        (&["thread", "accept", "AL-1"], "--agent"),
        (&["thread", "move", "AL-1"], "--topic"),
        (&["agent", "away"], "<AGENT>"),
        (&["commitments", "report", "--by", "mood"], "segment"),
        (
            &["commitments", "report", "--from", "ayer"],
            "write 2026-11-27,",
        ),
        (
            &["commitments", "report", "--svg", "report.png"],
            "ends in .svg",
        ),
        (&["topics", "retrain"], "--data"),
        (&["quarantine", "replay"], "--all"),
        (&["quarantine", "replay", "--since", "now"], "--all"),
        (
            &["quarantine", "replay", "k", "--channel", "telegram"],
            "cannot be used with",
        ),
        (
            &[
                "calendar",
                "due",
                "--config",
                "c",
                "--calendar",
                "a",
                "--shift",
                "b",
            ],
            "cannot be used with",
        ),
        (
            &[
                "calendar",
                "due",
                "--config",
                "c",
                "--calendar",
                "a",
                "--start",
                "10:00",
                "--within",
                "4h",
            ],
            "is no time",
        ),
        (
            &[
                "calendar",
                "due",
                "--config",
                "c",
                "--calendar",
                "a",
                "--start",
                "now",
                "--within",
                "-4h",
            ],
            "is negative",
        ),
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
}

#[test]
fn help_and_version_are_good() {
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["calendar", "due", "--help"],
        &["help", "channel", "read"],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("ventanilla"), "{}", ran.out);
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    for arguments in [
        &["config", "check", "none.toml"][..],
        &["channel", "read", "telegram", "none.toml"],
        &["calendar", "solve", "none.toml"],
        &[
            "calendar",
            "due",
            "--config",
            "none.toml",
            "--calendar",
            "a",
            "--start",
            "now",
            "--within",
            "4h",
        ],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}");
        assert!(
            ran.err
                .starts_with("ventanilla: none.toml cannot be read: "),
            "{}",
            ran.err
        );
    }
}
