//! What asking the CRM leaves in the log. A test of its own: in one process with others, a place in the code that another
//! thread passed first may stay silent for this one's log.
#![allow(clippy::unwrap_used)]

use std::io;
use std::sync::{Arc, Mutex};

use delivery::Outside;
use domain::config::Crm;
use domain::{ContactKey, Thread};
use jiff::{SignedDuration, Timestamp};
use notifier::crm::CrmLookUp;
use runtime::secrets::{SecretError, SecretSource, Stage};
use secrecy::SecretString;
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A secret with a token.
struct Access;

impl SecretSource for Access {
    async fn fetch(&self, stage: Stage) -> Result<Option<SecretString>, SecretError> {
        let text = r#"{"crm":{"token":"KEY-SECRETO"}}"#;
        Ok((stage == Stage::Current).then(|| text.into()))
    }
}

fn crm() -> Crm {
    Crm {
        url: "https://crm.luna.example/customers?phone={phone}".to_owned(),
        fields: vec![("Puntos".to_owned(), "/points".to_owned())],
        timeout: SignedDuration::from_secs(5),
        keep: SignedDuration::from_mins(10),
    }
}

fn marta() -> Thread {
    let contact = ContactKey::of(&"sms".into(), &"luna".into(), "+34600000101");
    let at = Timestamp::UNIX_EPOCH;
    let thread = json!({ "id": "AL-1", "version": 1, "customer": "c1", "channel": "sms", "account": "luna",
        "contact": contact, "contact_id": "+34600000101", "language": "es", "topic": "t", "status": "open",
        "weight": 0, "opened_at": at, "last_message_at": at, "excerpt": "", "messages": 1, "attachments": 0 });
    serde_json::from_value(thread).unwrap()
}

/// Takes a log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_address_nor_answer_nor_key_gets_into_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let wrong = [
        ResponseTemplate::new(500).set_body_string("SECRETO"),
        ResponseTemplate::new(200).set_body_raw("{\"SECRETO", "application/json"),
        ResponseTemplate::new(302).insert_header("location", "https://SECRETO.example/"),
    ];
    for answer in wrong {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let look_up = CrmLookUp::new(Outside::new(Some(server.uri())), Some(Access));
        look_up.ask(&crm(), &marta(), Timestamp::UNIX_EPOCH).await;
    }
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("notifier"))
        .collect();
    assert_eq!(ours.len(), 3, "{log}");
    for line in ours {
        assert!(!line.to_lowercase().contains("secreto"), "{line}");
        assert!(!line.contains("600000101"), "{line}");
    }
}
