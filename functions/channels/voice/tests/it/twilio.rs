//! Twilio's part, played: it signs a form for an address, and does what the TwiML says.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::signature::twilio::{self, AuthTokens};
use channel::{Answer, Method, Reader, Reading, Refusal, Request, Secrets, Webhook, examine};
use channel_voice::{Given, Settings, Voice};
use domain::ContactEvent;
use jiff::Timestamp;
use secrecy::SecretString;

pub(crate) const URL: &str = "https://api.tienda.example/prod";
pub(crate) const OURS: &str = "+34911000000";
pub(crate) const CUSTOMER: &str = "+34600111222";
const TOKEN: &str = "t";

pub(crate) fn given() -> Given {
    Given {
        public_url: URL.to_owned(),
        brand: "Zapatería <Alba> & Hijas".to_owned(),
        ring: Some("+34911000001".to_owned()),
        ..Given::default()
    }
}

pub(crate) fn voice(given: Given) -> Voice {
    Voice::new(Settings::of(given).unwrap())
}

/// The form of a call of `from`'s, with more fields.
pub(crate) fn form(from: &str, more: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs([("CallSid", "CA1"), ("Direction", "inbound")]);
    form.extend_pairs([("From", from), ("To", OURS), ("CallStatus", "in-progress")]);
    form.extend_pairs(more).finish()
}

/// A request to an address as it stands in TwiML: what is behind `#` is for Twilio, and neither sent nor signed.
pub(crate) fn request(address: &str, form: &str) -> Request {
    let address = address.split('#').next().unwrap();
    let target = address.strip_prefix(URL).unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let token = SecretString::from(TOKEN);
    let signature = twilio::sign(&token, address, form.as_bytes()).unwrap();
    Request {
        method: Method::Post,
        path: path.to_owned(),
        raw_query: query.to_owned(),
        headers: BTreeMap::from([(twilio::SIGNATURE_HEADER.to_owned(), signature)]),
        body: Bytes::from(form.to_owned()),
        source_address: String::new(),
    }
}

pub(crate) fn proved(voice: &Voice, request: &Request) -> Result<Reading, Refusal> {
    let tokens = AuthTokens {
        auth_token: SecretString::from(TOKEN),
        ..AuthTokens::default()
    };
    let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
    match examine(voice, request, &Secrets::new(tokens, None), now)? {
        Answer::Read(body) => Ok(voice.read(&body, now)),
        other => panic!("{other:?}"),
    }
}

/// Sends a form to an address: what is read from it, and the TwiML that answers.
pub(crate) fn send(voice: &Voice, address: &str, form: &str) -> (ContactEvent, String) {
    let request = request(address, form);
    let reading = proved(voice, &request).unwrap();
    assert_eq!(reading.unreadable, [], "{form}");
    let answer = voice.accepted(&request, &reading);
    assert_eq!(answer.status, 200);
    assert!(answer.headers["content-type"].starts_with("text/xml"));
    (reading.events.into_iter().next().unwrap(), answer.body)
}

/// The values of an attribute, as Twilio would read them.
pub(crate) fn attribute(twiml: &str, name: &str) -> String {
    let start = format!(" {name}=\"");
    let (_, rest) = twiml
        .split_once(&start)
        .unwrap_or_else(|| panic!("no {name} in {twiml}"));
    rest.split('"').next().unwrap().replace("&amp;", "&")
}
