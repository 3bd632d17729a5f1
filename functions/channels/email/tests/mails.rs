//! Mails as clients, vendors and attackers write them.
#![allow(clippy::unwrap_used)]

use channel::Reading;
use channel_email::{Receipt, Verdict, mail};
use domain::{ContactEvent, EventKind, IdentityKind, Proof};
use jiff::Timestamp;
use rstest::rstest;

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn receipt() -> Receipt {
    Receipt {
        ses_message_id: Some("ses1".into()),
        taken_at: "2026-11-21T09:59:00Z".parse().ok(),
        envelope_sender: Some("ana@x.example".into()),
        recipients: vec!["Support+t.abc@Shop.Example".into()],
        dmarc: Verdict::Pass,
        object_key: Some("in/ses1".into()),
        ..Receipt::default()
    }
}

/// A mail of Ana's with further header lines and a body, each line ended by LF.
fn letter(header: &str, body: &str) -> String {
    format!(
        "From: Ana Ruiz <Ana@X.example>\nTo: support@shop.example\nMessage-ID: <m1@x.example>\n{header}\n{body}"
    )
}

fn reading(raw: impl AsRef<[u8]>) -> Reading {
    mail::read(raw.as_ref(), &receipt(), now())
}

fn one(raw: impl AsRef<[u8]>) -> ContactEvent {
    let mut reading = reading(raw);
    assert_eq!((reading.events.len(), reading.unreadable.len()), (1, 0));
    reading.events.remove(0)
}

#[test]
fn a_persons_mail_is_a_message_with_all_that_tells_it() {
    let raw = letter(
        "Subject: =?UTF-8?Q?Petici=C3?= =?UTF-8?Q?=B3n?=\nDate: Sat, 21 Nov 2026 10:58:00 +0100\n",
        "Hola\r\n\n",
    );
    let event = one(raw);
    assert_eq!(
        (event.kind, event.opens_thread, event.auto_submitted),
        (EventKind::Message, true, false)
    );
    assert_eq!(event.account.as_str(), "support@shop.example");
    assert_eq!(event.contact_id.as_deref(), Some("ana@x.example"));
    assert_eq!(event.sender_id.as_deref(), Some("Ana@X.example"));
    assert_eq!(event.sender_name.as_deref(), Some("Ana Ruiz"));
    assert_eq!(event.subject.as_deref(), Some("Petición"));
    assert_eq!(event.text.as_deref(), Some("Hola"));
    assert_eq!(event.reply_text, None);
    assert_eq!(event.timestamp, "2026-11-21T09:58:00Z".parse().ok());
    assert_eq!(event.ses_message_id.as_deref(), Some("ses1"));
    let identity = &event.identities[0];
    assert_eq!(
        (identity.kind, identity.proof),
        (IdentityKind::Email, Proof::Verified)
    );
}

#[rstest]
#[case::dmarc_said_nothing("", Receipt { dmarc: Verdict::Unknown, ..receipt() })]
#[case::dmarc_failed("", Receipt { dmarc: Verdict::Fail, ..receipt() })]
#[case::two_senders_in_two_fields("From: boss@shop.example\n", receipt())]
#[case::nothing_known("", Receipt::default())]
fn a_sender_is_verified_by_dmarc_alone(#[case] header: &str, #[case] receipt: Receipt) {
    let reading = mail::read(letter(header, "x").as_bytes(), &receipt, now());
    assert_eq!(reading.events[0].identities[0].proof, Proof::Claimed);
}

#[test]
fn two_senders_in_one_field_are_not_verified() {
    let event = one("From: boss@shop.example, ana@x.example\nMessage-ID: <a@b>\n\nx");
    assert_eq!(event.identities[0].proof, Proof::Claimed);
}

