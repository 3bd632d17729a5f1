//! From a notice's fields to sentences and facts.

use domain::ChannelId;
use domain::notice::{Notice, NoticeKind, PromiseFacts, Why};
use jiff::{SignedDuration, Timestamp};

use super::clean::{lines, one_line, short_name};
use super::time::{Wall, span};
use super::view::{Deadline, Fact, Quote};
use super::words::{Holder, Label, Words};

/// Characters of a customer's words at most.
const LONGEST_EXCERPT: usize = 700;
/// Entries of a list that are shown.
const MOST_LISTED: usize = 5;

/// Writes a notice's parts.
pub(super) struct Writer<'n> {
    /// The notice.
    pub(super) notice: &'n Notice,
    /// The recipient's words.
    pub(super) words: &'static dyn Words,
    /// The time where the brand is.
    pub(super) wall: Wall,
}

impl Writer<'_> {
    pub(super) fn title(&self) -> String {
        let mut parts = vec![self.topic()];
        parts.extend(self.notice.customer_name.as_deref().and_then(short_name));
        parts.push(self.channel_name(&self.notice.channel));
        parts.join(" · ")
    }

    fn topic(&self) -> String {
        let label = self.label_in(&self.notice.topic);
        label.unwrap_or_else(|| self.words.some_request().to_owned())
    }

    pub(super) fn reference(&self) -> String {
        one_line(self.notice.thread.as_str(), 40)
    }

    pub(super) fn channel_name(&self, channel: &ChannelId) -> String {
        let id = channel.as_str();
        let brand = match id {
            "whatsapp" => Some("WhatsApp"),
            "messenger" => Some("Messenger"),
            "instagram" => Some("Instagram"),
            "x" => Some("X"),
            "telegram" => Some("Telegram"),
            "sms" => Some("SMS"),
            "teams" => Some("Microsoft Teams"),
            _ => self.words.channel(id),
        };
        brand.map_or_else(|| one_line(id, 30), str::to_owned)
    }

    /// The promise that the notice is about, else the next one that can be kept.
    pub(super) fn deadline(&self) -> Option<Deadline> {
        let at = self.promised_until().or(self.notice.answer_before)?;
        let late = self.is_past(at);
        let distance = self.span(self.wall.until(at));
        let distance = if late {
            self.words.expired(&distance)
        } else {
            self.words.left(&distance)
        };
        Some(Deadline {
            line: self.words.answer_before(&self.moment(at), late),
            distance,
        })
    }

    pub(super) fn quote(&self) -> Quote {
        let (notice, words) = (self.notice, self.words);
        let lines = lines(&notice.excerpt, LONGEST_EXCERPT);
        let mut about = vec![words.short_moment(&self.wall.moment(notice.wrote_at))];
        if notice.messages > 1 {
            about.push(words.messages(notice.messages));
        }
        if notice.attachments > 0 {
            about.push(words.files(notice.attachments));
        }
        let about = about.join(" · ");
        if lines.is_empty() {
            let nothing = words.no_words().to_owned();
            return Quote {
                lines: vec![nothing.clone()],
                text: nothing,
                about,
            };
        }
        Quote {
            text: words.quoted(&lines.join("\n")),
            lines,
            about,
        }
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        let mut facts = self.news();
        if let Some(promise) = &self.notice.promise {
            facts.extend(self.promise(promise));
        }
        let orders = self.list(&self.notice.orders, str::to_owned);
        let label = if self.notice.orders.len() == 1 {
            Label::Order
        } else {
            Label::Orders
        };
        facts.extend(orders.map(|orders| self.fact(label, orders)));
        let segment = self
            .notice
            .segment
            .as_deref()
            .map(|segment| one_line(segment, 40));
        let segment = segment.filter(|segment| !segment.is_empty());
        facts.extend(segment.map(|segment| self.fact(Label::Segment, segment)));
        if self.notice.language.as_str() != self.words.code() {
            let language = self.words.language(self.notice.language.as_str());
            facts.push(self.fact(Label::WritesIn, language.to_owned()));
        }
        if let Some(why) = &self.notice.why {
            facts.extend(self.why(why));
        }
        facts
    }

    fn promise(&self, promise: &PromiseFacts) -> Vec<Fact> {
        let words = self.words;
        let mut facts = Vec::new();
        // A length in days or months is told by its end alone, which the deadline says.
        let within = promise.within.trim().parse().ok().and_then(span);
        facts.extend(
            within.map(|within| self.fact(Label::Promised, words.promised(&within, promise.clock))),
        );
        let waits = words.ago(&self.span(self.wall.until(promise.since)));
        facts.push(self.fact(
            Label::WaitsSince,
            format!("{} ({waits})", self.moment(promise.since)),
        ));
        let overdue = span(SignedDuration::from_secs(promise.overdue_seconds.max(0)));
        facts.extend(
            overdue.map(|overdue| self.fact(Label::Overdue, words.in_opening_hours(&overdue))),
        );
        let next = self
            .notice
            .answer_before
            .filter(|at| *at > promise.due_at && !self.is_past(*at));
        facts.extend(next.map(|at| self.fact(Label::NextPromise, self.moment(at))));
        let holder = self.holder(promise);
        facts.push(self.fact(Label::HeldBy, words.holder(&holder)));
        facts.push(self.fact(Label::ToDo, words.to_do(&holder, self.promise_is_past())));
        facts
    }

    fn holder(&self, promise: &PromiseFacts) -> Holder {
        match promise.agent_name.as_deref() {
            None => Holder::Nobody,
            Some(name) if name == self.notice.to.name => Holder::You,
            Some(name) => Holder::Other(one_line(name, 60)),
        }
    }

    fn why(&self, why: &Why) -> Vec<Fact> {
        let language = self.words.language(self.notice.language.as_str());
        let mut reasons = vec![self.words.because(why.because).to_owned()];
        reasons.extend(
            why.relaxed
                .iter()
                .map(|relaxation| self.words.relaxed(*relaxation, language)),
        );
        let mut facts = vec![self.fact(Label::Why, format!("{}.", reasons.join("; ")))];
        let told_by = self.list(&why.words, |word| self.words.quoted(word));
        facts.extend(told_by.map(|told_by| self.fact(Label::TopicFrom, told_by)));
        facts
    }

    pub(super) fn footer(&self) -> String {
        let told = self.words.told(&one_line(&self.notice.to.name, 60));
        match self.wall.zone_name() {
            Some(zone) => format!("{told} {}", self.words.times_of(zone)),
            None => told,
        }
    }

    /// The first few entries, and how many there are more; none where there is nothing.
    pub(super) fn list(
        &self,
        entries: &[String],
        shown: impl Fn(&str) -> String,
    ) -> Option<String> {
        let all = entries
            .iter()
            .map(|entry| one_line(entry, 40))
            .filter(|entry| !entry.is_empty());
        let first: Vec<String> = all.take(MOST_LISTED).map(|entry| shown(&entry)).collect();
        let more = entries.len().saturating_sub(MOST_LISTED);
        match first.join(", ") {
            text if text.is_empty() => None,
            text if more > 0 => Some(format!("{text} {}", self.words.and_more(more))),
            text => Some(text),
        }
    }

    pub(super) fn fact(&self, label: Label, value: String) -> Fact {
        Fact {
            label: self.words.label(label),
            value,
        }
    }

    pub(super) fn moment(&self, at: Timestamp) -> String {
        self.words.moment(&self.wall.moment(at))
    }

    fn span(&self, duration: SignedDuration) -> String {
        span(duration).unwrap_or_else(|| self.words.less_than_a_minute().to_owned())
    }

    /// An answer at the very instant is in time.
    pub(super) fn is_past(&self, at: Timestamp) -> bool {
        self.wall.until(at).is_negative()
    }

    fn promised_until(&self) -> Option<Timestamp> {
        self.notice.promise.as_ref().map(|promise| promise.due_at)
    }

    /// A breach is one whatever the clock of this machine says.
    pub(super) fn promise_is_past(&self) -> bool {
        self.notice.kind == NoticeKind::Breached
            || self.promised_until().is_some_and(|at| self.is_past(at))
    }
}
