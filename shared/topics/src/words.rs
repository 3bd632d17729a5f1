//! A text as plain words: what rules and lists are compared by.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text in order: lower case, without accents (NFKD, Unicode Standard Annex #15, less the marks), split
/// at everything that is neither letter nor digit.
pub(crate) fn plain_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let folded = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .nfkd();
    for c in folded.filter(|c| !is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The beginning of a text, at most so many characters of it.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    text.char_indices()
        .nth(most)
        .map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// Soft hyphens, joiners and marks of direction stand inside words without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::{beginning, plain_words};

    #[test]
    fn case_accents_width_and_invisible_signs_do_not_matter() {
        assert_eq!(plain_words("¿DÓNDE está?"), ["donde", "esta"]);
        assert_eq!(plain_words("de\u{301}volucio\u{301}n"), ["devolucion"]);
        assert_eq!(
            plain_words("ｆａｃｔｕｒａ fac\u{AD}tu\u{200B}ra"),
            ["factura", "factura"]
        );
        assert_eq!(
            plain_words("d'acord, pedido#20418"),
            ["d", "acord", "pedido", "20418"]
        );
        assert_eq!(plain_words(" …👍🏽 "), Vec::<String>::new());
    }

    #[test]
    fn a_beginning_never_cuts_a_character() {
        assert_eq!(beginning("ñandú", 1), "ñ");
        assert_eq!(beginning("ñandú", 9), "ñandú");
    }
}