#[rstest]
#[case("Auto-Submitted: auto-replied\n")]
#[case("Auto-Submitted: auto-generated (failure)\n")]
#[case("Return-Path: <>\n")]
#[case("Precedence: auto_reply\n")]
#[case("X-Autoreply: yes\n")]
#[case("X-Autorespond: away\n")]
#[case("X-Apple-Action: VACATION/REPLY\n")]
#[case("X-Apple-Action: VACATION\n")]
#[case("X-MS-Exchange-Inbox-Rules-Loop: ana@x.example\n")]
#[case("X-Ventanilla-Loop: 1\n")]
fn an_automatic_mail_opens_nothing(#[case] header: &str) {
    let event = one(letter(header, "Estoy fuera"));
    assert_eq!(
        (event.kind, event.opens_thread, event.auto_submitted),
        (EventKind::Other, false, true)
    );
    assert_eq!(event.text.as_deref(), Some("Estoy fuera"));
}

#[test]
fn the_envelopes_null_sender_is_automatic_too() {
    let receipt = Receipt {
        envelope_sender: Some(String::new()),
        ..receipt()
    };
    let reading = mail::read(letter("", "x").as_bytes(), &receipt, now());
    assert!(reading.events[0].auto_submitted);
}

#[rstest]
#[case("X-Auto-Response-Suppress: OOF, AutoReply\n")]
#[case("Precedence: bulk\n")]
#[case("List-Id: <list.x.example>\n")]
#[case("List-Unsubscribe: <https://x.example>\n")]
#[case("Feedback-ID: 1:2:3\n")]
fn a_mail_that_may_be_a_machines_opens_a_thread_without_acknowledgement(#[case] header: &str) {
    let event = one(letter(header, "x"));
    assert_eq!(
        (event.kind, event.opens_thread, event.auto_submitted),
        (EventKind::Message, true, false)
    );
    assert!(event.note.unwrap().contains("no automatic acknowledgement"));
}

#[rstest]
#[case("Auto-Submitted: no\n")]
#[case("X-Auto-Response-Suppress: None\n")]
#[case("Precedence: normal\n")]
#[case("X-Autoreply: no\n")]
fn these_words_say_that_a_person_wrote(#[case] header: &str) {
    let event = one(letter(header, "x"));
    assert_eq!(event.kind, EventKind::Message);
    assert!(!event.note.unwrap_or_default().contains("auto"));
}

#[test]
fn a_reply_stands_under_its_first_reference_and_names_every_one() {
    let header =
        "References: <a@x>\n <b@x>\nReferences: <c@x>\nIn-Reply-To: <d@eu-west-1.amazonses.com>\n";
    let event = one(letter(header, "x"));
    assert_eq!(event.thread_key.as_deref(), Some("email:a@x"));
    assert_eq!(
        event.references,
        ["a@x", "b@x", "c@x", "d@eu-west-1.amazonses.com"]
    );
    assert_eq!(event.reply_to.as_deref(), Some("d@eu-west-1.amazonses.com"));
    let event = one(letter("In-Reply-To: <d@x>\n", "x"));
    assert_eq!(event.thread_key.as_deref(), Some("email:d@x"));
}

#[test]
fn without_an_id_and_a_date_ses_stands_for_them() {
    let event = one("From: ana@x.example\n\nHola");
    assert_eq!(event.external_message_id.as_deref(), Some("ses1"));
    assert_eq!(event.thread_key.as_deref(), Some("email:ses1"));
    assert_eq!(event.timestamp, receipt().taken_at);
}

#[rstest]
#[case("Date: Thu, 1 Jan 1970 00:00:00 +0000\n")]
#[case("Date: Thu, 1 Jan 2037 00:00:00 +0000\n")]
#[case("Date: soon\n")]
fn an_absurd_date_is_replaced_and_told(#[case] header: &str) {
    let event = one(letter(header, "x"));
    assert_eq!(event.timestamp, receipt().taken_at);
    assert!(event.note.unwrap().contains("date"));
}

#[test]
fn the_same_mail_is_the_same_event_and_a_reused_id_is_not() {
    let key = |raw: String| one(raw).event_key;
    let first = key(letter("Received: by a\n", "Hola\n"));
    assert_eq!(first, key(letter("Received: by b\n", "Hola\r\n\r\n")));
    assert_ne!(first, key(letter("", "Adiós\n")));
}

