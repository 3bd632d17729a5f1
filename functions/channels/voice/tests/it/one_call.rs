//! One call is one request, whatever of it we are told.

use domain::{ContactEvent, EventKind};
use rstest::rstest;

use crate::twilio::{CUSTOMER, OURS, URL, attribute, form, given, send, voice};
use channel_voice::Given;

/// A whole call: missed, then a key and a message on the tape (a caller does one of the two; both must hold together).
fn whole_call(from: &str, given: Given) -> Vec<ContactEvent> {
    let voice = voice(given);
    let incoming = form(from, &[]).replace("in-progress", "ringing");
    let (first, mut twiml) = send(&voice, &format!("{URL}/voice"), &incoming);
    let mut told = vec![first];
    if twiml.contains("<Dial") {
        let rung = attribute(&twiml, "action");
        let missed = form(from, &[("DialCallStatus", "no-answer")]);
        let (event, offer) = send(&voice, &rung, &missed);
        told.push(event);
        twiml = offer;
    }
    if twiml.contains("<Gather") {
        let keys = attribute(&twiml, "action");
        told.push(send(&voice, &keys, &form(from, &[("Digits", "1")])).0);
    }
    let recording = "CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed&RecordingSource=RecordVerb&\
                     RecordingUrl=https%3A%2F%2Fapi.twilio.com%2FRE1";
    let ready = attribute(&twiml, "recordingStatusCallback");
    told.push(send(&voice, &ready, recording).0);
    let written = form(
        from,
        &[("TranscriptionText", "Hola"), ("TranscriptionSid", "TR1")],
    );
    let written = format!("{written}&RecordingSid=RE1");
    let transcribed = attribute(&twiml, "transcribeCallback");
    told.push(send(&voice, &transcribed, &written).0);
    told
}

fn messages(told: &[ContactEvent]) -> Vec<&ContactEvent> {
    told.iter().filter(|event| event.opens_thread).collect()
}

#[rstest]
#[case::a_number(CUSTOMER, Some(CUSTOMER), 3)]
#[case::an_internet_telephone("sip:marta@clienta.example", Some("sip:marta@clienta.example"), 3)]
#[case::a_hidden_number("Anonymous", Some("CA1"), 2)]
#[case::a_hidden_number_on_keys("+266696687", Some("CA1"), 2)]
fn all_of_a_call_is_one_contact_s_and_one_thread_s(
    #[case] from: &str,
    #[case] contact: Option<&str>,
    #[case] message_count: usize,
) {
    for given in [
        given(),
        Given {
            ring: None,
            ..given()
        },
    ] {
        let told = whole_call(from, given);
        for event in &told {
            assert_eq!(event.contact_id.as_deref(), contact, "{event:?}");
            assert_eq!(event.account.as_str(), OURS);
            assert_eq!(event.thread_key.as_deref(), Some("call:CA1"));
        }
        let messages = messages(&told);
        assert_eq!(messages.len(), message_count);
        let (missed, later) = messages.split_first().unwrap();
        assert_eq!(missed.external_message_id.as_deref(), Some("CA1"));
        for message in later {
            assert_eq!(message.references, ["CA1"], "{message:?}");
        }
        let mut keys: Vec<_> = told.iter().map(|event| &event.event_key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), told.len(), "each is an event of its own");
    }
}

#[test]
fn a_missed_call_is_told_once_by_whichever_form_comes_first() {
    let voice = voice(given());
    let told = |fields: &[(&str, &str)]| {
        let form = form(CUSTOMER, &[]).replace("CallStatus=in-progress", "x=y");
        let mut more = form_urlencoded::Serializer::new(form);
        let form = more.extend_pairs(fields).finish();
        send(&voice, &format!("{URL}/voice/status"), &form).0
    };
    let by_dial = told(&[("DialCallStatus", "busy"), ("CallStatus", "in-progress")]);
    let by_status = told(&[("CallStatus", "no-answer")]);
    assert_eq!(by_dial.kind, EventKind::Message);
    assert_eq!(by_dial.event_key, by_status.event_key);
}

#[test]
fn where_nobody_is_rung_a_call_is_missed_as_soon_as_it_comes() {
    let ringing = form(CUSTOMER, &[]).replace("in-progress", "ringing");
    let kind = |given: Given, more: &str| {
        let form = format!("{ringing}{more}");
        send(&voice(given), &format!("{URL}/voice"), &form).0.kind
    };
    let alone = || Given {
        ring: None,
        ..given()
    };
    assert_eq!(kind(given(), ""), EventKind::Status);
    assert_eq!(kind(alone(), ""), EventKind::Message);
    let told_as_stage = "&CallbackSource=call-progress-events";
    assert_eq!(kind(alone(), told_as_stage), EventKind::Status);
}

#[test]
fn a_number_that_its_network_denies_stays_a_claim_to_the_end() {
    let voice = voice(given());
    let denied = form(CUSTOMER, &[("StirVerstat", "TN-Validation-Failed-A")]);
    let (first, twiml) = send(&voice, &format!("{URL}/voice"), &denied);
    let missed = form(CUSTOMER, &[("DialCallStatus", "busy")]);
    let (second, _) = send(&voice, &attribute(&twiml, "action"), &missed);
    assert_eq!(first.contact_proof, domain::Proof::Claimed);
    assert_eq!(first.contact_key(), second.contact_key());
}
