//! Fields in normal form, whoever wrote them.

use crate::Fault;

/// Longest name kept, in characters.
const LONGEST_NAME: usize = 200;
/// Longest e-mail address (RFC 5321 §4.5.3.1.3, less its brackets).
const LONGEST_EMAIL: usize = 254;

/// A name in one line.
pub(crate) fn name(written: Option<&str>) -> Option<String> {
    line(written, LONGEST_NAME)
}

/// The ISO 639-1 code of `es`, `es-ES`, `ES_es`.
pub(crate) fn language(written: &str) -> Option<String> {
    let written = written.trim().to_ascii_lowercase();
    let code = written.split(['-', '_']).next()?;
    (code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase())).then(|| code.to_owned())
}

/// An address in lower case. No more is asked than that mail could reach it: one `@`, a dotted domain, no spaces.
pub(crate) fn email(written: &str) -> Result<String, Fault> {
    let address = written.trim().to_lowercase();
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

/// A number in E.164 where the country was written (`+34 …`, `0034 …`), else its digits.
pub(crate) fn phone(written: &str) -> Result<String, Fault> {
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
pub(super) fn line(field: Option<&str>, longest: usize) -> Option<String> {
    let text: String = field?
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    filled(Some(&text)).map(|text| text.chars().take(longest).collect())
}

/// Text of many lines: LF, no control characters, no blank ends.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    kept.trim().to_owned()
}

pub(super) fn filled(field: Option<&str>) -> Option<&str> {
    field.map(str::trim).filter(|text| !text.is_empty())
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
    #[case(" Ana.Ruiz@Shop.Example ", Ok("ana.ruiz@shop.example"))]
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
        assert_eq!(language(written).as_deref(), expected);
    }
}
