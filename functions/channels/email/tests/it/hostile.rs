//! Mails built to break their reader, beyond what the conformance suite sends to every reader.

use channel::{Reader, Verified};
use channel_email::Email;
use proptest::collection::vec;
use proptest::prelude::*;

const MAIL: &str = "Return-Path: <ana@x.example>\r\nFrom: =?iso-8859-1?Q?Ana_Mu=F1oz?= <ana@x.example>\r\n\
    To: support@shop.example\r\nSubject: =?UTF-8?B?UGV0aWNpw7Nu?=\r\nMessage-ID: <m1@x.example>\r\n\
    References: <a@x>\r\n <b@x>\r\nDate: Sat, 21 Nov 2026 10:58:00 (CET) +0100\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n\
    --c\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    Ma=C3=B1ana\r\n\r\nEl lun, 2 abr 2012 a las 18:26, Ana <a@b.example> escribi=C3=B3:\r\n> Hola\r\n\
    --c\r\nContent-Type: text/html\r\n\r\n<p>Ma&ntilde;ana<blockquote>Hola</blockquote>\r\n--c--\r\n\
    --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@x.example\r\n\r\ninner\r\n\
    --b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; a@x\r\nAction: failed\r\n\
    --b\r\nContent-Type: application/pdf; name*0*=utf-8''a%20; name*1=b\r\nContent-Transfer-Encoding: base64\r\n\r\n\
    QUJD\r\n--b--\r\n";

/// Reads, and checks what holds for every event.
fn read(bytes: Vec<u8>) {
    let reading = Email.read(
        &Verified::handed_in_by_operator(bytes),
        "2026-11-21T10:00:00Z".parse().unwrap(),
    );
    for event in &reading.events {
        assert!(event.opens_thread <= event.kind.is_message());
        assert!(!event.text.as_deref().unwrap_or_default().contains('\0'));
        assert!(event.text.as_deref().unwrap_or_default().len() <= 1024 * 1024);
        assert!(event.attachments.len() <= 100 && event.references.len() <= 100);
        let names = event.attachments.iter().map(|file| &file.name);
        for line in [
            &event.subject,
            &event.sender_name,
            &event.contact_id,
            &event.thread_key,
        ]
        .into_iter()
        .chain(names)
        {
            assert!(
                !line
                    .as_deref()
                    .unwrap_or_default()
                    .contains(['\n', '\r', '\0'])
            );
        }
    }
}

/// A valid text with pieces cut out, doubled, or replaced.
fn mutated(whole: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let change = (0..whole.len(), 0..40_usize, vec(any::<u8>(), 0..6));
    vec(change, 1..8).prop_map(move |changes| {
        let mut bytes = whole.as_bytes().to_vec();
        for (at, length, put) in changes {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, put);
        }
        bytes
    })
}

/// Lines that mean something, in any order.
fn shuffled() -> impl Strategy<Value = Vec<u8>> {
    let lines: Vec<&str> = MAIL
        .split_inclusive("\r\n")
        .chain(["\r\n", "--b--\r\n", "--c\n", "\n", " folded\n"])
        .collect();
    vec(proptest::sample::select(lines), 0..60).prop_map(|lines| lines.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mail_that_was_damaged(bytes in mutated(MAIL)) {
        read(bytes);
    }

    #[test]
    fn a_mail_whose_lines_were_shuffled(bytes in shuffled()) {
        read(bytes);
    }

    #[test]
    fn html_of_any_kind(pieces in vec(proptest::sample::select(vec![
        "<table>", "<tr>", "<td>", "<td colspan=99999999>", "<td rowspan=0>", "</td>", "<th width=1>", "<p>", "</p>", "<div>", "</div>", "<pre>", "<ol start=-9>", "<ol>", "</ol>", "<ul>", "<li>", "<hr>", "<h1>", "<dl><dd>", "<sup>",
        "<blockquote>", "<svg><title>", "<select><option>", "<textarea>", "<style>", "<plaintext>", "<template>", "<a href='x'>", "<img alt='y'>", "texto ", "&nbsp;", "\u{301}", "🎉", "<!--", "-->", "<", "<b><i></b>",
    ]), 0..80)) {
        read(format!("From: a@x.example\nContent-Type: text/html; charset=utf-8\n\n{}", pieces.concat()).into_bytes());
    }
}

#[test]
fn mails_built_to_break_their_reader() {
    let head = "From: a@x.example\n";
    let nested: String = (0..20_000)
        .map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"))
        .collect();
    let nested_html = format!(
        "Content-Type: text/html\n\n{}",
        "<b><i><div><table><tr><td>".repeat(40_000)
    );
    for body in [
        nested,
        nested_html,
        "Content-Type: message/rfc822\n\n".repeat(50_000),
        format!(
            "Content-Type: multipart/digest; boundary=b\n\n{}",
            "--b\n\n\n".repeat(100_000)
        ),
        format!("References: {}\n\nx", "<a@b> ".repeat(50_000)),
        format!("To: {}\n\nx", "(".repeat(100_000)),
        format!("Subject: {}\n\nx", "=?UTF-8?Q?a?= ".repeat(50_000)),
        format!("Content-Type: text/plain{}\n\nx", "; a*0=b".repeat(20_000)),
        format!("\n{}", "> x\n".repeat(200_000)),
        format!("\n{}", "On 1 wrote\n".repeat(30_000)),
        format!("X: {}\n\nx", "y".repeat(5_000_000)),
        format!("\n{}", "[#t.".repeat(100_000)),
        format!("To: {}\n\nx", "a+t.b@c, ".repeat(20_000)),
        format!(
            "Content-Type: multipart/mixed; boundary=\"\0\"\n\n{}",
            "--\0\n\n\0\n".repeat(20_000)
        ),
        format!(
            "Content-Type: multipart/mixed; boundary=b\n\n{}",
            "--b\nContent-Type: a/b; name=\"\0\r\"\n\nx\n".repeat(20_000)
        ),
        format!(
            "Content-Type: multipart/report; boundary=b\n\n{}",
            "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: a\n".repeat(5_000)
        ),
        format!(
            "Content-Transfer-Encoding: base64\n\n{}",
            "QUFB\n".repeat(300_000)
        ),
        format!("Content-Type: text/html\n\n{}", "&nbsp;<br>".repeat(20_000)),
    ] {
        read(format!("{head}{body}").into_bytes());
    }
}
