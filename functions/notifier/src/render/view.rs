//! What a notice says, in the recipient's language and in the order in which it is said: the same for mail and Slack.

use domain::notice::{Notice, NoticeKind};
use jiff::Timestamp;

use super::clean::one_line;
use super::files::{self, FileList};
use super::time::Wall;
use super::words::words_in;
use super::writer::Writer;

/// A notice in words. Clean, but escaped for no format.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// The language's code.
    pub(crate) language: &'static str,
    /// The thread's reference.
    pub(crate) reference: String,
    /// Topic, customer and channel: the same in every notice of a thread, as far as they are.
    pub(crate) title: String,
    /// What happened.
    pub(crate) headline: &'static str,
    /// Until when to answer.
    pub(crate) deadline: Option<Deadline>,
    /// The customer's words.
    pub(crate) quote: Option<Quote>,
    /// Everything else, most important first.
    pub(crate) facts: Vec<Fact>,
    /// The files.
    pub(crate) files: Option<FileList>,
    /// The brand's name.
    pub(crate) brand: String,
    /// Whom it is for, and whose times these are.
    pub(crate) footer: String,
    /// That an answer to the mail goes nowhere.
    pub(crate) mail_is_not_read: &'static str,
}

/// Until when to answer.
#[derive(Clone, Debug)]
pub(crate) struct Deadline {
    /// The instant.
    pub(crate) line: String,
    /// How far it is.
    pub(crate) distance: String,
}

/// The customer's words.
#[derive(Clone, Debug)]
pub(crate) struct Quote {
    /// Line by line; never empty.
    pub(crate) lines: Vec<String>,
    /// All lines in the language's quotation marks, where they are words of the customer's.
    pub(crate) text: String,
    /// When they were written, and what came with them.
    pub(crate) about: String,
}

/// One thing to know.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// What it is.
    pub(crate) label: &'static str,
    /// What it says.
    pub(crate) value: String,
}

impl View {
    /// What a notice says at `now`, with links to its files.
    pub(crate) fn of(notice: &Notice, links: &[String], now: Timestamp) -> Self {
        let words = words_in(&notice.to.language);
        let writer = Writer {
            notice,
            words,
            wall: Wall::new(&notice.zone, now),
        };
        // Who lost a thread needs nothing of it any more.
        let (deadline, quote, facts) = match notice.kind {
            NoticeKind::TakenOver => (None, None, Vec::new()),
            _ => (writer.deadline(), Some(writer.quote()), writer.facts()),
        };
        Self {
            language: words.code(),
            reference: one_line(notice.thread.as_str(), 40),
            title: writer.title(),
            headline: words.headline(notice.kind, writer.promise_is_past()),
            deadline,
            quote,
            facts,
            files: files::list(&notice.files, notice.more_files, links, words),
            brand: one_line(&notice.brand, 60),
            footer: writer.footer(),
            mail_is_not_read: words.mail_is_not_read(),
        }
    }

    /// The reference and the title, as subjects and headers show them.
    pub(crate) fn subject(&self) -> String {
        format!("[{}] {}", self.reference, self.title)
    }
}
