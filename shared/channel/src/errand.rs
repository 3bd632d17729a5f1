//! What must be asked outside before a request can be proved: a signing certificate, a set of public keys, a CAPTCHA's
//! verdict. The kit says what to ask; the `runtime` crate goes and asks.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::{Answer, OutsideUrl, Refusal, Request, Secrets, Webhook};

/// Something to fetch from one of the provider's own hosts.
#[derive(Clone, Debug)]
pub struct Errand {
    /// Where.
    pub url: OutsideUrl,
    /// Fields of a form to post; without them it is a GET.
    pub form: Vec<(&'static str, SecretString)>,
    /// How long what it brings may be used for further requests. None: for this one only.
    pub keep: Option<Duration>,
}

impl Errand {
    /// A GET whose result is kept.
    pub fn get(url: OutsideUrl, keep: Duration) -> Self {
        Self {
            url,
            form: Vec::new(),
            keep: Some(keep),
        }
    }

    /// A form to post, each time anew.
    pub fn post(url: OutsideUrl, form: Vec<(&'static str, SecretString)>) -> Self {
        Self {
            url,
            form,
            keep: None,
        }
    }
}

/// A webhook some of whose requests cannot be proved without asking outside.
pub trait Errands: Webhook {
    /// What to ask for this request; none when [`Webhook::prove`] can decide alone. Refuses at once what needs no asking.
    ///
    /// # Errors
    /// A [`Refusal`] for a request that is turned away whatever the answer would be.
    fn errand(
        &self,
        request: &Request,
        secrets: &Secrets<Self::Secret>,
        now: Timestamp,
    ) -> Result<Option<Errand>, Refusal>;

    /// Proves a request for which there was an errand, with what it brought.
    ///
    /// # Errors
    /// As [`Webhook::prove`].
    fn prove_with(
        &self,
        request: &Request,
        secrets: &Secrets<Self::Secret>,
        now: Timestamp,
        brought: &[u8],
    ) -> Result<Answer, Refusal>;
}
