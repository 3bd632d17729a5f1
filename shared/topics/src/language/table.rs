//! A table of letter groups: what each speaks for, learnt beforehand (`infra/topics/language`).

use unicode_normalization::UnicodeNormalization;

/// The languages of the table, in the order of its columns. ISO 639-1.
pub(crate) const CODES: [&str; 7] = ["es", "en", "pt", "fr", "ca", "it", "de"];

/// The worth of one step (a 32-bit float, little end first), then a row of signed bytes for each bucket.
const TABLE: &[u8] = include_bytes!("table.bin");

/// Logarithms of how much more often than others a language is met here: what several share, such as "hola", is Spanish
/// before Catalan.
const BEFOREHAND: [f64; CODES.len()] = [0.7, 0.3, 0.0, 0.0, -0.4, 0.0, 0.0];

/// Signs beside the letters that one language has: its column, and what they add.
const SIGNS: &[(&str, usize, f64)] = &[("¿", 0, 3.0), ("¡", 0, 3.0), ("l·l", 4, 3.0)];

const HEADER: usize = 4;
const BUCKETS: usize = 1 << 13;
const LONGEST_GRAM: usize = 5;
const LONGEST_WORD: usize = 24;

/// Words that are looked at: after so many the language is known.
const MOST_WORDS: usize = 150;

/// What speaks for each language, in the order of [`CODES`]: logarithms of odds, up to a common summand. None where
/// the text has no word in Latin letters.
pub(crate) fn weigh(text: &str) -> Option<[f64; CODES.len()]> {
    let mut sums = [0_i64; CODES.len()];
    let words = words(text);
    if words.is_empty() {
        return None;
    }
    for word in &words {
        add_word(word, &mut sums);
    }
    let unit = f64::from(unit());
    let mut weights = BEFOREHAND;
    for (weight, sum) in weights.iter_mut().zip(sums) {
        *weight += sum as f64 * unit;
    }
    for (_, column, worth) in SIGNS.iter().filter(|(sign, ..)| text.contains(sign)) {
        if let Some(weight) = weights.get_mut(*column) {
            *weight += worth;
        }
    }
    Some(weights)
}

fn unit() -> f32 {
    TABLE
        .first_chunk()
        .map_or(0.0, |bytes| f32::from_le_bytes(*bytes))
}

/// Lower case, accents kept (Unicode's composed form), split at what is no letter.
fn words(text: &str) -> Vec<String> {
    let letters: String = text.to_lowercase().nfc().collect();
    letters
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty() && word.chars().count() <= LONGEST_WORD)
        .filter(|word| word.chars().any(is_latin))
        .map(drawn_in)
        .take(MOST_WORDS)
        .collect()
}

fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{DF}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// A letter that is written three times or more stands once: "holaaaa".
fn drawn_in(word: &str) -> String {
    let mut kept = String::new();
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let mut times = 1;
        while letters.next_if_eq(&c).is_some() {
            times += 1;
        }
        kept.extend(std::iter::repeat_n(c, if times > 2 { 1 } else { times }));
    }
    kept
}

/// Adds every group of 1 to 5 letters of a word with its bounds, but the bounds alone.
fn add_word(word: &str, sums: &mut [i64; CODES.len()]) {
    let bounded = format!("^{word}$");
    let starts: Vec<usize> = bounded
        .char_indices()
        .map(|(at, _)| at)
        .chain([bounded.len()])
        .collect();
    for (first, start) in starts.iter().enumerate() {
        for end in starts.iter().skip(first + 1).take(LONGEST_GRAM) {
            let gram = bounded.get(*start..*end).unwrap_or_default();
            if gram != "^" && gram != "$" {
                add_row(bucket(gram), sums);
            }
        }
    }
}

fn add_row(bucket: usize, sums: &mut [i64; CODES.len()]) {
    let start = HEADER + bucket * CODES.len();
    let row = TABLE.get(start..start + CODES.len()).unwrap_or_default();
    for (sum, step) in sums.iter_mut().zip(row) {
        *sum += i64::from(step.cast_signed());
    }
}

/// FNV-1a in 32 bits, folded.
fn bucket(gram: &str) -> usize {
    let hash = gram.bytes().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash ^ (hash >> 16)) as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::{BUCKETS, CODES, HEADER, TABLE, bucket, unit, weigh, words};

    #[test]
    fn the_table_has_a_row_for_each_bucket() {
        assert_eq!(TABLE.len(), HEADER + BUCKETS * CODES.len());
        assert!(unit() > 0.0 && unit() < 1.0);
    }

    #[test]
    fn words_and_buckets_are_those_of_the_trainer() {
        assert_eq!(
            words("¡Holaaaa! J’ai 3 coeurs_l·l"),
            ["hola", "j", "ai", "coeurs", "l", "l"]
        );
        assert_eq!(words("n\u{303}andu\u{301}"), ["ñandú"]);
        // FNV-1a of "a" is e40c292c; its halves together, in 13 bits.
        assert_eq!(bucket("a"), (0xE40C_292C_usize ^ 0xE40C) % BUCKETS);
    }

    #[test]
    fn other_scripts_and_signs_weigh_nothing() {
        for text in ["", "20418 👍", "привет", "こんにちは", "مرحبا"] {
            assert!(weigh(text).is_none(), "{text}");
        }
    }
}
