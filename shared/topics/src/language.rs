//! The language of a text: by its letter groups, else by what is known beforehand.

mod others;
mod table;

use domain::{Care, Language};

use crate::fresh::fresh;
use crate::words::beginning;
use table::CODES;

/// Characters of a text that are looked at.
const MOST_TEXT: usize = 2_000;

/// Divides what the table weighs, so that a stated confidence of 0.9 is right nine times of ten on customers' messages.
const TEMPERATURE: f64 = 1.0;

/// A confidence that needs no hint.
const SURE: f64 = 0.75;

/// How much likelier the brand's usual language is before anything is read, and how much the others that it serves. Two or
/// three words are often words of several languages ("Mi carta."), and who asks a shop asks in its language; a sentence
/// outweighs this many times over.
const USUAL: f64 = 8.0;
const SERVED: f64 = 3.0;

/// A hint decides a doubtful text unless its language is this much less likely than the best one.
const CONTRADICTED: f64 = 0.25;

/// The language of a text. Where it is short or doubtful the first hint that the text does not speak against, such as
/// the provider's code or the language that the customer is known to write; else the brand's usual language, unless the
/// text speaks against that too.
///
/// Languages beyond those of [`language_of`] are told where the brand serves them and the text is long enough.
pub fn language(care: &Care, text: &str, hints: &[&str]) -> Language {
    let said = said(text);
    if let Some(code) = others::told(care, &said) {
        return Language::new(code);
    }
    let likely = Likely::of(&said).for_a_brand(care);
    if let Some(code) = likely.sure() {
        return Language::new(code);
    }
    let hint = hints
        .iter()
        .map(|hint| hint.trim().to_ascii_lowercase())
        .find(|hint| is_code(hint) && likely.allows(hint));
    if let Some(hint) = hint {
        return Language::new(hint);
    }
    let usual = care.usual_language();
    match likely.best() {
        Some((best, _)) if !likely.allows(usual.as_str()) => Language::new(best),
        _ => usual,
    }
}

/// The language of a text by itself, as ISO 639-1, and how sure that is, from 0 to 1: among Spanish, English,
/// Portuguese, French, Catalan, Italian and German. None where there is nothing to tell by: no word in Latin letters.
pub fn language_of(text: &str) -> Option<(&'static str, f64)> {
    Likely::of(&said(text)).best()
}

fn is_code(hint: &str) -> bool {
    hint.len() == 2 && hint.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// What is new in a text and has a language.
fn said(text: &str) -> String {
    without_addresses_and_codes(&fresh(beginning(text, MOST_TEXT)))
}

/// Web and mail addresses, handles, and codes of letters and digits such as those of parcels have no language.
fn without_addresses_and_codes(text: &str) -> String {
    let is_address =
        |word: &str| word.contains('@') || word.contains("://") || word.starts_with("www.");
    let is_code = |word: &str| word.chars().any(char::is_numeric);
    let plain = |word: &&str| !is_address(word) && !is_code(word);
    text.split_whitespace()
        .filter(plain)
        .collect::<Vec<_>>()
        .join(" ")
}

/// How likely each language is; they sum to 1. None without words.
pub(crate) struct Likely(Option<[f64; CODES.len()]>);

impl Likely {
    fn of(said: &str) -> Self {
        let Some(weights) = table::weigh(said) else {
            return Self(None);
        };
        let most = weights.iter().copied().fold(f64::MIN, f64::max);
        let odds = weights.map(|weight| ((weight - most) / TEMPERATURE).exp());
        let total: f64 = odds.iter().sum();
        Self(Some(odds.map(|odds| odds / total)))
    }

    /// The same for somebody who writes to a brand.
    fn for_a_brand(self, care: &Care) -> Self {
        let usual = care.usual_language();
        let prior = |code: &str| {
            if usual.as_str() == code {
                USUAL
            } else if care.languages.iter().any(|served| served.as_str() == code) {
                SERVED
            } else {
                1.0
            }
        };
        let Some(mut shares) = self.0 else {
            return self;
        };
        for (share, code) in shares.iter_mut().zip(CODES) {
            *share *= prior(code);
        }
        let total: f64 = shares.iter().sum();
        Self(Some(shares.map(|share| share / total)))
    }

    /// Of a whole message.
    pub(crate) fn of_message(text: &str) -> Self {
        Self::of(&said(text))
    }

    /// How likely a language is; 1 for all where nothing tells.
    pub(crate) fn share(&self, code: &str) -> f64 {
        let at = CODES.iter().position(|known| *known == code);
        match (&self.0, at) {
            (None, _) => 1.0,
            (Some(shares), Some(at)) => shares.get(at).copied().unwrap_or_default(),
            (Some(_), None) => 0.0,
        }
    }

    fn best(&self) -> Option<(&'static str, f64)> {
        let shares = self.0.as_ref()?;
        CODES
            .into_iter()
            .zip(shares.iter().copied())
            .max_by(|a, b| a.1.total_cmp(&b.1))
    }

    fn sure(&self) -> Option<&'static str> {
        let (code, share) = self.best()?;
        (share >= SURE).then_some(code)
    }

    /// Whether nothing speaks against a language: there are no words, it is not among the table's, or it is nearly as
    /// likely as the best.
    fn allows(&self, code: &str) -> bool {
        let Some((_, most)) = self.best() else {
            return true;
        };
        !CODES.contains(&code) || self.share(code) >= most * CONTRADICTED
    }
}
