//! Names that can be shown, saved and put into a header, whatever the sender called the file.

/// Characters of a name. Systems take 255 bytes; a name is to be read as well.
const LONGEST: usize = 120;
/// Characters of an ending that is kept when a name is cut.
const LONGEST_ENDING: usize = 10;

/// A safe name. Without one of the sender's it is the provider's word and the file's number; an ending that is missing is
/// put there by the content.
pub(crate) fn safe_name(
    said: Option<&str>,
    kind: &str,
    index: u32,
    ending: Option<&str>,
) -> String {
    let name = said.map(cleaned).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| {
        let kind = cleaned(kind);
        let kind = if kind.is_empty() { "file" } else { &kind };
        format!("{kind}-{}", index.saturating_add(1))
    });
    match ending {
        Some(ending) if ending_of(&name).is_none() => format!("{}.{ending}", cut(&name)),
        _ => cut(&name),
    }
}

/// Without paths, characters that some system gives a meaning, what steers a terminal or turns the direction of writing,
/// and dots and spaces at either end.
fn cleaned(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter_map(shown).collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(|c: char| c == '.' || c == ' ')
        .to_owned()
}

fn shown(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() || turns_or_hides(c) => None,
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some('_'),
        c => Some(c),
    }
}

/// Marks of direction (UAX #9, table 4), zero-width and tag characters.
fn turns_or_hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

fn ending_of(name: &str) -> Option<&str> {
    let (before, ending) = name.rsplit_once('.')?;
    let fits = (1..=LONGEST_ENDING).contains(&ending.chars().count())
        && ending.chars().all(char::is_alphanumeric);
    (fits && !before.is_empty()).then_some(ending)
}

/// At most so long, with its ending.
fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let ending = ending_of(name).map(|ending| format!(".{ending}"));
    let ending = ending.unwrap_or_default();
    let kept = LONGEST.saturating_sub(ending.chars().count());
    let beginning: String = name.chars().take(kept).collect();
    format!("{}{ending}", beginning.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &str) -> String {
        safe_name(Some(said), "document", 0, Some("pdf"))
    }

    #[test]
    fn a_name_stays_as_it_is_where_it_does_no_harm() {
        assert_eq!(of("factura ñandú (2).pdf"), "factura ñandú (2).pdf");
        assert_eq!(of("请求.txt"), "请求.txt");
    }

    #[test]
    fn a_name_is_one_name_and_leads_nowhere() {
        assert_eq!(of("../../etc/passwd"), "passwd.pdf");
        assert_eq!(of("C:\\Users\\x\\factura.pdf"), "factura.pdf");
        assert_eq!(
            of("a\r\nSet-Cookie: x=1;\"b\".pdf"),
            "a Set-Cookie_ x=1;_b_.pdf"
        );
        assert_eq!(of("factura\u{202e}fdp.exe"), "facturafdp.exe");
        assert_eq!(of(" . . nota .txt. "), "nota .txt");
    }

    #[test]
    fn who_gives_no_name_gets_the_providers_word_and_a_number() {
        assert_eq!(safe_name(None, "image", 2, Some("jpg")), "image-3.jpg");
        assert_eq!(safe_name(Some("///"), "", 0, None), "file-1");
        assert_eq!(safe_name(Some("\u{200b}"), "a/b:c", 0, None), "b_c-1");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = of(&format!("{}.docx", "ñ".repeat(5_000)));
        assert_eq!(name.chars().count(), LONGEST);
        assert!(name.ends_with("ñ.docx"));
        assert!(of(&"x".repeat(1_000_000)).chars().count() <= LONGEST + LONGEST_ENDING);
    }
}
