//! Who writes, who we are, who the customer is.

use domain::{ContactEvent, Identity, IdentityKind, Proof};

use crate::wire::{Account, Activity};

/// With what ids of bots begin; those of people begin with `29:`.
const BOT: &str = "28:";

/// Who wrote an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Author {
    /// Anybody who is no bot.
    Customer,
    /// Our bot.
    OurBot,
    /// Another bot in the same conversation.
    OtherBot,
}

impl Account {
    fn is_bot(&self) -> bool {
        let has_role = |role: &str| role.eq_ignore_ascii_case("bot");
        let by_id = |id: &str| id.starts_with(BOT);
        self.role.as_deref().is_some_and(has_role) || self.id.as_deref().is_some_and(by_id)
    }
}

impl Activity {
    /// Who wrote it. What a bot writes comes to us as its recipient, or is our own, addressed to somebody else.
    pub(crate) fn author(&self) -> Author {
        let (from, recipient) = (self.from.as_ref(), self.recipient.as_ref());
        let is_same = from.is_some_and(|from| {
            from.id.is_some() && Some(&from.id) == recipient.map(|recipient| &recipient.id)
        });
        if is_same {
            Author::OurBot
        } else if !from.is_some_and(Account::is_bot) {
            Author::Customer
        } else if recipient.is_some_and(Account::is_bot) {
            Author::OtherBot
        } else {
            Author::OurBot
        }
    }

    /// Our bot's id.
    pub(crate) fn account(&self) -> Option<&str> {
        let ours = match self.author() {
            Author::OurBot => &self.from,
            Author::Customer | Author::OtherBot => &self.recipient,
        };
        ours.as_ref()?.id.as_deref()
    }

    /// The customer, whichever side wrote.
    fn customer(&self) -> Option<&Account> {
        match self.author() {
            Author::Customer => self.from.as_ref(),
            Author::OurBot => self.recipient.as_ref().filter(|other| !other.is_bot()),
            Author::OtherBot => None,
        }
    }
}

/// Writes down who is in an activity.
pub(crate) fn describe(event: &mut ContactEvent, activity: &Activity) {
    let from = activity.from.as_ref();
    event.sender_id = from.and_then(|from| from.id.clone());
    let Some(customer) = activity.customer() else {
        return;
    };
    event.contact_id.clone_from(&customer.id);
    let directory_id = customer.aad_object_id.as_deref();
    event.identities.extend(directory_id.map(in_directory));
    if activity.author() == Author::Customer {
        event.sender_name.clone_from(&customer.name);
        event.sender_aliases = directory_id.map(str::to_owned).into_iter().collect();
        event.language = activity.locale.as_deref().and_then(language);
    }
}

/// Whom an organisation's directory (Microsoft Entra ID) knows by this id. Verified: Teams gives it of those who have
/// signed in, and nobody chooses their own. The contact's id is for our bot only; this one is the same for every bot.
fn in_directory(id: &str) -> Identity {
    Identity {
        kind: IdentityKind::Username,
        value: format!("entra:{}", id.to_ascii_lowercase()),
        proof: Proof::Verified,
    }
}

/// ISO 639-1 from a locale such as `es-ES`; none for languages that have no two-letter code.
fn language(locale: &str) -> Option<String> {
    let primary = locale.split(['-', '_']).next()?;
    let is_code = primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_alphabetic());
    is_code.then(|| primary.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rstest::rstest;
    use serde_json::{Value, json};

    #[rstest]
    #[case(json!({"id": "29:ana"}), json!({"id": "28:bot"}), Author::Customer, Some("28:bot"))]
    #[case(json!({"id": "28:bot"}), json!({"id": "29:ana"}), Author::OurBot, Some("28:bot"))]
    #[case(json!({"id": "28:bot"}), json!({"id": "28:bot"}), Author::OurBot, Some("28:bot"))]
    #[case(json!({"id": "x", "role": "bot"}), json!({"id": "29:ana"}), Author::OurBot, Some("x"))]
    #[case(json!({"id": "28:bot"}), Value::Null, Author::OurBot, Some("28:bot"))]
    #[case(json!({"id": "28:other"}), json!({"id": "28:bot"}), Author::OtherBot, Some("28:bot"))]
    #[case(json!({"id": "29:ana"}), Value::Null, Author::Customer, None)]
    #[case(Value::Null, json!({"id": "28:bot"}), Author::Customer, Some("28:bot"))]
    #[case(json!({}), json!({}), Author::Customer, None)]
    fn the_sides_are_told_apart(
        #[case] from: Value,
        #[case] recipient: Value,
        #[case] author: Author,
        #[case] account: Option<&str>,
    ) {
        let activity = json!({"from": from, "recipient": recipient});
        let activity: Activity = serde_json::from_value(activity).unwrap();
        assert_eq!(activity.author(), author);
        assert_eq!(activity.account(), account);
    }

    #[test]
    fn a_language_is_two_letters_or_none() {
        for (locale, expected) in [
            ("es-ES", Some("es")),
            ("EN", Some("en")),
            ("ast-ES", None),
            ("e1", None),
            ("", None),
        ] {
            assert_eq!(language(locale).as_deref(), expected, "{locale}");
        }
    }
}
