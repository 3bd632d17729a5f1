//! A message's text. Whoever speaks to the bot in a group calls it by its name, which Teams writes as
//! `<at>Tienda Levante</at>` and lists among `entities`: that is no part of what they say.

use channel::lenient::clean;
use serde_json::Value;

/// Names that are looked for at most.
const MOST_MENTIONS: usize = 100;

/// Somebody's name in a text.
struct Mention<'a> {
    id: Option<&'a str>,
    /// As it stands in the text, with its marks.
    written: String,
}

impl Mention<'_> {
    /// As people read it. None where it is written in another way than between `<at>` and `</at>`: then it is not
    /// touched, lest words of the customer's go.
    fn name(&self) -> Option<&str> {
        let rest = self.written.strip_prefix("<at")?;
        let (_, name) = rest.strip_suffix("</at>")?.split_once('>')?;
        Some(name)
    }
}

/// The text without the bot's name, and with the names of others as people read them. None when nothing is left.
///
/// # Errors
/// When it is no text.
pub(crate) fn of(activity: &Value, bot: Option<&str>) -> Result<Option<String>, &'static str> {
    let mut text = match activity.get("text") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err("a text that is no text"),
    };
    for mention in mentions(activity) {
        let Some(name) = mention.name() else { continue };
        text = if bot.is_some() && mention.id == bot {
            without(&text, &mention.written)
        } else {
            text.replace(&mention.written, name)
        };
    }
    Ok(clean(text.trim()))
}

/// A name of several words may be listed word by word, and one that holds `&` without its text
/// (<https://github.com/microsoft/botbuilder-js/issues/4379>, <https://github.com/microsoft/botbuilder-js/issues/2083>).
fn mentions(activity: &Value) -> impl Iterator<Item = Mention<'_>> {
    let entities = activity.get("entities").and_then(Value::as_array);
    let mentions = entities.into_iter().flatten().filter_map(mention);
    mentions.take(MOST_MENTIONS)
}

fn mention(entity: &Value) -> Option<Mention<'_>> {
    let text = |pointer| entity.pointer(pointer).and_then(Value::as_str);
    if text("/type") != Some("mention") {
        return None;
    }
    let by_name = || text("/mentioned/name").map(|name| format!("<at>{name}</at>"));
    Some(Mention {
        id: text("/mentioned/id"),
        written: text("/text").map(str::to_owned).or_else(by_name)?,
    })
}

/// The text without a part, and with one space where the part stood.
fn without(text: &str, part: &str) -> String {
    let is_space = |c: char| c == ' ' || c == '\u{a0}';
    let pieces: Vec<&str> = text
        .split(part)
        .map(|piece| piece.trim_matches(is_space))
        .filter(|piece| !piece.is_empty())
        .collect();
    pieces.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    const BOT: &str = "28:bot";

    fn mentioned(id: &str, text: &str) -> Value {
        json!({"type": "mention", "mentioned": {"id": id, "name": "Tienda Levante"}, "text": text})
    }

    fn read(text: &str, entities: Value) -> Option<String> {
        of(&json!({"text": text, "entities": entities}), Some(BOT)).unwrap_or_default()
    }

    #[rstest]
    #[case("<at>Tienda</at> hola", "hola")]
    #[case("hola <at>Tienda</at>, ¿qué tal?", "hola , ¿qué tal?")]
    #[case("hola <at>Tienda</at> <at>Tienda</at> adiós", "hola adiós")]
    #[case("\r\n<at>Tienda</at>\u{a0}hola\r\n", "hola")]
    #[case("sin nombre", "sin nombre")]
    fn the_bot_s_name_is_no_part_of_the_text(#[case] text: &str, #[case] expected: &str) {
        let entities = json!([mentioned(BOT, "<at>Tienda</at>")]);
        assert_eq!(read(text, entities).as_deref(), Some(expected));
    }

    #[test]
    fn a_name_may_be_listed_word_by_word_or_without_its_text() {
        let words = json!([
            mentioned(BOT, "<at>Tienda</at>"),
            mentioned(BOT, "<at>Levante</at>")
        ]);
        let text = "<at>Tienda</at> <at>Levante</at> hola";
        assert_eq!(read(text, words).as_deref(), Some("hola"));
        let mut nameless = mentioned(BOT, "");
        nameless["text"] = Value::Null;
        let text = "<at>Tienda Levante</at> hola";
        assert_eq!(read(text, json!([nameless])).as_deref(), Some("hola"));
    }

    #[test]
    fn names_of_others_stay_as_people_read_them() {
        let entities = json!([mentioned("29:ana", "<at>Ana</at>")]);
        let text = read("<at>Ana</at> dice que sí", entities);
        assert_eq!(text.as_deref(), Some("Ana dice que sí"));
    }

    #[rstest]
    #[case("")]
    #[case("hola")]
    #[case("<at>")]
    #[case("</at>")]
    #[case("<at</at>")]
    fn no_other_words_are_taken_away(#[case] written: &str) {
        let entities = json!([mentioned(BOT, written), 5, null, {"type": "mention"}]);
        assert_eq!(
            read("hola </at> <at>", entities),
            Some("hola </at> <at>".to_owned())
        );
    }

    #[test]
    fn nothing_but_the_name_is_no_text_and_a_number_is_an_error() {
        let entities = json!([mentioned(BOT, "<at>Tienda</at>")]);
        assert_eq!(read(" <at>Tienda</at> ", entities), None);
        assert_eq!(of(&json!({}), Some(BOT)), Ok(None));
        assert!(of(&json!({"text": 5}), Some(BOT)).is_err());
    }
}
