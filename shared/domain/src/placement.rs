//! Which thread a message belongs to.
//!
//! It joins the thread it replies to; else the open thread on the same order number; else, with an explicit motive, the
//! customer's open thread of that topic or a new one; else the customer's most recently active open thread. A mail
//! without references and with another subject opens a new one. So a request survives a change of channel uncut.

use crate::courtesy::is_courtesy;
use crate::customer::{Customer, OpenThread};
use crate::event::ContactEvent;
use crate::ids::{ThreadId, TopicId};

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Into this thread.
    Join(ThreadId),
    /// Into the most recently active of these; more than one.
    JoinLatestOf(Vec<ThreadId>),
    /// Into a new thread.
    Open,
}

/// Places a message. `replies_to` is the thread of the message that it answers, if we know it; `motive` the topic that
/// the customer chose explicitly; `orders` the order numbers in it.
pub fn place(
    event: &ContactEvent,
    customer: &Customer,
    replies_to: Option<&ThreadId>,
    motive: Option<&TopicId>,
    orders: &[String],
) -> Placement {
    if let Some(thread) = replies_to {
        return Placement::Join(thread.clone());
    }
    let on_order = |open: &&OpenThread| open.orders.iter().any(|order| orders.contains(order));
    if let Some(open) = customer.open.iter().rev().find(on_order) {
        return Placement::Join(open.thread.clone());
    }
    if let Some(topic) = motive {
        return join_or_open(customer.open.iter().rev().find(|open| open.topic == *topic));
    }
    if is_unrelated_mail(event) {
        let subject = bare_subject(event);
        let same = |open: &&OpenThread| open.subject.as_deref().map(bare) == Some(subject.clone());
        return join_or_open(customer.open.iter().rev().find(same));
    }
    match customer.open.as_slice() {
        [] => Placement::Open,
        [only] => Placement::Join(only.thread.clone()),
        several => {
            Placement::JoinLatestOf(several.iter().map(|open| open.thread.clone()).collect())
        }
    }
}

/// Thanks after the last thread was resolved stand on that thread, and open none.
pub fn late_courtesy(event: &ContactEvent, customer: &Customer) -> Vec<ThreadId> {
    let courtesy =
        customer.open.is_empty() && is_courtesy(event.new_text(), event.attachments_count);
    customer
        .last_resolved
        .iter()
        .filter(|_| courtesy)
        .cloned()
        .collect()
}

fn join_or_open(open: Option<&OpenThread>) -> Placement {
    open.map_or(Placement::Open, |open| Placement::Join(open.thread.clone()))
}

fn is_unrelated_mail(event: &ContactEvent) -> bool {
    event.subject.is_some() && event.references.is_empty() && event.reply_to.is_none()
}

fn bare_subject(event: &ContactEvent) -> String {
    bare(event.subject.as_deref().unwrap_or_default())
}

/// A subject without the prefixes that mail programs add, in lower case.
fn bare(subject: &str) -> String {
    let mut text = subject.trim().to_lowercase();
    while let Some((prefix, rest)) = text.split_once(':') {
        if !["re", "rv", "fw", "fwd", "aw", "res", "tr", "enc"].contains(&prefix.trim()) {
            break;
        }
        text = rest.trim().to_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn prefixes_of_mail_programs_do_not_make_another_subject() {
        assert_eq!(bare(" RE: Rv: Cambio de talla "), "cambio de talla");
        assert_eq!(
            bare("Pedido 20418: ¿dónde está?"),
            "pedido 20418: ¿dónde está?"
        );
    }
}
