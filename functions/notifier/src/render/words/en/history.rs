//! History and record, in English.

use domain::person::Withheld;

use super::English;
use crate::render::words::HistoryWords;
use crate::render::words::history::{Entry, Title};

impl HistoryWords for English {
    fn title(&self, title: Title) -> &'static str {
        match title {
            Title::LastMessages => "Last messages",
            Title::Timeline => "History of the conversation",
            Title::Customer => "Customer's record",
            Title::Crm => "CRM record",
        }
    }

    fn entry(&self, entry: Entry) -> &'static str {
        match entry {
            Entry::Name => "Name",
            Entry::Language => "Language",
            Entry::Open => "Other open ones",
            Entry::Past => "Earlier ones",
        }
    }

    fn customer(&self) -> &'static str {
        "customer"
    }

    fn team(&self) -> &'static str {
        "our team"
    }

    fn machine(&self) -> &'static str {
        "automatic answer"
    }

    fn unknown_answer(&self) -> &'static str {
        "(an answer whose text was not kept)"
    }

    fn took_back(&self) -> &'static str {
        "(deleted by who wrote it)"
    }

    fn given_to(&self, name: &str) -> String {
        format!("given to {name}")
    }

    fn resolved(&self) -> &'static str {
        "resolved"
    }

    fn reopened(&self) -> &'static str {
        "opened again"
    }

    fn older(&self, count: Option<usize>, reference: &str) -> String {
        let count = count.map_or_else(|| "many".to_owned(), |count| count.to_string());
        format!("and {count} more before: “ventanilla thread show {reference}”")
    }

    fn withheld(&self, why: Withheld, reference: &str) -> String {
        let why = match why {
            Withheld::AnotherName => "the writer gives another name",
            Withheld::AnotherOrder => "it is about an order that is not known as theirs",
        };
        format!(
            "The customer's history is withheld: {why}. If it is the same person: “ventanilla customer confirm {reference}”"
        )
    }

    fn crm_unavailable(&self) -> &'static str {
        "CRM record not available"
    }

    fn crm_unknown(&self) -> &'static str {
        "The CRM has no record of this customer"
    }
}
