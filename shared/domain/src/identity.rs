//! What leads to a customer: their contact, and the identities that a provider verified.
//!
//! Verified equalities join, claims never do. A phone number proves a line and not a person: one that was silent for
//! twelve months leads to nobody any more, because numbers are given to others.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::event::{ContactEvent, EventKind, Identity, IdentityKind, Proof};
use crate::ids::{AliasKey, ChannelId, ContactKey, CustomerId};

/// A phone that nobody wrote from for so long leads to nobody: twelve months.
const SILENT_AFTER: SignedDuration = SignedDuration::from_hours(24 * 365);
/// How old the note of the last message may grow before it is written anew. A note costs a write, so it is up to a
/// week behind.
const NOTE_AFTER: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Addresses in a text that are looked at.
const MOST_ADDRESSES: usize = 3;

/// Where a contact or an identity leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// The customer, who may have been merged into another since.
    pub customer: CustomerId,
    /// When the customer was last seen to write under it, up to a week behind; none where that was never noted.
    pub seen_at: Option<Timestamp>,
}

/// Where an event's contact leads, and which identities came with it so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownContact {
    /// Where it leads.
    pub lead: Lead,
    /// The identities that came with it.
    pub aliases: BTreeSet<AliasKey>,
}

/// All that is known of who an event is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    /// Where its contact leads.
    pub contact: Option<KnownContact>,
    /// Its identities that may lead to somebody ([`leads`]), and where they do, in the event's order.
    pub aliases: Vec<(AliasKey, Option<Lead>)>,
}

/// What leads to somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leading {
    /// A contact of a channel.
    Contact(ChannelId, ContactKey),
    /// An identity.
    Alias(AliasKey),
}

/// A lead to be written, if it still is what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadWrite {
    /// What leads.
    pub of: Leading,
    /// To whom from now on.
    pub to: CustomerId,
    /// Where it led; none for nowhere.
    pub was: Option<Lead>,
    /// When the customer was seen to write under it.
    pub seen_at: Option<Timestamp>,
    /// The identities that came with a contact.
    pub aliases: BTreeSet<AliasKey>,
}

/// Whether an identity may lead to a customer: the provider verified it, and it is no handle. A handle (`@marta`) can be
/// given up and be somebody else's tomorrow, whoever verified it today.
pub fn leads(identity: &Identity) -> bool {
    let is_handle = identity.kind == IdentityKind::Username && identity.value.contains('@');
    identity.proof == Proof::Verified && !is_handle
}

/// The identities of an event that may lead to a customer, in its order.
pub fn leading(event: &ContactEvent) -> impl Iterator<Item = &Identity> {
    event.identities.iter().filter(|identity| leads(identity))
}

/// Whether a phone is among an event's verified identities: then whoever holds the phone may have written it.
pub fn has_line(event: &ContactEvent) -> bool {
    leading(event).any(|identity| identity.kind == IdentityKind::Phone)
}

/// Whether the event's contact is itself a phone number, as on SMS and calls.
fn contact_is_line(event: &ContactEvent) -> bool {
    let bare = |number: &str| number.trim_start_matches('+').to_owned();
    let contact = event.contact_id.as_deref().map(bare);
    leading(event)
        .filter(|identity| identity.kind == IdentityKind::Phone)
        .any(|identity| contact.as_ref() == Some(&bare(&identity.value)))
}

/// Whether the customer did something, and not we or their provider: only that shows that their line is alive.
fn is_of_the_customer(event: &ContactEvent) -> bool {
    !matches!(event.kind, EventKind::Status | EventKind::Echo)
}

/// E-mail addresses that the customer names: in a form's field or in the text, in lower case, at most three. They join
/// nothing; to know the address of an account says that one is its owner, as to know the number of an order does.
pub fn addresses_named(event: &ContactEvent) -> Vec<Identity> {
    let claimed = event.identities.iter().filter(|identity| {
        identity.kind == IdentityKind::Email && identity.proof == Proof::Claimed
    });
    let in_text = event.new_text().split(|c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '"')
    });
    let mut named: Vec<Identity> = Vec::new();
    for address in claimed
        .map(|identity| identity.value.as_str())
        .chain(in_text)
        .filter_map(address)
    {
        let identity = Identity {
            kind: IdentityKind::Email,
            value: address,
            proof: Proof::Claimed,
        };
        if named.len() < MOST_ADDRESSES && !named.contains(&identity) {
            named.push(identity);
        }
    }
    named
}

/// A word that looks like an address (RFC 5321 §4.1.2, in its plain form), in lower case.
fn address(word: &str) -> Option<String> {
    let word = word.trim_end_matches(['.', '!', '?']);
    let (local, domain) = word.rsplit_once('@')?;
    let dotted = domain
        .split_once('.')
        .is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty());
    (!local.is_empty() && dotted && word.len() <= 254).then(|| word.to_lowercase())
}

