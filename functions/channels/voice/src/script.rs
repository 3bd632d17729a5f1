//! What Twilio is told to do next in a call, in TwiML (<https://www.twilio.com/docs/voice/twiml>).

use crate::address::{DIAL, Ends, INCOMING, KEYS, PICKED_UP, RECORDED, RECORDING, TRANSCRIPTION};
use crate::call::Call;
use crate::dial;
use crate::fields::Fields;
use crate::keys::CALL_BACK;
use crate::party::Party;
use crate::settings::{Ring, Settings};
use crate::words::{Words, of_brand};
use crate::xml::Element;

/// Seconds in which a caller may press a key, after the sentence.
const KEY_SECONDS: &str = "4";
/// Seconds in which an agent may take the call.
const AGENT_SECONDS: &str = "8";
/// Longest message, in seconds: Twilio writes down what is shorter than 120
/// (<https://www.twilio.com/docs/api/errors/13617>).
const MESSAGE_SECONDS: &str = "115";

/// The answer to a request on one of our paths. A form of which something cannot be read gets the one for a caller who waits.
pub(crate) fn answer(settings: &Settings, path: &str, fields: &Fields<'_>) -> String {
    let call = Call::of(fields, jiff::Timestamp::UNIX_EPOCH).ok();
    let ends = call.as_ref().map(Call::ends).unwrap_or_default();
    let script = Script {
        settings,
        words: Words::of(settings.language()),
        ends,
    };
    let keys = fields.text("Digits").ok().flatten();
    let response = match path {
        INCOMING => script.greet(),
        DIAL if dial::was_answered(fields).unwrap_or(false) => script.hang_up(),
        DIAL => script.offer(response()),
        PICKED_UP if keys.is_some() => response(),
        PICKED_UP => script.ask_agent(),
        KEYS if keys.as_deref() == Some(CALL_BACK) => script.part(script.words.will_call_back),
        KEYS => script.take_message(script.say_to(response(), script.words.leave_a_message)),
        RECORDED => script.part(script.words.message_taken),
        _ => response(),
    };
    response.to_string()
}

fn response() -> Element {
    Element::new("Response")
}

/// What is needed to write a script.
struct Script<'s> {
    settings: &'s Settings,
    words: &'static Words,
    ends: Ends,
}

impl Script<'_> {
    /// The greeting, then the agent's telephone rings; or, where none is set, the offer.
    fn greet(&self) -> Element {
        let ring = self.settings.ring();
        let ours = match ring {
            Some(_) => self.words.greeting,
            None => self.words.greeting_alone,
        };
        let greeting = self.settings.greeting().unwrap_or(ours);
        let greeted = self.say_to(response(), greeting);
        match ring {
            Some(ring) => greeted.holding(self.dial(ring)),
            None => self.offer(greeted),
        }
    }

    /// The caller goes on hearing the tone while the agent is asked whether to take the call: a mailbox that picks up presses
    /// no key.
    fn dial(&self, ring: &Ring) -> Element {
        let number = Element::new("Number")
            .with("url", self.address(PICKED_UP))
            .with("method", "POST")
            .saying(&ring.number);
        Element::new("Dial")
            .with("action", self.address(DIAL))
            .with("method", "POST")
            .with("timeout", ring.seconds.to_string())
            .with("answerOnBridge", "true")
            .holding(number)
    }

    fn ask_agent(&self) -> Element {
        let gather = self.gather(PICKED_UP, AGENT_SECONDS, self.words.to_agent);
        response().holding(gather).holding(Element::new("Hangup"))
    }

    /// Key 1, or a message. Who withholds their number cannot be called back, and is asked for it.
    fn offer(&self, before: Element) -> Element {
        let offered = if self.ends.caller == Some(Party::Withheld) {
            self.say_to(before, self.words.offer_to_nobody)
        } else {
            before.holding(self.gather(KEYS, KEY_SECONDS, self.words.offer))
        };
        self.take_message(offered)
    }

    fn gather(&self, path: &str, seconds: &str, sentence: &str) -> Element {
        Element::new("Gather")
            .with("action", self.address(path))
            .with("method", "POST")
            .with("input", "dtmf")
            .with("numDigits", "1")
            .with("timeout", seconds)
            .holding(self.say(sentence))
    }

    /// The tone and the tape. Whoever says nothing goes on to the end.
    fn take_message(&self, before: Element) -> Element {
        let record = Element::new("Record")
            .with("action", self.address(RECORDED))
            .with("method", "POST")
            .with("maxLength", MESSAGE_SECONDS)
            .with("finishOnKey", "#")
            .with("playBeep", "true")
            .with("recordingStatusCallback", self.address(RECORDING))
            .with("recordingStatusCallbackMethod", "POST")
            .with("recordingStatusCallbackEvent", "completed absent")
            .with("transcribe", "true")
            .with("transcribeCallback", self.address(TRANSCRIPTION));
        before.holding(record).holding(Element::new("Hangup"))
    }

    /// A last sentence.
    fn part(&self, sentence: &str) -> Element {
        self.say_to(response(), sentence)
            .holding(Element::new("Hangup"))
    }

    fn hang_up(&self) -> Element {
        response().holding(Element::new("Hangup"))
    }

    fn say_to(&self, before: Element, sentence: &str) -> Element {
        before.holding(self.say(sentence))
    }

    fn say(&self, sentence: &str) -> Element {
        Element::new("Say")
            .with("language", self.settings.spoken())
            .saying(of_brand(sentence, self.settings.brand()))
    }

    fn address(&self, path: &str) -> String {
        self.ends.address(self.settings.public_url(), path)
    }
}
