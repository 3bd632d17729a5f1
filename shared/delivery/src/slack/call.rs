//! One call of the Web API, and the sorting of its answer.

use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use secrecy::ExposeSecret;
use serde_json::Value;

use super::{Slack, SlackError};

/// The longest wait that we believe: an hour. Slack asks for seconds.
const LONGEST_WAIT: u64 = 3_600;
/// How long to wait where Slack does not say.
const DEFAULT_WAIT: u64 = 1;

impl Slack {
    /// A method with a JSON body.
    pub(super) async fn post(&self, method: &str, body: &Value) -> Result<Value, SlackError> {
        self.call(self.http.post(self.url(method)).json(body)).await
    }

    /// A method that only reads, with its arguments in the query: the reading methods take no JSON.
    pub(super) async fn get(
        &self,
        method: &str,
        query: &[(&str, &str)],
    ) -> Result<Value, SlackError> {
        let url = reqwest::Url::parse_with_params(&self.url(method), query);
        let url = url.map_err(|_| SlackError::Channel {
            code: "api_url_is_none".to_owned(),
        })?;
        self.call(self.http.get(url)).await
    }

    fn url(&self, method: &str) -> String {
        format!("{}/{method}", self.api_url)
    }

    async fn call(&self, request: reqwest::RequestBuilder) -> Result<Value, SlackError> {
        let request = request
            .bearer_auth(self.token.expose_secret())
            .timeout(self.timeout);
        let response = request
            .send()
            .await
            .map_err(|error| SlackError::of_transport(&error))?;
        let status = response.status();
        if status.as_u16() == 429 {
            return Err(SlackError::RetryAfter {
                after: wait(&response),
            });
        }
        if status.is_server_error() {
            return Err(SlackError::Retry {
                code: status.as_u16().to_string(),
            });
        }
        let after = wait(&response);
        match response.json::<Value>().await {
            Ok(answer) => sorted(answer, after),
            Err(error) if error.is_decode() && !status.is_success() => Err(SlackError::Channel {
                code: status.as_u16().to_string(),
            }),
            Err(error) => Err(SlackError::of_transport(&error)),
        }
    }
}

fn wait(response: &reqwest::Response) -> Duration {
    let header = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok());
    let seconds = header
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(DEFAULT_WAIT);
    Duration::from_secs(seconds.clamp(1, LONGEST_WAIT))
}

fn sorted(answer: Value, after: Duration) -> Result<Value, SlackError> {
    if answer["ok"] == Value::Bool(true) {
        return Ok(answer);
    }
    match answer["error"].as_str() {
        Some(word) => match SlackError::of_word(word) {
            SlackError::RetryAfter { .. } => Err(SlackError::RetryAfter { after }),
            other => Err(other),
        },
        None => Err(SlackError::Unknown {
            code: "answer_without_ok".to_owned(),
        }),
    }
}
