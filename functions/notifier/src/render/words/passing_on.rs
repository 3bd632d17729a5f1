//! The words for threads that go from one to another, and for those that nobody works on.

use domain::mood::Mood;
use domain::reassign::Cause;

/// What stands before a fact of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// Until when to accept.
    Accept,
    /// From whom it comes.
    ComesFrom,
    /// On which channel the customer writes now.
    ChannelChange,
    /// How their words sound.
    Mood,
    /// Why it went, why somebody counts as absent.
    Reason,
    /// Who is absent.
    Absent,
    /// Which thread they missed last.
    Missed,
    /// What happens by itself.
    Now,
    /// Why it is held.
    HeldFor,
}

/// A language's words for threads that go from one to another, are missed or are held.
pub(crate) trait PassingOnWords {
    /// What stands before a fact.
    fn heading(&self, heading: Heading) -> &'static str;
    /// What happened, to whoever lost a thread that nobody has yet.
    fn back_in_the_line(&self) -> &'static str;
    /// Until when to accept, and what happens else.
    fn accept_before(&self, when: &str) -> String;
    /// From whom it comes, and why.
    fn comes_from(&self, name: Option<&str>, cause: Cause) -> String;
    /// Why it went, to whoever had it.
    fn went_because(&self, cause: Cause) -> &'static str;
    /// That the customer writes on another channel.
    fn channel_change(&self, was: &str, is: &str) -> String;
    /// How their words sound; none where nobody need know.
    fn mood(&self, mood: Mood) -> Option<&'static str>;
    /// In place of the topic, where it is about an agent.
    fn absent(&self, name: &str) -> String;
    /// In place of a name that is not known.
    fn somebody(&self) -> &'static str;
    /// Why somebody counts as absent.
    fn missed_too_many(&self) -> &'static str;
    /// What becomes of what they have.
    fn what_they_have_moves(&self) -> &'static str;
    /// What to do about it.
    fn look_after(&self, name: &str) -> String;
    /// What happened, to the lead of an incident.
    fn incident_is_held(&self) -> &'static str;
    /// That it looks like spam, by these signs.
    fn spam(&self, signs: Option<&str>) -> String;
    /// That it is one of many texts that are nearly the same.
    fn incident(&self, count: u32) -> String;
    /// What to do about a held thread.
    fn review(&self, reference: &str) -> String;
}
