//! How a provider's files are had. A channel says which requests lead to one of its files; `functions/attachments` makes
//! them, while the provider still serves the file.

use domain::event::Attachment;
use domain::{AccountId, ChannelId};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::{ForeignUrl, HostRule, OutsideUrl};

/// What the channel may use to get at its provider: its part of the secret of access tokens, such as
/// `{"access_token": "…"}`.
#[derive(Clone, Copy, Debug)]
pub struct Access<'a>(&'a Value);

impl<'a> Access<'a> {
    /// A channel's part of the secret.
    pub fn new(part: &'a Value) -> Self {
        Self(part)
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// [`Unfetchable`] names the field that is missing.
    pub fn text(&self, field: &'static str) -> Result<SecretString, Unfetchable> {
        match self.0.get(field).and_then(Value::as_str) {
            Some(text) if !text.is_empty() => Ok(SecretString::from(text)),
            _ => Err(Unfetchable::NoAccess(field)),
        }
    }
}

/// A file, and what is known for getting it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The file as the event described it.
    pub file: &'a Attachment,
    /// Our end of the channel that it came to.
    pub account: &'a AccountId,
    /// What the provider lets us in with.
    pub access: Access<'a>,
}

/// A GET.
#[derive(Clone, Debug)]
pub struct Fetch {
    /// Where.
    pub url: OutsideUrl,
    /// Headers to send: an authorization.
    pub headers: Vec<(&'static str, SecretString)>,
    /// Where the provider may send us on to; the headers are not sent there.
    pub redirects: &'static [HostRule],
}

impl Fetch {
    /// A GET without anything else.
    pub fn plain(url: OutsideUrl) -> Self {
        Self {
            url,
            headers: Vec::new(),
            redirects: &[],
        }
    }

    /// The same with `Authorization: Bearer <token>`.
    pub fn with_bearer(mut self, token: &SecretString) -> Self {
        let value = SecretString::from(format!("Bearer {}", token.expose_secret()));
        self.headers.push(("authorization", value));
        self
    }
}

/// The next thing to do.
#[derive(Clone, Debug)]
pub enum Step {
    /// Fetch this; its body tells where the file is: ask again with it.
    Ask(Fetch),
    /// Fetch this; its body is the file.
    Take(Fetch),
}

/// Why a file is not to be had. For the agent: no address and no token in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfetchable {
    /// The event names nothing to fetch it by.
    #[error("the provider named nothing to fetch the file by")]
    Nameless,
    /// The address is not one of the provider's.
    #[error("the file's address is not followed")]
    Foreign(#[from] ForeignUrl),
    /// The secret of access tokens lacks a field.
    #[error("the access secret lacks `{0}` of this channel")]
    NoAccess(&'static str),
    /// The provider's answer does not tell where the file is.
    #[error("the provider's answer does not tell where the file is")]
    BadAnswer,
    /// The provider does not give the file out.
    #[error("{0}")]
    Withheld(&'static str),
}

/// A channel whose messages come with files.
pub trait Files: Send + Sync {
    /// The channel's name: files of its events are fetched by this.
    fn channel(&self) -> ChannelId;

    /// What to do next to get a file. `answer` is the body that the last [`Step::Ask`] brought; none at first.
    ///
    /// # Errors
    /// [`Unfetchable`]: asking again would not help.
    fn step(&self, wanted: &Wanted<'_>, answer: Option<&[u8]>) -> Result<Step, Unfetchable>;
}
