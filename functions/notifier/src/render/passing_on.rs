//! What is said of threads that go from one to another, of who misses them, and of those that are held.

use domain::held::HeldBecause;
use domain::notice::HandedOver;

use super::clean::one_line;
use super::view::Fact;
use super::words::{Heading, Label};
use super::writer::Writer;

/// Characters of an agent's name.
const LONGEST_NAME: usize = 60;

impl Writer<'_> {
    /// What is new about a thread for whoever has it: until when to accept it, from whom it comes, on which channel the
    /// customer writes now, how they sound.
    pub(super) fn news(&self) -> Vec<Fact> {
        let (notice, words) = (self.notice, self.words);
        let accept = notice.accept_before.filter(|at| !self.is_past(*at));
        let accept = accept.map(|at| words.accept_before(&self.moment(at)));
        let from = notice.handed_over.as_ref().map(|handed_over| {
            words.comes_from(name(&handed_over.from).as_deref(), handed_over.cause)
        });
        let channel = notice.channel_was.as_ref().map(|was| {
            words.channel_change(&self.channel_name(was), &self.channel_name(&notice.channel))
        });
        let mood = words.mood(notice.mood).map(str::to_owned);
        let news = [
            (Heading::Accept, accept),
            (Heading::ComesFrom, from),
            (Heading::ChannelChange, channel),
            (Heading::Mood, mood),
        ];
        let facts = news.into_iter();
        facts
            .filter_map(|(heading, text)| Some(self.headed(heading, text?)))
            .collect()
    }

    /// To whom a thread went and why, for whoever had it.
    pub(super) fn went(&self) -> Vec<Fact> {
        let Some(HandedOver { cause, to, .. }) = &self.notice.handed_over else {
            return Vec::new();
        };
        let why = self.words.went_because(*cause).to_owned();
        let mut facts = vec![self.headed(Heading::Reason, why)];
        facts.extend(name(to).map(|to| self.fact(Label::HeldBy, to)));
        facts
    }

    /// In place of the title, where the notice is about an agent.
    pub(super) fn absent_title(&self) -> String {
        self.words.absent(&self.absent_name())
    }

    /// Who counts as absent, and what that means.
    pub(super) fn absence(&self) -> Vec<Fact> {
        let words = self.words;
        let missed = format!("{} ({})", self.title(), self.reference());
        vec![
            self.headed(Heading::Absent, self.absent_name()),
            self.headed(Heading::Reason, words.missed_too_many().to_owned()),
            self.headed(Heading::Missed, missed),
            self.headed(Heading::Now, words.what_they_have_moves().to_owned()),
            self.fact(Label::ToDo, words.look_after(&self.absent_name())),
        ]
    }

    fn absent_name(&self) -> String {
        let from = self.notice.handed_over.as_ref();
        from.and_then(|handed_over| name(&handed_over.from))
            .unwrap_or_else(|| self.words.somebody().to_owned())
    }

    /// Why a thread is held, and what to do about it.
    pub(super) fn held(&self) -> Vec<Fact> {
        let words = self.words;
        let why = self.notice.held.as_ref().map(|held| match held {
            HeldBecause::Spam { reasons, .. } => {
                words.spam(self.list(reasons, |sign| words.quoted(sign)).as_deref())
            }
            HeldBecause::Incident { count, .. } => words.incident(*count),
        });
        let why = why.map(|why| self.headed(Heading::HeldFor, why));
        let to_do = self.fact(Label::ToDo, words.review(&self.reference()));
        why.into_iter().chain([to_do]).collect()
    }

    fn headed(&self, heading: Heading, value: String) -> Fact {
        Fact {
            label: self.words.heading(heading),
            value,
        }
    }
}

fn name(said: &Option<String>) -> Option<String> {
    let name = one_line(said.as_deref()?, LONGEST_NAME);
    Some(name).filter(|name| !name.is_empty())
}
