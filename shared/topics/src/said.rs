//! A text as words that still know how they were written.

use std::ops::Range;

use crate::words::plain_words;

/// Words that are looked at.
const MOST_WORDS: usize = 800;

/// Bytes of one word that are folded; longer ones are noise.
const LONGEST_WORD: usize = 80;

/// Numbers as words, without one: "una vez" is no count.
const NUMBERS: &[&str] = &[
    "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "quince", "veinte",
    "treinta", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dois",
    "duas", "quatro", "sete", "oito", "dez", "deux", "trois", "quatre", "cinq", "sept", "huit",
    "neuf", "dix", "quinze", "dues", "cinc", "sis", "set", "vuit", "deu", "due", "tre", "quattro",
    "cinque", "sei", "sette", "otto", "dieci", "zwei", "drei", "vier", "funf", "sechs", "sieben",
    "acht", "zehn",
];

/// One word of a text.
pub(crate) struct Word {
    /// Lower case, without accents and disguises: what lists are compared by.
    pub(crate) plain: String,
    /// A sign that ends a clause stands before it, or nothing does.
    pub(crate) opens: bool,
    at: Range<usize>,
}

/// The words of a text.
pub(crate) struct Said<'t> {
    text: &'t str,
    pub(crate) words: Vec<Word>,
}

impl<'t> Said<'t> {
    /// Splits a text into at most so many words as a person reads in some minutes.
    pub(crate) fn of(text: &'t str) -> Self {
        let mut words = Vec::new();
        let mut opens = true;
        let mut rest = 0;
        while words.len() < MOST_WORDS {
            let Some(at) = next_word(text, rest) else {
                break;
            };
            opens |= text
                .get(rest..at.start)
                .is_some_and(|gap| gap.contains(ends_clause));
            rest = at.end;
            let plain = fold(text.get(at.clone()).unwrap_or_default());
            if !plain.is_empty() {
                words.push(Word { plain, opens, at });
                opens = false;
            }
        }
        Self { text, words }
    }

    /// Some neighbouring words as they were written.
    pub(crate) fn written(&self, range: &Range<usize>) -> &'t str {
        let first = self.words.get(range.start);
        let last = range
            .end
            .checked_sub(1)
            .and_then(|last| self.words.get(last));
        first
            .zip(last)
            .and_then(|(first, last)| self.text.get(first.at.start..last.at.end))
            .unwrap_or_default()
    }
}

impl Word {
    /// Whether it is a number, an ordinal such as `3ª` or `3rd`, or a number's name.
    pub(crate) fn is_number(&self) -> bool {
        let digits = self.plain.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0 && self.plain.len() - digits <= 3) || NUMBERS.contains(&self.plain.as_str())
    }
}

fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | '¡' | '¿' | '…' | '(' | ')'
    )
}

/// Where the next word stands, from a place on.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = rest.find(char::is_alphanumeric)?;
    let tail = rest.get(start..)?;
    let length = tail
        .find(|c: char| !belongs_to_word(c))
        .unwrap_or(tail.len());
    Some(from + start..from + start + length)
}

/// Letters, digits, marks upon them, what is not seen, and `@`, by which letters are hidden ("put@s").
fn belongs_to_word(c: char) -> bool {
    c.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(
            c,
            '@' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        )
}

/// A word without case, accents, drawn-out letters and digits in the place of letters ("m13rda").
fn fold(written: &str) -> String {
    if written.len() > LONGEST_WORD {
        return String::new();
    }
    let plain = plain_words(&written.replace('@', "a")).concat();
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let starts_with_letter = plain.starts_with(|c: char| c.is_alphabetic());
    let disguised = digits > 0 && letters >= 2 * digits && letters > 2 && starts_with_letter;
    once(
        plain
            .chars()
            .map(|c| if disguised { undisguised(c) } else { c }),
    )
}

fn undisguised(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    }
}

/// A letter that is written three times or more stands once.
fn once(letters: impl Iterator<Item = char>) -> String {
    let mut kept: Vec<char> = Vec::new();
    let mut run = 0;
    for c in letters {
        run = if kept.last() == Some(&c) { run + 1 } else { 1 };
        if run == 3 && !c.is_numeric() {
            kept.pop();
        }
        if run < 3 || c.is_numeric() {
            kept.push(c);
        }
    }
    kept.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::Said;

    fn plain(text: &str) -> Vec<String> {
        Said::of(text)
            .words
            .into_iter()
            .map(|word| word.plain)
            .collect()
    }

    #[test]
    fn words_lose_case_accents_drawn_out_letters_and_disguises() {
        assert_eq!(
            plain("¡URGENTEEEE, por favor!"),
            ["urgente", "por", "favor"]
        );
        assert_eq!(
            plain("m13rda put@s g1lip0llas"),
            ["mierda", "putas", "gilipollas"]
        );
        assert_eq!(
            plain("pedido 20418, AL-4831, 3ª 1111"),
            ["pedido", "20418", "al", "4831", "3a", "1111"]
        );
    }

    #[test]
    fn a_clause_is_known_by_the_sign_before_it() {
        let said = Said::of("No, es urgente");
        assert_eq!(
            said.words.iter().map(|word| word.opens).collect::<Vec<_>>(),
            [true, true, false]
        );
        assert_eq!(said.written(&(1..3)), "es urgente");
        assert_eq!(said.written(&(2..9)), "");
    }

    #[test]
    fn numbers_are_known_as_digits_ordinals_and_words() {
        let said = Said::of("3 3ª 3rd tres una AL4831 20418");
        let numbers: Vec<bool> = said.words.iter().map(super::Word::is_number).collect();
        assert_eq!(numbers, [true, true, true, true, false, false, true]);
    }
}
