//! Whom the challenge is told to.

use channel::{Answer, Refusal, Secrets};
use meta::{Secret, prove};
use rstest::rstest;

use crate::{PATH, asking, secrets};

fn told(query: &str, secrets: &Secrets<Secret>) -> Result<(u16, String), Refusal> {
    match prove(PATH, &asking(query), secrets)? {
        Answer::Say(response) => {
            assert!(response.headers["content-type"].starts_with("text/plain"));
            Ok((response.status, response.body))
        }
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case(
    "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=TOK%20EN",
    "1158201444"
)]
#[case(
    "hub.verify_token=TOK+EN&hub.challenge=a%26b&hub.mode=subscribe",
    "a&b"
)]
fn whoever_knows_the_token_is_told_the_challenge(#[case] query: &str, #[case] challenge: &str) {
    let expected = Ok((200, challenge.to_owned()));
    assert_eq!(told(query, &secrets("x", "TOK EN")), expected);
}

#[rstest]
#[case("hub.mode=subscribe&hub.challenge=1&hub.verify_token=token")]
#[case("hub.mode=subscribe&hub.challenge=1&hub.verify_token=")]
#[case("hub.mode=subscribe&hub.challenge=1")]
#[case("hub.mode=subscribe&hub.verify_token=TOK%20EN")]
#[case("hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=TOK%20EN")]
#[case("")]
fn anybody_else_is_told_nothing(#[case] query: &str) {
    let answer = told(query, &secrets("x", "TOK EN"));
    assert_eq!(answer, Err(Refusal::Forbidden));
}

#[test]
fn during_a_rotation_both_tokens_are_known() {
    let current: Secret = serde_json::from_str(r#"{"verify_token":"new"}"#).unwrap();
    let previous = serde_json::from_str(r#"{"verify_token":"old"}"#).unwrap();
    let both = Secrets::new(current, Some(previous));
    for token in ["new", "old"] {
        let query = format!("hub.mode=subscribe&hub.challenge=7&hub.verify_token={token}");
        assert_eq!(told(&query, &both), Ok((200, "7".to_owned())));
    }
}

#[test]
fn a_token_that_nobody_filled_lets_nobody_in() {
    let empty: Secret = serde_json::from_str("{}").unwrap();
    let query = "hub.mode=subscribe&hub.verify_token=&hub.challenge=1";
    let answer = told(query, &Secrets::new(empty, None));
    assert_eq!(answer, Err(Refusal::Forbidden));
}
