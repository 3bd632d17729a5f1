//! Threads that go from one to another, in English.

use domain::mood::Mood;
use domain::reassign::Cause;

use super::English;
use crate::render::words::{Heading, PassingOnWords};

impl PassingOnWords for English {
    fn heading(&self, heading: Heading) -> &'static str {
        match heading {
            Heading::Accept => "Accept",
            Heading::ComesFrom => "Comes from",
            Heading::ChannelChange => "Change of channel",
            Heading::Mood => "Tone",
            Heading::Reason => "Why",
            Heading::Absent => "Who",
            Heading::Missed => "Missed last",
            Heading::Now => "What happens now",
            Heading::HeldFor => "Held because",
        }
    }

    fn back_in_the_line(&self) -> &'static str {
        "This conversation went back to the waiting line: you need not answer it any more"
    }

    fn accept_before(&self, when: &str) -> String {
        format!("accept it or answer before {when}; else it is offered to somebody else.")
    }

    fn comes_from(&self, name: Option<&str>, cause: Cause) -> String {
        let name = name.unwrap_or("somebody else");
        let why = match cause {
            Cause::OfferMissed => "neither accepted nor answered it in time",
            Cause::WaitedLonger => "the conversation had waited too long",
            Cause::Leave => "is on leave",
            Cause::Absent => "is absent",
            Cause::Deactivated => "gets no conversations any more",
            Cause::OffShift => "is not back on shift before its next deadline",
            Cause::Topic => "the conversation is about something else now",
            Cause::Breached => "the promised time went by without an answer",
            Cause::Operator => "your supervisor decided so",
        };
        format!("{name} ({why})")
    }

    fn went_because(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::OfferMissed => "you neither accepted nor answered it in time.",
            Cause::WaitedLonger => "the conversation had waited too long.",
            Cause::Leave => "you are on leave.",
            Cause::Absent => "you are marked as absent.",
            Cause::Deactivated => "you get no conversations any more.",
            Cause::OffShift => "you are not back on shift before its next deadline.",
            Cause::Topic => "the conversation is about something else now.",
            Cause::Breached => "the promised time went by without an answer.",
            Cause::Operator => "your supervisor decided so.",
        }
    }

    fn channel_change(&self, was: &str, is: &str) -> String {
        format!("{was} before, {is} now. Answer by {is}.")
    }

    fn mood(&self, mood: Mood) -> Option<&'static str> {
        match (mood.is_angry(), mood.is_urgent()) {
            (true, true) => Some("sounds angry and urgent"),
            (true, false) => Some("sounds angry"),
            (false, true) => Some("sounds urgent"),
            (false, false) => None,
        }
    }

    fn absent(&self, name: &str) -> String {
        format!("{name} does not respond")
    }

    fn somebody(&self) -> &'static str {
        "somebody of your team"
    }

    fn missed_too_many(&self) -> &'static str {
        "they neither accepted nor answered in time the last conversations that they were offered."
    }

    fn what_they_have_moves(&self) -> &'static str {
        "their conversations go to whoever can answer them; the others wait in the line."
    }

    fn look_after(&self, name: &str) -> String {
        format!(
            "talk to {name}. They get conversations again once they answer or accept one, or when their next shift begins."
        )
    }

    fn incident_is_held(&self) -> &'static str {
        "Many messages that are nearly the same are coming in: they are held until you review them"
    }

    fn spam(&self, signs: Option<&str>) -> String {
        match signs {
            Some(signs) => format!("it looks like spam, by {signs}"),
            None => "it looks like spam".to_owned(),
        }
    }

    fn incident(&self, count: u32) -> String {
        format!("it came among many texts that are nearly the same (number {count} in ten minutes)")
    }

    fn review(&self, reference: &str) -> String {
        format!(
            "see what is held with “ventanilla spam list”; if this one is a customer's, “ventanilla spam release {reference}”. \
             Nobody answers it until then."
        )
    }
}
