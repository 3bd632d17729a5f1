//! English.

mod complaints;
mod history;
mod passing_on;
mod promises;

use domain::config::Relaxation;
use domain::notice::NoticeKind;
use domain::routing::Preference;

use super::{FileWord, Holder, Label, Words};
use crate::render::time::{Day, Moment};

pub(super) struct English;

impl Words for English {
    fn code(&self) -> &'static str {
        "en"
    }

    fn moment(&self, moment: &Moment) -> String {
        match moment.day {
            Day::Yesterday => format!("{} yesterday", moment.clock),
            Day::Today => format!("{} today", moment.clock),
            Day::Tomorrow => format!("{} tomorrow", moment.clock),
            Day::Other { .. } => format!("{} on {}", moment.clock, full_date(moment.day)),
        }
    }

    fn short_moment(&self, moment: &Moment) -> String {
        match moment.day {
            Day::Today => moment.clock.clone(),
            Day::Yesterday => format!("yesterday, {}", moment.clock),
            Day::Tomorrow => format!("tomorrow, {}", moment.clock),
            Day::Other { .. } => format!("{}, {}", full_date(moment.day), moment.clock),
        }
    }

    fn less_than_a_minute(&self) -> &'static str {
        "less than 1 min"
    }

    fn headline(&self, kind: NoticeKind) -> &'static str {
        match kind {
            NoticeKind::Assigned => "This conversation is yours",
            NoticeKind::FollowUp => "There are new messages in your conversation",
            NoticeKind::TakenOver => {
                "This conversation went to somebody else: you need not answer it any more"
            }
            NoticeKind::Reminder => "The promised time is nearly over",
            NoticeKind::Breached => "The promised time is over and there is no answer",
            NoticeKind::AgentAbsent => {
                "Somebody of your team does not respond and counts as absent"
            }
            NoticeKind::Review => "A held conversation waits for your review",
            NoticeKind::Digest => "Several notices in one",
            NoticeKind::Withdrawn => "The alarm no longer stands",
            NoticeKind::Receipt => "We have received your complaint",
        }
    }

    fn left(&self, span: &str) -> String {
        format!("{span} left")
    }

    fn expired(&self, span: &str) -> String {
        format!("expired {span} ago")
    }

    fn ago(&self, span: &str) -> String {
        format!("{span} ago")
    }

    fn quoted(&self, text: &str) -> String {
        format!("“{text}”")
    }

    fn no_words(&self) -> &'static str {
        "(no text)"
    }

    fn messages(&self, count: u32) -> String {
        if count == 1 {
            "1 message".to_owned()
        } else {
            format!("{count} messages")
        }
    }

    fn files(&self, count: u32) -> String {
        if count == 1 {
            "1 file".to_owned()
        } else {
            format!("{count} files")
        }
    }

    fn files_title(&self, linked: bool) -> &'static str {
        if linked {
            "Files (links last seven days)"
        } else {
            "Files"
        }
    }

    fn file(&self, word: FileWord) -> &'static str {
        match word {
            FileWord::Image => "image",
            FileWord::Voice => "voice message",
            FileWord::Audio => "audio",
            FileWord::Video => "video",
            FileWord::Sticker => "sticker",
            FileWord::Story => "story",
            FileWord::Mail => "mail",
            FileWord::File => "file",
        }
    }

    fn not_to_keep(&self) -> &'static str {
        "only to be seen in the provider's app"
    }

    fn decimal(&self) -> char {
        '.'
    }

    fn and_more(&self, count: usize) -> String {
        format!("and {count} more")
    }

    fn label(&self, label: Label) -> &'static str {
        match label {
            Label::Order => "Order",
            Label::Orders => "Orders",
            Label::Segment => "Segment",
            Label::WritesIn => "Writes in",
            Label::Why => "Why you",
            Label::TopicFrom => "Topic told by",
            Label::Promised => "Promised",
            Label::NextPromise => "Next promise ends",
            Label::WaitsSince => "Waiting since",
            Label::Overdue => "Overdue by",
            Label::HeldBy => "Who has it",
            Label::ToDo => "What to do",
            Label::Raised => "Goes first",
            Label::Complaint => "Complaint",
            Label::Receipt => "Receipt",
        }
    }

    fn in_opening_hours(&self, span: &str) -> String {
        format!("{span} of opening hours")
    }

    fn holder(&self, holder: &Holder) -> String {
        match holder {
            Holder::You => "you".to_owned(),
            Holder::Other(name) => name.clone(),
            Holder::Nobody => "nobody yet".to_owned(),
        }
    }

    fn because(&self, preference: Preference) -> &'static str {
        match preference {
            Preference::KnowsCustomer => "you have answered this person before",
            Preference::LowerLevel => {
                "you have the level that the topic asks for, and those with more stay free for what is hard"
            }
            Preference::LowerLoad => "you have more room now than the others who could answer",
            Preference::LongerWithout => "you went longest without a new conversation",
            Preference::Id => "others could answer just as well, and this time it is your turn",
            Preference::OnlyOne => "there is nobody else to give it to now",
            Preference::Operator => "your supervisor gave it to you",
        }
    }

    fn relaxed(&self, relaxation: Relaxation, language: &str) -> String {
        match relaxation {
            Relaxation::Language => format!("nobody who speaks {language} is free"),
            Relaxation::Level => "nobody with the level that the topic asks for is free".to_owned(),
            Relaxation::Team => "nobody of this topic's team is free".to_owned(),
        }
    }

    fn language(&self, code: &str) -> &'static str {
        match code {
            "es" => "Spanish",
            "en" => "English",
            "ca" => "Catalan",
            "gl" => "Galician",
            "eu" => "Basque",
            "fr" => "French",
            "de" => "German",
            "it" => "Italian",
            "pt" => "Portuguese",
            "nl" => "Dutch",
            "ar" => "Arabic",
            "ro" => "Romanian",
            _ => "their language",
        }
    }

    fn channel(&self, id: &str) -> Option<&'static str> {
        match id {
            "facebook" => Some("Facebook comment"),
            "email" => Some("e-mail"),
            "voice" => Some("phone"),
            "webchat" => Some("web chat"),
            _ => None,
        }
    }

    fn some_request(&self) -> &'static str {
        "Request"
    }

    fn instead_of(&self, name: &str) -> String {
        format!("This notice was for {name}, whose own way does not work. Please pass it on:")
    }

    fn told(&self, name: &str) -> String {
        format!("A notice for {name}.")
    }

    fn times_of(&self, zone: &str) -> String {
        format!("Times are those of {zone}.")
    }

    fn mail_is_not_read(&self) -> &'static str {
        "This mail is automatic: what you answer to it does not reach the customer."
    }
}

/// `Monday 23 November`; nothing for the days that have a word of their own.
fn full_date(day: Day) -> String {
    let Day::Other {
        date, another_year, ..
    } = day
    else {
        return String::new();
    };
    let pattern = if another_year {
        "%A %-d %B %Y"
    } else {
        "%A %-d %B"
    };
    date.strftime(pattern).to_string()
}
