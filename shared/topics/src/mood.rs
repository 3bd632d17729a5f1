//! How angry, urgent and insulting a text is: by a list of words and phrases and by how it is written.
//!
//! The list and the signs say what a reader would notice, and they are told as reasons. It is no science of emotions:
//! irony, and anger that is politely put, pass unseen.

mod feelings;
mod lexicon;
mod negation;
mod signs;

use crate::fresh::fresh;
use crate::language::Likely;
use crate::said::Said;
use crate::score::Score;
use crate::words::beginning;
use feelings::Feelings;

/// Characters of a text that are looked at.
const MOST_TEXT: usize = 6_000;

/// A list counts if the text may be in its language. Spanish and English ones always do: customers mix them in.
const MAY_BE: f64 = 0.03;

/// Three scores of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mood {
    /// Of complaint and threat: anger at what happened or at us.
    pub anger: Score,
    /// That an answer is wanted soon: a deadline, an emergency, the word itself.
    pub urgency: Score,
    /// Of words that offend people.
    pub insult: Score,
}

/// Tells the mood of a text: quoted history, signature and a first line that only greets are not looked at. The time it
/// takes grows with the text and stops growing at 6 000 characters.
///
/// A score of 0 means that nothing was found, 0.5 that a reader would likely agree.
pub fn mood(text: &str) -> Mood {
    let text = fresh(beginning(text, MOST_TEXT));
    let said = Said::of(&text);
    let likely = Likely::of_message(&text);
    let may_be = |code: &str| matches!(code, "es" | "en") || likely.share(code) >= MAY_BE;
    let mut feelings = Feelings::default();
    for hit in lexicon::PHRASES.find(&said.words, |entry| may_be(entry.code)) {
        let written = said.written(&hit.at);
        let weights = &hit.meaning.weights;
        if weights.insult <= 0.0 || !negation::about_oneself(&said.words, hit.at.start) {
            let denied = negation::denies(&said.words, hit.at.start);
            feelings.add_phrase(weights, written, denied);
        }
    }
    signs::add(&text, &said, &mut feelings);
    feelings.mood()
}
