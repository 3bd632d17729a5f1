//! Reports on mail that we sent.

use std::collections::BTreeSet;

use domain::{EventKind, Proof};

use crate::{one, reading};

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

/// A report on these recipients of a mail that SES sent for us.
fn report_on(recipients: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\nMessage-ID: <r@mx>\nContent-Type: multipart/report; boundary=b\n\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n{recipients}\
         --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <0102ab@eu-west-1.amazonses.com>\n--b--\n"
    )
}

#[test]
fn each_recipient_is_a_status_of_its_own_on_the_mail_by_its_bare_id() {
    let events = reading(report_on(
        "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\n\n\
         Final-Recipient: rfc822; b@x.example\nAction: delayed\nStatus: 4.4.7\n\n\
         Final-Recipient: unknown\nAction: failed\n\nFinal-Recipient: unknown\nAction: failed\n\n",
    ))
    .events;
    let keys: BTreeSet<_> = events.iter().map(|event| &event.event_key).collect();
    assert_eq!((events.len(), keys.len()), (4, 4));
    let status = |at: usize| events[at].status.as_deref();
    assert_eq!((status(0), status(1)), (Some("failed"), Some("delayed")));
    for event in &events {
        assert_eq!(event.target_message_id.as_deref(), Some("0102ab"));
        assert_eq!(event.contact_proof, Proof::Claimed);
    }
}

#[test]
fn a_report_on_very_many_says_no_more_than_any_mail_has_recipients() {
    let one = "Final-Recipient: rfc822; a@x.example\nAction: failed\n\n";
    assert_eq!(reading(report_on(&one.repeat(20_000))).events.len(), 1000);
}

/// Exchange gives nothing back, but answers.
#[test]
fn a_report_that_gives_nothing_back_is_about_the_mail_it_answers() {
    let event = one(
        "From: postmaster@x.example\nMessage-ID: <r@mx>\nIn-Reply-To: <0102ab@email.amazonses.com>\n\
         Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\
         Final-Recipient: rfc822; a@x.example\nAction: failed\n--b--\n",
    );
    assert_eq!(event.target_message_id.as_deref(), Some("0102ab"));
}

#[test]
fn a_complaint_that_is_taken_back_is_none() {
    let event = one(
        "From: abuse@x.example\nMessage-ID: <r@mx>\nContent-Type: multipart/report; boundary=b\n\n\
         --b\nContent-Type: message/feedback-report\n\nFeedback-Type: not-spam\nOriginal-Rcpt-To: <a@x.example>\n--b--\n",
    );
    assert_eq!(event.status.as_deref(), Some("not-spam"));
    assert!(!event.note.unwrap().contains("suppress"));
}
