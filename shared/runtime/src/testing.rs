//! What the tests share: a channel that reads plain lines, and played neighbours that remember and can fail.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};

use channel::signature::shared_token;
use channel::{
    Answer, Method, Reader, Reading, Refusal, Request, Response, Secrets, Unreadable, Verified,
    Webhook,
};
use delivery::{DeliveryError, Postponement};
use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::batch::Postpone;
use crate::logs::subscriber;
use crate::secrets::{SecretError, SecretSource, Stage};
use crate::webhook::{EventSink, Quarantine};

/// What no log may hold.
pub(crate) const PRIVATE: &str = "Calle Mayor 1";

pub(crate) fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

pub(crate) fn noon() -> Timestamp {
    at("2026-11-21T12:00:00Z")
}

/// The secret of [`Lines`].
#[derive(Deserialize)]
pub(crate) struct Token {
    pub(crate) token: SecretString,
}

/// A channel whose body is lines: `event …`, `unreadable …`, `panic …`.
pub(crate) struct Lines {
    /// Whether unreadable requests are kept, as those of providers are.
    pub(crate) keeps_unreadable: bool,
}

impl Reader for Lines {
    fn channel(&self) -> ChannelId {
        ChannelId::new("lines")
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        let mut reading = Reading::default();
        for line in std::str::from_utf8(body.bytes())
            .unwrap_or_default()
            .lines()
        {
            match line.split(' ').next() {
                Some("event") => reading.events.push(event(line, received_at)),
                Some("panic") => panic!("{line}"),
                _ => reading.unreadable.push(Unreadable {
                    place: "/0".to_owned(),
                    reason: "no event".to_owned(),
                }),
            }
        }
        reading
    }
}

impl Webhook for Lines {
    type Secret = Token;

    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<Token>,
        _now: Timestamp,
    ) -> Result<Answer, Refusal> {
        if request.method == Method::Get {
            return Ok(Answer::Say(Response::text(200, "hello")));
        }
        let tokens = secrets.all().map(|secret| &secret.token);
        shared_token(request.header("x-token"), tokens, &request.body).map(Answer::Read)
    }

    fn accepted(&self, _request: &Request, reading: &Reading) -> Response {
        Response::text(200, reading.events.len().to_string())
    }

    fn keeps_unreadable(&self) -> bool {
        self.keeps_unreadable
    }

    fn largest_body(&self) -> usize {
        1_000
    }
}

fn event(line: &str, received_at: Timestamp) -> ContactEvent {
    let channel = ChannelId::new("lines");
    let key = EventKey::of(&channel, &[line]);
    ContactEvent::new(
        channel,
        AccountId::new("desk"),
        EventKind::Message,
        key,
        received_at,
    )
}

/// A request with a token.
pub(crate) fn request(token: &str, body: impl Into<String>) -> Request {
    let headers = [("x-token", token), ("x-who", PRIVATE)];
    Request {
        method: Method::Post,
        path: "/lines".to_owned(),
        raw_query: format!("who={PRIVATE}"),
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        body: body.into().into(),
        source_address: PRIVATE.to_owned(),
    }
}

/// An inbox in memory.
#[derive(Default)]
pub(crate) struct PlayedInbox {
    pub(crate) fails: bool,
    pub(crate) hangs: bool,
    pub(crate) events: Mutex<Vec<ContactEvent>>,
}

impl EventSink for &PlayedInbox {
    async fn send(&self, events: &[ContactEvent]) -> Result<(), DeliveryError> {
        if self.hangs {
            std::future::pending::<()>().await;
        }
        if self.fails {
            return Err(fault());
        }
        self.events.lock().unwrap().extend_from_slice(events);
        Ok(())
    }
}

/// Channel, body and reasons of what was put into quarantine.
type Kept = (String, Vec<u8>, Vec<String>);

/// A vault in memory.
#[derive(Default)]
pub(crate) struct PlayedVault {
    pub(crate) fails: bool,
    pub(crate) kept: Mutex<Vec<Kept>>,
}

impl Quarantine for &PlayedVault {
    async fn keep(
        &self,
        channel: &str,
        _received_at: Timestamp,
        body: &[u8],
        _headers: &BTreeMap<String, String>,
        reasons: &[String],
    ) -> Result<String, DeliveryError> {
        if self.fails {
            return Err(fault());
        }
        self.kept
            .lock()
            .unwrap()
            .push((channel.to_owned(), body.to_vec(), reasons.to_vec()));
        Ok("quarantine/1".to_owned())
    }
}

/// Remembers what was postponed: receipt and seconds.
#[derive(Default)]
pub(crate) struct PlayedVisibility {
    pub(crate) fails: bool,
    pub(crate) postponed: Mutex<BTreeMap<String, u32>>,
}

impl Postpone for &PlayedVisibility {
    async fn postpone(
        &self,
        _queue_arn: &str,
        messages: &[Postponement],
    ) -> Result<(), DeliveryError> {
        if self.fails {
            return Err(fault());
        }
        let entries = messages
            .iter()
            .map(|message| (message.receipt_handle.clone(), message.seconds));
        self.postponed.lock().unwrap().extend(entries);
        Ok(())
    }
}

fn fault() -> DeliveryError {
    DeliveryError::NotTaken {
        count: 1,
        code: "InternalError".to_owned(),
    }
}

/// A secret whose values a test can change. None as the current value means that the store does not answer.
#[derive(Default)]
pub(crate) struct PlayedSource {
    pub(crate) current: Mutex<Option<String>>,
    pub(crate) previous: Mutex<Option<String>>,
    pub(crate) fetches: Mutex<usize>,
}

impl PlayedSource {
    pub(crate) fn with(current: &str) -> Self {
        let source = Self::default();
        source.set(Some(current), None);
        source
    }

    pub(crate) fn set(&self, current: Option<&str>, previous: Option<&str>) {
        *self.current.lock().unwrap() = current.map(json);
        *self.previous.lock().unwrap() = previous.map(json);
    }

    /// How often the current value was asked for.
    pub(crate) fn fetches(&self) -> usize {
        *self.fetches.lock().unwrap()
    }
}

fn json(token: &str) -> String {
    format!(r#"{{"token":"{token}"}}"#)
}

impl SecretSource for &PlayedSource {
    async fn fetch(&self, stage: Stage) -> Result<Option<SecretString>, SecretError> {
        // Gives way once, so that callers at the same time really meet.
        tokio::task::yield_now().await;
        if stage == Stage::Previous {
            return Ok(self
                .previous
                .lock()
                .unwrap()
                .clone()
                .map(SecretString::from));
        }
        *self.fetches.lock().unwrap() += 1;
        match self.current.lock().unwrap().clone() {
            Some(text) => Ok(Some(SecretString::from(text))),
            None => Err(SecretError::Unavailable {
                source: "no answer".into(),
            }),
        }
    }
}

/// The log's lines of this thread from now on.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub(crate) fn start(levels: &str) -> (Self, DefaultGuard) {
        let log = Self::default();
        let guard =
            tracing::subscriber::set_default(subscriber(log.clone(), EnvFilter::new(levels)));
        (log, guard)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    pub(crate) fn lines(&self) -> Vec<serde_json::Value> {
        self.text()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}
