//! The words for promises: at risk, broken, told together, taken back.

use domain::config::{ClockKind, KeptBy};

use super::Holder;

/// How a promise stands when it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// What keeps it.
    pub(crate) kept_by: KeptBy,
    /// It is past.
    pub(crate) late: bool,
}

/// A language's words for promises.
pub(crate) trait PromiseWords {
    /// What happened to a promise.
    fn promise_headline(&self, standing: Standing) -> &'static str;
    /// Until when to keep it. `yours` where the one who is told gave it.
    fn due(&self, when: &str, standing: Standing, yours: bool) -> String;
    /// A promise by its length.
    fn promised(&self, within: &str, clock: ClockKind, kept_by: KeptBy) -> String;
    /// What to do about it.
    fn to_do(&self, holder: &Holder, standing: Standing) -> String;
    /// That an alarm is taken back: when the promise was kept and until when it held, where it was kept.
    fn withdrawn(&self, reference: &str, kept_by: KeptBy, kept: Option<(&str, &str)>) -> String;
    /// What to do about an alarm that is taken back.
    fn nothing_to_do(&self, kept: bool) -> &'static str;
    /// Why a thread goes before the others.
    fn raised(&self) -> &'static str;
    /// How many threads a digest is about.
    fn threads_want_attention(&self, count: usize) -> String;
    /// What to do about a digest.
    fn one_after_the_other(&self) -> &'static str;
    /// How a promise stands and until when it holds, in a digest's line.
    fn in_short(&self, when: &str, late: bool) -> String;
    /// By how much it is late, in a digest's line.
    fn late_by(&self, span: &str) -> String;
    /// Who has the thread, in a digest's line.
    fn has_it(&self, holder: &Holder) -> String;
}
