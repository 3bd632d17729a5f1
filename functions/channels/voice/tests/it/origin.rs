//! Which requests are taken.

use channel::{Method, Refusal, Webhook};
use channel_voice::Voice;

use crate::twilio::{CUSTOMER, URL, form, given, proved, request, voice};

const PATHS: [&str; 8] = [
    "/voice",
    "/voice/dial",
    "/voice/picked-up",
    "/voice/keys",
    "/voice/recorded",
    "/voice/recording",
    "/voice/transcription",
    "/voice/status",
];

#[test]
fn each_path_is_taken_by_post_and_no_other() {
    for path in PATHS {
        let mut request = request(&format!("{URL}{path}"), &form(CUSTOMER, &[]));
        assert!(proved(&voice(given()), &request).is_ok(), "{path}");
        request.method = Method::Get;
        let refused = proved(&voice(given()), &request).err();
        assert_eq!(refused, Some(Refusal::MethodNotAllowed), "{path}");
    }
    for path in ["/", "/voice/", "/voice/other", "/sms"] {
        let request = request(&format!("{URL}{path}"), "");
        let refused = proved(&voice(given()), &request).err();
        assert_eq!(refused, Some(Refusal::NotFound), "{path}");
    }
}

#[test]
fn a_caller_written_into_an_address_by_somebody_else_is_refused_with_403() {
    let address = format!("{URL}/voice/recording?VentanillaCaller=34600111222");
    let mut request = request(&address, "CallSid=CA1&RecordingSid=RE1");
    request.raw_query = "VentanillaCaller=34600999999".to_owned();
    let refusal = proved(&voice(given()), &request).unwrap_err();
    assert_eq!(refusal, Refusal::Forged);
    assert_eq!(voice(given()).refused(&request, refusal).status, 403);
}

#[test]
fn without_settings_nothing_is_proved_and_no_call_answered() {
    let request = request(&format!("{URL}/voice"), &form(CUSTOMER, &[]));
    assert_eq!(
        proved(&Voice::default(), &request).err(),
        Some(Refusal::Forged)
    );
    let answer = Voice::default().accepted(&request, &channel::Reading::default());
    assert_eq!(answer.body, "<Response/>");
}
