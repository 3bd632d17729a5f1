//! Which mail a mail answers.

use rstest::rstest;

use crate::{letter, one};

#[test]
fn a_reply_stands_under_its_first_reference_and_names_every_one() {
    let header =
        "References: <a@x>\n <b@x>\nReferences: <c@x>\nIn-Reply-To: <d@eu-west-1.amazonses.com>\n";
    let event = one(letter(header, "x"));
    assert_eq!(event.thread_key.as_deref(), Some("email:a@x"));
    assert_eq!(
        event.references,
        ["a@x", "b@x", "c@x", "d", "d@eu-west-1.amazonses.com"]
    );
    assert_eq!(event.reply_to.as_deref(), Some("d@eu-west-1.amazonses.com"));
    let event = one(letter("In-Reply-To: <d@x>\n", "x"));
    assert_eq!(event.thread_key.as_deref(), Some("email:d@x"));
}

/// iOS Mail drops references that it does not know and answers SES's id alone.
#[rstest]
#[case("<0102ab@eu-west-1.amazonses.com>")]
#[case("<0102ab@email.amazonses.com>")]
#[case("<0102ab>")]
#[case("0102ab@eu-west-1.amazonses.com")]
fn an_answer_to_an_id_of_ses_is_known_by_the_bare_one(#[case] answered: &str) {
    let event = one(letter(&format!("In-Reply-To: {answered}\n"), "x"));
    assert!(event.references.contains(&"0102ab".to_owned()));
}

#[test]
fn every_in_reply_to_counts() {
    let event = one(letter(
        "In-Reply-To: <a@x> <b@x>\nIn-Reply-To: <c@x>\n",
        "x",
    ));
    assert_eq!(event.references, ["a@x", "b@x", "c@x"]);
    assert_eq!(event.reply_to.as_deref(), Some("a@x"));
}

fn token(raw: &str) -> Option<String> {
    one(raw).reply_token
}

#[rstest]
#[case::delivered_to("Delivered-To: hola+t.Ab3-_xyz@shop.example\nTo: hola@shop.example")]
#[case::to("To: Shop <HOLA+t.Ab3-_xyz@shop.example>")]
#[case::one_of_several("To: a@x.example, hola+t.Ab3-_xyz@shop.example")]
#[case::cc("To: a@x.example\nCc: hola+t.Ab3-_xyz@shop.example")]
fn our_token_is_found_in_every_recipient(#[case] header: &str) {
    let raw = format!("From: ana@x.example\n{header}\nMessage-ID: <a@b>\n\nx");
    assert_eq!(token(&raw).as_deref(), Some("Ab3-_xyz"));
}

#[test]
fn the_envelope_goes_before_the_header_and_an_address_before_the_text() {
    let receipt = channel_email::Receipt {
        recipients: vec!["Support+t.Envelope1@Shop.Example".to_owned()],
        ..crate::receipt()
    };
    let raw = "From: ana@x.example\nTo: hola+t.Header001@shop.example\nMessage-ID: <a@b>\n\n[#t.Text0001]";
    let read = channel_email::mail::read(raw.as_bytes(), &receipt, crate::now());
    let event = &read.events[0];
    assert_eq!(event.reply_token.as_deref(), Some("Envelope1"));
    assert_eq!(event.account.as_str(), "support@shop.example");
    assert_eq!(token(raw).as_deref(), Some("Header001"));
}

#[test]
fn our_token_is_found_in_what_is_quoted_as_text_or_as_html() {
    let quoted = letter("", "Vale\n\n> Hola, Ana\n> [#t.Ab3-_xyz]\n");
    assert_eq!(token(&quoted).as_deref(), Some("Ab3-_xyz"));
    let html = "--b\nContent-Type: text/plain\n\nVale\n\
        --b\nContent-Type: text/html\n\n<p>Vale</p><span style=\"display:none\">[#t.Ab3-_xyz]</span>\n--b--\n";
    let html = letter("Content-Type: multipart/alternative; boundary=b\n", html);
    assert_eq!(token(&html).as_deref(), Some("Ab3-_xyz"));
    let far = letter("", &format!("{}[#t.Ab3-_xyz]", "x\n".repeat(100_000)));
    assert_eq!(token(&far).as_deref(), Some("Ab3-_xyz"));
    assert_eq!(token(&letter("", "nada [#20418]")), None);
}

#[test]
fn an_automatic_answer_and_a_report_bear_the_token_too() {
    let raw = "From: ana@x.example\nTo: hola+t.Ab3-_xyz@shop.example\nMessage-ID: <a@b>\n";
    assert_eq!(
        token(&format!("{raw}Auto-Submitted: auto-replied\n\nx")).as_deref(),
        Some("Ab3-_xyz")
    );
    assert_eq!(
        token(&format!("{raw}Content-Type: multipart/report\n\nx")).as_deref(),
        Some("Ab3-_xyz")
    );
}
