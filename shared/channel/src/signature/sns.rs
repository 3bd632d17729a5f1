//! Proof of what Amazon SNS sends over HTTPS: a signature by a certificate that SNS itself serves
//! (<https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>).
//!
//! A good signature says that SNS sent a message, and nothing of whose topic it came from: anybody may subscribe our
//! address to a topic of theirs. So the topic is looked at first, before anything is fetched ([`certificate_url`]), proved
//! ([`prove`]) or confirmed ([`confirmation`]). A message is not refused for its age: SNS may try again for hours.

mod place;
#[cfg(any(test, feature = "conformance"))]
pub mod played;

use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, RsaParameters,
    UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use jiff::Timestamp;
use serde::Deserialize;
use x509_parser::pem::parse_x509_pem;

use crate::{OutsideUrl, Refusal, Verified};
use place::{is_certificate, own_url, region_of_topic};

/// Whose messages are taken: these topics, and signatures of SNS in these regions.
#[derive(Clone, Debug)]
pub struct Trusted {
    topics: Vec<String>,
    regions: Vec<String>,
}

/// A list of topics that is none. The list itself is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {0} of the list is no ARN of an SNS topic")]
pub struct NoTopic(pub usize);

impl Trusted {
    /// These topics, by their ARN, signed for in any of these regions (`eu-west-1`).
    pub fn new(topics: Vec<String>, regions: Vec<String>) -> Self {
        Self { topics, regions }
    }

    /// These topics, signed for in their own regions.
    ///
    /// # Errors
    /// [`NoTopic`] says which entry, counted from 1, is no ARN of a topic.
    pub fn topics(arns: Vec<String>) -> Result<Self, NoTopic> {
        let region = |(index, arn): (usize, &String)| {
            let region = region_of_topic(arn).ok_or(NoTopic(index + 1))?;
            Ok(region.to_owned())
        };
        let regions: Result<_, NoTopic> = arns.iter().enumerate().map(region).collect();
        Ok(Self::new(arns, regions?))
    }
}

/// Where the certificate is that a message says it is signed by. To be fetched once and kept: SNS changes it rarely.
///
/// # Errors
/// [`Refusal::Unproved`] when the body is no message of SNS, [`Refusal::Forbidden`] when it is of a foreign topic,
/// [`Refusal::Forged`] when the address is not one of SNS's own in a trusted region.
pub fn certificate_url(body: &[u8], trusted: &Trusted) -> Result<OutsideUrl, Refusal> {
    let envelope = Envelope::of(body, trusted)?;
    let url = own_url(&envelope.certificate, &trusted.regions)?;
    // Neither query nor fragment: what is kept under this address is one certificate.
    let bare = url.expose() == format!("https://{}{}", url.host(), url.path());
    if bare && is_certificate(url.path()) {
        Ok(url)
    } else {
        Err(Refusal::Forged)
    }
}

/// Proves a message by the certificate (PEM) that [`certificate_url`] led to. The certificate itself is proved by whence
/// it came: SNS's host, by https.
///
/// # Errors
/// As [`certificate_url`]; [`Refusal::Expired`] when the certificate is not valid at `now`; [`Refusal::Forged`] when it is
/// no certificate, or the signature does not fit.
pub fn prove(
    body: &Bytes,
    certificate: &[u8],
    trusted: &Trusted,
    now: Timestamp,
) -> Result<Verified, Refusal> {
    certificate_url(body, trusted)?;
    let envelope = Envelope::of(body, trusted)?;
    let algorithm = algorithm(&envelope.version).ok_or(Refusal::Forged)?;
    let signature = STANDARD.decode(&envelope.signature);
    let signature = signature.map_err(|_| Refusal::Forged)?;
    let signed = envelope.signed().ok_or(Refusal::Forged)?;
    let key = public_key(certificate, now)?;
    UnparsedPublicKey::new(algorithm, key)
        .verify(signed.as_bytes(), &signature)
        .map_err(|_| Refusal::Forged)?;
    Ok(Verified::proved(body))
}

