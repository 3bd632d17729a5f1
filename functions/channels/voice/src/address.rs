//! The addresses that we give to Twilio.

use channel::signature::twilio::PublicUrl;

use crate::party::Party;

/// A call comes in.
pub(crate) const INCOMING: &str = "/voice";
/// An agent was rung.
pub(crate) const DIAL: &str = "/voice/dial";
/// An agent has picked up, and has not yet taken the call.
pub(crate) const PICKED_UP: &str = "/voice/picked-up";
/// The caller has pressed a key.
pub(crate) const KEYS: &str = "/voice/keys";
/// The caller has finished speaking.
pub(crate) const RECORDED: &str = "/voice/recorded";
/// A recording is ready, or is none.
pub(crate) const RECORDING: &str = "/voice/recording";
/// A recording was written down.
pub(crate) const TRANSCRIPTION: &str = "/voice/transcription";
/// A call has got further.
pub(crate) const STATUS: &str = "/voice/status";

/// All paths.
pub(crate) const PATHS: &[&str] = &[
    INCOMING,
    DIAL,
    PICKED_UP,
    KEYS,
    RECORDED,
    RECORDING,
    TRANSCRIPTION,
    STATUS,
];

/// The parameter with the customer. Twilio has no field of such a name.
pub(crate) const CALLER: &str = "VentanillaCaller";
/// The parameter with our own number.
pub(crate) const LINE: &str = "VentanillaLine";
/// What comes back proved.
pub(crate) const CARRIED: &[&str] = &[CALLER, LINE];

/// Has Twilio try again twice, whatever failed; it is no part of the signed address
/// (<https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides>).
const TRY_AGAIN: &str = "#rc=2&rp=all";

/// Who called whom: what each address carries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ends {
    pub(crate) caller: Option<Party>,
    pub(crate) line: Option<Party>,
}

impl Ends {
    /// The address of a path of ours in this call.
    pub(crate) fn address(&self, public_url: &PublicUrl, path: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, party) in [(CALLER, &self.caller), (LINE, &self.line)] {
            if let Some(party) = party {
                query.append_pair(name, &party.carried());
            }
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        public_url.at(&format!("{path}{mark}{query}{TRY_AGAIN}"))
    }
}
