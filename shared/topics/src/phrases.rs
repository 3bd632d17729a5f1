//! Phrases of a list, found in one walk over a text's words.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::said::Word;

/// Phrases with what each means, by their first letters.
pub(crate) struct Phrases<T> {
    by_head: HashMap<String, Vec<Phrase<T>>>,
}

struct Phrase<T> {
    parts: Vec<Part>,
    meaning: T,
}

enum Part {
    Word(String),
    /// A word that begins so.
    Stem(String),
    Number,
}

/// A phrase found: at which words, and what it means.
pub(crate) struct Hit<'p, T> {
    pub(crate) at: Range<usize>,
    pub(crate) meaning: &'p T,
}

impl<T> Phrases<T> {
    /// Reads phrases as the lists write them: plain words, `stem*`, `#` for a number.
    pub(crate) fn of<'l>(lines: impl Iterator<Item = (&'l str, T)>) -> Self {
        let mut by_head: HashMap<String, Vec<Phrase<T>>> = HashMap::new();
        for (line, meaning) in lines {
            let parts: Vec<Part> = line.split_whitespace().map(Part::of).collect();
            if let Some(first) = parts.first() {
                let head = first.head();
                by_head
                    .entry(head)
                    .or_default()
                    .push(Phrase { parts, meaning });
            }
        }
        for phrases in by_head.values_mut() {
            phrases.sort_by_key(Phrase::rank);
        }
        Self { by_head }
    }

    /// The phrases in some words, each within a clause. At each place the longest allowed one takes its words, exact
    /// words before stems.
    pub(crate) fn find(&self, words: &[Word], allowed: impl Fn(&T) -> bool) -> Vec<Hit<'_, T>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let found = self.longest(rest, &allowed);
            let length = found.map_or(1, |phrase| phrase.parts.len());
            if let Some(phrase) = found {
                let (at, meaning) = (at..at + length, &phrase.meaning);
                hits.push(Hit { at, meaning });
            }
            at += length;
        }
        hits
    }

    fn longest(&self, words: &[Word], allowed: &impl Fn(&T) -> bool) -> Option<&Phrase<T>> {
        let first = words.first()?;
        let number = first.is_number().then_some("#");
        let heads = [head(&first.plain), number.unwrap_or_default()];
        let here = heads
            .iter()
            .filter_map(|head| self.by_head.get(*head))
            .flatten();
        here.filter(|phrase| allowed(&phrase.meaning) && phrase.begins(words))
            .min_by_key(|phrase| phrase.rank())
    }
}

impl<T> Phrase<T> {
    /// Whether the first words are the phrase's, all in one clause.
    fn begins(&self, words: &[Word]) -> bool {
        let own = words.get(..self.parts.len()).unwrap_or_default();
        let fits = |(part, word): (&Part, &Word)| part.fits(word);
        own.len() == self.parts.len()
            && self.parts.iter().zip(own).all(fits)
            && own.iter().skip(1).all(|word| !word.opens)
    }

    /// More words before fewer, exact ones before patterns, longer stems before shorter.
    fn rank(&self) -> (Reverse<usize>, usize, Reverse<usize>) {
        let is_pattern = |part: &&Part| !matches!(part, Part::Word(_));
        let patterns = self.parts.iter().filter(is_pattern).count();
        let letters = self.parts.iter().map(Part::letters).sum();
        (Reverse(self.parts.len()), patterns, Reverse(letters))
    }
}

impl Part {
    fn of(written: &str) -> Self {
        match written.strip_suffix('*') {
            _ if written.starts_with('#') => Self::Number,
            Some(stem) => Self::Stem(stem.to_owned()),
            None => Self::Word(written.to_owned()),
        }
    }

    fn head(&self) -> String {
        match self {
            Self::Word(word) | Self::Stem(word) => head(word).to_owned(),
            Self::Number => "#".to_owned(),
        }
    }

    fn letters(&self) -> usize {
        match self {
            Self::Word(word) | Self::Stem(word) => word.len(),
            Self::Number => 0,
        }
    }

    fn fits(&self, word: &Word) -> bool {
        match self {
            Self::Word(own) => *own == word.plain,
            Self::Stem(stem) => word.plain.starts_with(stem.as_str()),
            Self::Number => word.is_number(),
        }
    }
}

/// The first three letters, or as many as there are.
fn head(word: &str) -> &str {
    word.char_indices()
        .nth(3)
        .map_or(word, |(end, _)| word.get(..end).unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use crate::said::Said;

    fn found(list: &[&str], text: &str) -> Vec<String> {
        let phrases = Phrases::of(list.iter().map(|line| (*line, ())));
        let said = Said::of(text);
        let hits = phrases.find(&said.words, |()| true);
        hits.iter()
            .map(|hit| said.written(&hit.at).to_owned())
            .collect()
    }

    #[test]
    fn the_longest_phrase_takes_its_words() {
        let list = ["vez", "tercera vez", "# semanas", "indignad*"];
        assert_eq!(
            found(&list, "Por TERCERA vez, ¡indignadísima!"),
            ["TERCERA vez", "indignadísima"]
        );
        assert_eq!(
            found(&list, "tres semanas y 3 semanas, una vez"),
            ["tres semanas", "3 semanas", "vez"]
        );
        assert!(found(&list, "semanas indigno").is_empty());
    }

    #[test]
    fn a_phrase_runs_over_line_ends_and_not_over_clauses() {
        assert_eq!(found(&["no es urgente"], "no es\nurgente").len(), 1);
        assert!(found(&["no es urgente"], "No, es urgente").is_empty());
    }

    #[test]
    fn what_is_not_allowed_gives_way_to_what_is() {
        let phrases = Phrases::of([("a b", 1), ("a", 2)].into_iter());
        let said = Said::of("a b");
        let hits = phrases.find(&said.words, |meaning| *meaning == 2);
        assert_eq!(hits.iter().map(|hit| *hit.meaning).collect::<Vec<_>>(), [2]);
    }
}
