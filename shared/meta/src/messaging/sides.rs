//! Whom an element is between. The customer is the side that is not the entry's page or account: so it holds also where
//! sender and recipient of an echo are swapped.

use domain::ContactEvent;
use serde_json::Value;

use crate::{Frame, add_note, wire};

/// Sources of a former message whose `identifier` is the reference of a guest, by which a plugin knew them.
const PLUGINS: [&str; 2] = ["checkbox_plugin", "customer_chat_plugin"];

/// The two sides of an element.
#[derive(Clone, Debug)]
pub(super) struct Sides {
    /// The customer's id, or, of a guest, the reference that a website's plugin gave them.
    customer: Option<String>,
    /// Who wrote or did it.
    author: Option<String>,
    /// The customer's reference as a guest.
    user_ref: Option<String>,
    /// It was our own account.
    is_ours: bool,
}

impl Sides {
    pub(super) fn of(frame: &Frame<'_>, element: &Value) -> Self {
        let [sender, recipient] = ["sender", "recipient"].map(|name| person(element.get(name)));
        let user_ref = user_ref(element);
        let is_us = |id: &Option<String>| id.as_deref() == Some(frame.account());
        let is_ours = is_said_to_be_ours(element) || is_us(&sender);
        let customer = match (is_us(&sender), is_us(&recipient)) {
            (true, true) => sender.clone(),
            (true, false) => recipient.clone(),
            (false, false) if is_ours => recipient.clone(),
            (false, _) => sender.clone().or_else(|| user_ref.clone()),
        };
        let author = if is_ours {
            Some(frame.account().to_owned())
        } else {
            sender.or_else(|| customer.clone())
        };
        Self {
            customer,
            author,
            user_ref,
            is_ours,
        }
    }

    /// Whether our own account wrote it, by whatever tool.
    pub(super) fn are_ours(&self) -> bool {
        self.is_ours
    }

    /// Whether a customer is named.
    pub(super) fn have_customer(&self) -> bool {
        self.customer.is_some()
    }

    /// The author's id, for keys; empty where nobody is named.
    pub(super) fn author(&self) -> &str {
        self.author.as_deref().unwrap_or_default()
    }

    /// Writes down who it is between.
    pub(super) fn write(&self, event: &mut ContactEvent) {
        event.contact_id = self.customer.clone();
        event.sender_id = self.author.clone();
        if self.user_ref.is_some() && self.user_ref == self.customer {
            add_note(event, "a guest of the website");
        } else if let Some(user_ref) = self.user_ref.clone().filter(|_| !self.is_ours) {
            event.sender_aliases.push(user_ref);
            add_note(event, "was a guest of the website");
        }
    }
}

/// An echo, or an account that talks to itself
/// (<https://developers.facebook.com/docs/instagram-platform/self-messaging>).
fn is_said_to_be_ours(element: &Value) -> bool {
    let message = element.get("message");
    wire::flag(element, "is_self")
        || message.is_some_and(|part| wire::flag(part, "is_echo") || wire::flag(part, "is_self"))
}

fn person(side: Option<&Value>) -> Option<String> {
    wire::id_among(side?, &["id", "user_ref"])
}

/// The reference of a guest: the sender's own, that of an opt-in, or that of the former message which this one answers.
fn user_ref(element: &Value) -> Option<String> {
    let of = |name: &str| wire::id_among(element.get(name)?, &["user_ref"]);
    let former = element.get("prior_message");
    let former = former.filter(|former| PLUGINS.contains(&wire::word(former, "source")));
    of("sender")
        .or_else(|| of("recipient"))
        .or_else(|| of("optin"))
        .or_else(|| wire::id_among(former?, &["identifier"]))
}
