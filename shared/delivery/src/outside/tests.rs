#![allow(clippy::unwrap_used, clippy::panic)]

use secrecy::SecretString;
use wiremock::matchers::{body_string, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;

const HOSTS: &[HostRule] = &[
    HostRule::Exactly("api.example.com"),
    HostRule::Exactly("files.example.com"),
];

fn url(text: &str) -> OutsideUrl {
    OutsideUrl::parse(text, HOSTS).unwrap()
}

async fn gateway() -> (MockServer, Outside) {
    let server = MockServer::start().await;
    let outside = Outside::new(Some(server.uri()));
    (server, outside)
}

fn fetch() -> Fetch {
    Fetch {
        redirects: HOSTS,
        ..Fetch::plain(url("https://api.example.com/media/1"))
            .with_bearer(&SecretString::from("SECRET"))
    }
}

async fn answers(server: &MockServer, at: &str, answer: ResponseTemplate) {
    Mock::given(path(at))
        .respond_with(answer)
        .mount(server)
        .await;
}

fn sent_on_to(place: &str) -> ResponseTemplate {
    ResponseTemplate::new(302).insert_header("location", place)
}

#[tokio::test]
async fn an_errand_posts_its_form_and_brings_the_answer() {
    let (server, outside) = gateway().await;
    Mock::given(method("POST"))
        .and(path("/api.example.com/verify"))
        .and(body_string("secret=a%26b"))
        .respond_with(ResponseTemplate::new(200).set_body_string("{}"))
        .mount(&server)
        .await;
    let form = vec![("secret", SecretString::from("a&b"))];
    let errand = Errand::post(url("https://api.example.com/verify"), form);
    assert_eq!(outside.run(&errand).await.unwrap(), "{}");
}

#[tokio::test]
async fn a_file_is_fetched_with_its_key_and_the_key_goes_nowhere_else() {
    let (server, outside) = gateway().await;
    Mock::given(path("/api.example.com/media/1"))
        .and(header("authorization", "Bearer SECRET"))
        .respond_with(sent_on_to("https://files.example.com/x"))
        .mount(&server)
        .await;
    answers(
        &server,
        "/files.example.com/x",
        ResponseTemplate::new(200).set_body_raw("file", "image/png"),
    )
    .await;
    let fetched = outside.fetch(&fetch(), 10).await.unwrap();
    assert_eq!(
        (&fetched.content[..], fetched.mime.as_deref()),
        (&b"file"[..], Some("image/png"))
    );
    let requests = server.received_requests().await.unwrap();
    assert!(requests[0].headers.contains_key("authorization"));
    assert!(!requests[1].headers.contains_key("authorization"));
}

#[tokio::test]
async fn nobody_sends_us_to_a_foreign_host_or_round_in_circles() {
    let (server, outside) = gateway().await;
    answers(
        &server,
        "/api.example.com/media/1",
        sent_on_to("http://169.254.169.254/latest"),
    )
    .await;
    let astray = outside.fetch(&fetch(), 10).await.unwrap_err();
    assert_eq!(
        astray,
        OutsideError::Astray(Some(ForeignUrl::NotPlainHttps))
    );
    server.reset().await;
    answers(
        &server,
        "/api.example.com/media/1",
        sent_on_to("https://api.example.com/media/1"),
    )
    .await;
    let circle = outside.fetch(&fetch(), 10).await.unwrap_err();
    assert_eq!(circle, OutsideError::Astray(None));
}

#[tokio::test]
async fn what_is_too_large_is_left() {
    let (server, outside) = gateway().await;
    answers(
        &server,
        "/api.example.com/media/1",
        ResponseTemplate::new(200).set_body_string("eleven byte"),
    )
    .await;
    let error = outside.fetch(&fetch(), 10).await.unwrap_err();
    assert_eq!(error, OutsideError::TooLarge { limit: 10 });
    assert!(!error.is_passing());
}

#[tokio::test]
async fn errors_say_whether_to_ask_again() {
    for (status, passing) in [(500, true), (429, true), (404, false), (401, false)] {
        let (server, outside) = gateway().await;
        answers(
            &server,
            "/api.example.com/media/1",
            ResponseTemplate::new(status),
        )
        .await;
        let error = outside.fetch(&fetch(), 10).await.unwrap_err();
        assert_eq!(error.is_passing(), passing, "{status}");
    }
    let nobody = Outside::new(Some("http://127.0.0.1:1".to_owned()));
    assert!(nobody.fetch(&fetch(), 10).await.unwrap_err().is_passing());
}
