//! The words for what was said before and for what is known of the customer.

use domain::person::Withheld;

/// What stands above a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    /// The last messages and answers.
    LastMessages,
    /// All that happened.
    Timeline,
    /// The customer's record.
    Customer,
    /// What the CRM knows.
    Crm,
}

/// What stands before an entry of the customer's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Their name.
    Name,
    /// The language they write in.
    Language,
    /// Their other open threads.
    Open,
    /// Their resolved threads.
    Past,
}

/// A language's words for history and record.
pub(crate) trait HistoryWords {
    /// What stands above a list.
    fn title(&self, title: Title) -> &'static str;
    /// What stands before an entry of the customer's record.
    fn entry(&self, entry: Entry) -> &'static str;
    /// The customer, where their name is not known.
    fn customer(&self) -> &'static str;
    /// Us, where it is not known who of us answered.
    fn team(&self) -> &'static str;
    /// Whoever answered, where a machine did.
    fn machine(&self) -> &'static str;
    /// In place of an answer whose text we do not have.
    fn unknown_answer(&self) -> &'static str;
    /// In place of a message that was taken back.
    fn took_back(&self) -> &'static str;
    /// That somebody got it.
    fn given_to(&self, name: &str) -> String;
    /// That it was resolved.
    fn resolved(&self) -> &'static str;
    /// That it was opened again.
    fn reopened(&self) -> &'static str;
    /// How many older ones there are, and how to see them; none where they were not counted.
    fn older(&self, count: Option<usize>, reference: &str) -> String;
    /// That the customer's history is withheld, why, and how to show it.
    fn withheld(&self, why: Withheld, reference: &str) -> String;
    /// That the CRM gave nothing.
    fn crm_unavailable(&self) -> &'static str;
    /// That the CRM does not know them.
    fn crm_unknown(&self) -> &'static str;
}
