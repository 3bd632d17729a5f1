//! Asking the shop's CRM: with its key, at its host, in its time; and a CRM that fails in any way takes nothing but its
//! own line.

use delivery::Outside;
use domain::Thread;
use domain::config::Crm;
use jiff::{SignedDuration, Timestamp};
use notifier::background::CrmAnswer;
use notifier::crm::CrmLookUp;
use runtime::secrets::{SecretError, SecretSource, Stage};
use secrecy::SecretString;
use wiremock::matchers::{any, header, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::backgrounds::thread;
use crate::knowing::NoSecret;
use crate::notices::now;

/// The secret of access tokens, or none to be had.
struct Access(Option<&'static str>);

impl SecretSource for Access {
    async fn fetch(&self, stage: Stage) -> Result<Option<SecretString>, SecretError> {
        let text = self.0.ok_or(SecretError::Missing)?;
        Ok((stage == Stage::Current).then(|| text.into()))
    }
}

fn crm() -> Crm {
    let field = |name: &str, pointer: &str| (name.to_owned(), pointer.to_owned());
    Crm {
        url: "https://crm.luna.example/v1/customers?phone={phone}".to_owned(),
        fields: vec![
            field("Puntos", "/points"),
            field("Pedido", "/orders/0/status"),
        ],
        timeout: SignedDuration::from_secs(5),
        keep: SignedDuration::from_mins(10),
    }
}

fn marta() -> Thread {
    thread("whatsapp", "34600000101")
}

const RECORD: &str = r#"{"points": 1240, "orders": [{"status": "en reparto"}]}"#;

fn says(body: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(body.to_owned(), "application/json; charset=utf-8")
}

/// A CRM that answers so, and the way to it.
async fn answers(answer: ResponseTemplate) -> (MockServer, CrmLookUp<NoSecret>) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let look_up = CrmLookUp::new(Outside::new(Some(server.uri())), None);
    (server, look_up)
}

async fn asked(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

fn known() -> CrmAnswer {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    CrmAnswer::Known(vec![field("Puntos", "1240"), field("Pedido", "en reparto")])
}

fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

#[tokio::test]
async fn it_is_asked_with_the_verified_number_and_the_key() {
    let server = MockServer::start().await;
    Mock::given(path("/crm.luna.example/v1/customers"))
        .and(query_param("phone", "+34600000101"))
        .and(header("authorization", "Bearer KEY"))
        .and(header("accept", "application/json"))
        .respond_with(says(RECORD))
        .mount(&server)
        .await;
    let secret = Access(Some(r#"{"crm":{"token":"KEY"},"x":{"access_token":"a"}}"#));
    let look_up = CrmLookUp::new(Outside::new(Some(server.uri())), Some(secret));
    assert_eq!(look_up.ask(&crm(), &marta(), now()).await, known());
}

#[tokio::test]
async fn without_a_key_in_the_secret_it_is_asked_without() {
    let (server, _) = answers(says(RECORD)).await;
    let look_up = CrmLookUp::new(Outside::new(Some(server.uri())), Some(Access(Some("{}"))));
    assert_eq!(look_up.ask(&crm(), &marta(), now()).await, known());
    let requests = server.received_requests().await.unwrap();
    assert!(!requests[0].headers.contains_key("authorization"));
    let no_secret = CrmLookUp::new(Outside::new(Some(server.uri())), Some(Access(None)));
    let answer = no_secret.ask(&crm(), &marta(), now()).await;
    assert_eq!((answer, asked(&server).await), (CrmAnswer::Unavailable, 1));
}

#[tokio::test]
async fn an_answer_holds_for_its_time() {
    let (server, look_up) = answers(says(RECORD)).await;
    for minutes in [0, 1, 9] {
        look_up.ask(&crm(), &marta(), later(minutes)).await;
    }
    assert_eq!(asked(&server).await, 1);
    look_up.ask(&crm(), &marta(), later(10)).await;
    look_up
        .ask(&crm(), &thread("sms", "+34600000102"), later(10))
        .await;
    assert_eq!(asked(&server).await, 3);
}

#[tokio::test]
async fn another_configuration_is_asked_anew() {
    let (server, look_up) = answers(says(RECORD)).await;
    look_up.ask(&crm(), &marta(), now()).await;
    let mut other = crm();
    other.fields.truncate(1);
    let CrmAnswer::Known(fields) = look_up.ask(&other, &marta(), now()).await else {
        panic!("nothing known")
    };
    assert_eq!((fields.len(), asked(&server).await), (1, 2));
}

#[tokio::test]
async fn whatever_it_says_wrong_is_one_line() {
    let huge = format!("{{\"points\": \"{}\"}}", "x".repeat(70_000));
    let wrong = [
        ResponseTemplate::new(500),
        ResponseTemplate::new(403),
        ResponseTemplate::new(429),
        says("{\"points\": 1"),
        says(""),
        says(&"[".repeat(60_000)),
        says(&huge),
        ResponseTemplate::new(200).set_body_raw(RECORD, "text/html"),
        ResponseTemplate::new(200).set_body_raw(vec![0xff, 0xfe], "application/json"),
        ResponseTemplate::new(302).insert_header("location", "https://crm.luna.example/other"),
        ResponseTemplate::new(302).insert_header("location", "http://169.254.169.254/latest"),
    ];
    for (number, answer) in wrong.into_iter().enumerate() {
        let (server, look_up) = answers(answer).await;
        let answer = look_up.ask(&crm(), &marta(), now()).await;
        assert_eq!(answer, CrmAnswer::Unavailable, "{number}");
        assert_eq!(asked(&server).await, 1, "{number}: no redirect is followed");
    }
}

#[tokio::test]
async fn a_customer_it_does_not_know_is_another_thing() {
    for answer in [
        ResponseTemplate::new(404),
        says("{}"),
        says("null"),
        says("[1]"),
    ] {
        let (_server, look_up) = answers(answer).await;
        assert_eq!(
            look_up.ask(&crm(), &marta(), now()).await,
            CrmAnswer::Unknown
        );
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_not_waited_for_and_not_asked_for_a_while() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let gateway = format!("http://{}", listener.local_addr().unwrap());
    let look_up: CrmLookUp<NoSecret> = CrmLookUp::new(Outside::new(Some(gateway)), None);
    let hurried = Crm {
        timeout: SignedDuration::from_millis(100),
        ..crm()
    };
    let answer = look_up.ask(&hurried, &marta(), now()).await;
    assert_eq!(answer, CrmAnswer::Unavailable);
    listener.set_nonblocking(true).unwrap();
    let connections = || std::iter::from_fn(|| listener.accept().ok()).count();
    assert_eq!(connections(), 1);
    let other = thread("sms", "+34600000102");
    let answer = look_up.ask(&hurried, &other, now()).await;
    assert_eq!((answer, connections()), (CrmAnswer::Unavailable, 0));
    look_up.ask(&hurried, &other, later(1)).await;
    assert_eq!(connections(), 1);
}

#[tokio::test]
async fn nobody_there_is_no_harm() {
    let nowhere = Outside::new(Some("http://127.0.0.1:1".to_owned()));
    let look_up: CrmLookUp<NoSecret> = CrmLookUp::new(nowhere, None);
    let answer = look_up.ask(&crm(), &marta(), now()).await;
    assert_eq!(answer, CrmAnswer::Unavailable);
}

#[tokio::test]
async fn an_address_that_may_not_be_asked_is_asked_nothing() {
    for url in [
        "http://crm.luna.example/{phone}",
        "https://crm.luna.example:8443/{phone}",
        "https://user@crm.luna.example/{phone}",
        "https://10.0.0.7/{phone}",
        "https://{phone}.example/",
        "crm.luna.example/{phone}",
    ] {
        let (server, look_up) = answers(says(RECORD)).await;
        let crm = Crm {
            url: url.to_owned(),
            ..crm()
        };
        let answer = look_up.ask(&crm, &marta(), now()).await;
        assert_eq!(answer, CrmAnswer::Unavailable, "{url}");
        assert_eq!(asked(&server).await, 0, "{url}");
    }
}

#[tokio::test]
async fn who_is_not_verified_is_not_looked_up() {
    let (server, look_up) = answers(says(RECORD)).await;
    let mut claimed = marta();
    claimed.contact =
        domain::ContactKey::claimed(&claimed.channel, &claimed.account, &claimed.contact_id);
    for thread in [
        claimed,
        thread("telegram", "34600000101"),
        thread("voice", "CA00ff"),
        thread("whatsapp", "ES.13491208655302741918"),
    ] {
        let answer = look_up.ask(&crm(), &thread, now()).await;
        assert_eq!(answer, CrmAnswer::NotAsked, "{}", thread.contact_id);
    }
    assert_eq!(asked(&server).await, 0);
}
