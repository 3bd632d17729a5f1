use crate::run;

#[test]
fn a_good_file_is_good_and_its_warnings_are_told() {
    let ran = run(&["config", "check", "care.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out, @r#"
    care.toml:30: policies[0].commitments[1]: warning: `all` promises 24h elapsed, but `oficina` stays closed for 66 h at a stretch; where it ends while closed it moves to an hour after the next opening
    care.toml: good, version 46855e43ee905e10
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