impl Lead {
    /// Whether nobody had written under it for twelve months at an instant. Where that was never noted, it is not.
    pub fn is_silent(&self, at: Timestamp) -> bool {
        self.seen_at
            .is_some_and(|seen| at.duration_since(seen) >= SILENT_AFTER)
    }

    fn is_to_be_noted(&self, at: Timestamp) -> bool {
        self.seen_at
            .is_none_or(|seen| at.duration_since(seen) >= NOTE_AFTER)
    }
}

impl Leads {
    /// The customers that an event leads to, each once, the surest first. More than one are one person, unless somebody
    /// told them apart.
    pub fn homes(&self, event: &ContactEvent) -> Vec<CustomerId> {
        let contact = self.contact(event).map(|contact| &contact.lead);
        let aliases = self.aliases.iter().filter_map(|(alias, lead)| {
            let lead = lead.as_ref()?;
            (!(alias.is_line() && lead.is_silent(event.received_at))).then_some(lead)
        });
        let mut homes = Vec::new();
        for lead in contact.into_iter().chain(aliases) {
            if !homes.contains(&lead.customer) {
                homes.push(lead.customer.clone());
            }
        }
        homes
    }

    /// Where the contact leads, unless it is a line that was silent, or a claim beside something verified.
    fn contact(&self, event: &ContactEvent) -> Option<&KnownContact> {
        self.contact
            .as_ref()
            .filter(|contact| self.contact_counts(event) && !is_given_up(contact, event))
    }

    /// A contact that is only claimed leads somewhere as long as nothing verified does.
    fn contact_counts(&self, event: &ContactEvent) -> bool {
        event.contact_proof == Proof::Verified || self.aliases.is_empty()
    }

    /// What is to be written so that contact and identities lead to `home`. Nothing that leads to somebody else is taken
    /// from them, but for a line that was silent.
    pub fn to_write(&self, event: &ContactEvent, home: &CustomerId) -> Vec<LeadWrite> {
        let mut writes: Vec<LeadWrite> = self.contact_to_write(event, home).into_iter().collect();
        let mut seen = BTreeSet::new();
        for (alias, lead) in self.aliases.iter().filter(|(alias, _)| seen.insert(alias)) {
            writes.extend(alias_to_write(alias, lead.as_ref(), event, home));
        }
        writes
    }

    fn contact_to_write(&self, event: &ContactEvent, home: &CustomerId) -> Option<LeadWrite> {
        let key = event.contact_key().filter(|_| self.contact_counts(event))?;
        let aliases: BTreeSet<AliasKey> = self
            .aliases
            .iter()
            .map(|(alias, _)| alias.clone())
            .collect();
        let lives = is_of_the_customer(event);
        let known = self.contact.as_ref();
        let (to, is_due) = match known {
            None => (home, true),
            Some(contact) if is_given_up(contact, event) => (home, lives),
            Some(contact) => {
                let note = lives && contact.lead.is_to_be_noted(event.received_at);
                (
                    &contact.lead.customer,
                    note || !aliases.is_subset(&contact.aliases),
                )
            }
        };
        is_due.then(|| LeadWrite {
            of: Leading::Contact(event.channel.clone(), key),
            to: to.clone(),
            was: known.map(|contact| contact.lead.clone()),
            seen_at: seen_at(known.map(|contact| &contact.lead), event),
            aliases,
        })
    }
}

/// Somebody else may have the number by now.
fn is_given_up(contact: &KnownContact, event: &ContactEvent) -> bool {
    contact_is_line(event) && contact.lead.is_silent(event.received_at)
}

fn alias_to_write(
    alias: &AliasKey,
    lead: Option<&Lead>,
    event: &ContactEvent,
    home: &CustomerId,
) -> Option<LeadWrite> {
    let lives = is_of_the_customer(event);
    let to = match lead {
        None => home,
        Some(lead) if !alias.is_line() || !lives || !lead.is_to_be_noted(event.received_at) => {
            return None;
        }
        Some(lead) if lead.is_silent(event.received_at) => home,
        Some(lead) => &lead.customer,
    };
    Some(LeadWrite {
        of: Leading::Alias(alias.clone()),
        to: to.clone(),
        was: lead.cloned(),
        seen_at: seen_at(lead, event),
        aliases: BTreeSet::new(),
    })
}

/// When the customer was seen: now, if they did it; else as before.
fn seen_at(lead: Option<&Lead>, event: &ContactEvent) -> Option<Timestamp> {
    if is_of_the_customer(event) {
        Some(event.received_at)
    } else {
        lead.and_then(|lead| lead.seen_at)
    }
}
