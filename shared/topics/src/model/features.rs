//! What of a text is counted: its words, pairs of words, and pieces of words of 2 to 5 letters.
//!
//! Pieces find a word again under a typing error, an ending or a neighbouring language. Every feature is known by a hash
//! only: a model holds no word of any customer.

use crate::fresh::fresh;
use crate::words::{beginning, plain_words};

/// Characters of a text that are looked at.
pub(super) const MOST_TEXT: usize = 16_000;

/// Words of a text that are counted. A matter is told long before.
const MOST_WORDS: usize = 600;

/// Letters of a word that are cut into pieces; what is longer is no word but a code.
const MOST_LETTERS: usize = 32;

/// The longest piece of a word.
const LONGEST_PIECE: usize = 5;

/// The shortest piece of a word.
const SHORTEST_PIECE: usize = 2;

/// The words of what a text newly says. Digits become zeros: that a number is there may tell a topic, which number never.
pub(super) fn words(text: &str) -> Vec<String> {
    let said = fresh(beginning(text, MOST_TEXT));
    let mut words = plain_words(&said);
    words.truncate(MOST_WORDS);
    for word in &mut words {
        if word.contains(|c: char| c.is_ascii_digit()) {
            *word = word
                .chars()
                .map(|c| if c.is_ascii_digit() { '0' } else { c })
                .collect();
        }
    }
    words
}

/// The kinds of feature. Each kind is brought to length 1 by itself, so that the many pieces do not drown the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Words and pairs of words.
    Words,
    /// Pieces of words.
    Pieces,
}

/// Where in the text a feature stands: its first word, and whether it takes the next one too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Index of the word.
    pub(super) word: u32,
    /// Whether it is a pair.
    pub(super) pair: bool,
}

/// Calls `each` with every feature of the words, in their order.
pub(super) fn features(words: &[String], each: &mut dyn FnMut(Kind, u32, Place)) {
    let mut before: Option<u32> = None;
    for (at, word) in words.iter().enumerate() {
        let at = at as u32;
        let single = hash_word(word);
        let here = Place {
            word: at,
            pair: false,
        };
        each(Kind::Words, single, here);
        if let Some(before) = before {
            let pair = mix(before.rotate_left(9) ^ single ^ 0x9e37_79b9);
            each(
                Kind::Words,
                pair,
                Place {
                    word: at - 1,
                    pair: true,
                },
            );
        }
        before = Some(single);
        pieces(word, &mut |id| each(Kind::Pieces, id, here));
    }
}

/// Calls `each` with the hash of every piece of a word, its ends marked.
pub(super) fn pieces(word: &str, each: &mut dyn FnMut(u32)) {
    let mut letters = [' '; MOST_LETTERS + 2];
    let mut count = 1;
    for c in word.chars().take(MOST_LETTERS) {
        if let Some(place) = letters.get_mut(count) {
            *place = c;
            count += 1;
        }
    }
    let letters = letters.get(..=count).unwrap_or_default();
    for start in 0..letters.len() {
        let mut hash = PIECE;
        for (length, c) in (1..=LONGEST_PIECE).zip(letters.iter().skip(start)) {
            hash = step(hash, *c);
            if length >= SHORTEST_PIECE {
                each(mix(hash ^ length as u32));
            }
        }
    }
}

/// The hash of a word.
pub(super) fn hash_word(word: &str) -> u32 {
    mix(word.chars().fold(WORD, step))
}

/// Where the hashes of words and of pieces start: different, so that a word is not also a piece.
const WORD: u32 = 0x811c_9dc5;
const PIECE: u32 = 0x7ee3_62d1;

/// FNV-1a, a character at a time.
fn step(hash: u32, c: char) -> u32 {
    (hash ^ u32::from(c)).wrapping_mul(0x0100_0193)
}

/// Spreads a hash over all its bits (the finaliser of MurmurHash3).
fn mix(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(Kind, u32)> {
        let mut found = Vec::new();
        features(&words(text), &mut |kind, id, _| found.push((kind, id)));
        found
    }

    #[test]
    fn accents_capitals_and_the_digits_themselves_do_not_matter() {
        assert_eq!(all("Devolución 20418"), all("DEVOLUCION 99999"));
        assert_ne!(all("pedido 20418"), all("pedido 204"));
    }

    #[test]
    fn a_word_gives_itself_its_pairs_and_its_pieces() {
        let kinds = |text: &str, kind| all(text).iter().filter(|(k, _)| *k == kind).count();
        assert_eq!(kinds("mi pedido", Kind::Words), 3);
        // " mi ": 3 of two letters, 2 of three, 1 of four.
        assert_eq!(kinds("mi", Kind::Pieces), 6);
    }

    #[test]
    fn greeting_signature_and_history_are_set_aside() {
        let mail = "Hola, buenos días:\nno llega\n\n-- \nMarta\n> ¿pidió usted?";
        assert_eq!(all(mail), all("no llega"));
    }

    #[test]
    fn a_huge_text_is_cut() {
        assert_eq!(words(&"a ".repeat(1_000_000)).len(), MOST_WORDS);
        let code = "x".repeat(100_000);
        assert!(all(&code).len() < 200);
    }
}
