//! How a text is written, beside its words: capitals, marks, emoji.

use super::feelings::{Feelings, Weights};
use crate::said::Said;

/// Letters from which a word in capitals is no abbreviation.
const SHOUTED_LETTERS: usize = 4;

/// Shouted words that are told as reasons.
const SHOUTED_TOLD: usize = 3;

/// Share of shouted words from which the whole text is shouted.
const SHOUTED_SHARE: f64 = 0.3;

/// What they say of anger, urgency and insult.
const EMOJI: &[(char, [f64; 3])] = &[
    ('😡', [2.5, 0.0, 0.0]),
    ('😠', [2.5, 0.0, 0.0]),
    ('🤬', [3.0, 0.0, 1.0]),
    ('👿', [2.0, 0.0, 0.0]),
    ('😤', [2.0, 0.0, 0.0]),
    ('🤡', [1.5, 0.0, 1.5]),
    ('🖕', [3.0, 0.0, 3.0]),
    ('💩', [1.5, 0.0, 1.0]),
    ('👎', [1.0, 0.0, 0.0]),
    ('🙄', [1.0, 0.0, 0.0]),
    ('🚨', [0.3, 2.0, 0.0]),
    ('🆘', [0.0, 2.5, 0.0]),
    ('⏰', [0.0, 1.5, 0.0]),
];

/// Adds what the signs of a text say.
pub(super) fn add(text: &str, said: &Said<'_>, feelings: &mut Feelings) {
    for (emoji, weights) in EMOJI {
        if text.contains(*emoji) {
            feelings.add(&Weights::of(*weights), emoji.encode_utf8(&mut [0; 4]));
        }
    }
    add_shouting(said, feelings);
    if !feelings.is_pleased() {
        add_marks(text, feelings);
    }
}

/// Words in capitals: a text of them, or some of several letters in a text of small ones.
fn add_shouting(said: &Said<'_>, feelings: &mut Feelings) {
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= SHOUTED_LETTERS;
    let words: Vec<&str> = (0..said.words.len())
        .map(|at| said.written(&(at..at + 1)))
        .filter(long)
        .collect();
    let shouted: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !word.contains(char::is_lowercase) && !word.contains(char::is_numeric))
        .collect();
    let share = shouted.len() as f64 / words.len().max(1) as f64;
    let whole = shouted.len() >= 2 && share >= SHOUTED_SHARE;
    let each = match (whole, shouted.len()) {
        (true, _) => [0.2, 0.1, 0.0],
        (false, 1..) => [0.3, 0.1, 0.0],
        _ => return,
    };
    for word in shouted.iter().take(SHOUTED_TOLD) {
        feelings.add(&Weights::of(each), word);
    }
}

/// Repeated exclamation and question marks, the longest run of them.
fn add_marks(text: &str, feelings: &mut Feelings) {
    let run = text
        .split(|c| !matches!(c, '!' | '?'))
        .max_by_key(|run| run.len())
        .unwrap_or_default();
    let (asks, calls) = (run.contains('?'), run.contains('!'));
    let weights = match run.len() {
        0 | 1 => return,
        _ if asks && calls => [0.8, 0.3, 0.0],
        2 if asks => [0.4, 0.3, 0.0],
        _ if asks => [0.7, 0.5, 0.0],
        2 => [0.4, 0.3, 0.0],
        _ => [0.8, 0.5, 0.0],
    };
    feelings.add(&Weights::of(weights), run);
}
