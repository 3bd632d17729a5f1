//! Words that only thank or greet. A courtesy starts no clock and reopens nothing.
//!
//! Only a closed list counts, at most five words, without question mark, digit, negation or attachment. In doubt it is
//! no courtesy: a clock too many is answered, a clock too few breaks a promise.

use crate::words::plain_words;

/// Words that may stand in a courtesy, per language; compared without accents, in lower case.
const WORDS: &[&str] = &[
    // Spanish
    "gracias",
    "muchas",
    "mil",
    "muchisimas",
    "ok",
    "okay",
    "vale",
    "perfecto",
    "genial",
    "estupendo",
    "de",
    "acuerdo",
    "hasta",
    "luego",
    "pronto",
    "adios",
    "saludos",
    "un",
    "saludo",
    "buen",
    "buenas",
    "buenos",
    "dia",
    "dias",
    "tardes",
    "noches",
    "entendido",
    "recibido",
    "muy",
    "amable",
    "amables",
    "todo",
    "bien",
    "listo",
    // English
    "thanks",
    "thank",
    "you",
    "very",
    "much",
    "great",
    "perfect",
    "bye",
    "cheers",
    "regards",
    "best",
    "kind",
    "good",
    "got",
    "it",
    "all",
    "many",
    "a",
    "lot",
    // Catalan
    "gracies",
    "moltes",
    "d'acord",
    "perfecte",
    "fins",
    "aviat",
    "adeu",
    "salutacions",
    "be",
    // Portuguese
    "obrigado",
    "obrigada",
    "muito",
    "perfeito",
    "certo",
    "ate",
    "logo",
    "tchau",
    // French
    "merci",
    "beaucoup",
    "parfait",
    "d'accord",
    "bonne",
    "journee",
    "au",
    "revoir",
    "bien",
    "entendu",
];

/// Words of which a courtesy holds at least one; the others only go along.
const CORE: &[&str] = &[
    "gracias",
    "ok",
    "okay",
    "vale",
    "perfecto",
    "genial",
    "estupendo",
    "acuerdo",
    "adios",
    "saludos",
    "saludo",
    "entendido",
    "recibido",
    "thanks",
    "thank",
    "great",
    "perfect",
    "bye",
    "cheers",
    "regards",
    "got",
    "gracies",
    "d'acord",
    "perfecte",
    "adeu",
    "salutacions",
    "obrigado",
    "obrigada",
    "perfeito",
    "certo",
    "tchau",
    "merci",
    "parfait",
    "d'accord",
    "entendu",
    "luego",
    "pronto",
    "aviat",
    "revoir",
];

const MOST_WORDS: usize = 5;

/// Whether a text only thanks or greets. `attachments` is how many files came with it.
pub fn is_courtesy(text: &str, attachments: u32) -> bool {
    if attachments > 0 || text.contains(['?', '¿']) || text.chars().any(|c| c.is_numeric()) {
        return false;
    }
    let words = plain_words(text);
    if words.is_empty() {
        return is_only_gestures(text);
    }
    words.len() <= MOST_WORDS
        && words.iter().all(|word| WORDS.contains(&word.as_str()))
        && words.iter().any(|word| CORE.contains(&word.as_str()))
}

/// One to five friendly signs and nothing else. Others, such as an angry face, are no courtesy.
fn is_only_gestures(text: &str) -> bool {
    const FRIENDLY: &str = "👍👌🙏😊🙂😀😃😄😁❤🧡💛💚💙💜🤗🥰😍😘👏🎉✨💪🤝";
    let signs: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_modifier(*c))
        .collect();
    !signs.is_empty()
        && signs.len() <= MOST_WORDS
        && signs.iter().all(|sign| FRIENDLY.contains(*sign))
}

/// Variation selectors, joiners and skin tones change how a sign looks, not what it says.
fn is_modifier(c: char) -> bool {
    matches!(
        c,
        '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}'
    )
}

#[cfg(test)]
mod tests {
    use super::is_courtesy;

    #[test]
    fn thanks_and_greetings_are_courtesies() {
        for text in [
            "gracias 👍",
            "¡Muchas gracias!",
            "ok",
            "Vale, perfecto",
            "thank you very much",
            "Merci beaucoup",
            "Gràcies",
            "👍🏽",
            "🙏",
            "hasta luego",
            "Obrigada!",
        ] {
            assert!(is_courtesy(text, 0), "{text}");
        }
    }

    #[test]
    fn whatever_may_ask_for_something_is_none() {
        for text in [
            "gracias, pero sigue sin llegar",
            "gracias?",
            "ok 2",
            "no gracias",
            "hola",
            "",
            "buenas",
            "de a",
            "gracias gracias gracias gracias gracias gracias",
            "😡",
            "👍👍👍👍👍👍",
            "ok pero cuándo",
        ] {
            assert!(!is_courtesy(text, 0), "{text}");
        }
        assert!(!is_courtesy("gracias", 1), "with a photo");
    }
}
