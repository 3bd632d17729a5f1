//! The two ends of a form: the customer and us.

use channel::Unreadable;
use domain::{
    AccountId, ChannelId, ContactEvent, EventKey, EventKind, Identity, IdentityKind, Proof,
};
use jiff::Timestamp;

use crate::address::{Address, Medium, is_phone};
use crate::fields::Fields;
use crate::{CHANNEL, WHATSAPP};

/// The customer and our end, as a form tells them.
pub(crate) struct People {
    medium: Medium,
    /// Our number, sender name or agent.
    ours: Option<String>,
    phone: Option<String>,
    /// The id that Meta gives the customer for us; the number may be missing beside it.
    user_id: Option<String>,
    /// An address that is neither.
    other: Option<String>,
    /// WhatsApp's own writing of the number, without `+`. It may differ from the one they wrote from.
    whatsapp_id: Option<String>,
    name: Option<String>,
}

impl People {
    /// `customer` and `ours` are the names of the fields with the two addresses.
    ///
    /// # Errors
    /// When a field is there more than once.
    pub(crate) fn of(
        fields: &Fields<'_>,
        customer: &'static str,
        ours: &'static str,
    ) -> Result<Self, Unreadable> {
        let address = |name| -> Result<Option<Address>, Unreadable> {
            Ok(fields.text(name)?.as_deref().and_then(Address::of))
        };
        let (theirs, ours) = (address(customer)?, address(ours)?);
        let external = address("ExternalUserId")?;
        let by_whatsapp = [&theirs, &ours, &external]
            .into_iter()
            .flatten()
            .any(|address| address.medium == Medium::Whatsapp)
            || fields.text("ChannelPrefix")?.as_deref() == Some("whatsapp");
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let user_id = [&external, &theirs]
            .into_iter()
            .flatten()
            .find_map(Address::user_id);
        let phone = theirs.as_ref().and_then(Address::phone);
        let is_other = phone.is_none() && theirs.as_ref().and_then(Address::user_id).is_none();
        Ok(Self {
            medium: if by_whatsapp {
                Medium::Whatsapp
            } else {
                Medium::Text
            },
            ours: ours.map(|address| address.id),
            phone: owned(phone),
            user_id: owned(user_id),
            other: theirs
                .as_ref()
                .filter(|_| is_other)
                .map(|theirs| theirs.id.clone()),
            whatsapp_id: fields.text("WaId")?.filter(|id| is_phone(id)),
            name: fields.text("ProfileName")?,
        })
    }

    /// Whether it is a text message, which Twilio itself opts out of.
    pub(crate) fn by_text(&self) -> bool {
        self.medium == Medium::Text
    }

    /// The id by which the customer is the same from message to message: Meta's before the phone number.
    pub(crate) fn customer(&self) -> Option<&str> {
        self.user_id
            .as_deref()
            .or(self.phone.as_deref())
            .or(self.other.as_deref())
    }

    /// An event between the two. `key` names it for ever.
    pub(crate) fn event(
        &self,
        kind: EventKind,
        key: &[&str],
        received_at: Timestamp,
    ) -> ContactEvent {
        let channel = ChannelId::new(match self.medium {
            Medium::Text => CHANNEL,
            Medium::Whatsapp => WHATSAPP,
        });
        let account = AccountId::new(self.ours.as_deref().unwrap_or("unknown"));
        let key = EventKey::of(&channel, key);
        let mut event = ContactEvent::new(channel, account, kind, key, received_at);
        event.sender_id = self.customer().map(str::to_owned);
        event.contact_id = event.sender_id.clone();
        event.sender_name = self.name.clone();
        event.sender_aliases = self.aliases();
        event.identities = self.identities();
        event.thread_key = self.thread_key();
        event
    }

    fn thread_key(&self) -> Option<String> {
        let word = match self.medium {
            Medium::Text => "sms",
            Medium::Whatsapp => "wa-twilio",
        };
        let (ours, theirs) = (self.ours.as_deref()?, self.customer()?);
        Some(format!("{word}:{ours}:{theirs}"))
    }

    /// The other ids that the form has for them.
    fn aliases(&self) -> Vec<String> {
        let phone = self
            .phone
            .clone()
            .filter(|phone| Some(phone.as_str()) != self.customer());
        let bare = self
            .phone
            .as_deref()
            .map(|phone| phone.trim_start_matches('+'));
        let whatsapp_id = self
            .whatsapp_id
            .clone()
            .filter(|id| Some(id.as_str()) != bare);
        phone.into_iter().chain(whatsapp_id).collect()
    }

    /// Verified: a line answers for the number, WhatsApp has checked it, and Meta gives the id.
    fn identities(&self) -> Vec<Identity> {
        let of_whatsapp = || self.whatsapp_id.as_ref().map(|id| format!("+{id}"));
        let phone = self.phone.clone().or_else(of_whatsapp);
        let user_id = self.user_id.as_ref().map(|id| format!("bsuid:{id}"));
        let kinds = [
            (IdentityKind::Phone, phone),
            (IdentityKind::Username, user_id),
        ];
        let verified = |(kind, value): (_, Option<String>)| {
            Some(Identity {
                kind,
                value: value?,
                proof: Proof::Verified,
            })
        };
        kinds.into_iter().filter_map(verified).collect()
    }
}
