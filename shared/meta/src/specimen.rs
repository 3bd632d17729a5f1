//! How Meta signs a request (feature `specimen`), for the specimens of its channels in the conformance suite.
#![allow(clippy::expect_used)]

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::{Method, Request};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::SecretString;
use sha2::Sha256;

use crate::Secret;
use crate::webhook::SIGNATURE_HEADER;

/// The header in which the proof stands.
pub const PROOF: &str = SIGNATURE_HEADER;

/// A secret whose every field is this text.
pub fn secret(seed: &str) -> Secret {
    Secret {
        app_secret: SecretString::from(seed),
        verify_token: SecretString::from(seed),
        app_id: None,
    }
}

/// The POST by which Meta sends a body to a path, signed with an app secret; even with an empty one, as a forger would.
///
/// # Panics
/// Never: HMAC takes keys of any length.
pub fn request(path: &str, body: &[u8], app_secret: &str) -> Request {
    let mac = Hmac::<Sha256>::new_from_slice(app_secret.as_bytes()).expect("any length");
    let signature = hex::encode(mac.chain_update(body).finalize().into_bytes());
    Request {
        method: Method::Post,
        path: path.to_owned(),
        raw_query: String::new(),
        headers: BTreeMap::from([(PROOF.to_owned(), format!("sha256={signature}"))]),
        body: Bytes::copy_from_slice(body),
        source_address: "203.0.113.7".to_owned(),
    }
}

/// The specimen of one of Meta's channels: its type, its path, and the folder of its collected samples.
#[macro_export]
macro_rules! specimen {
    ($channel:ty, $path:expr, $collected:literal) => {
        pub(crate) struct Specimen;

        impl ::channel::conformance::Specimen for Specimen {
            type Channel = $channel;
            const COLLECTED: &'static [&'static str] = &[$collected];

            fn channel() -> $channel {
                <$channel as Default>::default()
            }

            fn folder() -> &'static str {
                env!("CARGO_MANIFEST_DIR")
            }
        }

        impl ::channel::conformance::SignedSpecimen for Specimen {
            const PROOF: &'static str = $crate::specimen::PROOF;

            fn secret(seed: &str) -> $crate::Secret {
                $crate::specimen::secret(seed)
            }

            fn request(body: &[u8], seed: &str, _at: ::jiff::Timestamp) -> ::channel::Request {
                $crate::specimen::request($path, body, seed)
            }
        }
    };
}
