//! One end of a call, and how it travels in an address of ours.
//!
//! A recording's callback names nobody, so each address that we give to Twilio carries who called whom; the signature covers
//! the address, so it comes back proved. Numbers are written without their `+`, which proxies like to decode.

use domain::{Identity, IdentityKind, Proof};

/// Digits of a number in E.164 (ITU-T E.164 §6.1), and the fewest that a subscriber has.
const PHONE_LENGTH: std::ops::RangeInclusive<usize> = 7..=15;
/// What stands for a number that the caller hides. Older networks spell the words on the keys of a telephone: ANONYMOUS,
/// RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE.
const HIDDEN: &[&str] = &[
    "anonymous",
    "restricted",
    "blocked",
    "unknown",
    "unavailable",
    "private",
    "266696687",
    "7378742833",
    "2562533",
    "8656696",
    "86282452253",
];

const WITHHELD: &str = "withheld";
const UNCONFIRMED: &str = "unconfirmed-";
const ADDRESS: &str = "address-";

/// One end of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    /// A number in E.164.
    Number(String),
    /// A number in E.164 whose own network says that the caller does not hold it: anybody can make that up.
    Unconfirmed(String),
    /// Another address: `sip:…`, `client:…`.
    Address(String),
    /// Somebody who does not tell their number.
    Withheld,
}

impl Party {
    /// Who a field such as `From` names; none where it is empty.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("whatsapp:").unwrap_or(text);
        let bare = text.strip_prefix('+').unwrap_or(text);
        if text.is_empty() {
            None
        } else if HIDDEN.contains(&bare.to_ascii_lowercase().as_str()) {
            Some(Self::Withheld)
        } else if text.starts_with('+') && is_phone(bare) {
            Some(Self::Number(text.to_owned()))
        } else {
            Some(Self::Address(text.to_owned()))
        }
    }

    /// The same with what the network says of the number: `TN-Validation-Failed-A` and the like
    /// (<https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir>).
    pub(crate) fn confirmed_by(self, verdict: Option<&str>) -> Self {
        match self {
            Self::Number(number)
                if verdict.is_some_and(|verdict| verdict.starts_with("TN-Validation-Failed")) =>
            {
                Self::Unconfirmed(number)
            }
            other => other,
        }
    }

    /// How it is written into an address of ours, not yet encoded.
    pub(crate) fn carried(&self) -> String {
        match self {
            Self::Number(number) => number.trim_start_matches('+').to_owned(),
            Self::Unconfirmed(number) => format!("{UNCONFIRMED}{}", number.trim_start_matches('+')),
            Self::Address(address) => format!("{ADDRESS}{address}"),
            Self::Withheld => WITHHELD.to_owned(),
        }
    }

    /// What was written into an address of ours; none for anything else.
    pub(crate) fn of_carried(text: &str) -> Option<Self> {
        let number = |digits: &str| is_phone(digits).then(|| format!("+{digits}"));
        if text == WITHHELD {
            Some(Self::Withheld)
        } else if let Some(address) = text.strip_prefix(ADDRESS) {
            Some(Self::Address(address.to_owned()))
        } else if let Some(digits) = text.strip_prefix(UNCONFIRMED) {
            number(digits).map(Self::Unconfirmed)
        } else {
            number(text).map(Self::Number)
        }
    }

    /// What the provider calls them.
    pub(crate) fn id(&self) -> Option<&str> {
        match self {
            Self::Number(id) | Self::Unconfirmed(id) | Self::Address(id) => Some(id),
            Self::Withheld => None,
        }
    }

    /// Whether they are who they seem.
    pub(crate) fn proof(&self) -> Proof {
        match self {
            Self::Unconfirmed(_) => Proof::Claimed,
            _ => Proof::Verified,
        }
    }

    /// Their telephone.
    pub(crate) fn identity(&self) -> Option<Identity> {
        match self {
            Self::Number(number) | Self::Unconfirmed(number) => Some(Identity {
                kind: IdentityKind::Phone,
                value: number.clone(),
                proof: self.proof(),
            }),
            Self::Address(_) | Self::Withheld => None,
        }
    }
}

/// Whether these are the digits of a number in E.164.
pub(crate) fn is_phone(digits: &str) -> bool {
    PHONE_LENGTH.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn number() -> Party {
        Party::Number("+34600111222".to_owned())
    }

    #[test]
    fn a_field_names_a_number_an_address_or_nobody() {
        assert_eq!(Party::of("+34600111222"), Some(number()));
        assert_eq!(Party::of("whatsapp:+34600111222"), Some(number()));
        for address in ["sip:marta@clienta.example", "client:marta", "600111222"] {
            assert_eq!(Party::of(address), Some(Party::Address(address.to_owned())));
        }
        for hidden in [
            "Anonymous",
            "+266696687",
            "266696687",
            "+86282452253",
            "Restricted",
        ] {
            assert_eq!(Party::of(hidden), Some(Party::Withheld), "{hidden}");
        }
        assert_eq!(Party::of(" "), None);
    }

    #[test]
    fn what_is_carried_comes_back_as_it_was() {
        let unconfirmed = number().confirmed_by(Some("TN-Validation-Failed-B"));
        assert_eq!(unconfirmed.proof(), Proof::Claimed);
        let parties = [
            number(),
            unconfirmed,
            Party::Withheld,
            Party::Address("600111222".to_owned()),
            Party::Address("withheld".to_owned()),
            Party::Address("sip:a&b=c#d@x".to_owned()),
        ];
        for party in parties {
            assert_eq!(Party::of_carried(&party.carried()), Some(party));
        }
        for nobody in ["", "+34600111222", "1", "unconfirmed-x", "x"] {
            assert_eq!(Party::of_carried(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn only_a_failed_validation_makes_a_number_a_claim() {
        for fine in [
            None,
            Some("TN-Validation-Passed-A"),
            Some("No-TN-Validation"),
        ] {
            assert_eq!(number().confirmed_by(fine), number());
        }
    }
}
