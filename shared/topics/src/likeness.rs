//! Keys by which near-identical texts are found without comparing each with each.

use crate::words::{beginning, plain_words};

/// Characters of a text that are looked at.
const MOST_TEXT: usize = 4_000;

/// Words of a core that are looked at.
const MOST_WORDS: usize = 300;

/// Neighbouring words that make a key. A text of fewer says nothing of its own: "y mi pedido?".
const RUN: usize = 6;

/// Letters of such a run: "I do not know how I" says nothing either.
const LETTERS: usize = 26;

/// One word of so many may be left out as a name: German writes many with a capital.
const NAMES: usize = 5;

/// Words that people put before and behind whatever they paste, in seven languages.
const COURTESIES: &[&str] = &[
    "hola",
    "buenas",
    "buenos",
    "dias",
    "tardes",
    "noches",
    "gracias",
    "saludos",
    "porfa",
    "favor",
    "hi",
    "hello",
    "hey",
    "thanks",
    "please",
    "regards",
    "dear",
    "ola",
    "bom",
    "boa",
    "obrigado",
    "obrigada",
    "bonjour",
    "bonsoir",
    "merci",
    "salut",
    "bon",
    "bona",
    "gracies",
    "ciao",
    "salve",
    "buongiorno",
    "buonasera",
    "grazie",
    "hallo",
    "guten",
    "danke",
    "bitte",
];

/// The keys of a text, 0 to 2, of 16 hexadecimal digits. Texts that share one are near-identical: the same but for
/// numbers, mentions, links, emoji, case, accents, courtesies, names, or a word or two at either end. Different texts
/// practically never do. A text of fewer than six words, numbers and courtesies aside, has none.
///
/// Either key is a run of six neighbouring words of 26 letters or more: the one with most letters that does not touch the
/// ends, and, names left out, the one with the smallest hash (min-hash, Broder 1997). The first stays when words at the
/// ends are exchanged; both mostly do when some are added or left out. Texts are compared as they begin, up to 4 000
/// characters.
pub fn sketches(text: &str) -> Vec<String> {
    let core = core(beginning(text, MOST_TEXT));
    let words: Vec<&str> = core.iter().map(|word| word.plain.as_str()).collect();
    let keys = [heaviest(&words), smallest(&nameless(&core))];
    let keys = keys.into_iter().flatten();
    keys.map(|hash| format!("{hash:016x}")).collect()
}

/// A word of a text's core.
struct Kept {
    plain: String,
    /// A capital that no clause's beginning asks for.
    maybe_name: bool,
}

/// The words without links, mentions, numbers and courtesies.
fn core(text: &str) -> Vec<Kept> {
    let mut kept = Vec::new();
    let mut opens = true;
    for chunk in text.split_whitespace() {
        if !is_address(chunk) {
            let named = !opens && is_capitalised(chunk);
            let words = plain_words(chunk)
                .into_iter()
                .filter(|word| says_something(word));
            kept.extend(words.map(|plain| Kept {
                plain,
                maybe_name: named,
            }));
        }
        opens = chunk.ends_with(['.', '!', '?', '…']);
        if kept.len() >= MOST_WORDS {
            kept.truncate(MOST_WORDS);
            break;
        }
    }
    kept
}

fn is_address(chunk: &str) -> bool {
    chunk.contains('@')
        || chunk.contains("://")
        || chunk.starts_with("www.")
        || chunk.starts_with('#')
}

/// "Marta", not "MARTA" or "marta".
fn is_capitalised(chunk: &str) -> bool {
    let mut letters = chunk.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn says_something(word: &str) -> bool {
    !word.contains(char::is_numeric) && !COURTESIES.contains(&word)
}

/// The run of most letters that leaves the ends out, as far as the text is long enough for that.
fn heaviest(words: &[&str]) -> Option<u64> {
    let cut = (words.len().saturating_sub(RUN) / 2).min(2);
    let inner = words.get(cut..words.len() - cut)?;
    let run = telling(inner).max_by_key(|run| (letters(run), *run))?;
    Some(hash("heaviest", run))
}

fn smallest(words: &[&str]) -> Option<u64> {
    telling(words).map(|run| hash("smallest", run)).min()
}

/// The runs that have enough letters to be a text's own.
fn telling<'w>(words: &'w [&'w str]) -> impl Iterator<Item = &'w [&'w str]> {
    words.windows(RUN).filter(|run| letters(run) >= LETTERS)
}

fn letters(run: &[&str]) -> usize {
    run.iter().map(|word| word.chars().count()).sum()
}

/// The words without those that may be names, unless that is every fifth.
fn nameless(core: &[Kept]) -> Vec<&str> {
    let names = core.iter().filter(|word| word.maybe_name).count();
    let few = names * NAMES <= core.len();
    core.iter()
        .filter(|word| !(few && word.maybe_name))
        .map(|word| word.plain.as_str())
        .collect()
}

/// FNV-1a in 64 bits over the words, each with an end.
fn hash(kind: &str, words: &[&str]) -> u64 {
    let bytes = std::iter::once(&kind)
        .chain(words)
        .flat_map(|word| word.bytes().chain([0xFF]));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
