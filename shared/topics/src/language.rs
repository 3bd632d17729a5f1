//! The language of a text: by its function words, else by its letters, else by what is known beforehand.

use std::collections::BTreeMap;

use domain::{Care, Language};
use whatlang::{Detector, Lang};

use crate::fresh::fresh;
use crate::function_words::{HABITS, Habits};
use crate::words::{beginning, plain_words};

/// Characters of a text that are looked at.
const MOST_TEXT: usize = 2_000;

/// Words of one language alone count 1; this much leads to it without further questions.
const SURE: f64 = 1.0;

/// By how much the best language must be ahead of the second.
const AHEAD: f64 = 1.6;

/// Letters below which letter statistics guess.
const FEWEST_LETTERS: usize = 24;

/// What `whatlang` must answer to be believed; it runs from 0 to 1.
const CONFIDENCE: f64 = 0.5;

/// Languages beyond those of [`HABITS`] that are looked for if the brand serves them.
const OTHERS: &[(&str, Lang)] = &[
    ("nl", Lang::Nld),
    ("pl", Lang::Pol),
    ("ro", Lang::Ron),
    ("sv", Lang::Swe),
    ("da", Lang::Dan),
    ("tr", Lang::Tur),
    ("ru", Lang::Rus),
    ("uk", Lang::Ukr),
    ("ar", Lang::Ara),
    ("el", Lang::Ell),
    ("zh", Lang::Cmn),
    ("ja", Lang::Jpn),
];

/// The language of a text. Where it is short or doubtful the first hint that the text does not speak against, such as
/// the provider's code or the language that the customer is known to write; else the brand's usual language.
pub fn language(care: &Care, text: &str, hints: &[&str]) -> Language {
    let said = without_addresses(&fresh(beginning(text, MOST_TEXT)));
    let evidence = Evidence::of(&said);
    if let Some(code) = evidence.sure() {
        return Language::new(code);
    }
    if let Some(code) = by_letters(care, &said).filter(|code| evidence.allows(code)) {
        return Language::new(code);
    }
    let hint = hints
        .iter()
        .map(|hint| hint.trim().to_ascii_lowercase())
        .find(|hint| evidence.allows_hint(hint));
    hint.map_or_else(|| care.usual_language(), Language::new)
}

/// Web and mail addresses and handles have no language.
fn without_addresses(text: &str) -> String {
    let plain =
        |word: &&str| !word.contains('@') && !word.contains("://") && !word.starts_with("www.");
    text.split_whitespace()
        .filter(plain)
        .collect::<Vec<_>>()
        .join(" ")
}

/// How much speaks for each language.
struct Evidence {
    scores: BTreeMap<&'static str, f64>,
}

impl Evidence {
    fn of(text: &str) -> Self {
        let mut scores = BTreeMap::new();
        for word in plain_words(text) {
            credit(&mut scores, |habits| habits.words.contains(&word.as_str()));
        }
        let mut seen = String::new();
        for sign in text
            .chars()
            .flat_map(char::to_lowercase)
            .filter(|c| !c.is_ascii())
        {
            if !seen.contains(sign) && HABITS.iter().any(|habits| habits.signs.contains(sign)) {
                seen.push(sign);
                credit(&mut scores, |habits| habits.signs.contains(sign));
            }
        }
        Self { scores }
    }

    fn score(&self, code: &str) -> f64 {
        self.scores.get(code).copied().unwrap_or_default()
    }

    fn sure(&self) -> Option<&'static str> {
        let (best, most) = self.scores.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        let second = self
            .scores
            .iter()
            .filter(|(code, _)| *code != best)
            .map(|(_, score)| *score)
            .fold(0.0, f64::max);
        (*most >= SURE && *most >= second * AHEAD).then_some(*best)
    }

    /// Whether nothing speaks against a language: no word is known at all, or some are its own.
    fn allows(&self, code: &str) -> bool {
        self.scores.is_empty()
            || self.score(code) > 0.0
            || !HABITS.iter().any(|habits| habits.code == code)
    }

    /// Whether a hint may decide: it has at least half of what speaks for the best language.
    fn allows_hint(&self, hint: &str) -> bool {
        let most = self.scores.values().copied().fold(0.0, f64::max);
        let known = HABITS.iter().any(|habits| habits.code == hint);
        hint.len() == 2
            && hint.bytes().all(|byte| byte.is_ascii_lowercase())
            && (!known || self.score(hint) * 2.0 >= most)
    }
}

/// One point, shared by the languages that have it.
fn credit(scores: &mut BTreeMap<&'static str, f64>, has: impl Fn(&Habits) -> bool) {
    let owners: Vec<&'static str> = HABITS
        .iter()
        .filter(|habits| has(habits))
        .map(|habits| habits.code)
        .collect();
    for owner in &owners {
        *scores.entry(owner).or_default() += 1.0 / owners.len() as f64;
    }
}

fn by_letters(care: &Care, text: &str) -> Option<&'static str> {
    if text.chars().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS {
        return None;
    }
    let candidates: Vec<(&'static str, Lang)> = HABITS
        .iter()
        .filter_map(|habits| Some((habits.code, usual(habits.code)?)))
        .chain(
            OTHERS
                .iter()
                .copied()
                .filter(|(code, _)| care.languages.iter().any(|known| known.as_str() == *code)),
        )
        .collect();
    let detector = Detector::with_allowlist(candidates.iter().map(|(_, lang)| *lang).collect());
    let info = detector
        .detect(text)
        .filter(|info| info.confidence() >= CONFIDENCE)?;
    candidates
        .iter()
        .find(|(_, lang)| *lang == info.lang())
        .map(|(code, _)| *code)
}

fn usual(code: &str) -> Option<Lang> {
    Some(match code {
        "es" => Lang::Spa,
        "en" => Lang::Eng,
        "ca" => Lang::Cat,
        "pt" => Lang::Por,
        "fr" => Lang::Fra,
        "de" => Lang::Deu,
        "it" => Lang::Ita,
        _ => return None,
    })
}