#[rstest]
#[case::iso_2022_jp(b"Content-Type: text/plain; charset=iso-2022-jp\n".as_slice(), b"\x1b$B$9$_$^$;$s!#\x1b(B".as_slice(), "すみません。")]
#[case::windows_1252(
    b"Content-Type: text/plain; charset=windows-1252\n",
    b"10 \x80 \x96 ma\xf1ana",
    "10 € – mañana"
)]
#[case::undeclared(b"", b"ma\xf1ana", "mañana")]
#[case::undeclared_quoted(
    b"Content-Transfer-Encoding: quoted-printable\n",
    b"ma=F1ana",
    "mañana"
)]
#[case::soft_break_inside_a_character(
    b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n",
    b"ma=C3=\n=B1ana",
    "mañana"
)]
#[case::base64(
    b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
    b"bWHDsWFuYQ==",
    "mañana"
)]
#[case::nul(b"", b"a\0b", "ab")]
fn texts_of_every_encoding_are_read(
    #[case] header: &[u8],
    #[case] body: &[u8],
    #[case] expected: &str,
) {
    let raw = [b"From: ana@x.example\n".as_slice(), header, b"\n", body].concat();
    assert_eq!(one(raw).text.as_deref(), Some(expected));
}

#[test]
fn html_alone_is_read_as_text_and_beside_plain_text_it_is_not() {
    let html = letter(
        "Content-Type: text/html; charset=utf-8\n",
        "<p>Hola <b>Ana</b></p><blockquote>cita</blockquote>",
    );
    assert_eq!(one(html).text.as_deref(), Some("Hola Ana\n\n> cita"));
    let both = "--b\nContent-Type: text/plain\n\nHola\n--b\nContent-Type: text/html\n\n<p>Otra</p>\n--b--\n";
    let event = one(letter(
        "Content-Type: multipart/alternative; boundary=b\n",
        both,
    ));
    assert_eq!(
        (event.text.as_deref(), event.attachments_count),
        (Some("Hola"), 0)
    );
    let empty = both.replace("Hola", " ");
    assert_eq!(
        one(letter(
            "Content-Type: multipart/alternative; boundary=b\n",
            &empty
        ))
        .text
        .as_deref(),
        Some("Otra")
    );
}

const FILES: &str = "--b\nContent-Type: text/plain\n\nHola\n\
    --b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\
    Content-Disposition: attachment; filename*=iso-8859-1''factura%20a%F1o.pdf\n\nQUJD\n\
    --b\nContent-Type: message/rfc822\n\nFrom: c@x.example\nContent-Type: multipart/mixed; boundary=i\n\n\
    --i\nContent-Type: image/png; name=a.png\n\nx\n--i--\n\
    --b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJvbTogZEB4CgpI\n\
    --b\nContent-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline\n\nx\n--b--\n";

#[test]
fn files_are_listed_each_forwarded_mail_as_one() {
    let event = one(letter("Content-Type: multipart/mixed; boundary=b\n", FILES));
    assert_eq!(
        (event.text.as_deref(), event.attachments_count),
        (Some("Hola"), 4)
    );
    let told: Vec<_> = event
        .attachments
        .iter()
        .map(|file| (file.kind.as_str(), file.mime.as_deref()))
        .collect();
    let expected = [
        ("document", Some("application/pdf")),
        ("message", Some("message/rfc822")),
        ("message", Some("message/rfc822")),
        ("image", Some("image/png")),
    ];
    assert_eq!(told, expected);
    assert_eq!(
        event.attachments[0].name.as_deref(),
        Some("factura año.pdf")
    );
    assert_eq!(event.attachments[0].size, Some(3));
}

