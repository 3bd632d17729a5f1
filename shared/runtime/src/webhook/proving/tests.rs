#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use channel::signature::shared_token;
use channel::{HostRule, OutsideUrl};
use jiff::SignedDuration;
use secrecy::SecretString;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::testing::{Lines, Token, noon, request};

/// A test channel whose requests are good if the word from outside is.
impl Errands for Lines {
    fn errand(
        &self,
        request: &Request,
        _secrets: &Secrets<Token>,
        _now: Timestamp,
    ) -> Result<Option<Errand>, Refusal> {
        let hosts = [HostRule::Exactly("keys.example.com")];
        let url = OutsideUrl::parse("https://keys.example.com/1", &hosts);
        let url = url.map_err(|_| Refusal::Forged)?;
        Ok(match request.header("x-token") {
            Some("alone") => None,
            Some("each") => Some(Errand::post(url, vec![("a", SecretString::from("b"))])),
            _ => Some(Errand::get(url, Duration::from_secs(600))),
        })
    }

    fn prove_with(
        &self,
        request: &Request,
        _secrets: &Secrets<Token>,
        _now: Timestamp,
        brought: &[u8],
    ) -> Result<Answer, Refusal> {
        let word = SecretString::from(String::from_utf8_lossy(brought).into_owned());
        shared_token(Some("good"), [word].iter(), &request.body).map(Answer::Read)
    }
}

const CHANNEL: Lines = Lines {
    keeps_unreadable: true,
};

async fn outside(answer: ResponseTemplate) -> (MockServer, Asking) {
    let server = MockServer::start().await;
    Mock::given(path("/keys.example.com/1"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let asking = Asking::new(Outside::new(Some(server.uri())));
    (server, asking)
}

async fn prove(asking: &Asking, token: &str, now: Timestamp) -> Result<Answer, NotProved> {
    let secrets = Secrets::new(serde_json::from_str(r#"{"token":"alone"}"#).unwrap(), None);
    asking
        .prove(&CHANNEL, &request(token, "event"), &secrets, now)
        .await
}

fn said(word: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string(word)
}

#[tokio::test]
async fn what_may_be_kept_is_asked_once_in_its_time() {
    let (server, asking) = outside(said("good")).await;
    for seconds in [0, 1, 599, 601] {
        let now = noon() + SignedDuration::from_secs(seconds);
        assert!(matches!(
            prove(&asking, "keys", now).await,
            Ok(Answer::Read(_))
        ));
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_proved_nothing_is_asked_anew_after_a_minute() {
    let (server, asking) = outside(said("damaged")).await;
    for seconds in [0, 1, 59, 61] {
        let now = noon() + SignedDuration::from_secs(seconds);
        assert!(prove(&asking, "keys", now).await.is_err());
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_verdict_on_one_request_is_never_used_for_another() {
    let (server, asking) = outside(said("good")).await;
    for _ in 0..3 {
        assert!(prove(&asking, "each", noon()).await.is_ok());
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 3);
}

#[tokio::test]
async fn without_an_errand_nobody_is_asked() {
    let (server, asking) = outside(said("good")).await;
    assert!(prove(&asking, "alone", noon()).await.is_ok());
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_refusal_outside_proves_nothing_and_a_busy_host_is_asked_again_later() {
    for (status, refused) in [(404, true), (403, true), (500, false), (429, false)] {
        let (_server, asking) = outside(ResponseTemplate::new(status)).await;
        let error = prove(&asking, "keys", noon()).await.unwrap_err();
        let is_refusal = matches!(error, NotProved::Refused(Refusal::Forged));
        assert_eq!(is_refusal, refused, "{status}");
    }
    let (_server, asking) = outside(said("bad")).await;
    let error = prove(&asking, "keys", noon()).await.unwrap_err();
    assert!(matches!(error, NotProved::Refused(Refusal::Forged)));
}
