//! What a request is about. Meta has one callback URL for each kind of object, and nothing keeps one app from naming
//! the same URL for several.

use serde_json::Value;

use crate::wire;

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// A Facebook page: its private messages and its public feed.
    Page,
    /// An Instagram professional account.
    Instagram,
    /// A WhatsApp Business account.
    Whatsapp,
}

impl Object {
    const ALL: [Self; 3] = [Self::Page, Self::Instagram, Self::Whatsapp];

    /// Meta's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Instagram => "instagram",
            Self::Whatsapp => "whatsapp_business_account",
        }
    }

    /// Where its requests are read, below the API's root.
    fn url(self) -> &'static str {
        match self {
            Self::Page => "/messenger or /facebook",
            Self::Instagram => "/instagram",
            Self::Whatsapp => "/whatsapp",
        }
    }

    /// Whether a request is about this kind.
    ///
    /// # Errors
    /// In words for whoever looks into the quarantine: what it is about instead, and whose URL that belongs to.
    pub fn is_of(self, request: &Value) -> Result<(), String> {
        let found = wire::word(request, "object");
        let known = Self::ALL.into_iter().find(|object| object.name() == found);
        match known {
            Some(object) if object == self => Ok(()),
            Some(other) => Err(format!(
                "`object` is `{}`, not `{}`: such requests belong to the callback URL {}",
                other.name(),
                self.name(),
                other.url()
            )),
            None => Err(format!("`object` is not `{}`", self.name())),
        }
    }
}
