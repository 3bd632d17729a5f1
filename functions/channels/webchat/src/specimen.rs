//! How a session proves a message, for the conformance suite.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::conformance::{SignedSpecimen, Specimen as Reads};
use channel::{Method, Request};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::{MESSAGES_PATH, Origins, Webchat, WebchatSecret, session};

const SITE: &str = "https://tienda.example";

pub(crate) struct Specimen;

impl Reads for Specimen {
    type Channel = Webchat;

    fn channel() -> Webchat {
        Webchat::new(Origins::from_list(SITE).unwrap_or_default())
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }
}

impl SignedSpecimen for Specimen {
    const PROOF: &'static str = "authorization";
    const COVERS_BODY: bool = false;
    const EXPIRES: bool = true;

    fn secret(seed: &str) -> WebchatSecret {
        WebchatSecret {
            session_key: SecretString::from(seed),
            ..WebchatSecret::default()
        }
    }

    fn request(body: &[u8], seed: &str, at: Timestamp) -> Request {
        let mut request = Request {
            method: Method::Post,
            path: MESSAGES_PATH.to_owned(),
            raw_query: String::new(),
            headers: BTreeMap::from([("origin".to_owned(), SITE.to_owned())]),
            body: Bytes::copy_from_slice(body),
            source_address: "203.0.113.7".to_owned(),
        };
        let issued = session::issue(&SecretString::from(seed), SITE, None, &request, at);
        let token = issued.map_or_else(|| "e30.AA".to_owned(), |issued| issued.token);
        let proof = format!("Bearer {token}");
        request.headers.insert(Self::PROOF.to_owned(), proof);
        request
    }
}
