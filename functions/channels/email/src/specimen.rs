//! What the conformance suite must know of the three readers. Each has fixtures of its own.

use channel::conformance::Specimen;

use crate::{Email, MailOverHttps, Sns};

pub(crate) struct Mails;

impl Specimen for Mails {
    type Channel = Email;
    const COLLECTED: &'static [&'static str] = &["email"];

    fn channel() -> Email {
        Email
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }
}

pub(crate) struct Envelopes;

impl Specimen for Envelopes {
    type Channel = Sns;

    fn channel() -> Sns {
        Sns
    }

    fn folder() -> &'static str {
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/sns")
    }
}

pub(crate) struct OverHttps;

impl Specimen for OverHttps {
    type Channel = MailOverHttps;

    fn channel() -> MailOverHttps {
        MailOverHttps::for_topics(Vec::new()).unwrap_or_else(|_| unreachable!())
    }

    fn folder() -> &'static str {
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/https")
    }
}
