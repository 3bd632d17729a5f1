//! How calls are answered: what the operator sets, checked once at the start.

use channel::signature::twilio::{InvalidPublicUrl, PublicUrl};

use crate::party::is_phone;

/// Longest name of a brand, in characters.
const LONGEST_BRAND: usize = 100;
/// Longest greeting, in characters: half a minute of speech.
const LONGEST_GREETING: usize = 500;
/// How long we ring where nothing else is set, in seconds: shorter than mobile networks take to send a call to a mailbox.
const RING_SECONDS: u16 = 20;
/// What Twilio takes as a time to ring (<https://www.twilio.com/docs/voice/twiml/dial#timeout>).
const RING_RANGE: std::ops::RangeInclusive<u16> = 5..=600;

/// The settings as they stand in the environment.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// `PUBLIC_URL`: what stands in Twilio's console before our own paths.
    pub public_url: String,
    /// `BRAND_NAME`: whom the caller has called.
    pub brand: String,
    /// `VOICE_GREETING`: what they hear first. `{marca}` or `{brand}` in it is the brand.
    pub greeting: Option<String>,
    /// `VOICE_LANGUAGE`: a language that Twilio speaks, `es-…` or `en-…`.
    pub language: Option<String>,
    /// `VOICE_RING`: the number that is rung, in E.164.
    pub ring: Option<String>,
    /// `VOICE_RING_SECONDS`: how long.
    pub ring_seconds: Option<String>,
}

/// What is wrong with a setting. Its value is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSettings {
    /// The public address.
    #[error("PUBLIC_URL cannot be used")]
    PublicUrl(#[source] InvalidPublicUrl),
    /// The brand.
    #[error("BRAND_NAME must have 1 to {LONGEST_BRAND} characters")]
    Brand,
    /// The greeting.
    #[error("VOICE_GREETING must have at most {LONGEST_GREETING} characters")]
    Greeting,
    /// The language. What the menu says is written in two.
    #[error("VOICE_LANGUAGE must be Spanish or English with its country, such as es-ES or en-GB")]
    Language,
    /// The number to ring.
    #[error("VOICE_RING must be a number in E.164, such as +34911000000")]
    Ring,
    /// How long to ring.
    #[error("VOICE_RING_SECONDS must be 5 to 600")]
    RingSeconds,
}

/// In what the menu is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Spanish,
    English,
}

/// Whom to ring, and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ring {
    pub(crate) number: String,
    pub(crate) seconds: u16,
}

/// How calls are answered.
#[derive(Clone, Debug)]
pub struct Settings {
    public_url: PublicUrl,
    brand: String,
    greeting: Option<String>,
    spoken: String,
    language: Language,
    ring: Option<Ring>,
}

impl Settings {
    /// Checks the settings.
    ///
    /// # Errors
    /// [`InvalidSettings`] names the first that is wrong.
    pub fn of(given: Given) -> Result<Self, InvalidSettings> {
        let public_url = PublicUrl::parse(&given.public_url).map_err(InvalidSettings::PublicUrl)?;
        let brand = within(&given.brand, LONGEST_BRAND).ok_or(InvalidSettings::Brand)?;
        let greeting = given.greeting.as_deref().filter(|text| !text.is_empty());
        let greeting = greeting
            .map(|text| within(text, LONGEST_GREETING).ok_or(InvalidSettings::Greeting))
            .transpose()?;
        let spoken = given.language.unwrap_or_else(|| "es-ES".to_owned());
        let language = language(&spoken).ok_or(InvalidSettings::Language)?;
        Ok(Self {
            public_url,
            brand,
            greeting,
            spoken,
            language,
            ring: ring(given.ring.as_deref(), given.ring_seconds.as_deref())?,
        })
    }

    pub(crate) fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    pub(crate) fn brand(&self) -> &str {
        &self.brand
    }

    /// The operator's own greeting.
    pub(crate) fn greeting(&self) -> Option<&str> {
        self.greeting.as_deref()
    }

