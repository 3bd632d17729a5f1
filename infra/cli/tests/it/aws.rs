//! What the command says before it reaches AWS, or when nobody answers there.

use crate::{command, run};

const NOBODY: &str = r#"{
    "endpoint": "http://127.0.0.1:1", "region": "eu-west-1",
    "environment": { "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test" },
    "outputs": {
        "TableName": "t", "VaultBucketName": "v", "NoticesQueueUrl": "http://127.0.0.1:1/n", "MailRuleSetName": "m",
        "InboxQueueUrl": "http://127.0.0.1:1/i", "InboxDeadLettersUrl": "http://127.0.0.1:1/d"
    }
}"#;

const ALL: [&[&str]; 36] = [
    &["config", "apply", "care.toml"],
    &["config", "diff", "care.toml"],
    &["simulate", "record", "--since", "2026-11-16"],
    &["thread", "list"],
    &["thread", "show", "AL-1"],
    &["thread", "answered", "AL-1"],
    &["thread", "resolve", "AL-1"],
    &["thread", "assign", "AL-1", "--to", "ana"],
    &["thread", "accept", "AL-1", "--agent", "ana"],
    &["thread", "move", "AL-1", "--topic", "pago"],
    &["agent", "list"],
    &["agent", "show", "ana"],
    &["agent", "available", "ana"],
    &["agent", "away", "ana"],
    &["agent", "absent", "ana"],
    &["spam", "list"],
    &["spam", "release", "AL-1"],
    &["spam", "release", "--incident", "3f2a"],
    &["contact", "block", "AL-1"],
    &["contact", "unblock", "AL-1"],
    &["topics", "corrections"],
    &["topics", "retrain", "--data", "labelled.tsv"],
    &["topics", "versions"],
    &["topics", "rollback"],
    &["dlq", "show", "inbox"],
    &["dlq", "replay", "inbox"],
    &["mail", "status"],
    &["commitments", "report"],
    &["customer", "show", "AL-1"],
    &["customer", "merge", "AL-1", "+34600100200"],
    &["customer", "unmerge", "M-1"],
    &["customer", "split", "AL-1"],
    &["customer", "confirm", "AL-1"],
    &["quarantine", "list"],
    &["quarantine", "show", "telegram/2026"],
    &["quarantine", "replay", "--all"],
];

#[test]
fn without_a_stack_every_command_says_how_to_name_one() {
    for arguments in ALL {
        let ran = run(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}");
        assert!(
            ran.err
                .starts_with("ventanilla: no stack was named. Do one of these:\n"),
            "{arguments:?}: {}",
            ran.err
        );
    }
}

#[test]
fn where_nobody_answers_every_command_fails_and_says_which_call() {
    let folder = tempfile::tempdir().unwrap();
    let stack = folder.path().join("stack.json");
    std::fs::write(&stack, NOBODY).unwrap();
    for arguments in ALL {
        let mut once = command(arguments);
        once.arg("--stack").arg(&stack).env("AWS_MAX_ATTEMPTS", "1");
        let ran: crate::Ran = once.output().unwrap().into();
        assert_eq!(ran.code, 1, "{arguments:?}: {}", ran.out);
        assert!(
            ran.err.starts_with("ventanilla: ") && ran.err.contains("failed"),
            "{arguments:?}: {}",
            ran.err
        );
    }
}

#[test]
fn what_a_stack_does_not_have_is_named() {
    let mut mail = command(&["mail", "activate"]);
    let ran: crate::Ran = mail.env("TABLE_NAME", "t").output().unwrap().into();
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.err, @"ventanilla: the environment does not tell the stack's mail rule set: the output MailRuleSetName, or MAIL_RULE_SET in the environment. Only a stack that was deployed with the parameter MailDomain has it");
}

#[test]
fn a_problem_in_the_file_is_told_before_any_stack_is_looked_for() {
    let ran = run(&["config", "apply", "unknown_key.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(
        ran.out
            .starts_with("unknown_key.toml:46: agents[0].capasity: "),
        "{}",
        ran.out
    );
}
