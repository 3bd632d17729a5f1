//! From a notice's fields to sentences and facts.

use std::collections::BTreeMap;

use domain::notice::{Notice, Why};
use domain::{ChannelId, Language, ThreadId};
use jiff::{SignedDuration, Timestamp};

use super::clean::{lines, one_line, short_name};
use super::time::{Wall, span};
use super::view::{Fact, Quote};
use super::words::{Label, Words};

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
        let notice = self.notice;
        self.title_of(
            &notice.topic,
            notice.customer_name.as_deref(),
            &notice.channel,
        )
    }

    pub(super) fn title_of(
        &self,
        topic: &BTreeMap<Language, String>,
        customer: Option<&str>,
        channel: &ChannelId,
    ) -> String {
        let topic = self.label_in(topic);
        let mut parts = vec![topic.unwrap_or_else(|| self.words.some_request().to_owned())];
        parts.extend(customer.and_then(short_name));
        parts.push(self.channel_name(channel));
        parts.join(" · ")
    }

    pub(super) fn reference(&self) -> String {
        shown_reference(&self.notice.thread)
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
        let mut facts = self.complaint();
        facts.extend(self.news());
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
        // Why it was given to them says nothing to whoever is told in their place.
        let why = self.notice.why.as_ref();
        if let Some(why) = why.filter(|_| self.notice.instead_of.is_none()) {
            facts.extend(self.why(why));
        }
        facts
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

    /// For whom it was.
    pub(super) fn instead_of(&self) -> Option<String> {
        let name = one_line(self.notice.instead_of.as_deref()?, 60);
        Some(self.words.instead_of(&name))
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

    pub(super) fn span(&self, duration: SignedDuration) -> String {
        span(duration).unwrap_or_else(|| self.words.less_than_a_minute().to_owned())
    }

    /// An answer at the very instant is in time.
    pub(super) fn is_past(&self, at: Timestamp) -> bool {
        self.wall.until(at).is_negative()
    }
}

/// A thread's reference.
pub(super) fn shown_reference(thread: &ThreadId) -> String {
    one_line(thread.as_str(), 40)
}
