//! Getting at Slack's Web API.

use delivery::Slack;
use jiff::Timestamp;
use runtime::secrets::{SecretCache, SecretSource};
use secrecy::SecretString;
use serde::Deserialize;

use crate::NotifyError;

/// What gives the Web API with a token that counts now.
pub trait SlackAccess {
    /// The API.
    ///
    /// # Errors
    /// [`NotifyError::NoSlack`] where none is configured; [`NotifyError::Secret`] when its token cannot be had.
    fn slack(&self, now: Timestamp) -> impl Future<Output = Result<Slack, NotifyError>>;
}

/// The secret of the Slack app.
#[derive(Clone, Deserialize)]
pub struct SlackSecret {
    bot_token: SecretString,
}

/// A Slack app. Its token is fetched when the first notice needs it: mails do not wait for it, nor fail with it.
pub struct SlackApp<F> {
    http: reqwest::Client,
    api_url: String,
    token: SecretCache<F, SlackSecret>,
}

impl<F: SecretSource> SlackApp<F> {
    /// The app at `api_url` (`https://slack.com/api`) whose token is the secret's `bot_token`.
    pub fn new(http: reqwest::Client, api_url: impl Into<String>, secret: F) -> Self {
        Self {
            http,
            api_url: api_url.into(),
            token: SecretCache::new(secret),
        }
    }
}

impl<F: SecretSource> SlackAccess for SlackApp<F> {
    async fn slack(&self, now: Timestamp) -> Result<Slack, NotifyError> {
        let secrets = self.token.get(now).await?;
        Ok(Slack::new(
            self.http.clone(),
            &self.api_url,
            secrets.current().bot_token.clone(),
        ))
    }
}

impl<A: SlackAccess> SlackAccess for Option<A> {
    async fn slack(&self, now: Timestamp) -> Result<Slack, NotifyError> {
        match self {
            Some(access) => access.slack(now).await,
            None => Err(NotifyError::NoSlack),
        }
    }
}
