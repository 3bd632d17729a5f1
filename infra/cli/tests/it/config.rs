mod against_a_stack;

use crate::run;

/// What was said, with `VERSION` in the place of versions: they change with every field that a file may have.
fn without_versions(out: &str) -> String {
    let is_version = |word: &str| word.len() == 16 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words = out.split_inclusive([' ', '\n', ':']);
    words
        .map(|word| {
            let bare = word.trim_end_matches([' ', '\n', ':']);
            if is_version(bare) {
                word.replace(bare, "VERSION")
            } else {
                word.to_owned()
            }
        })
        .collect()
}

#[test]
fn a_good_file_is_good_and_its_warnings_are_told() {
    let ran = run(&["config", "check", "care.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(without_versions(&ran.out), @r#"
    care.toml:38: topics.general: warning: nobody who can serve it works mondays and tuesdays 16:00–19:00; wednesdays and thursdays 09:00–14:00, 16:00–19:00; fridays 09:00–15:00, though `oficina` is open (policy `all`)
    care.toml:30: policies[0].commitments[1]: warning: `all` promises 24h elapsed, but `oficina` stays closed for 66 h at a stretch; where it ends while closed it moves to an hour after the next opening
    care.toml: good, version VERSION
    "#);
}

#[test]
fn every_problem_is_told_with_file_line_and_field() {
    let ran = run(&["config", "check", "wrong_meaning.toml"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out, @r#"
    wrong_meaning.toml:3: brand.reference: must be one to six capital letters, such as "AL"
    wrong_meaning.toml:9: calendars.oficina.hours.mon[0]: `25:00` is not a time of day between 00:00 and 23:59:59 (24:00 as an end)
    wrong_meaning.toml:18: policies[0].commitments[0].within: `soon` is no time span; write "4h", "90m" or "1h 30m"
    wrong_meaning.toml:24: agents[0]: `Ana` cannot be told anything: give `email`, `slack`, or both
    wrong_meaning.toml:33: escalation.fallback: there is no agent `luz`; known: ana
    "#);
}

#[test]
fn an_unknown_key_is_told_with_file_line_and_field() {
    let ran = run(&["config", "check", "unknown_key.toml"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out, @"unknown_key.toml:46: agents[0].capasity: unknown field `capasity`, expected one of `id`, `name`, `email`, `slack`, `tell_by`, `languages`, `skills`, `channels`, `capacity`, `capacity_max`, `team`, `shift`, `leave`");
}

#[test]
fn an_overlay_is_laid_over_the_file_and_has_faults_of_its_own() {
    let check = |overlay| run(&["config", "check", "care.toml", "--overlay", overlay]);
    let good = check("open_now.toml");
    assert_eq!((good.code, good.err.as_str()), (0, ""), "{}", good.out);
    let unknown = check("overlay_unknown.toml");
    assert_eq!(unknown.code, 1);
    insta::assert_snapshot!(unknown.out, @"overlay_unknown.toml:1: relative.calendars.tienda: there is no calendar `tienda`; known: oficina");
    let other = check("wrong_meaning.toml");
    assert_eq!(other.code, 1);
    assert_eq!(
        other.out,
        "wrong_meaning.toml:24: agents: unknown field `agents`, expected `relative`\n"
    );
}

#[test]
fn a_file_that_is_not_utf8_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latin.toml");
    std::fs::write(&file, b"[brand]\nname = \"Espa\xf1a\"\n").unwrap();
    let ran = run(&["config", "check", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.err,
        format!("ventanilla: {}:2: is not UTF-8\n", file.display())
    );
}

/// The file that we ship.
#[test]
fn our_own_care_toml_is_good() {
    let ran = run(&["config", "check", "../../../config/care.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

/// The fixture with these texts in the place of others, in a folder of its own.
fn changed(changes: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let mut text = std::fs::read_to_string(crate::fixtures().join("care.toml")).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.toml");
    std::fs::write(&file, text).unwrap();
    let name = file.to_str().unwrap().to_owned();
    (folder, name)
}

#[test]
fn two_files_are_compared_without_a_stack() {
    let (_folder, new) = changed(&[
        ("capacity = 3", "capacity = 5"),
        (r#"within = "4h""#, r#"within = "2h""#),
    ]);
    let ran = run(&["config", "diff", "care.toml", &new]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(without_versions(&ran.out), @r"
    changes from version VERSION to VERSION:
      agent ana: capacity 5, was 3
      policy all: commitments answer within 2h, was 4h
    ");
    let ran = run(&["config", "diff", "--json", "care.toml", &new]);
    let told = &crate::lines(&ran.out)[0];
    assert_eq!(told["changes"][0]["part"], "agent");
    assert_eq!(told["changes"][0]["fields"][0]["words"], "5, was 3");
    assert!(told.get("moves").is_none(), "{told}");
}

#[test]
fn a_file_does_not_differ_from_itself() {
    let ran = run(&["config", "diff", "care.toml", "care.toml"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        without_versions(&ran.out),
        "nothing changes: version VERSION says the same\n"
    );
}

#[test]
fn a_problem_in_either_file_is_told_and_nothing_compared() {
    let ran = run(&["config", "diff", "care.toml", "unknown_key.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(ran.out.starts_with("unknown_key.toml:46: "), "{}", ran.out);
    let three = run(&["config", "diff", "care.toml", "care.toml", "care.toml"]);
    assert_eq!(three.code, 2);
}

#[test]
fn without_a_stack_a_single_file_cannot_be_compared() {
    let ran = run(&["config", "diff", "care.toml"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.starts_with("ventanilla: no stack was named."),
        "{}",
        ran.err
    );
}

#[test]
fn a_topic_that_nobody_can_serve_is_told_first_and_is_no_error() {
    let (_folder, file) = changed(&[(
        r#"label = { es = "Consulta", en = "Question" }"#,
        "label = { es = \"Consulta\" }\nskills = { baile = 2 }",
    )]);
    let ran = run(&["config", "check", &file]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let first = ran.out.lines().next().unwrap();
    assert!(
        first.contains("topics.general.skills: warning: NOBODY CAN SERVE IT"),
        "{}",
        ran.out
    );
}
