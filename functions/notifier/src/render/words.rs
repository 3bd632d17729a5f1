//! The words of notices, by language. A further language is a further file.

mod complaints;
mod en;
mod es;
pub(super) mod history;
mod passing_on;
mod promises;

use domain::Language;
use domain::config::Relaxation;
use domain::notice::NoticeKind;
use domain::routing::Preference;

use super::time::Moment;
pub(crate) use complaints::ComplaintWords;
pub(crate) use history::HistoryWords;
pub(crate) use passing_on::{Heading, PassingOnWords};
pub(crate) use promises::{PromiseWords, Standing};

/// What stands before a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// One order number.
    Order,
    /// Several.
    Orders,
    /// The customer's segment.
    Segment,
    /// The language that the customer writes in.
    WritesIn,
    /// Why this agent.
    Why,
    /// The words that told the topic.
    TopicFrom,
    /// What was promised.
    Promised,
    /// Until when the next promise can be kept.
    NextPromise,
    /// Since when the customer waits.
    WaitsSince,
    /// By how much the promise is overdue.
    Overdue,
    /// Who has the thread.
    HeldBy,
    /// What to do now.
    ToDo,
    /// That it goes before others.
    Raised,
    /// That it is a complaint, and until when it is answered.
    Complaint,
    /// Who sends its receipt.
    Receipt,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileWord {
    /// A picture.
    Image,
    /// A spoken message, a voicemail.
    Voice,
    /// Any other sound.
    Audio,
    /// A film.
    Video,
    /// A sticker.
    Sticker,
    /// What somebody shows for a day.
    Story,
    /// A mail in a mail.
    Mail,
    /// Anything else.
    File,
}

impl FileWord {
    /// By the words of providers.
    pub(crate) fn of(kind: &str) -> Self {
        match kind {
            "image" | "photo" => Self::Image,
            "voice" | "voicemail" | "recording" => Self::Voice,
            "audio" => Self::Audio,
            "video" | "video_note" | "animation" | "reel" | "ig_reel" => Self::Video,
            "sticker" => Self::Sticker,
            "message" => Self::Mail,
            story if story.starts_with("story") => Self::Story,
            _ => Self::File,
        }
    }
}

/// Who has a thread, seen from who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// The one who is told.
    You,
    /// Somebody else, by name.
    Other(String),
    /// Nobody yet.
    Nobody,
}

/// A language's words. Texts given to them are clean already; none of them is escaped for any format.
pub(crate) trait Words:
    ComplaintWords + HistoryWords + PassingOnWords + PromiseWords + Sync
{
    /// Its ISO 639-1 code.
    fn code(&self) -> &'static str;
    /// An instant, to stand after *before* or *since*.
    fn moment(&self, moment: &Moment) -> String;
    /// An instant in few characters; of today only the time.
    fn short_moment(&self, moment: &Moment) -> String;
    /// In place of a span below a minute.
    fn less_than_a_minute(&self) -> &'static str;
    /// What happened, where that is said alike in every notice of a kind.
    fn headline(&self, kind: NoticeKind) -> &'static str;
    /// How long that is from now.
    fn left(&self, span: &str) -> String;
    /// How long ago that was.
    fn expired(&self, span: &str) -> String;
    /// How long ago something began.
    fn ago(&self, span: &str) -> String;
    /// A customer's words in quotation marks.
    fn quoted(&self, text: &str) -> String;
    /// In place of words, where the customer sent none.
    fn no_words(&self) -> &'static str;
    /// How many messages.
    fn messages(&self, count: u32) -> String;
    /// How many files.
    fn files(&self, count: u32) -> String;
    /// What stands above files; whether they have links.
    fn files_title(&self, linked: bool) -> &'static str;
    /// What a file is.
    fn file(&self, word: FileWord) -> &'static str;
    /// That the provider forbids to keep a file.
    fn not_to_keep(&self) -> &'static str;
    /// What stands before tenths.
    fn decimal(&self) -> char;
    /// In place of what a list leaves out.
    fn and_more(&self, count: usize) -> String;
    /// What stands before a fact.
    fn label(&self, label: Label) -> &'static str;
    /// A span in opening hours.
    fn in_opening_hours(&self, span: &str) -> String;
    /// Who has the thread.
    fn holder(&self, holder: &Holder) -> String;
    /// Why this agent came before the others.
    fn because(&self, preference: Preference) -> &'static str;
    /// What was given up to find this agent.
    fn relaxed(&self, relaxation: Relaxation, language: &str) -> String;
    /// A language's name, to stand after *speaks* and *in*.
    fn language(&self, code: &str) -> &'static str;
    /// A channel's name; none for one that goes by its own.
    fn channel(&self, id: &str) -> Option<&'static str>;
    /// In place of a topic without a name.
    fn some_request(&self) -> &'static str;
    /// For whom a notice was that reaches somebody else.
    fn instead_of(&self, name: &str) -> String;
    /// Whom a notice is for.
    fn told(&self, name: &str) -> String;
    /// Where the times are those of.
    fn times_of(&self, zone: &str) -> String;
    /// That an answer to the mail goes nowhere.
    fn mail_is_not_read(&self) -> &'static str;
}

/// The words that somebody is told in: Spanish for every language that we have no words for.
pub(crate) fn words_in(language: &Language) -> &'static dyn Words {
    match language.as_str().get(..2) {
        Some("en") => &en::English,
        _ => &es::Spanish,
    }
}

/// Whether a span begins with one of its unit: `1 min`, `1 h 5 min`.
fn is_one(span: &str) -> bool {
    span.starts_with("1 ")
}
