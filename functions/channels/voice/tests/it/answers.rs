//! What a caller hears.

use channel_voice::Given;

use crate::twilio::{CUSTOMER, URL, attribute, form, given, send, voice};

fn answer_of(given: Given, path: &str, more: &[(&str, &str)]) -> String {
    let address = format!("{URL}{path}");
    send(&voice(given), &address, &form(CUSTOMER, more)).1
}

fn answer(path: &str, more: &[(&str, &str)]) -> String {
    answer_of(given(), path, more)
}

#[test]
fn a_call_is_greeted_in_the_brand_s_words_and_rings_the_agent() {
    let twiml = answer("/voice", &[]);
    let greeting = "<Response><Say language=\"es-ES\">Ha llamado a Zapatería &lt;Alba&gt; &amp; Hijas. \
                    Un momento, por favor: enseguida le atendemos.</Say><Dial ";
    assert!(twiml.starts_with(greeting), "{twiml}");
    assert!(
        twiml.contains(">+34911000001</Number></Dial></Response>"),
        "{twiml}"
    );
    assert_eq!(attribute(&twiml, "timeout"), "20");
    let carried = "?VentanillaCaller=34600111222&VentanillaLine=34911000000#rc=2&rp=all";
    assert_eq!(
        attribute(&twiml, "action"),
        format!("{URL}/voice/dial{carried}")
    );
    assert_eq!(
        attribute(&twiml, "url"),
        format!("{URL}/voice/picked-up{carried}")
    );
}

#[test]
fn language_and_greeting_are_the_operator_s() {
    let given = Given {
        language: Some("en-GB".to_owned()),
        greeting: Some("Hello! This is {brand}.".to_owned()),
        ..given()
    };
    let twiml = answer_of(given.clone(), "/voice", &[]);
    let greeting =
        "<Say language=\"en-GB\">Hello! This is Zapatería &lt;Alba&gt; &amp; Hijas.</Say>";
    assert!(twiml.contains(greeting), "{twiml}");
    let twiml = answer_of(given, "/voice/dial", &[("DialCallStatus", "busy")]);
    assert!(twiml.contains("Press 1 to be called back"), "{twiml}");
}

#[test]
fn a_missed_call_is_offered_a_call_back_or_the_tape() {
    for outcome in ["busy", "no-answer", "failed", "canceled"] {
        let twiml = answer("/voice/dial", &[("DialCallStatus", outcome)]);
        let (gather, rest) = twiml.split_once("</Gather>").unwrap();
        assert!(gather.contains("Pulse 1 para que le llamemos"), "{twiml}");
        assert_eq!(attribute(gather, "numDigits"), "1");
        assert!(rest.starts_with("<Record "), "{twiml}");
        assert!(rest.ends_with("/><Hangup/></Response>"), "{twiml}");
        assert_eq!(attribute(rest, "transcribe"), "true");
    }
}

#[test]
fn an_answered_call_is_over() {
    let spoken = [("DialCallStatus", "completed"), ("DialBridged", "true")];
    assert_eq!(
        answer("/voice/dial", &spoken),
        "<Response><Hangup/></Response>"
    );
    let mailbox = [("DialCallStatus", "completed"), ("DialBridged", "false")];
    assert!(answer("/voice/dial", &mailbox).contains("<Record "));
}

#[test]
fn where_nobody_is_rung_the_offer_follows_the_greeting() {
    let alone = Given {
        ring: None,
        ..given()
    };
    let twiml = answer_of(alone, "/voice", &[]);
    assert!(!twiml.contains("<Dial"), "{twiml}");
    let (greeting, offer) = twiml.split_once("<Gather").unwrap();
    assert!(greeting.contains("Ha llamado a"), "{twiml}");
    assert!(offer.contains("<Record "), "{twiml}");
}

#[test]
fn who_hides_their_number_is_asked_for_it_and_offered_no_call_back() {
    let hidden = form("Anonymous", &[("DialCallStatus", "busy")]);
    let (_, twiml) = send(&voice(given()), &format!("{URL}/voice/dial"), &hidden);
    assert!(!twiml.contains("<Gather"), "{twiml}");
    assert!(twiml.contains("Deje su mensaje y su número"), "{twiml}");
    assert!(twiml.contains("VentanillaCaller=withheld"), "{twiml}");
}

#[test]
fn key_1_is_thanked_and_another_key_leads_to_the_tape() {
    let thanked = answer("/voice/keys", &[("Digits", "1")]);
    assert!(thanked.contains("Le llamaremos") && thanked.ends_with("<Hangup/></Response>"));
    let other = answer("/voice/keys", &[("Digits", "7")]);
    assert!(
        other.contains("<Record ") && !other.contains("<Gather"),
        "{other}"
    );
    let recorded = answer(
        "/voice/recorded",
        &[("RecordingUrl", "https://api.twilio.com/RE1")],
    );
    assert!(recorded.contains("Hemos recibido su mensaje"), "{recorded}");
}

#[test]
fn an_agent_takes_the_call_by_a_key_and_a_mailbox_presses_none() {
    let picked_up = [("Direction", "outbound-dial"), ("ParentCallSid", "CA0")];
    let body = |more: &[(&str, &str)]| {
        let form = form(CUSTOMER, &[]).replace("Direction=inbound", "x=y");
        let mut form = form_urlencoded::Serializer::new(form);
        form.extend_pairs(picked_up).extend_pairs(more).finish()
    };
    let address = format!("{URL}/voice/picked-up");
    let (_, asked) = send(&voice(given()), &address, &body(&[]));
    assert!(asked.contains("Pulse cualquier tecla"), "{asked}");
    assert!(asked.ends_with("</Gather><Hangup/></Response>"), "{asked}");
    let (event, taken) = send(&voice(given()), &address, &body(&[("Digits", "1")]));
    assert_eq!(taken, "<Response/>");
    assert!(!event.opens_thread, "the agent's key is no customer's wish");
}

#[test]
fn callbacks_that_nobody_hears_are_answered_empty() {
    for path in ["/voice/recording", "/voice/transcription", "/voice/status"] {
        assert_eq!(answer(path, &[]), "<Response/>", "{path}");
    }
}
