//! What a notice says, in the recipient's language and in the order in which it is said: the same for mail and Slack.

use domain::held::HeldBecause;
use domain::notice::{Notice, NoticeKind};
use jiff::Timestamp;

use super::Beside;
use super::clean::one_line;
use super::files::{self, FileList};
use super::history::Section;
use super::time::Wall;
use super::words::words_in;
use super::writer::Writer;

/// What stands where else a thread's reference does.
const SUITE: &str = "Ventanilla";

/// A notice in words. Clean, but escaped for no format.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// The language's code.
    pub(crate) language: &'static str,
    /// For whom it was, where it reaches somebody else.
    pub(crate) instead_of: Option<String>,
    /// The thread's reference; of a digest, which is about none, what it comes from.
    pub(crate) reference: String,
    /// Topic, customer and channel: the same in every notice of a thread, as far as they are.
    pub(crate) title: String,
    /// What happened.
    pub(crate) headline: String,
    /// Until when to answer.
    pub(crate) deadline: Option<Deadline>,
    /// The customer's words.
    pub(crate) quote: Option<Quote>,
    /// Everything else, most important first.
    pub(crate) facts: Vec<Fact>,
    /// The files.
    pub(crate) files: Option<FileList>,
    /// What was said before, and what is known of the customer.
    pub(crate) sections: Vec<Section>,
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
    /// What a notice says at `now`, with what stands beside it. `room` is what its history may take in a message's JSON,
    /// in bytes.
    pub(crate) fn of(notice: &Notice, beside: &Beside, now: Timestamp, room: usize) -> Self {
        let words = words_in(&notice.to.language);
        let writer = Writer {
            notice,
            words,
            wall: Wall::new(&notice.zone, now),
        };
        let said = Said::of(&writer);
        let files = said
            .with_files
            .then(|| files::list(&notice.files, notice.more_files, &beside.links, words));
        Self {
            language: words.code(),
            instead_of: writer.instead_of(),
            reference: said.reference,
            title: said.title,
            headline: said.headline,
            deadline: said.deadline,
            quote: said.quote,
            facts: said.facts,
            files: files.flatten(),
            sections: match notice.kind {
                NoticeKind::Digest => vec![writer.together(room)],
                _ => writer.sections(&beside.background, room),
            },
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

/// What depends on the kind of the notice.
struct Said {
    reference: String,
    title: String,
    headline: String,
    deadline: Option<Deadline>,
    quote: Option<Quote>,
    facts: Vec<Fact>,
    with_files: bool,
}

impl Said {
    fn of(writer: &Writer<'_>) -> Self {
        let notice = writer.notice;
        let usual = Self {
            reference: writer.reference(),
            title: writer.title(),
            headline: writer.words.headline(notice.kind).to_owned(),
            deadline: None,
            quote: None,
            facts: Vec::new(),
            with_files: true,
        };
        match notice.kind {
            // Who lost a thread needs nothing of it any more but where it went.
            NoticeKind::TakenOver => Self {
                headline: went_headline(writer).map_or(usual.headline, str::to_owned),
                facts: writer.went(),
                ..usual
            },
            NoticeKind::AgentAbsent => Self {
                title: writer.absent_title(),
                facts: writer.absence(),
                with_files: false,
                ..usual
            },
            // Files of what may be spam are nothing to be opened from a mail.
            NoticeKind::Review => Self {
                headline: held_headline(writer).map_or(usual.headline, str::to_owned),
                quote: Some(writer.quote()),
                facts: writer.held(),
                with_files: false,
                ..usual
            },
            NoticeKind::Digest => Self {
                reference: SUITE.to_owned(),
                title: usual.headline,
                headline: writer.digest_headline(),
                facts: writer.digest_facts(),
                with_files: false,
                ..usual
            },
            NoticeKind::Withdrawn => Self {
                headline: writer.withdrawn_headline(),
                deadline: writer.new_deadline(),
                quote: Some(writer.quote()),
                facts: writer.withdrawal(),
                with_files: false,
                ..usual
            },
            NoticeKind::Reminder | NoticeKind::Breached => Self {
                headline: writer.promise_headline().to_owned(),
                deadline: writer.deadline(),
                quote: Some(writer.quote()),
                facts: writer.facts(),
                ..usual
            },
            _ => Self {
                deadline: writer.deadline(),
                quote: Some(writer.quote()),
                facts: writer.facts(),
                ..usual
            },
        }
    }
}

fn went_headline(writer: &Writer<'_>) -> Option<&'static str> {
    let handed_over = writer.notice.handed_over.as_ref()?;
    let nobody_has_it = handed_over.to.is_none();
    nobody_has_it.then(|| writer.words.back_in_the_line())
}

/// The first of an incident stands for all of them.
fn held_headline(writer: &Writer<'_>) -> Option<&'static str> {
    let begins = matches!(
        writer.notice.held,
        Some(HeldBecause::Incident { first: true, .. })
    );
    begins.then(|| writer.words.incident_is_held())
}
