//! The form as browsers send it, and its fields in normal form.

use domain::{Identity, IdentityKind, Proof};
use serde::Deserialize;
use uuid::Uuid;

use crate::{Fault, LARGEST_TEXT};

/// Longest name kept, in characters.
const LONGEST_NAME: usize = 200;
/// Longest motive kept, in characters.
const LONGEST_MOTIVE: usize = 100;
/// Longest page address kept, in characters.
const LONGEST_PAGE: usize = 500;
/// Longest e-mail address (RFC 5321 §4.5.3.1.3, less its brackets).
const LONGEST_EMAIL: usize = 254;

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
        self.hp.as_deref().is_some_and(|hp| !hp.trim().is_empty())
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
        line(self.name.as_deref(), LONGEST_NAME)
    }

    pub(crate) fn motive(&self) -> Option<String> {
        line(self.motive.as_deref(), LONGEST_MOTIVE)
    }

    pub(crate) fn page(&self) -> Option<String> {
        line(self.page_url.as_deref(), LONGEST_PAGE)
    }

    /// The ISO 639-1 code of `es`, `es-ES`, `ES_es`.
    pub(crate) fn language(&self) -> Option<String> {
        let written = self.language.as_deref()?.trim().to_ascii_lowercase();
        let code = written.split(['-', '_']).next()?;
        (code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase())).then(|| code.to_owned())
    }

    /// What the sender says of themselves: claims only, whatever was typed.
    pub(crate) fn identities(&self) -> Result<Vec<Identity>, Fault> {
        let email = filled(self.email.as_deref()).map(email).transpose()?;
        let phone = filled(self.phone.as_deref()).map(phone).transpose()?;
        let claims = [(IdentityKind::Email, email), (IdentityKind::Phone, phone)];
        let claimed = |(kind, value): (_, Option<String>)| {
            Some(Identity {
                kind,
                value: value?,
                proof: Proof::Claimed,
            })
        };
        let identities: Vec<_> = claims.into_iter().filter_map(claimed).collect();
        if identities.is_empty() {
            Err(Fault::ContactMissing)
        } else {
            Ok(identities)
        }
    }
}

fn filled(field: Option<&str>) -> Option<&str> {
    field.map(str::trim).filter(|text| !text.is_empty())
}

/// An address in lower case. No more is asked than that mail could reach it: one `@`, a dotted domain, no spaces.
fn email(written: &str) -> Result<String, Fault> {
    let address = written.to_lowercase();
    let foreign = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')')
    };
    let sound = address.len() <= LONGEST_EMAIL
        && !address.contains(foreign)
        && address
            .split_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && dotted(domain));
    if sound {
        Ok(address)
    } else {
        Err(Fault::EmailInvalid)
    }
}

fn dotted(domain: &str) -> bool {
    !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// A number in E.164 where the country was typed (`+34 …`, `0034 …`), else its digits: the claim joins nothing anyway.
fn phone(written: &str) -> Result<String, Fault> {
    let kept: String = written
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}'))
        .collect();
    let international = kept.strip_prefix('+').or_else(|| kept.strip_prefix("00"));
    let digits = international.unwrap_or(&kept);
    // E.164 has at most 15 digits; the shortest numbers that reach a person have 6.
    if !(6..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::PhoneInvalid);
    }
    Ok(if international.is_some() {
        format!("+{digits}")
    } else {
        digits.to_owned()
    })
}

/// Text of one line: control characters become spaces, and what is longer is cut.
fn line(field: Option<&str>, longest: usize) -> Option<String> {
    let text: String = field?
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    filled(Some(&text)).map(|text| text.chars().take(longest).collect())
}

/// Text of many lines: LF, no control characters, no blank ends.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("+34 600 12-34-56", Ok("+34600123456"))]
    #[case("0034600123456", Ok("+34600123456"))]
    #[case("(91) 555.01.23", Ok("915550123"))]
    #[case("12345", Err(Fault::PhoneInvalid))]
    #[case("+1234567890123456", Err(Fault::PhoneInvalid))]
    #[case("call me", Err(Fault::PhoneInvalid))]
    #[case("++34600123456", Err(Fault::PhoneInvalid))]
    fn a_phone_number_in_normal_form(#[case] written: &str, #[case] expected: Result<&str, Fault>) {
        assert_eq!(phone(written), expected.map(str::to_owned));
    }

    #[rstest]
    #[case("Ana.Ruiz@Shop.Example", Ok("ana.ruiz@shop.example"))]
    #[case("ana@shop", Err(Fault::EmailInvalid))]
    #[case("ana@shop..example", Err(Fault::EmailInvalid))]
    #[case("@shop.example", Err(Fault::EmailInvalid))]
    #[case("a@b@c.example", Err(Fault::EmailInvalid))]
    #[case("ana@shop.example\r\nBcc: x@y.example", Err(Fault::EmailInvalid))]
    fn an_address_in_normal_form(#[case] written: &str, #[case] expected: Result<&str, Fault>) {
        assert_eq!(email(written), expected.map(str::to_owned));
    }

    #[rstest]
    #[case("es", Some("es"))]
    #[case(" ES-es ", Some("es"))]
    #[case("ca_ES", Some("ca"))]
    #[case("spanish", None)]
    #[case("ñ1", None)]
    #[case("", None)]
    fn a_language_is_two_letters(#[case] written: &str, #[case] expected: Option<&str>) {
        let form = Form {
            language: Some(written.into()),
            ..Form::default()
        };
        assert_eq!(form.language().as_deref(), expected);
    }

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