#[test]
fn a_virus_takes_the_files_away_and_spam_is_marked() {
    let receipt = Receipt {
        virus: Verdict::Fail,
        spam: Verdict::Fail,
        ..receipt()
    };
    let raw = letter("Content-Type: multipart/mixed; boundary=b\n", FILES);
    let event = mail::read(raw.as_bytes(), &receipt, now()).events.remove(0);
    assert_eq!((event.attachments.len(), event.attachments_count), (0, 0));
    let note = event.note.unwrap();
    assert!(
        note.contains("virus: 4 attachments dropped") && note.contains("spam"),
        "{note}"
    );
}

#[test]
fn of_a_long_text_the_beginning_is_kept_and_where_the_rest_is() {
    let event = one(letter(
        "Content-Type: text/plain; charset=utf-8\n",
        &"ñ".repeat(100_000),
    ));
    assert_eq!(event.text.unwrap().len(), mail::LARGEST_TEXT);
    assert_eq!(event.whole_text_at.as_deref(), Some("in/ses1"));
    assert_eq!(one(letter("", "short")).whole_text_at, None);
}

#[test]
fn a_header_cannot_be_slipped_into_a_name_or_a_subject() {
    let raw = "From: =?UTF-8?Q?Ana=0D=0ABcc:_x@y.example?= <ana@x.example>\nSubject: =?UTF-8?Q?a=0D=0Ab=00?=\n\nx";
    let event = one(raw);
    for text in [event.sender_name.unwrap(), event.subject.unwrap()] {
        assert!(!text.contains(['\r', '\n', '\0']), "{text:?}");
    }
    assert_eq!(event.contact_id.as_deref(), Some("ana@x.example"));
}

#[rstest]
#[case("", "")]
#[case("hello", "")]
#[case("hello: you\n\nthere", "")]
#[case("Subject: x\n\nnobody signed this", "From")]
fn what_nobody_sent_is_unreadable(#[case] raw: &str, #[case] place: &str) {
    let reading = mail::read(raw.as_bytes(), &Receipt::default(), now());
    assert!(reading.events.is_empty());
    assert_eq!(reading.unreadable[0].place, place);
}

#[test]
fn a_delayed_report_is_not_a_failed_one() {
    let raw = "From: MAILER-DAEMON@mx.example\nMessage-ID: <r@mx>\n\
        Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
        --b\nContent-Type: text/plain\n\nStill trying\n\
        --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n\
        Final-Recipient: rfc822; Ana@X.example\nAction: delayed\nStatus: 4.4.7\n\n\
        --b\nContent-Type: message/rfc822\n\nMessage-ID: <ours@shop.example>\nTo: ana@x.example\n\nHola\n--b--\n";
    let event = one(raw);
    assert_eq!(
        (event.kind, event.opens_thread, event.auto_submitted),
        (EventKind::Status, false, true)
    );
    assert_eq!(
        (event.status.as_deref(), event.status_code.as_deref()),
        (Some("delayed"), Some("4.4.7"))
    );
    assert_eq!(
        event.target_message_id.as_deref(),
        Some("ours@shop.example")
    );
    assert_eq!(event.contact_id.as_deref(), Some("ana@x.example"));
    assert_eq!(
        (event.text, event.thread_key, event.attachments_count),
        (None, None, 0)
    );
}

#[test]
fn the_date_of_a_report_may_be_of_any_year() {
    let raw = "From: Ana <ana@x.example>\nDate: Wed, 20 Sep 1995 00:19:00 (EDT) -0400\nMessage-ID: <r@x>\n\
        Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n\
        --b\n\nRead\n--b\nContent-Type: message/disposition-notification\n\n\
        Final-Recipient: rfc822;Ana@x.example\nOriginal-Message-ID: <ours@shop.example>\n\
        Disposition: manual-action/MDN-sent-manually; displayed\n--b--\n";
    let event = one(raw);
    assert_eq!(event.timestamp, "1995-09-20T04:19:00Z".parse().ok());
    assert_eq!(
        (event.status.as_deref(), event.sender_id.as_deref()),
        (Some("displayed"), Some("Ana@x.example"))
    );
}
