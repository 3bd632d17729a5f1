//! What is promised to whom, and who is told when it is at risk.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::file::{ClockKind, KeptBy, RoleName, WhenClosed};
use crate::ids::{ChannelId, TopicId};
use crate::notice::DisputeBody;
use crate::thread::Thread;

/// The commitment that a holding answer makes. No policy may call its own so.
pub const FOLLOW_UP: &str = "follow_up";
/// The commitment of a legal term. No policy may call its own so.
pub const LEGAL: &str = "legal";

/// A promise and its chain, for the threads that it matches.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its name for people.
    pub name: String,
    /// Channels it holds for; empty means all.
    pub channels: Vec<ChannelId>,
    /// Topics it holds for; empty means all.
    pub topics: Vec<TopicId>,
    /// Segments it holds for; empty means all.
    pub segments: Vec<String>,
    /// The first day on which a customer begins to wait for whom it holds, in the calendar's zone.
    pub from: Option<Date>,
    /// The last such day.
    pub until: Option<Date>,
    /// The calendar's name.
    pub calendar: String,
    /// What is promised, in the file's order; never empty.
    pub commitments: Vec<Commitment>,
    /// Who is told when.
    pub chain: Vec<StepRule>,
}

impl Policy {
    /// Whether it holds for some days only.
    pub fn is_dated(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Whether it holds for customers who begin to wait on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it holds for a thread, whatever the day.
    pub fn fits(&self, thread: &Thread) -> bool {
        let segment = thread.segment.as_ref();
        (self.channels.is_empty() || self.channels.contains(&thread.channel))
            && (self.topics.is_empty() || self.topics.contains(&thread.topic))
            && (self.segments.is_empty()
                || segment.is_some_and(|segment| self.segments.contains(segment)))
    }
}

/// What the law asks for where a thread is a complaint.
#[derive(Clone, Debug, Default)]
pub struct Legal {
    /// Topics whose threads are complaints.
    pub complaint_topics: Vec<TopicId>,
    /// Terms, the first match holds; each a policy with the one commitment [`LEGAL`].
    pub terms: Vec<Policy>,
    /// Whether receipts are mailed to verified addresses.
    pub mails_receipts: bool,
    /// Who settles what we refuse.
    pub dispute_body: Option<DisputeBody>,
}

/// One promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Its name within the policy.
    pub name: String,
    /// How long.
    pub within: Within,
    /// As the file writes it, for people: `4h`.
    pub written: String,
    /// What keeps it.
    pub kept_by: KeptBy,
    /// What an elapsed promise does when it ends while closed.
    pub when_closed: WhenClosed,
}

/// How long a promise is, by its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Open time of the calendar.
    Business(SignedDuration),
    /// Time on the wall.
    Elapsed(SignedDuration),
    /// Days on which the calendar opens.
    WorkingDays(u32),
    /// Months of the civil calendar.
    CalendarMonths(u32),
}

impl Within {
    /// What it is counted in.
    pub fn clock(self) -> ClockKind {
        match self {
            Self::Business(_) => ClockKind::Business,
            Self::Elapsed(_) => ClockKind::Elapsed,
            Self::WorkingDays(_) => ClockKind::WorkingDays,
            Self::CalendarMonths(_) => ClockKind::CalendarMonths,
        }
    }

    /// Reads `"4h"` for a clock in hours, `"15"` for one in days or months.
    pub(super) fn parse(text: &str, clock: ClockKind) -> Result<Self, String> {
        match clock {
            ClockKind::Business => span(text).map(Self::Business),
            ClockKind::Elapsed => span(text).map(Self::Elapsed),
            ClockKind::WorkingDays => count(text).map(Self::WorkingDays),
            ClockKind::CalendarMonths => count(text).map(Self::CalendarMonths),
        }
    }
}

/// A step of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRule {
    /// The commitment it watches.
    pub commitment: String,
    /// When it fires.
    pub moment: StepMoment,
    /// Who is told, by role.
    pub tell: Vec<RoleName>,
    /// Told at any hour; what is not waits for opening hours.
    pub urgent: bool,
    /// The thread goes to another agent who can take it.
    pub reassign: bool,
    /// The thread goes before others in its waiting line.
    pub raise: bool,
}

/// When a step fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepMoment {
    /// At a share of the promised time, in percent: a reminder.
    Share(u8),
    /// When the promise is broken.
    Due,
}

impl StepMoment {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text == "due" {
            return Ok(Self::Due);
        }
        text.strip_suffix('%')
            .and_then(|share| share.parse().ok())
            .filter(|share| (1..100).contains(share))
            .map(Self::Share)
            .ok_or_else(|| {
                format!("`{text}` is no moment; write a share such as \"75%\", or \"due\"")
            })
    }

    /// The word by which a step is known in the ledger.
    pub fn word(self) -> String {
        match self {
            Self::Share(share) => format!("{share}%"),
            Self::Due => "due".to_owned(),
        }
    }
}

pub(super) fn span(text: &str) -> Result<SignedDuration, String> {
    let wrong = || format!("`{text}` is no time span; write \"4h\", \"90m\" or \"1h 30m\"");
    let span: SignedDuration = text.parse().map_err(|_| wrong())?;
    if span <= SignedDuration::ZERO || span > SignedDuration::from_hours(24 * 366) {
        return Err(format!(
            "`{text}` must be longer than nothing and shorter than a year"
        ));
    }
    Ok(span)
}

fn count(text: &str) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|count| (1..=366).contains(count))
        .ok_or_else(|| {
            format!("`{text}` is no count; this clock wants a whole number from 1 to 366")
        })
}
