//! A customer as an operator names them.

use std::str::FromStr;

use anyhow::{Context, bail};
use domain::{
    AccountId, AliasKey, ChannelId, ContactKey, CustomerId, Identity, IdentityKind, Proof, ThreadId,
};
use store::Store;

/// By what a customer is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// A thread of theirs.
    Thread(ThreadId),
    /// Their id.
    Customer(CustomerId),
    /// A phone or e-mail address that leads to them.
    Alias(Identity),
    /// As a channel knows them.
    Contact {
        channel: ChannelId,
        account: AccountId,
        id: String,
    },
}

impl FromStr for Whose {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let alias = |kind, value: String| {
            Self::Alias(Identity {
                kind,
                value,
                proof: Proof::Verified,
            })
        };
        if text.is_empty() {
            return Err(
                "a customer is named by a thread, a phone, an address, an id or CHANNEL/ACCOUNT/ID"
                    .to_owned(),
            );
        }
        if let Some(number) = text.strip_prefix('+') {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            return Ok(alias(IdentityKind::Phone, format!("+{digits}")));
        }
        let mut parts = text.splitn(3, '/');
        if let (Some(channel), Some(account), Some(id)) = (parts.next(), parts.next(), parts.next())
        {
            return Ok(Self::Contact {
                channel: channel.into(),
                account: account.into(),
                id: id.to_owned(),
            });
        }
        if text.contains('@') {
            return Ok(alias(IdentityKind::Email, text.to_lowercase()));
        }
        // A customer's id is a UUID: four hyphens. A reference has one.
        Ok(match text.matches('-').count() {
            4 => Self::Customer(text.to_lowercase().as_str().into()),
            _ => Self::Thread(ThreadId::new(text.to_uppercase())),
        })
    }
}

impl Whose {
    /// The customer whom it leads to; they may have been merged into another.
    pub(crate) async fn customer(&self, store: &Store) -> anyhow::Result<CustomerId> {
        match self {
            Self::Customer(id) => Ok(id.clone()),
            Self::Thread(id) => {
                let thread = store.thread(id).await?;
                let thread = thread.with_context(|| format!("there is no thread {id}"))?;
                Ok(thread.customer)
            }
            Self::Alias(identity) => {
                // Phones and addresses are the same on every channel.
                let key = AliasKey::of(&ChannelId::new(""), identity);
                let lead = store.aliases([key]).await?.pop().and_then(|(_, lead)| lead);
                Ok(lead
                    .context("no customer is known by that, verified")?
                    .customer)
            }
            Self::Contact {
                channel,
                account,
                id,
            } => {
                for key in [
                    ContactKey::of(channel, account, id),
                    ContactKey::claimed(channel, account, id),
                ] {
                    if let Some(contact) = store.contact(channel, &key).await? {
                        return Ok(contact.lead.customer);
                    }
                }
                bail!("{channel} has not told of that contact on that account")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn alias(kind: IdentityKind, value: &str) -> Whose {
        Whose::Alias(Identity {
            kind,
            value: value.to_owned(),
            proof: Proof::Verified,
        })
    }

    #[test]
    fn a_customer_is_named_in_the_words_that_operators_have() {
        let named = |text: &str| text.parse::<Whose>().unwrap();
        assert_eq!(named("al-4831207"), Whose::Thread("AL-4831207".into()));
        assert_eq!(
            named("01A200A8-9F5B-7043-bf1e-d415297b222d"),
            Whose::Customer("01a200a8-9f5b-7043-bf1e-d415297b222d".into())
        );
        assert_eq!(
            named("+34 600 10-02-00"),
            alias(IdentityKind::Phone, "+34600100200")
        );
        assert_eq!(
            named("Marta@Clienta.example"),
            alias(IdentityKind::Email, "marta@clienta.example")
        );
        assert_eq!(
            named("email/hola@tienda.example/marta/x@clienta.example"),
            Whose::Contact {
                channel: "email".into(),
                account: "hola@tienda.example".into(),
                id: "marta/x@clienta.example".to_owned(),
            }
        );
        assert!(" ".parse::<Whose>().is_err());
    }
}
