#![allow(clippy::unwrap_used)]
use rstest::rstest;

use super::super::nesting;
use super::*;

fn report(kind: &str, machine: &str, original: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=x; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n\
         --b\r\nContent-Type: message/{kind}\r\n\r\n{machine}\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\n{original}\r\n--b--\r\n"
    )
}

fn read(raw: &str) -> Option<Vec<Told>> {
    let parsed = nesting::parse(raw.as_bytes()).unwrap();
    let nature = automatic::nature(&parsed.0, &crate::Receipt::default());
    of(&parsed.0, &nature)
}

fn address(told: &Told) -> Option<&str> {
    told.recipient
        .as_ref()
        .map(|mailbox| mailbox.address.as_str())
}

const ORIGINAL: &str = "Message-ID: <ours@shop.example>\r\nTo: Ana <ana@x.example>\r\n";

#[rstest]
#[case("Action: failed\r\nStatus: 5.1.1", Some("failed"), Some("5.1.1"))]
#[case("Action: delayed\r\nStatus: 4.4.7", Some("delayed"), Some("4.4.7"))]
#[case(
    "Action: Relayed (to mx)\r\nStatus: 2.0.0",
    Some("relayed"),
    Some("2.0.0")
)]
#[case("Status: 4.2.2", Some("delayed"), Some("4.2.2"))]
#[case("Diagnostic-Code: smtp; 550", None, None)]
fn what_a_delivery_report_says(
    #[case] fields: &str,
    #[case] status: Option<&str>,
    #[case] code: Option<&str>,
) {
    let machine = format!(
        "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; Ana@X.example\r\n{fields}\r\n"
    );
    let told = read(&report("delivery-status", &machine, ORIGINAL)).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(address(&told[0]), Some("ana@x.example"));
    assert_eq!(told[0].target.as_deref(), Some("ours@shop.example"));
    assert_eq!(
        (told[0].status.as_deref(), told[0].code.as_deref()),
        (status, code)
    );
}

#[test]
fn a_report_on_two_recipients_says_two_things() {
    let machine = "Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\n\r\n\
                   Final-Recipient: rfc822; b@x.example\r\nAction: delayed\r\n";
    let told = read(&report("delivery-status", machine, ORIGINAL)).unwrap();
    let said: Vec<_> = told
        .iter()
        .map(|one| (address(one), one.status.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (Some("a@x.example"), Some("failed")),
            (Some("b@x.example"), Some("delayed"))
        ]
    );
}

#[test]
fn a_reading_report_names_the_mail_that_was_read() {
    let machine = "Final-Recipient: rfc822;ana@x.example\r\nOriginal-Message-ID: <ours@shop.example>\r\n\
                   Disposition: manual-action/MDN-sent-manually; displayed/error\r\n";
    let told = read(&report(
        "disposition-notification",
        machine,
        "Subject: x\r\n",
    ))
    .unwrap();
    assert_eq!(told[0].status.as_deref(), Some("displayed"));
    assert_eq!(told[0].target.as_deref(), Some("ours@shop.example"));
    assert_eq!(address(&told[0]), Some("ana@x.example"));
}

#[test]
fn a_complaint_is_about_the_recipient_of_the_mail_it_gives_back() {
    let told = read(&report(
        "feedback-report",
        "Feedback-Type: abuse\r\nVersion: 1\r\n",
        ORIGINAL,
    ))
    .unwrap();
    assert_eq!(told[0].status.as_deref(), Some("complaint"));
    assert_eq!(address(&told[0]), Some("ana@x.example"));
    assert_eq!(told[0].target.as_deref(), Some("ours@shop.example"));
}

#[test]
fn a_report_without_a_machines_part_says_what_can_be_known() {
    let told = read(&report("unknown", "", ORIGINAL)).unwrap();
    assert_eq!(
        (told.len(), told[0].target.as_deref()),
        (1, Some("ours@shop.example"))
    );
    assert_eq!(told[0].status, None);
}

#[test]
fn a_report_that_a_person_passes_on_is_their_mail() {
    let machine = "Final-Recipient: rfc822; a@x.example\r\nAction: failed\r\n";
    let raw = report("delivery-status", machine, ORIGINAL);
    let passed_on = raw
        .replace("MAILER-DAEMON@mx.example", "ana@x.example")
        .replace("multipart/report", "multipart/mixed");
    assert_eq!(read(&passed_on), None);
    assert!(read(&raw.replace("multipart/report", "multipart/mixed")).is_some());
}

#[test]
fn a_machines_part_alone_is_a_report_too() {
    let raw = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n\
               Final-Recipient: RFC822; <a@x.example>\nAction: failed\nStatus: 4.2.2\n";
    let told = read(raw).unwrap();
    assert_eq!(
        (address(&told[0]), told[0].status.as_deref()),
        (Some("a@x.example"), Some("failed"))
    );
}
