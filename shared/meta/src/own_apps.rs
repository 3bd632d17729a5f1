//! Which applications are ours, so that an echo of our own sending is not taken for a person's answer.

use std::sync::{PoisonError, RwLock};

use channel::Secrets;

use crate::Secret;

/// The app id under which Meta's own inboxes (Meta Business Suite, Page Inbox) send what a person writes in them.
/// Never ours, whatever a secret says.
pub(crate) const PAGE_INBOX: &str = "263902037430900";

/// The ids of our own applications. They stand in the secret, which only a proof is given; so a channel has one of
/// these, a proof teaches it, and a reading asks it. One that was taught nothing takes every echo for somebody else's.
#[derive(Debug, Default)]
pub struct OwnApps(RwLock<Vec<String>>);

impl OwnApps {
    /// Exactly this one.
    pub fn only(app_id: impl Into<String>) -> Self {
        Self(RwLock::new(vec![app_id.into()]))
    }

    /// Learns the ids of the secret's values that count now, in place of what was known before.
    pub fn learn(&self, secrets: &Secrets<Secret>) {
        let ids = secrets.all().filter_map(|secret| secret.app_id.clone());
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = ids.collect();
    }

    /// Whether an application is ours.
    pub fn has(&self, app_id: &str) -> bool {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        app_id != PAGE_INBOX && known.iter().any(|own| own == app_id)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn secret(json: &str) -> Secret {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_current_and_the_previous_id_are_ours_and_former_ones_no_longer() {
        let apps = OwnApps::only("former");
        assert!(apps.has("former"));
        let current = secret(r#"{"app_id": 1517776481860111}"#);
        apps.learn(&Secrets::new(current, Some(secret(r#"{"app_id":"12"}"#))));
        assert!(apps.has("1517776481860111") && apps.has("12"));
        assert!(!apps.has("former") && !apps.has(""));
    }

    #[test]
    fn the_page_s_inbox_is_never_ours() {
        assert!(!OwnApps::only(PAGE_INBOX).has(PAGE_INBOX));
    }

    #[test]
    fn a_secret_without_an_id_teaches_nothing() {
        let apps = OwnApps::default();
        apps.learn(&Secrets::new(secret("{}"), None));
        assert!(!apps.has("1517776481860111"));
    }
}
