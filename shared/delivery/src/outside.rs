//! Requests of ours to providers' own hosts: certificates, verdicts, customers' files. What may be asked is said by
//! [`channel::OutsideUrl`]: plain https, on hosts that a channel allows. No redirect is followed by itself.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use channel::files::Fetch;
use channel::{Errand, ForeignUrl, HostRule, OutsideUrl};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{RequestBuilder, Response};
use secrecy::ExposeSecret;

/// How long a whole request may take. A webhook that waits for it answers within ten seconds.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long a file may take: large ones come slowly.
const FILE_TIMEOUT: Duration = Duration::from_secs(60);
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(2);
/// The most that an errand brings: a certificate, a set of keys.
const LARGEST_ERRAND: u64 = 256 * 1024;
/// How often a provider may send us on.
const MOST_REDIRECTS: usize = 3;

/// A request to outside brought nothing. No address and no content is in here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutsideError {
    /// No connection, or it broke, or it took too long.
    #[error("{host} cannot be reached")]
    Unreachable {
        /// Whom we asked.
        host: String,
    },
    /// Asking later can help: 429 or 5xx.
    #[error("{host} is busy ({status})")]
    Busy {
        /// Whom we asked.
        host: String,
        /// What it answered.
        status: u16,
    },
    /// Asking again will not help: 4xx.
    #[error("{host} refuses ({status})")]
    Refused {
        /// Whom we asked.
        host: String,
        /// What it answered.
        status: u16,
    },
    /// More than is taken.
    #[error("it is larger than {limit} bytes")]
    TooLarge {
        /// What is taken at most, in bytes.
        limit: u64,
    },
    /// It sends us on to where we do not go, or too often.
    #[error("it leads to where nothing is fetched from")]
    Astray(#[source] Option<ForeignUrl>),
}

impl OutsideError {
    /// Whether asking again later can help.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Busy { .. })
    }
}

/// What a request brought.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The body.
    pub content: Bytes,
    /// The media type that the host says.
    pub mime: Option<String>,
}

/// Asks hosts outside.
#[derive(Clone, Debug)]
pub struct Outside {
    http: reqwest::Client,
    gateway: Option<String>,
}

impl Outside {
    /// Asks the hosts themselves; or, with a gateway, `{gateway}/{host}/{path}` in place of `https://{host}/{path}`.
    pub fn new(gateway: Option<String>) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .build()
            .unwrap_or_default();
        Self { http, gateway }
    }

    /// Runs an errand.
    ///
    /// # Errors
    /// [`OutsideError`].
    pub async fn run(&self, errand: &Errand) -> Result<Bytes, OutsideError> {
        let at = self.at(&errand.url);
        let request = if errand.form.is_empty() {
            self.http.get(at)
        } else {
            let fields = errand.form.iter();
            let form: Vec<(&str, &str)> = fields
                .map(|(name, value)| (*name, value.expose_secret()))
                .collect();
            self.http.post(at).form(&form)
        };
        let response = ask(request.timeout(TIMEOUT), &errand.url).await?;
        if response.status().is_redirection() {
            return Err(OutsideError::Astray(None));
        }
        Ok(body(response, &errand.url, LARGEST_ERRAND).await?.content)
    }

    /// Fetches a file of at most `largest` bytes, sent on as the fetch allows.
    ///
    /// # Errors
    /// [`OutsideError`].
    pub async fn fetch(&self, fetch: &Fetch, largest: u64) -> Result<Fetched, OutsideError> {
        let mut url = fetch.url.clone();
        for redirects in 0..=MOST_REDIRECTS {
            let mut request = self.http.get(self.at(&url)).timeout(FILE_TIMEOUT);
            if redirects == 0 {
                for (name, value) in &fetch.headers {
                    request = request.header(*name, value.expose_secret());
                }
            }
            let response = ask(request, &url).await?;
            if !response.status().is_redirection() {
                return body(response, &url, largest).await;
            }
            url = next(&response, fetch.redirects)?;
        }
        Err(OutsideError::Astray(None))
    }

    fn at(&self, url: &OutsideUrl) -> String {
        match &self.gateway {
            Some(gateway) => url.expose().replacen("https://", &format!("{gateway}/"), 1),
            None => url.expose().to_owned(),
        }
    }
}

async fn ask(request: RequestBuilder, url: &OutsideUrl) -> Result<Response, OutsideError> {
    let unreachable = |_| OutsideError::Unreachable {
        host: url.host().to_owned(),
    };
    let response = request.send().await.map_err(unreachable)?;
    let host = || url.host().to_owned();
    match response.status().as_u16() {
        status @ (408 | 425 | 429 | 500..) => Err(OutsideError::Busy {
            host: host(),
            status,
        }),
        status @ 400.. => Err(OutsideError::Refused {
            host: host(),
            status,
        }),
        _ => Ok(response),
    }
}

fn next(response: &Response, allowed: &[HostRule]) -> Result<OutsideUrl, OutsideError> {
    let location = response.headers().get(LOCATION);
    let location = location.and_then(|value| value.to_str().ok());
    OutsideUrl::parse(location.unwrap_or_default(), allowed)
        .map_err(|error| OutsideError::Astray(Some(error)))
}

/// Reads a body, and stops where it grows too large, whatever its header promised.
async fn body(
    mut response: Response,
    url: &OutsideUrl,
    limit: u64,
) -> Result<Fetched, OutsideError> {
    let mime = response.headers().get(CONTENT_TYPE);
    let mime = mime
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    if response.content_length().is_some_and(|size| size > limit) {
        return Err(OutsideError::TooLarge { limit });
    }
    let mut content = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => content.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(_) => {
                return Err(OutsideError::Unreachable {
                    host: url.host().to_owned(),
                });
            }
        }
        if content.len() as u64 > limit {
            return Err(OutsideError::TooLarge { limit });
        }
    }
    Ok(Fetched {
        content: content.freeze(),
        mime,
    })
}

#[cfg(test)]
mod tests;
