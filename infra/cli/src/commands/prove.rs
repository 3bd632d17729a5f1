//! `ventanilla channel prove`: whether captured requests prove their origin, and why not. No network, no AWS.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Context as _;
use bytes::Bytes;
use channel::signature::twilio::{self, PublicUrl};
use channel::{Answer, Method, Refusal, Request, Secrets, Webhook, examine};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cli::ProveArguments;
use crate::files;
use crate::outcome::Outcome;

/// A captured request and what it must be proved with.
#[derive(Debug, Deserialize)]
struct Case {
    channel: String,
    /// The channel's signing secret; for WhatsApp and its like the app's.
    #[serde(default)]
    secret: String,
    /// The former one, during a rotation.
    #[serde(default)]
    previous_secret: Option<String>,
    #[serde(default)]
    verify_token: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// The raw body, or else the fields of a form, each with one value or a list of them.
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    params: Option<BTreeMap<String, Value>>,
    /// The whole address, where the signature covers it (Twilio).
    #[serde(default)]
    url: String,
    #[serde(default)]
    query: String,
    /// When it came, in seconds since 1970.
    #[serde(default)]
    now: Option<i64>,
}

/// What was decided.
enum Decision {
    Decided(Result<Answer, Refusal>),
    Undecidable(&'static str),
}

pub(super) fn run(arguments: &ProveArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let cases: Vec<Value> =
        serde_json::from_slice(&files::read_bytes(&arguments.file)?).context("no list of JSON")?;
    let mut all_good = true;
    for (index, case) in cases.iter().enumerate() {
        let line = match Case::deserialize(case) {
            Ok(case) => told(index, &case, arguments.at.unwrap_or_else(Timestamp::now)),
            Err(error) => {
                json!({ "case": index, "decision": "undecidable", "why": error.to_string() })
            }
        };
        all_good &= matches!(line["decision"].as_str(), Some("valid" | "answered"));
        writeln!(out, "{line}")?;
    }
    Ok(if all_good {
        Outcome::Good
    } else {
        Outcome::Problem
    })
}

fn told(index: usize, case: &Case, at: Timestamp) -> Value {
    let given = case.now.and_then(|now| Timestamp::from_second(now).ok());
    let mut line = json!({ "case": index, "channel": case.channel });
    match decide(case, given.unwrap_or(at)) {
        Decision::Decided(Ok(Answer::Read(_) | Answer::Confirm(_))) => {
            line["decision"] = json!("valid")
        }
        Decision::Decided(Ok(Answer::Say(response))) => {
            line["decision"] = json!("answered");
            line["status"] = json!(response.status);
            line["response"] =
                serde_json::from_str(&response.body).unwrap_or_else(|_| json!(response.body));
        }
        Decision::Decided(Err(refusal)) => {
            line["decision"] = json!("invalid");
            line["why"] = json!(refusal.to_string());
        }
        Decision::Undecidable(why) => {
            line["decision"] = json!("undecidable");
            line["why"] = json!(why);
        }
    }
    line
}

fn decide(case: &Case, now: Timestamp) -> Decision {
    match case.channel.as_str() {
        "meta" | "whatsapp" | "messenger" | "facebook" | "instagram" => {
            by(&channel_whatsapp::Whatsapp, "/whatsapp", case, now)
        }
        "slack" => by(&slack::Slack, "/slack", case, now),
        "telegram" => by(
            &channel_telegram::Telegram::default(),
            "/telegram",
            case,
            now,
        ),
        "x" => by(&channel_x::X, "/x", case, now),
        "twilio" | "sms" | "voice" => by_twilio(case),
        _ => Decision::Undecidable("its requests are not proved by a secret alone"),
    }
}

fn by<W: Webhook>(webhook: &W, path: &str, case: &Case, now: Timestamp) -> Decision {
    let (Some(current), previous) = (
        secret::<W>(case, &case.secret),
        case.previous_secret
            .as_ref()
            .and_then(|former| secret::<W>(case, former)),
    ) else {
        return Decision::Undecidable("the secret is not of this channel's shape");
    };
    let request = request(case, path, &case.query);
    Decision::Decided(examine(
        webhook,
        &request,
        &Secrets::new(current, previous),
        now,
    ))
}

/// The channel's secret, whatever it calls its fields: a missing one is empty and proves nothing.
fn secret<W: Webhook>(case: &Case, signing: &str) -> Option<W::Secret> {
    let names = [
        "app_secret",
        "signing_secret",
        "secret_token",
        "consumer_secret",
    ];
    let mut fields: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!(signing)))
        .collect();
    fields.insert("verify_token".to_owned(), json!(case.verify_token));
    serde_json::from_value(Value::Object(fields)).ok()
}

