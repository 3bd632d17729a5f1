//! X's JSON: ids that may be rounded, three ways to write a time, texts with escaped signs.

use channel::lenient;
use jiff::Timestamp;
use jiff::fmt::strtime;
use serde_json::Value;

/// Whole numbers above this are rounded by whatever writes them as floating point: 2^53.
const LAST_EXACT: u64 = 1 << 53;
/// How times stand in objects of API v1.1.
const OLD_TIME: &str = "%a %b %d %H:%M:%S %z %Y";

/// An id by its field's name. The text beside it (`id_str`) comes first, because X's own numbers are rounded; a number
/// that may have been is none.
pub(crate) fn id(value: &Value, name: &str) -> Option<String> {
    let beside = value.get(format!("{name}_str")).and_then(Value::as_str);
    if let Some(id) = beside.and_then(lenient::clean) {
        return Some(id);
    }
    match value.get(name)? {
        Value::Number(number) if number.as_u64()? > LAST_EXACT => None,
        other => lenient::id_of(other),
    }
}

/// An id at a JSON pointer.
pub(crate) fn id_at(value: &Value, pointer: &str) -> Option<String> {
    let (parent, name) = pointer.rsplit_once('/')?;
    id(value.pointer(parent)?, name)
}

/// A short word such as a `type`.
pub(crate) fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The elements of a list; none where there is no list.
pub(crate) fn list<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    let list = value.pointer(pointer).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// An object that stands in a `data` of its own, as the Activity API has users.
pub(crate) fn unwrapped(value: &Value) -> &Value {
    value
        .get("data")
        .filter(|data| data.is_object())
        .unwrap_or(value)
}

/// A text as people wrote it: X writes `&`, `<` and `>` as in HTML.
pub(crate) fn text(value: &Value, pointer: &str) -> Option<String> {
    let text = value.pointer(pointer)?.as_str()?;
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    lenient::clean(&text.replace("&amp;", "&"))
}

/// The first usable time among fields: milliseconds as text or number, ISO 8601, or as API v1.1 writes it.
pub(crate) fn instant(value: &Value, names: &[&str], received_at: Timestamp) -> Option<Timestamp> {
    let fields = names.iter().filter_map(|name| value.get(*name));
    fields
        .filter_map(|field| one_instant(field, received_at))
        .next()
}

fn one_instant(field: &Value, received_at: Timestamp) -> Option<Timestamp> {
    let text = lenient::id_of(field)?;
    if let Some(time) = channel::time::from_text(&text, received_at) {
        return Some(time);
    }
    let written: Option<Timestamp> = text.parse().ok();
    let time = written.or_else(|| strtime::parse(OLD_TIME, &text).ok()?.to_timestamp().ok());
    channel::time::plausible(time?, received_at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_rounded_id_is_never_taken_for_an_id() {
        let both = json!({"id": 1_924_465_506_158_879_000_u64, "id_str": "1924465506158878979"});
        assert_eq!(id(&both, "id"), Some("1924465506158878979".to_owned()));
        let exact = json!({"id": LAST_EXACT});
        assert_eq!(id(&exact, "id"), Some("9007199254740992".to_owned()));
        for rounded in [
            json!(1_924_465_506_158_879_000_u64),
            json!(1.9e18),
            json!(-1),
        ] {
            assert_eq!(id(&json!({"id": rounded}), "id"), None, "{rounded}");
        }
        assert_eq!(
            id(&json!({"id": "99999999999999999999999"}), "id")
                .unwrap()
                .len(),
            23
        );
    }

    #[test]
    fn a_time_is_read_in_each_of_the_three_ways() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let expected: Timestamp = "2026-03-26T16:33:26Z".parse().unwrap();
        for written in [
            json!("1774542806000"),
            json!(1_774_542_806_000_u64),
            json!("2026-03-26T16:33:26.000Z"),
            json!("2026-03-26T18:33:26+02:00"),
            json!("Thu Mar 26 16:33:26 +0000 2026"),
        ] {
            let at = json!({ "at": written });
            assert_eq!(
                instant(&at, &["none", "at"], now),
                Some(expected),
                "{written}"
            );
        }
        for absurd in [
            json!("soon"),
            json!("2001-01-01T00:00:00Z"),
            json!(null),
            json!("9e99"),
        ] {
            assert_eq!(
                instant(&json!({ "at": absurd }), &["at"], now),
                None,
                "{absurd}"
            );
        }
    }

    #[test]
    fn escaped_signs_are_unescaped_once() {
        let post = json!({"text": "1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt;"});
        assert_eq!(text(&post, "/text").unwrap(), "1 < 2 && 3 > 2, &lt;");
    }
}
