//! What unsolicited offers say, and what customers say.

use std::sync::LazyLock;

use crate::phrases::Phrases;

const FILE: &str = include_str!("lexicon.tsv");

/// A phrase and its weight: above 0 for offers, below for customers.
pub(super) struct Entry {
    pub(super) phrase: &'static str,
    pub(super) weight: f64,
}

pub(super) static PHRASES: LazyLock<Phrases<Entry>> = LazyLock::new(|| {
    let entries = lines().filter_map(read);
    Phrases::of(entries.map(|entry| (entry.phrase, entry)))
});

/// A line that begins with `#` and has no tab is a comment.
fn lines() -> impl Iterator<Item = &'static str> {
    FILE.lines()
        .filter(|line| line.contains('\t') || !line.starts_with('#'))
        .filter(|line| !line.is_empty())
}

fn read(line: &'static str) -> Option<Entry> {
    let (phrase, weight) = line.split_once('\t')?;
    let weight = weight.parse().ok()?;
    Some(Entry { phrase, weight })
}

#[cfg(test)]
mod tests {
    use super::{lines, read};
    use crate::words::plain_words;

    #[test]
    fn every_line_is_a_phrase_as_texts_are_folded_with_its_weight_and_stands_once() {
        let mut phrases = Vec::new();
        for line in lines() {
            assert!(read(line).is_some(), "{line}");
            let phrase = line.split('\t').next().unwrap_or_default();
            for part in phrase.split(' ').filter(|part| !part.starts_with('#')) {
                let stem = part.trim_end_matches('*');
                assert_eq!(plain_words(stem), [stem], "{line}");
                assert!(!part.ends_with('*') || stem.len() >= 3, "{line}");
            }
            phrases.push(phrase);
        }
        phrases.sort_unstable();
        let twice: Vec<_> = phrases
            .windows(2)
            .filter(|pair| pair.first() == pair.last())
            .collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
