//! The proved body on its way from the proof to the reader.
//!
//! Who wrote stands in the request's header, the message in its body, and the reader is given one run of bytes: so the
//! proof puts one line before the body, `session <payload in JSON> <address mark or ->`. A body of JSON cannot begin
//! like it, and the proof always writes the line itself, so no caller can.

use bytes::Bytes;

use crate::session::Session;

const LINE: &[u8] = b"session ";

/// A body and who sent it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Opened<'b> {
    pub(crate) session: Option<Session>,
    pub(crate) address_mark: Option<String>,
    pub(crate) body: &'b [u8],
}

/// Puts the proved session before the body.
pub(crate) fn seal(session: &Session, address_mark: Option<&str>, body: &[u8]) -> Bytes {
    let mark = address_mark.unwrap_or("-");
    let line = format!("{} {mark}\n", session.payload());
    Bytes::from([LINE, line.as_bytes(), body].concat())
}

/// Parts the line from the body. Bytes without the line (a body that an operator hands in) are all body.
pub(crate) fn open(bytes: &[u8]) -> Opened<'_> {
    parted(bytes).unwrap_or(Opened {
        session: None,
        address_mark: None,
        body: bytes,
    })
}

fn parted(bytes: &[u8]) -> Option<Opened<'_>> {
    let rest = bytes.strip_prefix(LINE)?;
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, body) = rest.split_at(end);
    let (payload, mark) = std::str::from_utf8(line).ok()?.rsplit_once(' ')?;
    let session = serde_json::from_str(payload).ok()?;
    let address_mark = (mark != "-").then(|| mark.to_owned());
    Some(Opened {
        session: Some(session),
        address_mark,
        body: body.get(1..)?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::SignedCustomer;

    #[test]
    fn what_is_sealed_opens_as_it_was() {
        let session = Session {
            id: "5e55".into(),
            origin: "https://shop.example".into(),
            issued_at: "2026-11-21T10:00:00.123Z".parse().unwrap(),
            expires_at: "2026-11-22T10:00:00.123Z".parse().unwrap(),
            customer: Some(SignedCustomer {
                id: "c 1".into(),
                name: Some("Ana\nRuiz".into()),
                ..SignedCustomer::default()
            }),
        };
        for body in [&b"{}"[..], b"", b"session x -\n{}", b"\n\n\xff"] {
            let sealed = seal(&session, Some("ab12"), body);
            let opened = open(&sealed);
            assert_eq!(opened.session.as_ref(), Some(&session));
            assert_eq!(opened.address_mark.as_deref(), Some("ab12"));
            assert_eq!(opened.body, body);
        }
        assert_eq!(open(&seal(&session, None, b"x")).address_mark, None);
    }

    #[test]
    fn bytes_without_the_line_are_all_body() {
        for body in [
            &b""[..],
            b"{}",
            b"session ",
            b"session x\n",
            b"session {} -\n{}",
        ] {
            assert_eq!(
                open(body),
                Opened {
                    session: None,
                    address_mark: None,
                    body
                }
            );
        }
    }
}
