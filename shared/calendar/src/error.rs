//! What can be wrong with a calendar, or with a question put to it.

use jiff::Timestamp;

/// Why a calendar was refused, or why a question to it has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The zone is in no version of the IANA database that this build carries.
    #[error("tz: `{name}` is not an IANA time zone")]
    UnknownZone {
        /// The name as it was written.
        name: String,
        /// What the time zone database said; absent where it knows the name but has no rules for it.
        source: Option<jiff::Error>,
    },
    /// A time of day is not `HH:MM` or `HH:MM:SS`, or lies outside the day.
    #[error("{field}: `{text}` is not a time of day between 00:00 and 23:59:59 (24:00 as an end)")]
    BadTime {
        /// Where it stands, such as `hours.mon[0]`.
        field: String,
        /// The text as it was written.
        text: String,
    },
    /// An interval begins and ends at the same time of day.
    #[error("{field}: begins and ends at {text}; a whole day is 00:00 to 24:00")]
    EmptyInterval {
        /// Where it stands, such as `hours.mon[0]`.
        field: String,
        /// The time of day as it was written.
        text: String,
    },
    /// An entry of the holidays is neither a date nor a region that is known.
    #[error("{field}: `{text}` is no date, no local: date and no region; known regions: {known}")]
    UnknownHoliday {
        /// Where it stands, such as `holidays[2]`.
        field: String,
        /// The text as it was written.
        text: String,
        /// The codes of the regions that are known.
        known: String,
    },
    /// No day, past or future, has an open instant.
    #[error("hours: the calendar never opens")]
    NeverOpens,
    /// A pause ends before it begins.
    #[error("the pause from {from} ends before it begins, at {to}")]
    BackwardPause {
        /// Where the pause begins.
        from: Timestamp,
        /// Where it is said to end.
        to: Timestamp,
    },
    /// A target below zero was asked for.
    #[error("a target cannot be negative")]
    NegativeTarget,
    /// The calendar is closed for longer than anybody would wait.
    #[error("closed for {days} days running, counted from {from}")]
    NoOpeningWithin {
        /// How many days were searched.
        days: i32,
        /// Where the search began.
        from: Timestamp,
    },
    /// The clock is paused before the target is used up, and the pause has no end.
    #[error("the clock is paused without end from {from}")]
    PausedWithoutEnd {
        /// Where the pause begins.
        from: Timestamp,
    },
    /// The answer lies outside the years -9999 to 9999.
    #[error("the answer lies outside the range of dates that can be told")]
    OutOfRange,
}

impl CalendarError {
    /// The field of [`CalendarSpec`](crate::CalendarSpec) that is wrong, such as `tz` or `breaks.2024-12-24[0]`;
    /// none where the question is at fault rather than the calendar.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::UnknownZone { .. } => Some("tz"),
            Self::BadTime { field, .. }
            | Self::EmptyInterval { field, .. }
            | Self::UnknownHoliday { field, .. } => Some(field),
            Self::NeverOpens => Some("hours"),
            _ => None,
        }
    }
}
