//! The list of words and phrases, a file for each language.

use std::sync::LazyLock;

use super::feelings::Weights;
use crate::phrases::Phrases;

/// Earlier languages win where a phrase is in several.
const FILES: [(&str, &str); 7] = [
    ("es", include_str!("lexicon/es.tsv")),
    ("en", include_str!("lexicon/en.tsv")),
    ("pt", include_str!("lexicon/pt.tsv")),
    ("fr", include_str!("lexicon/fr.tsv")),
    ("ca", include_str!("lexicon/ca.tsv")),
    ("it", include_str!("lexicon/it.tsv")),
    ("de", include_str!("lexicon/de.tsv")),
];

/// What a phrase says, and in which language.
pub(super) struct Entry {
    pub(super) code: &'static str,
    pub(super) weights: Weights,
}

pub(super) static PHRASES: LazyLock<Phrases<Entry>> = LazyLock::new(|| {
    let entries = FILES.iter().flat_map(|(code, file)| {
        lines(file).filter_map(|line| {
            let (phrase, weights) = read(line)?;
            Some((phrase, Entry { code, weights }))
        })
    });
    Phrases::of(entries)
});

/// A line that begins with `#` and has no tab is a comment.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    let says = |line: &&str| line.contains('\t') || !(line.starts_with('#') || line.is_empty());
    file.lines().filter(says)
}

/// A phrase and its weights for anger, urgency and insult, with tabs between.
fn read(line: &'static str) -> Option<(&'static str, Weights)> {
    let mut fields = line.split('\t');
    let phrase = fields.next()?;
    let mut weight = || fields.next()?.parse().ok();
    Some((phrase, Weights::of([weight()?, weight()?, weight()?])))
}

#[cfg(test)]
mod tests {
    use super::{FILES, lines, read};
    use crate::words::plain_words;

    #[test]
    fn every_line_is_a_phrase_as_texts_are_folded_with_three_weights() {
        for line in FILES.iter().flat_map(|(_, file)| lines(file)) {
            assert!(read(line).is_some(), "{line}");
            let phrase = line.split('\t').next().unwrap_or_default();
            for part in phrase.split(' ').filter(|part| !part.starts_with('#')) {
                let stem = part.trim_end_matches('*');
                assert_eq!(plain_words(stem), [stem], "{line}");
                assert!(!part.ends_with('*') || stem.len() >= 3, "{line}");
            }
        }
    }

    #[test]
    fn no_phrase_stands_twice_in_a_list() {
        for (code, file) in FILES {
            let mut phrases: Vec<&str> = lines(file)
                .filter_map(|line| line.split('\t').next())
                .collect();
            phrases.sort_unstable();
            let twice: Vec<_> = phrases
                .windows(2)
                .filter(|pair| pair.first() == pair.last())
                .collect();
            assert!(twice.is_empty(), "{code}: {twice:?}");
        }
    }
}
