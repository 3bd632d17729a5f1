//! Texts that somebody else wrote: they go to a terminal, so nothing in them may steer it.

/// The text in one line, without anything that a terminal would obey or that turns the direction of writing.
pub(crate) fn plain(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(tame).collect();
    words.join(" ")
}

/// The same, cut to so many characters.
pub(crate) fn short(text: &str, most: usize) -> String {
    let plain = plain(text);
    if plain.chars().count() <= most {
        return plain;
    }
    let mut cut: String = plain.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// The same in its own lines, each of which begins with `indent`.
pub(crate) fn lines(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| format!("{indent}{}", tame(line)))
        .collect();
    lines.join("\n")
}

fn tame(text: &str) -> String {
    text.chars()
        .map(|c| if steers(c) { '·' } else { c })
        .collect()
}

/// Control characters, and those that set the direction of writing (Unicode Standard Annex 9, §2).
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customers_text_cannot_steer_the_terminal() {
        assert_eq!(
            plain("hola\x1b[2J\r\n\tqué \u{202e}tal\u{9b}"),
            "hola·[2J qué ·tal·"
        );
        assert_eq!(lines("uno\x07\ndos", "  "), "  uno·\n  dos");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(short("ñandúes", 5), "ñand…");
        assert_eq!(short("ñandú", 5), "ñandú");
    }
}
