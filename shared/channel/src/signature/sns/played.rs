//! An SNS for tests: a key and a certificate of its own, made anew each time, and messages signed by them.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// The address under which all played messages say their certificate is.
pub const CERTIFICATE_URL: &str = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

/// `sha256WithRSAEncryption` with its NULL (RFC 8017, A.2.4).
const SHA256_WITH_RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00";
/// An empty distinguished name.
const NOBODY: &[u8] = b"\x30\x00";

/// Signs as SNS does, by signature version 2.
#[derive(Debug)]
pub struct PlayedSns {
    key: KeyPair,
    certificate: String,
}

impl PlayedSns {
    /// One whose certificate is valid from one instant to another.
    pub fn valid(from: Timestamp, until: Timestamp) -> Self {
        let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let certificate = certificate(&key, from, until);
        Self { key, certificate }
    }

    /// Its certificate, PEM.
    pub fn certificate(&self) -> &[u8] {
        self.certificate.as_bytes()
    }

    /// A message as it comes, signed. `fields` lacks `Signature`, `SignatureVersion` and `SigningCertURL`; every other
    /// text that stands in it and that SNS signs is signed.
    pub fn send(&self, mut fields: Value) -> Vec<u8> {
        let signature = self.sign(text_to_sign(&fields).as_bytes());
        fields["SignatureVersion"] = json!("2");
        fields["Signature"] = json!(STANDARD.encode(signature));
        fields["SigningCertURL"] = json!(CERTIFICATE_URL);
        fields.to_string().into_bytes()
    }

    fn sign(&self, text: &[u8]) -> Vec<u8> {
        sign(&self.key, text)
    }
}

fn sign(key: &KeyPair, text: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; key.public_modulus_len()];
    let random = SystemRandom::new();
    key.sign(&RSA_PKCS1_SHA256, &random, text, &mut signature)
        .unwrap();
    signature
}

/// By the documentation's own words: "the name-value pairs, sorted by name in byte order".
fn text_to_sign(fields: &Value) -> String {
    let names: &[&str] = match fields["Type"].as_str() {
        Some("Notification") => &[
            "Message",
            "MessageId",
            "Subject",
            "Timestamp",
            "TopicArn",
            "Type",
        ],
        _ => &[
            "Message",
            "MessageId",
            "SubscribeURL",
            "Timestamp",
            "Token",
            "TopicArn",
            "Type",
        ],
    };
    let pairs = names
        .iter()
        .filter_map(|name| Some((name, fields[*name].as_str()?)));
    pairs
        .map(|(name, value)| format!("{name}\n{value}\n"))
        .collect()
}

/// A certificate of version 1 (RFC 5280 §4.1), signed by itself.
fn certificate(key: &KeyPair, from: Timestamp, until: Timestamp) -> String {
    let public: PublicKeyX509Der<'_> = key.public_key().as_der().unwrap();
    let validity = sequence(&[&time(from), &time(until)]);
    let serial: &[u8] = b"\x02\x01\x01";
    let content = [
        serial,
        SHA256_WITH_RSA,
        NOBODY,
        &validity,
        NOBODY,
        public.as_ref(),
    ];
    let content = sequence(&content);
    let signature = [&[0], sign(key, &content).as_slice()].concat();
    let der = sequence(&[&content, SHA256_WITH_RSA, &tagged(0x03, &signature)]);
    let lines = STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n")
}

/// GeneralizedTime (X.690 §11.7).
fn time(at: Timestamp) -> Vec<u8> {
    let written = at.to_zoned(TimeZone::UTC).strftime("%Y%m%d%H%M%SZ");
    tagged(0x18, written.to_string().as_bytes())
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tagged(0x30, &parts.concat())
}

/// A tag, the length in DER (X.690 §8.1.3), the content.
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut der = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => der.push(short),
        _ => {
            let [.., high, low] = length.to_be_bytes();
            der.extend([0x82, high, low]);
        }
    }
    der.extend(content);
    der
}
