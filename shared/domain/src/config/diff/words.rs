//! Differences in words that a supervisor reads.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{ConfigDiff, EntryChange, EntryDiff, FieldDiff, Moves, Part, PromisedAnew, TakenFrom};
use crate::reassign::Cause;

impl ConfigDiff {
    /// A line for each entry that differs.
    pub fn lines(&self) -> Vec<String> {
        self.entries.iter().map(ToString::to_string).collect()
    }
}

impl fmt::Display for EntryDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.part.word())?;
        if !self.name.is_empty() {
            write!(f, " {}", self.name)?;
        }
        match &self.change {
            EntryChange::Removed => f.write_str(": removed"),
            EntryChange::Added { fields } if fields.is_empty() => f.write_str(": new"),
            EntryChange::Added { fields } => write!(f, ": new; {}", told(fields)),
            EntryChange::Changed { fields } => write!(f, ": {}", told(fields)),
        }
    }
}

fn told(fields: &[FieldDiff]) -> String {
    let told = fields.iter().map(|it| format!("{} {}", it.field, it.words));
    told.collect::<Vec<_>>().join("; ")
}

impl Part {
    fn word(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Topic => "topic",
            Self::Policy => "policy",
            Self::Calendar => "calendar",
            Self::Shift => "shift",
            Self::Routing => "routing",
            Self::Spam => "spam",
            Self::Crm => "crm",
            Self::Team => "team",
            Self::Escalation => "escalation",
            Self::Segment => "segment",
            Self::Brand => "brand",
            Self::Orders => "orders",
            Self::Legal => "legal",
        }
    }
}

impl Moves {
    /// Whether nobody is moved.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A line for each, at most so many of a kind; more are counted. Times are told in `zone`.
    pub fn lines(&self, zone: &TimeZone, most: usize) -> Vec<String> {
        let taken_from = few(&self.taken_from, most, "threads are taken", |it| {
            it.to_string()
        });
        let overfull = few(&self.overfull, most, "agents hold too much", |it| {
            format!(
                "{}: holds {} of {}, keeps it and gets nothing new until it is less",
                it.agent, it.open, it.capacity
            )
        });
        let taken = few(&self.taken, most, "waiting threads find somebody", |it| {
            format!(
                "{}: waits in line for `{}`, goes to {}",
                it.thread, it.topic, it.agent
            )
        });
        let gone = few(&self.topics_gone, most, "threads lose their topic", |it| {
            format!(
                "{}: its topic `{}` is gone, it counts as `{}`",
                it.thread, it.topic, it.goes_on_as
            )
        });
        let anew = few(
            &self.promised_anew,
            most,
            "threads are promised something else",
            |it| promised_anew(it, zone),
        );
        [taken_from, overfull, taken, gone, anew].concat()
    }
}

fn few<T>(all: &[T], most: usize, what: &str, line: impl Fn(&T) -> String) -> Vec<String> {
    let mut lines: Vec<String> = all.iter().take(most).map(line).collect();
    if all.len() > most {
        lines.push(format!("… {} more {what}", all.len() - most));
    }
    lines
}

impl fmt::Display for TakenFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.cause {
            Cause::Leave => "is on leave",
            Cause::Deactivated => "takes no threads any more",
            Cause::OffShift => "is not back before its next step",
            Cause::Absent => "is absent",
            _ => "does not keep it",
        };
        write!(f, "{}: {} {why}, ", self.thread, self.from)?;
        match &self.to {
            Some(to) => write!(f, "goes to {to}"),
            None => f.write_str("goes to the waiting line"),
        }
    }
}

fn promised_anew(it: &PromisedAnew, zone: &TimeZone) -> String {
    let time = |at: Timestamp| zone.to_datetime(at).strftime("%F %H:%M").to_string();
    let policy = if it.policy == it.policy_was {
        format!("policy `{}`", it.policy)
    } else {
        format!("policy `{}`, was `{}`", it.policy, it.policy_was)
    };
    format!(
        "{}: first due {}, was {} ({policy})",
        it.thread,
        time(it.due),
        time(it.due_was)
    )
}