/// The address that confirms a subscription, to be asked once; none when the message asks for no confirmation. That of
/// an unsubscription is never followed: it would subscribe again.
///
/// # Errors
/// As [`certificate_url`]; [`Refusal::Forged`] also when the address confirms something else than this topic.
pub fn confirmation(proved: &Verified, trusted: &Trusted) -> Result<Option<OutsideUrl>, Refusal> {
    let envelope = Envelope::of(proved.bytes(), trusted)?;
    if envelope.kind != Kind::SubscriptionConfirmation {
        return Ok(None);
    }
    let url = own_url(
        envelope.subscribe.as_deref().unwrap_or_default(),
        &trusted.regions,
    )?;
    let (_, query) = url.expose().split_once('?').unwrap_or_default();
    let says = |name: &str, value: &str| {
        form_urlencoded::parse(query.as_bytes()).any(|(key, given)| key == name && given == value)
    };
    if says("Action", "ConfirmSubscription") && says("TopicArn", &envelope.topic) {
        Ok(Some(url))
    } else {
        Err(Refusal::Forged)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Kind {
    Notification,
    SubscriptionConfirmation,
    UnsubscribeConfirmation,
}

/// What SNS puts around a message. A field that is there twice is no message of SNS: two readers could each see another.
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Type")]
    kind: Kind,
    #[serde(rename = "MessageId")]
    id: String,
    #[serde(rename = "TopicArn")]
    topic: String,
    /// Null in what Lambda is given.
    #[serde(rename = "Subject")]
    subject: Option<String>,
    #[serde(rename = "Message")]
    message: String,
    #[serde(rename = "Timestamp")]
    timestamp: String,
    #[serde(rename = "Token")]
    token: Option<String>,
    #[serde(rename = "SubscribeURL", alias = "SubscribeUrl")]
    subscribe: Option<String>,
    #[serde(rename = "SignatureVersion")]
    version: String,
    #[serde(rename = "Signature")]
    signature: String,
    #[serde(rename = "SigningCertURL", alias = "SigningCertUrl")]
    certificate: String,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Notification => "Notification",
            Self::SubscriptionConfirmation => "SubscriptionConfirmation",
            Self::UnsubscribeConfirmation => "UnsubscribeConfirmation",
        }
    }
}

impl Envelope {
    fn of(body: &[u8], trusted: &Trusted) -> Result<Self, Refusal> {
        let envelope: Self = serde_json::from_slice(body).map_err(|_| Refusal::Unproved)?;
        if trusted.topics.contains(&envelope.topic) {
            Ok(envelope)
        } else {
            Err(Refusal::Forbidden)
        }
    }

    /// The text that is signed: names and values in the names' byte order, each ended by LF. None when a field is missing,
    /// or when one that has one line only has several: what is name and what is value could not be told.
    fn signed(&self) -> Option<String> {
        let fields = match self.kind {
            Kind::Notification => vec![
                ("MessageId", Some(&self.id)),
                ("Subject", self.subject.as_ref()),
                ("Timestamp", Some(&self.timestamp)),
                ("TopicArn", Some(&self.topic)),
            ],
            Kind::SubscriptionConfirmation | Kind::UnsubscribeConfirmation => vec![
                ("MessageId", Some(&self.id)),
                ("SubscribeURL", Some(self.subscribe.as_ref()?)),
                ("Timestamp", Some(&self.timestamp)),
                ("Token", Some(self.token.as_ref()?)),
                ("TopicArn", Some(&self.topic)),
            ],
        };
        let mut signed = format!("Message\n{}\n", self.message);
        for (name, value) in fields {
            let Some(value) = value else { continue };
            if value.contains('\n') {
                return None;
            }
            signed.push_str(&format!("{name}\n{value}\n"));
        }
        Some(signed + "Type\n" + self.kind.word() + "\n")
    }
}

fn algorithm(version: &str) -> Option<&'static RsaParameters> {
    match version {
        "1" => Some(&RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY),
        "2" => Some(&RSA_PKCS1_2048_8192_SHA256),
        _ => None,
    }
}

/// The RSA key of a certificate that is valid at `now`.
fn public_key(pem: &[u8], now: Timestamp) -> Result<Vec<u8>, Refusal> {
    let (_, pem) = parse_x509_pem(pem).map_err(|_| Refusal::Forged)?;
    let certificate = pem.parse_x509().map_err(|_| Refusal::Forged)?;
    let validity = certificate.validity();
    let valid = validity.not_before.timestamp()..=validity.not_after.timestamp();
    if !valid.contains(&now.as_second()) {
        return Err(Refusal::Expired);
    }
    let key = &certificate.public_key().subject_public_key;
    Ok(key.data.to_vec())
}

#[cfg(test)]
mod tests;
