//! What a mail says of itself: who, when, by which id.

use channel_email::{Receipt, Verdict, mail};
use domain::{EventKind, IdentityKind, Proof};
use rstest::rstest;

use crate::{letter, now, one, receipt};

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
fn the_author_counts_and_not_who_sent_it_for_them() {
    let event =
        one("Sender: assistant@x.example\nFrom: Ana <ana@x.example>\nMessage-ID: <a@b>\n\nx");
    assert_eq!(event.contact_id.as_deref(), Some("ana@x.example"));
    let event = one("Sender: assistant@x.example\nMessage-ID: <a@b>\n\nx");
    assert_eq!(event.contact_id.as_deref(), Some("assistant@x.example"));
    assert_eq!(event.contact_proof, Proof::Claimed);
}

#[test]
fn what_ses_takes_for_spam_opens_nothing() {
    let receipt = Receipt {
        spam: Verdict::Fail,
        ..receipt()
    };
    let event = mail::read(letter("", "x").as_bytes(), &receipt, now())
        .events
        .remove(0);
    assert_eq!(
        (event.kind, event.opens_thread),
        (EventKind::Message, false)
    );
    assert_eq!(event.note.as_deref(), Some("spam; the mail has no date"));
}
