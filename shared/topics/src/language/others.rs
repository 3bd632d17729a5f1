//! Languages that the table does not have, by letter statistics, for brands that serve them.

use domain::Care;
use whatlang::{Detector, Lang};

/// Letters below which letter statistics guess.
const FEWEST_LETTERS: usize = 24;

/// What `whatlang` must answer to be believed; it runs from 0 to 1.
const CONFIDENCE: f64 = 0.5;

/// Languages that are looked for if the brand serves them.
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

/// The table's languages: an other one must beat them.
const OURS: [Lang; 7] = [
    Lang::Spa,
    Lang::Eng,
    Lang::Por,
    Lang::Fra,
    Lang::Cat,
    Lang::Ita,
    Lang::Deu,
];

/// The other language that a text is in, if the brand serves it.
pub(super) fn told(care: &Care, text: &str) -> Option<&'static str> {
    let served: Vec<(&'static str, Lang)> = OTHERS
        .iter()
        .copied()
        .filter(|(code, _)| care.languages.iter().any(|known| known.as_str() == *code))
        .collect();
    if served.is_empty() || text.chars().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS {
        return None;
    }
    let candidates = served.iter().map(|(_, lang)| *lang).chain(OURS).collect();
    let told = Detector::with_allowlist(candidates).detect(text)?;
    let believed = told.confidence() >= CONFIDENCE;
    served
        .iter()
        .find(|(_, lang)| believed && *lang == told.lang())
        .map(|(code, _)| *code)
}
