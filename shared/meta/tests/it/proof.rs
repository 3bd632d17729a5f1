//! What the conformance suite of Meta's channels does not ask of the proof.

use bytes::Bytes;
use channel::{Answer, Method, Refusal, Request};
use meta::{prove, specimen};

use crate::{PATH, secrets};

fn signed() -> Request {
    specimen::request(PATH, b"hello world", "sesame")
}

#[test]
fn a_body_is_handed_on_byte_for_byte() {
    let Ok(Answer::Read(body)) = prove(PATH, &signed(), &secrets("sesame", "")) else {
        panic!("refused")
    };
    assert_eq!(body.bytes(), &Bytes::from_static(b"hello world"));
}

#[test]
fn other_paths_and_methods_are_refused_before_the_signature_is_looked_at() {
    let secrets = secrets("sesame", "token");
    for path in ["/", "/here/", "/Here", "/elsewhere", ""] {
        let request = Request {
            path: path.to_owned(),
            ..signed()
        };
        let refused = prove(PATH, &request, &secrets).err();
        assert_eq!(refused, Some(Refusal::NotFound), "{path}");
    }
    for method in [Method::Options, Method::Other] {
        let request = Request { method, ..signed() };
        let refused = prove(PATH, &request, &secrets).err();
        assert_eq!(refused, Some(Refusal::MethodNotAllowed));
    }
}

#[test]
fn the_old_signature_does_not_count() {
    let mut request = signed();
    let signature = request.headers.remove(specimen::PROOF).unwrap();
    request
        .headers
        .insert("x-hub-signature".to_owned(), signature);
    let refused = prove(PATH, &request, &secrets("sesame", "")).err();
    assert_eq!(refused, Some(Refusal::Unproved));
}
