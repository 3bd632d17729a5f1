//! Whether a machine wrote.

use channel_email::{Receipt, mail};
use domain::EventKind;
use rstest::rstest;

use crate::{letter, now, one, receipt};

#[rstest]
#[case("Auto-Submitted: auto-replied\n")]
#[case("Auto-Submitted: auto-generated (failure)\n")]
#[case("Return-Path: <>\n")]
#[case("Precedence: auto_reply\n")]
#[case("X-Autoreply: yes\n")]
#[case("X-Autorespond: away\n")]
#[case("X-Autoresponse: 1\n")]
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

#[rstest]
#[case("MAILER-DAEMON@mx.example")]
#[case("Mail Delivery System <Mailer-Daemon@mx.example>")]
#[case("Postmaster <postmaster@x.example>")]
#[case("MAILER-DAEMON")]
#[case("Mail Delivery System <MAILER-DAEMON>")]
fn the_mail_system_is_a_machine(#[case] from: &str) {
    let event = one(format!("From: {from}\nMessage-ID: <a@b>\n\nx"));
    assert_eq!(
        (event.kind, event.opens_thread, event.auto_submitted),
        (EventKind::Other, false, true)
    );
}

#[rstest]
#[case("multipart/report; report-type=delivery-status; boundary=b")]
#[case("Multipart/Report; boundary=b")]
#[case("message/delivery-status")]
fn a_report_opens_nothing_whoever_sent_it(#[case] content_type: &str) {
    let event = one(letter(
        &format!("Content-Type: {content_type}\n"),
        "--b\n\nx\n--b--\n",
    ));
    assert_eq!(
        (event.kind, event.opens_thread, event.auto_submitted),
        (EventKind::Status, false, true)
    );
}

#[rstest]
#[case("noreply@x.example")]
#[case("No-Reply <no-reply@x.example>")]
#[case("do_not_reply@x.example")]
#[case("no.responder@x.example")]
#[case("noreply-orders@x.example")]
fn a_sender_that_nobody_reads_is_not_acknowledged(#[case] from: &str) {
    let event = one(format!("From: {from}\nMessage-ID: <a@b>\n\nx"));
    assert!(event.opens_thread && !event.auto_submitted);
    assert!(event.note.unwrap().contains("no automatic acknowledgement"));
}

/// What Exchange and iCloud write: none of them says `Auto-Submitted`.
#[rstest]
#[case("Return-Path: <>\nX-Auto-Response-Suppress: All\n")]
#[case("X-Apple-Action: VACATION/REPLY\nPrecedence: bulk\n")]
#[case("X-MS-Exchange-Inbox-Rules-Loop: ana@x.example\nX-Auto-Response-Suppress: DR, OOF\n")]
fn what_is_surely_automatic_is_so_whatever_else_it_may_be(#[case] header: &str) {
    assert!(one(letter(header, "x")).auto_submitted);
}
