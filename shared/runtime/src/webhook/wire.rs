//! The HTTP API's event, payload format 2.0, and its answer.
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>
//!
//! Own types, because the library's refuse a whole request for one header with a letter outside ASCII, and quote it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use channel::{Method, Refusal, Request, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the HTTP API sends us, as far as we look at it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HttpEvent {
    #[serde(default)]
    raw_path: String,
    #[serde(default)]
    raw_query_string: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
    request_context: RequestContext,
}

#[derive(Deserialize)]
struct RequestContext {
    http: Http,
    #[serde(default)]
    stage: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Http {
    method: String,
    #[serde(default)]
    source_ip: String,
}

impl HttpEvent {
    pub(crate) fn parse(event: Value) -> Result<Self, Refusal> {
        serde_json::from_value(event).map_err(|_| Refusal::Unusable("not an event of the HTTP API"))
    }

    pub(crate) fn into_request(self) -> Result<Request, Refusal> {
        let body = self.body.unwrap_or_default();
        let body = if self.is_base64_encoded {
            let decoded = STANDARD
                .decode(body)
                .map_err(|_| Refusal::Unusable("the body is not base64"))?;
            Bytes::from(decoded)
        } else {
            Bytes::from(body)
        };
        Ok(Request {
            method: Method::from(self.request_context.http.method.as_str()),
            path: below_stage(&self.raw_path, &self.request_context.stage),
            raw_query: self.raw_query_string,
            headers: lower_case(self.headers),
            body,
            source_address: self.request_context.http.source_ip,
        })
    }
}

/// The path without its stage, which stands in it for every stage but `$default`.
fn below_stage(path: &str, stage: &str) -> String {
    let below = path
        .strip_prefix('/')
        .and_then(|rest| rest.strip_prefix(stage));
    match below {
        Some(below) if !stage.is_empty() && (below.is_empty() || below.starts_with('/')) => {
            if below.is_empty() {
                "/".to_owned()
            } else {
                below.to_owned()
            }
        }
        _ => path.to_owned(),
    }
}

fn lower_case(headers: BTreeMap<String, String>) -> BTreeMap<String, String> {
    headers
        .into_iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value))
        .collect()
}

/// What the HTTP API takes from us.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HttpResponse {
    status_code: u16,
    headers: BTreeMap<String, String>,
    body: String,
    is_base64_encoded: bool,
}

impl From<Response> for HttpResponse {
    fn from(response: Response) -> Self {
        let Response {
            status,
            headers,
            body,
        } = response;
        Self {
            status_code: status,
            headers,
            body,
            is_base64_encoded: false,
        }
    }
}

#[cfg(test)]
mod tests;