/// Twilio's signature covers the whole address, so the place before our path is that of the case.
fn by_twilio(case: &Case) -> Decision {
    let (place, path) = match case.url.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
            (format!("{scheme}://{host}"), path)
        }
        None => return Decision::Undecidable("`url` holds no address"),
    };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let Ok(public_url) = PublicUrl::parse(&place) else {
        return Decision::Undecidable("`url` holds no address");
    };
    let tokens = std::iter::once(&case.secret).chain(&case.previous_secret);
    let tokens: Vec<_> = tokens.map(|token| token.as_str().into()).collect();
    let request = request(case, path, query);
    Decision::Decided(twilio::prove(&public_url, &request, tokens.iter()).map(Answer::Read))
}

fn request(case: &Case, path: &str, query: &str) -> Request {
    let body = case.body.clone().or_else(|| case.params.as_ref().map(form));
    let headers = case.headers.iter();
    Request {
        method: if body.is_some() {
            Method::Post
        } else {
            Method::Get
        },
        path: path.to_owned(),
        raw_query: query.to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
            .collect(),
        body: Bytes::from(body.unwrap_or_default()),
        source_address: String::new(),
    }
}

fn form(fields: &BTreeMap<String, Value>) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        match value {
            Value::Array(values) => form.extend_pairs(
                values
                    .iter()
                    .map(|value| (name, value.as_str().unwrap_or_default())),
            ),
            value => form.append_pair(name, value.as_str().unwrap_or_default()),
        };
    }
    form.finish()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn decision(case: Value) -> Value {
        let at = "2026-11-21T12:00:00Z".parse().unwrap();
        told(0, &serde_json::from_value(case).unwrap(), at)["decision"].clone()
    }

    #[test]
    fn a_captured_request_is_judged_as_the_function_would() {
        let signature = "sha256=f39034b29165ec6a5104d9aef27266484ab26c8caa7bca8bcb2dd02e8be61b17";
        let mut case = json!({ "channel": "whatsapp", "secret": "sesame", "body": "hello world" });
        assert_eq!(decision(case.clone()), "invalid");
        case["headers"] = json!({ "X-Hub-Signature-256": signature });
        assert_eq!(decision(case.clone()), "valid");
        case["body"] = json!("hello world!");
        assert_eq!(decision(case), "invalid");
    }

    #[test]
    fn an_address_and_a_form_are_proved_together() {
        let case = json!({
            "channel": "twilio", "secret": "12345", "url": "https://mycompany.com/myapp.php?foo=1&bar=2",
            "params": { "CallSid": "CA1234567890ABCDE", "Digits": "1234", "From": "+14158675309", "To": "+18005551212", "Caller": "+14158675309" },
            "headers": { "X-Twilio-Signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8=" },
        });
        assert_eq!(decision(case), "valid");
    }

    #[test]
    fn what_cannot_be_decided_is_said() {
        assert_eq!(decision(json!({ "channel": "connect" })), "undecidable");
        assert_eq!(
            decision(json!({ "channel": "sms", "url": "/sms" })),
            "undecidable"
        );
    }
}
