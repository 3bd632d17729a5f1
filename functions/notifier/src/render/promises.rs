//! What is said of promises: one at risk or broken, several together, one whose alarm is taken back.

use domain::config::KeptBy;
use domain::notice::{DigestLine, NoticeKind, PromiseFacts};
use jiff::{SignedDuration, Timestamp};

use super::clean::one_line;
use super::history::{Line, Section};
use super::time::span;
use super::view::{Deadline, Fact};
use super::words::{Holder, Label, Standing};
use super::writer::{Writer, shown_reference};

impl Writer<'_> {
    /// The promise that the notice is about, else the next one that can be kept.
    pub(super) fn deadline(&self) -> Option<Deadline> {
        let promised = self.notice.promise.as_ref().map(|promise| promise.due_at);
        self.deadline_at(promised.or(self.notice.answer_before)?)
    }

    fn deadline_at(&self, at: Timestamp) -> Option<Deadline> {
        let late = self.is_past(at);
        let distance = self.span(self.wall.until(at));
        let distance = if late {
            self.words.expired(&distance)
        } else {
            self.words.left(&distance)
        };
        let promise = self.notice.promise.as_ref();
        let yours = promise.is_some_and(|promise| self.holder(promise) == Holder::You);
        let standing = Standing {
            late,
            ..self.standing()
        };
        Some(Deadline {
            line: self.words.due(&self.moment(at), standing, yours),
            distance,
        })
    }

    /// What happened to the promise.
    pub(super) fn promise_headline(&self) -> &'static str {
        self.words.promise_headline(self.standing())
    }

    pub(super) fn promise(&self, promise: &PromiseFacts) -> Vec<Fact> {
        let words = self.words;
        let promised = self.promised(promise);
        let mut facts: Vec<Fact> = self.raised().into_iter().collect();
        facts.extend(promised.map(|promised| self.fact(Label::Promised, promised)));
        let waits = words.ago(&self.span(self.wall.until(promise.since)));
        facts.push(self.fact(
            Label::WaitsSince,
            format!("{} ({waits})", self.moment(promise.since)),
        ));
        facts.extend(
            self.overdue(promise)
                .map(|overdue| self.fact(Label::Overdue, overdue)),
        );
        let next = self
            .notice
            .answer_before
            .filter(|at| *at > promise.due_at && !self.is_past(*at));
        facts.extend(next.map(|at| self.fact(Label::NextPromise, self.moment(at))));
        let holder = self.holder(promise);
        facts.push(self.fact(Label::HeldBy, words.holder(&holder)));
        facts.push(self.fact(Label::ToDo, words.to_do(&holder, self.standing())));
        facts
    }

    fn raised(&self) -> Option<Fact> {
        let raised = self.notice.raised;
        raised.then(|| self.fact(Label::Raised, self.words.raised().to_owned()))
    }

    /// A length in days or months is told by its end alone, which the deadline says.
    fn promised(&self, promise: &PromiseFacts) -> Option<String> {
        let within = promise.within.trim().parse().ok().and_then(span)?;
        let words = self.words;
        Some(words.promised(&within, promise.clock, promise.kept_by))
    }

    fn overdue(&self, promise: &PromiseFacts) -> Option<String> {
        let overdue = span(SignedDuration::from_secs(promise.overdue_seconds.max(0)))?;
        Some(self.words.in_opening_hours(&overdue))
    }

    fn holder(&self, promise: &PromiseFacts) -> Holder {
        match promise.agent_name.as_deref() {
            None => Holder::Nobody,
            Some(name) if name == self.notice.to.name => Holder::You,
            Some(name) => Holder::Other(one_line(name, 60)),
        }
    }

    /// A breach is one whatever the clock of this machine says.
    fn standing(&self) -> Standing {
        let promise = self.notice.promise.as_ref();
        Standing {
            kept_by: promise.map_or(KeptBy::default(), |promise| promise.kept_by),
            late: self.notice.kind == NoticeKind::Breached
                || promise.is_some_and(|promise| self.is_past(promise.due_at)),
        }
    }

    /// That an alarm is taken back.
    pub(super) fn withdrawn_headline(&self) -> String {
        let kept = self
            .kept()
            .map(|(at, due)| (self.moment(at), self.moment(due)));
        let kept = kept.as_ref().map(|(at, due)| (at.as_str(), due.as_str()));
        let kept_by = self.standing().kept_by;
        self.words.withdrawn(&self.reference(), kept_by, kept)
    }

    /// When the promise of an alarm that is taken back was kept, and until when it held.
    fn kept(&self) -> Option<(Timestamp, Timestamp)> {
        let promise = self.notice.promise.as_ref()?;
        Some((promise.answered_at?, promise.due_at))
    }

    /// The new end of a promise that was not kept yet.
    pub(super) fn new_deadline(&self) -> Option<Deadline> {
        let at = self
            .notice
            .answer_before
            .filter(|_| self.kept().is_none())?;
        self.deadline_at(at)
    }

    pub(super) fn withdrawal(&self) -> Vec<Fact> {
        let mut facts = self.complaint();
        let promise = self.notice.promise.as_ref();
        let promised = promise.and_then(|promise| self.promised(promise));
        facts.extend(promised.map(|promised| self.fact(Label::Promised, promised)));
        let holder = promise.map(|promise| self.words.holder(&self.holder(promise)));
        facts.extend(holder.map(|holder| self.fact(Label::HeldBy, holder)));
        let nothing = self.words.nothing_to_do(self.kept().is_some());
        facts.push(self.fact(Label::ToDo, nothing.to_owned()));
        facts
    }

    /// How many threads a digest is about.
    pub(super) fn digest_headline(&self) -> String {
        let more = usize::try_from(self.notice.more_together).unwrap_or(usize::MAX);
        let count = self.notice.together.len().saturating_add(more);
        self.words.threads_want_attention(count)
    }

    pub(super) fn digest_facts(&self) -> Vec<Fact> {
        let to_do = self.words.one_after_the_other();
        vec![self.fact(Label::ToDo, to_do.to_owned())]
    }

    /// A digest's threads, cut at its end to what `room` bytes of JSON can hold.
    pub(super) fn together(&self, room: usize) -> Section {
        let mut left = room;
        let lines = self
            .notice
            .together
            .iter()
            .map(|line| self.together_line(line));
        let lines: Vec<Line> = lines
            .map_while(|line| {
                left = left.checked_sub(line.cost())?;
                Some(line)
            })
            .collect();
        let more = usize::try_from(self.notice.more_together).unwrap_or(usize::MAX);
        let more = more.saturating_add(self.notice.together.len() - lines.len());
        Section {
            title: None,
            lines,
            notes: (more > 0)
                .then(|| self.words.and_more(more))
                .into_iter()
                .collect(),
        }
    }

    fn together_line(&self, line: &DigestLine) -> Line {
        let (words, promise) = (self.words, &line.promise);
        let title = self.title_of(&line.topic, line.customer_name.as_deref(), &line.channel);
        let late = line.kind == NoticeKind::Breached || self.is_past(promise.due_at);
        let promised = self.promised(promise);
        let parts = [
            Some(words.in_short(&self.moment(promise.due_at), late)),
            self.overdue(promise).map(|overdue| words.late_by(&overdue)),
            promised.map(|promised| {
                format!(
                    "{}: {promised}",
                    words.label(Label::Promised).to_lowercase()
                )
            }),
            Some(words.has_it(&self.holder(promise))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        Line {
            label: format!("{} · {title}", shown_reference(&line.thread)),
            text: parts.join(" · "),
        }
    }
}
