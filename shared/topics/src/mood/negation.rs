//! What turns a phrase round: a denial shortly before it, or that it is said of oneself.

use crate::said::Word;

const DENIALS: &[&str] = &[
    "no", "not", "isn", "isnt", "don", "dont", "doesn", "doesnt", "nada", "ningun", "ninguna",
    "ni", "sin", "nao", "nem", "sem", "pas", "nicht", "kein", "keine", "keinen", "non", "sense",
    "cap", "senza", "nessun", "nessuna", "aucun", "aucune", "without", "never",
];

/// Words that may stand between a denial and what is denied.
const LIGHT: &[&str] = &[
    "es",
    "esta",
    "estoy",
    "era",
    "sea",
    "tan",
    "muy",
    "nada",
    "me",
    "nos",
    "os",
    "tengo",
    "hay",
    "corre",
    "que",
    "quiero",
    "una",
    "un",
    "para",
    "especialmente",
    "demasiado",
    "is",
    "it",
    "s",
    "t",
    "very",
    "that",
    "a",
    "an",
    "any",
    "am",
    "i",
    "m",
    "at",
    "all",
    "super",
    "so",
    "est",
    "e",
    "tenho",
    "muito",
    "uma",
    "sehr",
    "ist",
    "ich",
    "bin",
    "sono",
    "molto",
    "ho",
    "suis",
    "tres",
    "si",
    "massa",
    "gaire",
    "ninguna",
    "voy",
    "a",
    "estem",
    "estamos",
    "ser",
    "poner",
    "going",
    "to",
];

const ONESELF: &[&str] = &["soy", "fui", "im", "soc", "suis", "sou", "sono"];

/// How many light words are passed over.
const REACH: usize = 3;

/// Whether the phrase that begins at a word is denied in its own clause: "no es nada urgente".
pub(super) fn denies(words: &[Word], phrase: usize) -> bool {
    let mut at = phrase;
    for _ in 0..=REACH {
        if at == 0 || words.get(at).is_none_or(|word| word.opens) {
            return false;
        }
        at -= 1;
        let before = words.get(at).map_or("", |word| word.plain.as_str());
        if DENIALS.contains(&before) {
            return true;
        }
        if !LIGHT.contains(&before) {
            return false;
        }
    }
    false
}

/// Whether the phrase follows "soy (un)" or the like: whoever calls themselves a fool is not angry at us.
pub(super) fn about_oneself(words: &[Word], phrase: usize) -> bool {
    let before = |back: usize| {
        let word = phrase.checked_sub(back).and_then(|at| words.get(at));
        word.map_or("", |word| word.plain.as_str())
    };
    let article = ["un", "una", "muy", "tan", "an", "a", "uma", "so", "such"].contains(&before(1));
    let said_by = before(if article { 2 } else { 1 });
    let am = said_by == "am" || (said_by == "m" && before(if article { 3 } else { 2 }) == "i");
    ONESELF.contains(&said_by) || am
}
