//! What strangers wrote, made fit to stand in our lines: no control characters, nothing that turns the direction of the
//! text around it, no invisible letters, and never longer than its place.

/// One line of at most `most` characters; longer text ends in `…`.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    // A text of any length costs no more than what can be shown of it, invisible characters included.
    let seen: String = text
        .chars()
        .take(most.saturating_mul(16))
        .filter_map(shown)
        .collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    shortened(&words.join(" "), most)
}

/// The lines of a text of at most `most` characters together, without the empty ones.
pub(crate) fn lines(text: &str, most: usize) -> Vec<String> {
    let beginning: String = text.chars().take(most.saturating_mul(4)).collect();
    let mut left = most;
    let mut kept = Vec::new();
    for line in beginning.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let line = one_line(line, left);
        left = left.saturating_sub(line.chars().count());
        if !line.is_empty() {
            kept.push(line);
        }
        if left == 0 {
            break;
        }
    }
    kept
}

/// A customer's name as agents see it: the first name and the initial of the next (`Marta G.`). None where it is no name:
/// mail addresses and phone numbers stand in this field too.
pub(crate) fn short_name(name: &str) -> Option<String> {
    let name = one_line(name, 200);
    if name.contains('@') || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut words = name.split(' ').map(|word| word.trim_matches(','));
    let first = one_line(words.find(|word| !word.is_empty())?, 30);
    let surname = words.find(|word| !is_particle(word) && word.chars().any(char::is_alphanumeric));
    let initial = surname.and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    Some(match initial {
        Some(initial) => format!("{first} {}.", initial.to_uppercase()),
        None => first,
    })
}

fn is_particle(word: &str) -> bool {
    [
        "de", "del", "la", "las", "los", "el", "y", "i", "e", "da", "do", "dos", "van", "von",
        "der", "di", "du", "le",
    ]
    .contains(&word.to_lowercase().as_str())
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn shown(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() || turns_direction(c) || is_invisible(c) => None,
        c => Some(c),
    }
}

/// Marks, embeddings, overrides and isolates (UAX #9, table 4).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Zero width and tag characters; the joiners U+200C and U+200D stay, because scripts and emoji need them. U+FFFE and
/// U+FFFF are no characters at all.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}'
        | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_whatever_is_put_into_it() {
        assert_eq!(
            one_line("Marta\r\nBcc: all@example.test\t\u{0}x", 80),
            "Marta Bcc: all@example.test x"
        );
        assert_eq!(
            one_line("\u{202e}atraM\u{2066} \u{200b}\u{feff}ok\u{85}", 80),
            "atraM ok"
        );
        assert_eq!(one_line("👩‍👧 ñ", 80), "👩‍👧 ñ");
    }

    #[test]
    fn what_is_too_long_is_cut_between_characters() {
        assert_eq!(one_line("ñandú corre", 6), "ñandú…");
        assert_eq!(one_line("ñandú", 5), "ñandú");
        assert_eq!(one_line(&"x".repeat(1_000_000), 3), "xx…");
        assert_eq!(
            one_line(&format!("{}x", "\u{200b}".repeat(1_000_000)), 3),
            ""
        );
    }

    #[test]
    fn lines_stay_lines_and_share_one_limit() {
        assert_eq!(
            lines("uno\r\n\r\n dos\u{2028}tres", 80),
            ["uno", "dos", "tres"]
        );
        assert_eq!(lines("uno\ndos dos\ntres", 6), ["uno", "do…"]);
        assert!(lines("\n \u{0}\n", 80).is_empty());
    }

    #[test]
    fn a_surname_is_an_initial() {
        let short = |name| short_name(name).unwrap_or_default();
        assert_eq!(short("Marta García López"), "Marta G.");
        assert_eq!(short("María del Carmen Ruiz"), "María C.");
        assert_eq!(short("  lucía  "), "lucía");
        assert_eq!(short("García, Marta"), "García M.");
        assert_eq!(short("José 🌸 ñíguez"), "José Ñ.");
    }

    #[test]
    fn addresses_and_numbers_are_no_names() {
        assert_eq!(short_name("marta@example.test"), None);
        assert_eq!(short_name("+34 600 11 22 33"), None);
        assert_eq!(short_name(" \u{202e} "), None);
    }
}
