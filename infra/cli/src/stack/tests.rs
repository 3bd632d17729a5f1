#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use serde_json::json;

use super::*;

fn find(file: Option<&Path>, variables: &[(&str, &str)]) -> anyhow::Result<Stack> {
    let variables: HashMap<&str, &str> = variables.iter().copied().collect();
    Stack::find_in(file, &|name| {
        variables.get(name).map(|value| (*value).to_owned())
    })
}

fn written(json: &serde_json::Value) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stack.json");
    std::fs::write(&file, json.to_string()).unwrap();
    (folder, file)
}

#[test]
fn outputs_are_read_in_every_shape_that_they_are_written_in() {
    let listed = json!([{ "OutputKey": "ApiId", "OutputValue": "x" }, { "OutputKey": "TableName", "OutputValue": "t" }]);
    let flat = json!({ "TableName": "t" });
    for json in [
        listed.clone(),
        json!({ "Outputs": listed }),
        json!({ "Stacks": [{ "StackName": "s", "Outputs": listed }] }),
        flat.clone(),
        json!({ "endpoint": "http://127.0.0.1:4566", "outputs": flat }),
    ] {
        let (_folder, file) = written(&json);
        assert_eq!(
            find(Some(&file), &[])
                .unwrap()
                .value(Output::Table)
                .unwrap(),
            "t",
            "{json}"
        );
    }
}

#[test]
fn only_the_local_stacks_file_leads_to_a_local_aws() {
    let keys = json!({ "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test" });
    let local = json!({ "endpoint": "http://127.0.0.1:4566", "region": "eu-west-1", "environment": keys, "outputs": { "TableName": "t" } });
    let (_folder, file) = written(&local);
    assert!(find(Some(&file), &[]).unwrap().local.is_some());
    let (_folder, file) = written(&json!({ "TableName": "t" }));
    assert!(find(Some(&file), &[]).unwrap().local.is_none());
}

#[test]
fn a_named_file_comes_before_the_environment_and_that_before_the_local_stack() {
    let (folder, file) = written(&json!({ "TableName": "of the file" }));
    let named = file.to_str().unwrap();
    let state = folder.path().to_str().unwrap();
    let table = |variables: &[(&str, &str)]| {
        find(None, variables)
            .unwrap()
            .value(Output::Table)
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        table(&[
            ("VENTANILLA_STACK", named),
            ("TABLE_NAME", "of the environment")
        ]),
        "of the file"
    );
    assert_eq!(
        table(&[
            ("VENTANILLA_STATE", state),
            ("TABLE_NAME", "of the environment")
        ]),
        "of the environment"
    );
    assert_eq!(table(&[("VENTANILLA_STATE", state)]), "of the file");
}

#[test]
fn parts_of_two_stacks_are_never_mixed() {
    let (_folder, file) = written(&json!({ "InboxQueueUrl": "of the file" }));
    let stack = find(Some(&file), &[("TABLE_NAME", "of the environment")]).unwrap();
    let error = stack.value(Output::Table).unwrap_err().to_string();
    assert!(
        error.contains("does not tell the stack's table: the output TableName, or TABLE_NAME"),
        "{error}"
    );
}

#[test]
fn no_stack_is_told_with_what_to_do() {
    let error = find(None, &[("VENTANILLA_STATE", "/nowhere")])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("make local") && error.contains("VENTANILLA_STACK=stack.json"),
        "{error}"
    );
    let (_folder, empty) = written(&json!([1, "x", null]));
    let error = find(Some(&empty), &[]).unwrap_err().to_string();
    assert!(error.contains("holds none of a stack's outputs"), "{error}");
    let error = find(Some(Path::new("/nowhere.json")), &[])
        .unwrap_err()
        .to_string();
    assert!(error.contains("/nowhere.json cannot be read"), "{error}");
}
