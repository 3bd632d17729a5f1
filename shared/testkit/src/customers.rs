//! Invented customers and what they write, as the channels would read it.

use domain::{
    AccountId, ChannelId, ContactEvent, EventKey, EventKind, Identity, IdentityKind, Proof,
};
use jiff::Timestamp;
use uuid::Uuid;

/// A customer on one channel, unlike any other.
#[derive(Clone, Debug)]
pub struct Customer {
    channel: ChannelId,
    id: String,
    name: String,
    phone: Option<String>,
    email: Option<String>,
}

impl Customer {
    /// Somebody new on Telegram.
    pub fn on_telegram() -> Self {
        Self::on("telegram")
    }

    /// Somebody new on WhatsApp, with a phone.
    pub fn on_whatsapp() -> Self {
        let phone = format!("+34{}", 600_000_000 + Uuid::new_v4().as_u128() % 99_999_999);
        Self {
            phone: Some(phone),
            ..Self::on("whatsapp")
        }
    }

    /// Somebody new on any channel.
    pub fn on(channel: &str) -> Self {
        let id = Uuid::new_v4().simple().to_string();
        let name = format!("Clienta {}", id.get(..6).unwrap_or_default());
        Self {
            channel: ChannelId::new(channel),
            id,
            name,
            phone: None,
            email: None,
        }
    }

    /// The same person on another channel, known by the same verified phone.
    pub fn also_on(&self, channel: &str) -> Self {
        Self {
            phone: self.phone.clone(),
            name: self.name.clone(),
            ..Self::on(channel)
        }
    }

    /// The same with an e-mail address that they claim.
    pub fn claiming(mut self, email: &str) -> Self {
        self.email = Some(email.to_owned());
        self
    }

    /// The provider's id of them.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Their phone.
    pub fn phone(&self) -> Option<&str> {
        self.phone.as_deref()
    }

    /// A message of theirs, posted now.
    pub fn writes(&self, text: &str) -> ContactEvent {
        self.writes_at(text, Timestamp::now())
    }

    /// A message of theirs, posted then and received now.
    pub fn writes_at(&self, text: &str, posted: Timestamp) -> ContactEvent {
        let message = Uuid::new_v4().to_string();
        let key = EventKey::of(&self.channel, &["message", &message]);
        let account = AccountId::new("our-end");
        let mut event = ContactEvent::new(
            self.channel.clone(),
            account,
            EventKind::Message,
            key,
            Timestamp::now().max(posted),
        );
        event.external_message_id = Some(message);
        event.sender_id = Some(self.id.clone());
        event.contact_id = Some(self.id.clone());
        event.sender_name = Some(self.name.clone());
        event.thread_key = Some(format!("{}:{}", self.channel, self.id));
        event.text = Some(text.to_owned());
        event.timestamp = Some(posted);
        let identity = |kind, value: &str, proof| Identity {
            kind,
            value: value.to_owned(),
            proof,
        };
        let phone = self
            .phone
            .iter()
            .map(|phone| identity(IdentityKind::Phone, phone, Proof::Verified));
        let email = self
            .email
            .iter()
            .map(|email| identity(IdentityKind::Email, email, Proof::Claimed));
        event.identities = phone.chain(email).collect();
        event
    }

    /// An answer to them that was written in the provider's own app.
    pub fn is_answered_in_the_app(&self, text: &str, at: Timestamp) -> ContactEvent {
        let mut echo = self.writes_at(text, at);
        echo.kind = EventKind::Echo;
        echo.opens_thread = false;
        echo.sender_id = Some("our-end".to_owned());
        echo.sender_name = None;
        echo.identities.clear();
        echo
    }
}
