#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

fn read<S>(
    variables: &[(&str, &str)],
    wanted: impl FnOnce(&mut Environment<'_>) -> S,
) -> Result<S, BootError> {
    let lookup = |name: &str| {
        variables
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Environment::read_from(&lookup, wanted)
}

#[test]
fn every_problem_is_told_at_once_and_no_value_with_it() {
    let error = read(&[("PORT", "hush"), ("EMPTY", " ")], |env| {
        env.text("TABLE_NAME");
        env.text("EMPTY");
        env.parsed::<u16>("PORT");
        env.parsed::<u16>("OTHER_PORT");
        env.problem("WEB_ORIGINS", "is no list of origins");
    })
    .unwrap_err();
    let expected = "the environment is not complete: TABLE_NAME is missing; EMPTY is missing; PORT is no u16; \
        OTHER_PORT is missing; WEB_ORIGINS is no list of origins";
    assert_eq!(error.to_string(), expected);
    assert_eq!(format!("{error:?}"), expected, "main shows the Debug text");
}

#[test]
fn what_is_there_is_read() {
    let variables = [
        ("TABLE_NAME", "desk"),
        ("PORT", " 80 "),
        ("ORIGINS", "https://a, ,https://b,"),
    ];
    let settings = read(&variables, |env| {
        (
            env.text("TABLE_NAME"),
            env.parsed::<u16>("PORT"),
            env.list("ORIGINS"),
            env.optional("NOTHING"),
        )
    });
    let origins = vec!["https://a".to_owned(), "https://b".to_owned()];
    assert_eq!(settings.unwrap(), ("desk".to_owned(), 80, origins, None));
}
