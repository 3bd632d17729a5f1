//! Addresses as Twilio writes them: `+34600111222`, `whatsapp:+34600111222`, `whatsapp:US.1234`, `rcs:+34600111222`,
//! `rcs:tienda_agent`, a name such as `TIENDA`.

/// Digits of a number in E.164 (ITU-T E.164 §6.1), and the fewest that a subscriber has.
const PHONE_LENGTH: std::ops::RangeInclusive<usize> = 7..=15;
/// Letters and digits of an id that Meta gives a person for a business
/// (<https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids>).
const LONGEST_USER_ID: usize = 128;

/// By what a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    /// SMS, MMS, RCS.
    Text,
    Whatsapp,
}

/// One end of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) medium: Medium,
    /// The address without the word before it. Of a medium that we do not know the word stays, so that two media never
    /// share an address.
    pub(crate) id: String,
}

impl Address {
    /// None where nothing is left of it.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let (medium, id) = if let Some(id) = text.strip_prefix("whatsapp:") {
            (Medium::Whatsapp, id)
        } else {
            (Medium::Text, text.strip_prefix("rcs:").unwrap_or(text))
        };
        (!id.is_empty()).then(|| Self {
            medium,
            id: id.to_owned(),
        })
    }

    /// A phone number with its `+`.
    pub(crate) fn phone(&self) -> Option<&str> {
        let digits = self.id.strip_prefix('+')?;
        is_phone(digits).then_some(self.id.as_str())
    }

    /// The id that Meta gives a person for a business: a country, for linked businesses `ENT`, letters and digits.
    pub(crate) fn user_id(&self) -> Option<&str> {
        let (country, id) = self.id.split_once('.')?;
        let id = id.strip_prefix("ENT.").unwrap_or(id);
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        let is_id = !id.is_empty()
            && id.len() <= LONGEST_USER_ID
            && id.bytes().all(|b| b.is_ascii_alphanumeric());
        (self.medium == Medium::Whatsapp && is_country && is_id).then_some(self.id.as_str())
    }
}

/// Whether these are the digits of a number in E.164.
pub(crate) fn is_phone(digits: &str) -> bool {
    PHONE_LENGTH.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "+34600111222",
        Medium::Text,
        "+34600111222",
        Some("+34600111222"),
        None
    )]
    #[case(
        "rcs:+34600111222",
        Medium::Text,
        "+34600111222",
        Some("+34600111222"),
        None
    )]
    #[case("rcs:tienda_agent", Medium::Text, "tienda_agent", None, None)]
    #[case("TIENDA", Medium::Text, "TIENDA", None, None)]
    #[case("22000", Medium::Text, "22000", None, None)]
    #[case("messenger:42", Medium::Text, "messenger:42", None, None)]
    #[case(
        "whatsapp:+34600111222",
        Medium::Whatsapp,
        "+34600111222",
        Some("+34600111222"),
        None
    )]
    #[case("whatsapp:ES.9f", Medium::Whatsapp, "ES.9f", None, Some("ES.9f"))]
    #[case(
        "whatsapp:ES.ENT.9f",
        Medium::Whatsapp,
        "ES.ENT.9f",
        None,
        Some("ES.ENT.9f")
    )]
    #[case("whatsapp:foo_bar", Medium::Whatsapp, "foo_bar", None, None)]
    #[case("whatsapp:es.9f", Medium::Whatsapp, "es.9f", None, None)]
    #[case("ES.9f", Medium::Text, "ES.9f", None, None)]
    fn an_address_tells_its_medium_and_what_it_is(
        #[case] text: &str,
        #[case] medium: Medium,
        #[case] id: &str,
        #[case] phone: Option<&str>,
        #[case] user_id: Option<&str>,
    ) {
        let address = Address::of(text).unwrap();
        assert_eq!((address.medium, address.id.as_str()), (medium, id));
        assert_eq!(address.phone(), phone);
        assert_eq!(address.user_id(), user_id);
    }

    #[test]
    fn a_word_without_an_address_is_none() {
        for empty in ["", " ", "whatsapp:", "rcs:"] {
            assert_eq!(Address::of(empty), None);
        }
    }
}
