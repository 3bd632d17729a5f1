//! What is asked of every proof of origin.

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use proptest::collection::{btree_map, vec};
use proptest::prelude::{Strategy, any};
use proptest::test_runner::TestRunner;

use super::reading::{garbage, quiet};
use super::{SignedSpecimen, bodies, now};
use crate::{Answer, Method, Reader, Refusal, Request, Secrets, Webhook};

const SEED: &str = "a secret of the suite";
const OTHER: &str = "another secret of it";

type Secret<S> = <<S as super::Specimen>::Channel as Webhook>::Secret;

fn answer<S: SignedSpecimen>(
    request: &Request,
    current: &str,
    previous: Option<&str>,
) -> Result<Answer, Refusal> {
    let previous: Option<Secret<S>> = previous.map(S::secret);
    let secrets = Secrets::new(S::secret(current), previous);
    S::examine(&S::channel(), request, &secrets)
}

fn good<S: SignedSpecimen>() -> Request {
    S::request(&bodies::<S>()[0], SEED, now())
}

/// Turned away with 401 or 403, as every provider understands it.
fn assert_refused(answer: &Result<Answer, Refusal>, what: &str) {
    match answer {
        Err(refusal) => assert!(
            matches!(refusal.status(), 401 | 403),
            "{what}: refused with {}",
            refusal.status()
        ),
        Ok(_) => panic!("{what}: taken"),
    }
}

fn with_proof<S: SignedSpecimen>(mut request: Request, proof: &str) -> Request {
    request
        .headers
        .insert(S::PROOF.to_owned(), proof.to_owned());
    request
}

/// What the provider sends is read.
pub fn a_good_proof_is_taken<S: SignedSpecimen>() {
    for body in bodies::<S>() {
        let request = S::request(&body, SEED, now());
        let taken = answer::<S>(&request, SEED, None);
        assert!(matches!(taken, Ok(Answer::Read(_))), "{taken:?}");
    }
}

/// Without its header nothing is read.
pub fn a_missing_proof_is_refused<S: SignedSpecimen>() {
    let mut request = good::<S>();
    assert!(request.headers.remove(S::PROOF).is_some(), "{}", S::PROOF);
    assert_refused(&answer::<S>(&request, SEED, None), "no proof");
    assert_refused(
        &answer::<S>(&with_proof::<S>(request, ""), SEED, None),
        "an empty proof",
    );
}

/// A proof of another secret, or another text altogether.
pub fn a_wrong_proof_is_refused<S: SignedSpecimen>() {
    let body = &bodies::<S>()[0];
    let foreign = S::request(body, OTHER, now());
    assert_refused(&answer::<S>(&foreign, SEED, None), "of another secret");
    for text in ["0", "sha256=", "v0=", "null", "ñ", "=", "Bearer x"] {
        let request = with_proof::<S>(good::<S>(), text);
        assert_refused(&answer::<S>(&request, SEED, None), text);
    }
}

/// Each beginning of a good proof, and what only begins like one.
pub fn a_truncated_or_longer_proof_is_refused<S: SignedSpecimen>() {
    let proof = good::<S>().headers[S::PROOF].clone();
    for (end, _) in proof.char_indices() {
        let request = with_proof::<S>(good::<S>(), &proof[..end]);
        assert_refused(&answer::<S>(&request, SEED, None), &proof[..end]);
    }
    let longer = format!("{proof}{proof}");
    let request = with_proof::<S>(good::<S>(), &longer);
    assert_refused(&answer::<S>(&request, SEED, None), &longer);
}

/// One bit of the body, anywhere.
pub fn a_tampered_body_is_refused<S: SignedSpecimen>() {
    if !S::COVERS_BODY {
        return;
    }
    let body = &bodies::<S>()[0];
    let mut tampered: Vec<Vec<u8>> = (0..body.len())
        .step_by((body.len() / 50).max(1))
        .map(|at| {
            let mut changed = body.clone();
            changed[at] ^= 1;
            changed
        })
        .collect();
    tampered.push([body.as_slice(), b" "].concat());
    tampered.push(body[..body.len() - 1].to_vec());
    for changed in tampered {
        let request = Request {
            body: Bytes::from(changed),
            ..good::<S>()
        };
        assert_refused(&answer::<S>(&request, SEED, None), "a tampered body");
    }
}

/// A proof of yesterday, where the provider has a window.
pub fn an_expired_proof_is_refused<S: SignedSpecimen>() {
    if !S::EXPIRES {
        return;
    }
    let day = SignedDuration::from_hours(48);
    let at = now().checked_sub(day).unwrap_or(Timestamp::MIN);
    let request = S::request(&bodies::<S>()[0], SEED, at);
    assert_refused(&answer::<S>(&request, SEED, None), "an old proof");
}

/// During a rotation both count, afterwards only the new one.
pub fn a_rotated_secret_counts_until_it_is_dropped<S: SignedSpecimen>() {
    let request = good::<S>();
    assert!(answer::<S>(&request, OTHER, Some(SEED)).is_ok());
    assert!(answer::<S>(&request, SEED, Some(OTHER)).is_ok());
    assert_refused(&answer::<S>(&request, OTHER, None), "a dropped secret");
}

/// A secret that nobody filled fails closed.
pub fn an_empty_secret_proves_nothing<S: SignedSpecimen>() {
    let body = &bodies::<S>()[0];
    let request = S::request(body, "", now());
    assert_refused(&answer::<S>(&request, "", None), "an empty secret");
    assert_refused(&answer::<S>(&good::<S>(), "", None), "an empty secret");
}

/// More bytes than the provider ever sends, however well proved.
pub fn an_oversize_body_is_refused_unread<S: SignedSpecimen>() {
    let largest = S::channel().largest_body();
    assert!(largest <= 6 * 1024 * 1024, "Lambda takes no more than 6 MB");
    let request = S::request(&vec![b' '; largest + 1], SEED, now());
    let refused = answer::<S>(&request, SEED, None);
    assert_eq!(refused.err(), Some(Refusal::TooLarge));
}

/// Authentic bytes without sense.
pub fn garbage_after_a_good_proof_is_read_without_panic<S: SignedSpecimen>() {
    for body in garbage() {
        let request = S::request(&body, SEED, now());
        if let Ok(Answer::Read(body)) = answer::<S>(&request, SEED, None) {
            let reading = S::channel().read(&body, now());
            let _ = S::channel().accepted(&request, &reading);
        }
    }
}

/// Any method, query, headers and body on the channel's own path.
pub fn arbitrary_requests_never_panic<S: SignedSpecimen>() {
    let headers = btree_map("[a-z-]{1,20}", any::<String>(), 0..6);
    let parts = (
        0..4_u8,
        any::<String>(),
        headers,
        any::<String>(),
        vec(any::<u8>(), 0..200),
    );
    let requests = parts.prop_map(|(method, query, mut headers, proof, body)| {
        headers.insert(S::PROOF.to_owned(), proof);
        Request {
            method: ["GET", "POST", "OPTIONS", "PUT"].map(Method::from)[usize::from(method)],
            raw_query: query,
            headers,
            body: Bytes::from(body),
            ..good::<S>()
        }
    });
    let mut runner = TestRunner::new(quiet(200));
    let outcome = runner.run(&requests, |request| {
        if let Err(refusal) = answer::<S>(&request, SEED, None) {
            let _ = S::channel().refused(&request, refusal);
        }
        Ok(())
    });
    outcome.unwrap();
}
