//! Who writes on a customer's line. A phone number proves a line, not a person: a message under another name, or about
//! another order, is shown without the customer's history until an order or an e-mail address of theirs is named.

use serde::{Deserialize, Serialize};

use crate::customer::{Customer, OpenThread};
use crate::event::ContactEvent;
use crate::words::plain_words;

/// Small words of names, which say nothing of who it is. Those of one or two letters say nothing either.
const PARTICLES: [&str; 6] = ["del", "las", "los", "dos", "das", "van"];

/// Why a thread is shown without its customer's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// Its writer gives another name than the customer's.
    AnotherName,
    /// It is about an order, and none of the customer's.
    AnotherOrder,
}

/// Who wrote a message, as far as can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// The customer: they know an order or an address of theirs.
    Proved,
    /// The customer, as far as anything tells.
    Plausible,
    /// Somebody else, it seems.
    Stranger(Withheld),
}

/// Tells who wrote a message that came to this customer. `orders` are those in it, `on_line` whether a phone leads to
/// the customer, `knows_address` whether an e-mail address of theirs is verified with it or named in it.
pub fn who_writes(
    customer: &Customer,
    event: &ContactEvent,
    orders: &[String],
    on_line: bool,
    knows_address: bool,
) -> Writer {
    if knows_address || orders.iter().any(|order| customer.owns_order(order)) {
        return Writer::Proved;
    }
    if !on_line {
        return Writer::Plausible;
    }
    if are_others(event.sender_name.as_deref(), customer.name.as_deref()) {
        return Writer::Stranger(Withheld::AnotherName);
    }
    if !orders.is_empty() && customer.has_orders() {
        return Writer::Stranger(Withheld::AnotherOrder);
    }
    Writer::Plausible
}

/// Whether two names are those of two people: both are known, and no word is in both.
fn are_others(one: Option<&str>, other: Option<&str>) -> bool {
    let (one, other) = (telling_words(one), telling_words(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|word| other.contains(word))
}

fn telling_words(name: Option<&str>) -> Vec<String> {
    let words = plain_words(name.unwrap_or_default());
    words
        .into_iter()
        .filter(|word| word.chars().count() > 2 && !PARTICLES.contains(&word.as_str()))
        .collect()
}

impl Writer {
    /// The customer as this writer may see them: only with the open threads that they may join.
    ///
    /// A stranger is not led into the customer's own threads, but into one that they opened themselves; and on a line
    /// that several share, each is led to the threads under their own name. `orders` are those in the message.
    pub fn sees(
        self,
        customer: &Customer,
        event: &ContactEvent,
        orders: &[String],
        on_line: bool,
    ) -> Customer {
        let mut seen = customer.clone();
        let same_name =
            |open: &OpenThread| !are_others(event.sender_name.as_deref(), open.name.as_deref());
        match self {
            Self::Stranger(Withheld::AnotherOrder) => seen.open.retain(|open| {
                open.withheld && open.orders.iter().any(|order| orders.contains(order))
            }),
            Self::Stranger(Withheld::AnotherName) => {
                seen.open.retain(|open| open.withheld && same_name(open));
            }
            Self::Plausible if on_line => seen.open.retain(same_name),
            Self::Plausible | Self::Proved => {}
        }
        if matches!(self, Self::Stranger(_)) {
            seen.last_resolved = None;
        }
        seen
    }
}