    /// The language as Twilio calls it.
    pub(crate) fn spoken(&self) -> &str {
        &self.spoken
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    pub(crate) fn ring(&self) -> Option<&Ring> {
        self.ring.as_ref()
    }
}

/// A text without the space around it, of one to `longest` characters.
fn within(text: &str, longest: usize) -> Option<String> {
    let text = text.trim();
    let length = text.chars().count();
    (1..=longest).contains(&length).then(|| text.to_owned())
}

fn language(tag: &str) -> Option<Language> {
    let (language, country) = tag.split_once('-')?;
    let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    match language {
        "es" if is_country => Some(Language::Spanish),
        "en" if is_country => Some(Language::English),
        _ => None,
    }
}

fn ring(number: Option<&str>, seconds: Option<&str>) -> Result<Option<Ring>, InvalidSettings> {
    let seconds = match seconds {
        Some(text) => text.trim().parse().ok(),
        None => Some(RING_SECONDS),
    };
    let seconds = seconds
        .filter(|seconds| RING_RANGE.contains(seconds))
        .ok_or(InvalidSettings::RingSeconds)?;
    let Some(number) = number.map(str::trim) else {
        return Ok(None);
    };
    match number.strip_prefix('+') {
        Some(digits) if is_phone(digits) => Ok(Some(Ring {
            number: number.to_owned(),
            seconds,
        })),
        _ => Err(InvalidSettings::Ring),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use rstest::rstest;

    use super::*;

    fn given() -> Given {
        Given {
            public_url: "https://api.tienda.example".to_owned(),
            brand: " Zapatería Alba ".to_owned(),
            ..Given::default()
        }
    }

    #[test]
    fn address_and_brand_are_enough() {
        let settings = Settings::of(given()).unwrap();
        assert_eq!(settings.brand(), "Zapatería Alba");
        assert_eq!(settings.spoken(), "es-ES");
        assert_eq!((settings.greeting(), settings.ring()), (None, None));
    }

    #[test]
    fn a_number_is_rung_for_twenty_seconds_unless_told_otherwise() {
        let ringing = |seconds: Option<&str>| {
            let given = Given {
                ring: Some("+34911000001".to_owned()),
                ring_seconds: seconds.map(str::to_owned),
                ..given()
            };
            Settings::of(given).unwrap().ring().unwrap().seconds
        };
        assert_eq!(ringing(None), 20);
        assert_eq!(ringing(Some(" 30 ")), 30);
    }

    #[rstest]
    #[case(Given { public_url: "tienda".into(), ..given() }, InvalidSettings::PublicUrl(InvalidPublicUrl::NotAnAddress))]
    #[case(Given { brand: "  ".into(), ..given() }, InvalidSettings::Brand)]
    #[case(Given { brand: "x".repeat(101), ..given() }, InvalidSettings::Brand)]
    #[case(Given { greeting: Some("x".repeat(501)), ..given() }, InvalidSettings::Greeting)]
    #[case(Given { language: Some("fr-FR".into()), ..given() }, InvalidSettings::Language)]
    #[case(Given { language: Some("es".into()), ..given() }, InvalidSettings::Language)]
    #[case(Given { language: Some("es-\"/>".into()), ..given() }, InvalidSettings::Language)]
    #[case(Given { ring: Some("911000001".into()), ..given() }, InvalidSettings::Ring)]
    #[case(Given { ring: Some("+34 911 000 001".into()), ..given() }, InvalidSettings::Ring)]
    #[case(Given { ring_seconds: Some("4".into()), ..given() }, InvalidSettings::RingSeconds)]
    #[case(Given { ring_seconds: Some("1e2".into()), ..given() }, InvalidSettings::RingSeconds)]
    fn what_is_wrong_is_named(#[case] given: Given, #[case] wrong: InvalidSettings) {
        assert_eq!(Settings::of(given).unwrap_err(), wrong);
    }
}
