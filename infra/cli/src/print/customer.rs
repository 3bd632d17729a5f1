//! Customers: who they are, what is open, what was merged.

use domain::customer::{Customer, OpenThread};
use domain::merging::{Because, Merge};
use domain::person::Withheld;
use domain::{CustomerId, IdentityKind};
use jiff::tz::TimeZone;

use super::{table, text, time};

/// All that is shown of a customer.
pub(crate) struct Shown<'c> {
    /// Who was asked for.
    pub(crate) asked: &'c CustomerId,
    /// Who stands for them.
    pub(crate) customer: &'c Customer,
    /// What was merged into whoever stands for them, undone or not.
    pub(crate) merges: &'c [Merge],
}

/// Why a customer's history is withheld, to stand behind `withheld:`.
pub(crate) fn why(why: Withheld) -> &'static str {
    match why {
        Withheld::AnotherName => "the writer gives another name than the customer's",
        Withheld::AnotherOrder => "it is about another order than the customer's",
    }
}

/// A customer, their open threads, and the merges that they came out of.
pub(crate) fn whole(shown: &Shown<'_>, zone: &TimeZone) -> String {
    let Shown {
        asked,
        customer,
        merges,
    } = shown;
    let name = text::plain(customer.name.as_deref().unwrap_or("without a name"));
    let mut out = format!("customer    {}, {name}\n", customer.id);
    if **asked != customer.id {
        out.push_str(&format!("stands for  {asked}, who was merged into them\n"));
    }
    for apart in &customer.apart {
        out.push_str(&format!("told apart  {apart}\n"));
    }
    if customer.open.is_empty() {
        out.push_str("\nno open threads\n");
    } else {
        let head = ["THREAD", "TOPIC", "CHANNEL", "ORDERS", "WRITER", "OF"];
        let rows = customer.open.iter().map(|open| row(open, customer));
        out.push_str(&format!("\n{}", table::render(&head, rows)));
    }
    if !merges.is_empty() {
        let head = ["MERGE", "WHEN", "MERGED", "WHY", "UNDONE"];
        let rows = merges.iter().map(|merge| of_merge(merge, zone));
        out.push_str(&format!("\n{}", table::render(&head, rows)));
    }
    out
}

fn row(open: &OpenThread, customer: &Customer) -> Vec<String> {
    let writer = if open.withheld {
        "somebody else, it seems"
    } else {
        "the customer"
    };
    let home = open.home.as_ref().unwrap_or(&customer.id);
    vec![
        open.thread.to_string(),
        open.topic.to_string(),
        open.channel.to_string(),
        text::short(&open.orders.join(" "), 40),
        writer.to_owned(),
        home.to_string(),
    ]
}

fn of_merge(merge: &Merge, zone: &TimeZone) -> Vec<String> {
    let undone = merge.undone_at.map(|at| time::column(at, zone));
    vec![
        merge.id.to_string(),
        time::column(merge.at, zone),
        merge.merged.to_string(),
        because(&merge.because),
        undone.unwrap_or_default(),
    ]
}

/// `an event: phone, email`, or `an operator`.
pub(crate) fn because(because: &Because) -> String {
    let Because::Event { kinds, .. } = because else {
        return "an operator".to_owned();
    };
    let words: Vec<&str> = kinds
        .iter()
        .map(|kind| match kind {
            IdentityKind::Contact => "the contact",
            IdentityKind::Phone => "a phone",
            IdentityKind::Email => "an e-mail address",
            IdentityKind::Username => "an id of the provider's",
        })
        .collect();
    format!("an event: {}", words.join(", "))
}

#[cfg(test)]
mod tests;
