//! How a session is opened: who may have one, and whose it is.

use channel::{Answer, Method, Refusal, Request, Secrets};
use jiff::Timestamp;
use serde::Deserialize;

use crate::origin::APP;
use crate::secret::{identity_keys, session_keys};
use crate::session::{self, bearer};
use crate::{Webchat, WebchatSecret, answer, identity};

/// The body of `POST /web/session`; all of it may be missing, and so may the body. Unknown fields are ignored.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Who the visitor is, signed by the shop.
    pub(crate) identity: Option<String>,
    /// What Turnstile gave the page.
    pub(crate) captcha: Option<String>,
}

impl Asked {
    pub(crate) fn of(request: &Request) -> Result<Self, Refusal> {
        if request.method != Method::Post || request.body.is_empty() {
            return Ok(Self::default());
        }
        let asked: Self = serde_json::from_slice(&request.body)
            .map_err(|_| Refusal::Unusable("the session's request is no JSON object of texts"))?;
        Ok(Self {
            identity: asked.identity.filter(|text| !text.is_empty()),
            captcha: asked.captcha.filter(|text| !text.is_empty()),
        })
    }
}

/// Whether a visitor of whom nothing else is known is a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// They showed it, or nobody asks.
    Shown,
    /// It is asked for, and they did not.
    NotShown,
}

impl Person {
    /// What is known without asking outside.
    pub(crate) fn unless_asked_for(secrets: &Secrets<WebchatSecret>) -> Self {
        if secrets.current().asks_for_captcha() {
            Self::NotShown
        } else {
            Self::Shown
        }
    }
}

impl Webchat {
    /// A session for the customer whom the shop vouches for; else the one that the request bears, for another day; else
    /// a new one for a person. An app has no site that vouches for it, so its customer must be signed.
    pub(crate) fn open(
        &self,
        request: &Request,
        secrets: &Secrets<WebchatSecret>,
        now: Timestamp,
        person: Person,
    ) -> Result<Answer, Refusal> {
        let source = self.origins.source(request)?;
        let key = &secrets.current().session_key;
        let issued = if let Some(token) = Asked::of(request)?.identity {
            let customer = identity::verify(&token, identity_keys(secrets), now)?;
            session::issue(key, &source, Some(customer), request, now)
        } else if source == APP {
            return Err(Refusal::Forbidden);
        } else if let Some(token) = bearer(request) {
            let old = session::renewable(token, session_keys(secrets), &source, now)?;
            session::renew(key, old, now)
        } else if person == Person::Shown {
            session::issue(key, &source, None, request, now)
        } else {
            return Err(Refusal::Unproved);
        };
        let issued = issued.ok_or(Refusal::Unproved)?;
        Ok(Answer::Say(
            self.readable(request, answer::session(&issued)),
        ))
    }
}
