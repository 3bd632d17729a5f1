//! Words as they are compared: without case, accents and signs.

/// Lower-case words without accents; signs and punctuation fall away, an apostrophe inside a word stays.
pub(crate) fn plain_words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphabetic() || is_accent(c) || c == '\'' || c == '’'))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let lower = word.to_lowercase();
            let plain = lower.chars().filter(|c| !is_accent(*c));
            plain.map(without_accent).collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect()
}

/// An accent that stands behind its letter (Unicode, *Combining Diacritical Marks*): some programs write so.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        '’' => '\'',
        other => other,
    }
}

/// A text in one line and in lower case, with single spaces: how known texts are compared.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_the_same_in_either_spelling() {
        assert_eq!(plain_words("José Núñez"), ["jose", "nunez"]);
        assert_eq!(
            plain_words("Jose\u{301} Nu\u{301}n\u{303}ez"),
            ["jose", "nunez"]
        );
        assert_eq!(plain_words("\u{301} ’ 🌸"), Vec::<String>::new());
    }
}
