//! Who the customer is. WhatsApp knows people by phone number (`wa_id`), and since 2026 by an id of their own for each
//! business (BSUID, `US.123…`), with which the number may be missing.

use domain::{ContactEvent, Identity, IdentityKind, Proof};
use serde_json::Value;

use crate::CHANNEL;
use crate::wire::{Contact, Profile, id_among};
use channel::lenient::clean;

/// Digits of a number in E.164 (ITU-T E.164 §6.1), and the fewest that a subscriber has.
const PHONE_LENGTH: std::ops::RangeInclusive<usize> = 7..=15;

/// All that a request tells of one customer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Party {
    /// The phone number without its `+`, as the element has it.
    phone: Option<String>,
    /// The same as the contact list has it; it may differ.
    wa_id: Option<String>,
    user_id: Option<String>,
    /// The id that linked business portfolios share.
    parent_user_id: Option<String>,
    profile: Profile,
}

/// The names under which an element has a customer's three ids.
pub(crate) struct Names {
    phone: &'static [&'static str],
    user_id: &'static [&'static str],
    parent_user_id: &'static [&'static str],
}

/// The author of a message or call.
pub(crate) const AUTHOR: Names = Names {
    phone: &["from"],
    user_id: &["from_user_id"],
    parent_user_id: &[
        "from_parent_user_id",
        "parent_from_user_id",
        "parent_user_id",
    ],
};
/// Whom an echo or call went to.
pub(crate) const ADDRESSEE: Names = Names {
    phone: &["to"],
    user_id: &["to_user_id"],
    parent_user_id: &["to_parent_user_id", "parent_to_user_id", "parent_user_id"],
};
/// Whom a status is about.
pub(crate) const RECIPIENT: Names = Names {
    phone: &["recipient_id"],
    user_id: &["recipient_user_id"],
    parent_user_id: &[
        "recipient_parent_user_id",
        "parent_recipient_user_id",
        "parent_user_id",
    ],
};
/// Whom of a group a status is about.
pub(crate) const PARTICIPANT: Names = Names {
    phone: &["recipient_participant_id"],
    user_id: &["recipient_participant_user_id", "recipient_user_id"],
    parent_user_id: &["recipient_participant_parent_user_id"],
};
/// Whose preferences have changed.
pub(crate) const OWNER: Names = Names {
    phone: &["wa_id"],
    user_id: &["user_id"],
    parent_user_id: &["parent_user_id"],
};

impl Party {
    /// Gathers what an element and the contact list beside it tell. `is_alone` says that no other element claims a
    /// contact of the list: then the only contact is meant even where the ids do not show it.
    pub(crate) fn of(element: &Value, names: &Names, contacts: &[Contact], is_alone: bool) -> Self {
        let phone = id_among(element, names.phone).and_then(bare);
        let user_id = id_among(element, names.user_id);
        let contact = matching(contacts, phone.as_deref(), user_id.as_deref(), is_alone);
        Self {
            wa_id: contact
                .and_then(|contact| contact.wa_id.clone())
                .and_then(bare),
            user_id: user_id.or_else(|| contact?.user_id.clone()),
            parent_user_id: id_among(element, names.parent_user_id)
                .or_else(|| contact?.parent_user_id.clone()),
            profile: contact
                .and_then(|contact| contact.profile.clone())
                .unwrap_or_default(),
            phone,
        }
    }

    /// Somebody of whom only the id for this business is known.
    pub(crate) fn of_user_id(user_id: Option<String>) -> Self {
        Self {
            user_id,
            ..Self::default()
        }
    }

    /// The id by which the customer is the same from message to message: BSUID before phone.
    pub(crate) fn id(&self) -> Option<&str> {
        self.user_id
            .as_deref()
            .or(self.phone.as_deref())
            .or(self.wa_id.as_deref())
    }

    /// The other ids that WhatsApp has for them.
    fn aliases(&self) -> Vec<String> {
        let mut aliases: Vec<String> = Vec::new();
        for id in [&self.phone, &self.wa_id, &self.parent_user_id]
            .into_iter()
            .flatten()
        {
            if Some(id.as_str()) != self.id() && !aliases.contains(id) {
                aliases.push(id.clone());
            }
        }
        aliases
    }

    /// What tells who they are, whichever side wrote.
    pub(crate) fn identify(&self, event: &mut ContactEvent) {
        event.contact_id = self.id().map(str::to_owned);
        event.identities.extend(
            self.phone
                .as_ref()
                .or(self.wa_id.as_ref())
                .and_then(|phone| phone_identity(phone)),
        );
        event
            .identities
            .extend(self.user_id.as_deref().map(user_identity));
        event
            .identities
            .extend(self.parent_user_id.as_deref().map(user_identity));
        let username = self.profile.username.as_deref();
        let username = username.map(|name| meta::people::username(CHANNEL, name));
        event.identities.extend(username);
    }

    /// Makes them the author of the event.
    pub(crate) fn write(&self, event: &mut ContactEvent) {
        self.identify(event);
        event.sender_id = self.id().map(str::to_owned);
        event.sender_name = self.profile.name.clone();
        event.sender_aliases = self.aliases();
    }
}

/// A phone number without its `+`.
fn bare(number: String) -> Option<String> {
    clean(number.trim().trim_start_matches('+'))
}

fn matching<'a>(
    contacts: &'a [Contact],
    phone: Option<&str>,
    user_id: Option<&str>,
    is_alone: bool,
) -> Option<&'a Contact> {
    let is_same =
        |theirs: &Option<String>, ours: Option<&str>| theirs.is_some() && theirs.as_deref() == ours;
    contacts
        .iter()
        .find(|contact| is_same(&contact.user_id, user_id) || is_same(&contact.wa_id, phone))
        .or_else(|| contacts.first().filter(|_| is_alone && contacts.len() == 1))
}

/// A phone number in E.164. Verified: whoever writes from it has proved to WhatsApp that they hold it.
pub(crate) fn phone_identity(number: &str) -> Option<Identity> {
    let is_number =
        PHONE_LENGTH.contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| identity(IdentityKind::Phone, format!("+{number}"), Proof::Verified))
}

/// An id that Meta gives a person for a business or for linked businesses. Verified: Meta gives it, not the customer.
pub(crate) fn user_identity(user_id: &str) -> Identity {
    identity(
        IdentityKind::Username,
        format!("bsuid:{user_id}"),
        Proof::Verified,
    )
}

fn identity(kind: IdentityKind, value: String, proof: Proof) -> Identity {
    Identity { kind, value, proof }
}
