//! When a mail was written, by its `Date`.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use mail_parser::{DateTime, Message};

use super::headers;

/// Weekdays that do not fit the date are common (and wrong); obsolete zones are read as RFC 5322 §4.3 says.
static PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// The instant in the first such field; none where it is missing or cannot be read.
pub(super) fn of(message: &Message<'_>) -> Option<Timestamp> {
    headers::first(message, "Date").and_then(|written| instant(&written))
}

fn instant(written: &str) -> Option<Timestamp> {
    PARSER
        .parse_timestamp(written)
        .ok()
        .or_else(|| leniently(written))
}

/// For what no standard allows, such as a comment before the zone.
fn leniently(written: &str) -> Option<Timestamp> {
    let date = DateTime::parse_rfc822(&format!("{written}\n"))?;
    if date.is_valid() {
        Timestamp::from_second(date.to_timestamp()).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Fri, 29 Jul 2011 04:08:56 -0400 (EDT)", Some("2011-07-29T08:08:56Z"))]
    #[case("Fri, 29 Jul 2011 04:08:56 (EDT) -0400", Some("2011-07-29T08:08:56Z"))]
    #[case("Thu, 29 Jul 2011 04:08:56 EDT", Some("2011-07-29T08:08:56Z"))]
    #[case("29 Jul 11 04:08 GMT", Some("2011-07-29T04:08:00Z"))]
    #[case("Fri, 29 Jul 2011 04:08:56 Z", Some("2011-07-29T04:08:56Z"))]
    #[case("Fri, 29 Jul 2011 24:08:56 +0000", None)]
    #[case("yesterday", None)]
    #[case("", None)]
    fn dates_as_clients_write_them(#[case] written: &str, #[case] expected: Option<&str>) {
        assert_eq!(
            instant(written).map(|time| time.to_string()).as_deref(),
            expected,
            "{written}"
        );
    }
}
