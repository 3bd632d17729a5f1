//! A message as browsers and apps send it.

pub(crate) mod normal;

use domain::{Identity, IdentityKind, Proof};
use serde::Deserialize;
use uuid::Uuid;

use crate::{Fault, LARGEST_TEXT};
use normal::{filled, line, lines};

/// Longest motive kept, in characters.
const LONGEST_MOTIVE: usize = 100;
/// Longest page address kept, in characters.
const LONGEST_PAGE: usize = 500;

/// The body of `POST /web/messages`. Unknown fields are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    token: Option<String>,
    client_message_id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    motive: Option<String>,
    text: Option<String>,
    page_url: Option<String>,
    hp: Option<String>,
    language: Option<String>,
    chat: Option<bool>,
}

impl Form {
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Fault> {
        serde_json::from_slice(body).map_err(|_| Fault::BodyInvalid)
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The client's id of the message, in one spelling whichever way it was written.
    pub(crate) fn client_message_id(&self) -> Result<String, Fault> {
        let written = self.client_message_id.as_deref().unwrap_or_default().trim();
        let id = Uuid::try_parse(written).map_err(|_| Fault::ClientMessageIdInvalid)?;
        if id.is_nil() {
            Err(Fault::ClientMessageIdInvalid)
        } else {
            Ok(id.hyphenated().to_string())
        }
    }

    /// Whether the field that no person sees was filled in.
    pub(crate) fn honeypot_filled(&self) -> bool {
        filled(self.hp.as_deref()).is_some()
    }

    /// Whether the client shows answers itself, so that nobody needs an address to be answered.
    pub(crate) fn is_chat(&self) -> bool {
        self.chat == Some(true)
    }

    pub(crate) fn text(&self) -> Result<String, Fault> {
        let text = lines(self.text.as_deref().unwrap_or_default());
        if text.is_empty() {
            return Err(Fault::TextMissing);
        }
        if text.len() > LARGEST_TEXT {
            Err(Fault::TextTooLong)
        } else {
            Ok(text)
        }
    }

    pub(crate) fn name(&self) -> Option<String> {
        normal::name(self.name.as_deref())
    }

    pub(crate) fn motive(&self) -> Option<String> {
        line(self.motive.as_deref(), LONGEST_MOTIVE)
    }

    pub(crate) fn page(&self) -> Option<String> {
        line(self.page_url.as_deref(), LONGEST_PAGE)
    }

    pub(crate) fn language(&self) -> Option<String> {
        normal::language(self.language.as_deref()?)
    }

    /// What the sender says of themselves: claims only, whatever was typed.
    pub(crate) fn claims(&self) -> Result<Vec<Identity>, Fault> {
        let email = filled(self.email.as_deref())
            .map(normal::email)
            .transpose()?;
        let phone = filled(self.phone.as_deref())
            .map(normal::phone)
            .transpose()?;
        let claims = [(IdentityKind::Email, email), (IdentityKind::Phone, phone)];
        let claimed = |(kind, value): (_, Option<String>)| {
            Some(Identity {
                kind,
                value: value?,
                proof: Proof::Claimed,
            })
        };
        Ok(claims.into_iter().filter_map(claimed).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_has_one_spelling() {
        let of = |written: &str| {
            Form {
                client_message_id: Some(written.into()),
                ..Form::default()
            }
            .client_message_id()
        };
        let expected = Ok("0b1f7a3e-5c56-4c9e-9d1e-2f6b0a3c4d5e".to_owned());
        assert_eq!(of("0B1F7A3E-5C56-4C9E-9D1E-2F6B0A3C4D5E"), expected);
        assert_eq!(of("0b1f7a3e5c564c9e9d1e2f6b0a3c4d5e"), expected);
        for bad in ["", "1", "00000000-0000-0000-0000-000000000000"] {
            assert_eq!(of(bad), Err(Fault::ClientMessageIdInvalid), "{bad}");
        }
    }
}
