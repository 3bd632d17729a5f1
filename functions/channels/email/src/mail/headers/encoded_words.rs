//! Encoded words that a client broke inside a character (RFC 2047 §5 forbids it; they do it all the same).

/// The value with neighbouring encoded words of one character set and encoding made one, so that characters that were
/// broken between them are whole again.
pub(super) fn joined(value: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in value.split_ascii_whitespace() {
        match words.last_mut().and_then(|last| one(last, word)) {
            Some(both) => {
                words.pop();
                words.push(both);
            }
            None => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

/// Two encoded words as one, if they can be.
fn one(first: &str, second: &str) -> Option<String> {
    let (kind, start) = parts(first)?;
    let (other, end) = parts(second)?;
    // Base64 that is padded ends there.
    let open = !kind.to_ascii_lowercase().ends_with("?b?")
        || !start.ends_with('=') && start.len() % 4 == 0;
    (kind.eq_ignore_ascii_case(other) && open).then(|| format!("=?{kind}{start}{end}?="))
}

/// `utf-8?Q?` and the text of `=?utf-8?Q?text?=`.
fn parts(word: &str) -> Option<(&str, &str)> {
    let inner = word.strip_prefix("=?")?.strip_suffix("?=")?;
    let text = inner.match_indices('?').nth(1)?.0 + 1;
    let (kind, text) = inner.split_at_checked(text)?;
    (!text.contains('?')).then_some((kind, text))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "=?UTF-8?Q?Petici=C3?= =?utf-8?q?=B3n?= x",
        "=?UTF-8?Q?Petici=C3=B3n?= x"
    )]
    #[case("=?UTF-8?B?UGV0?= =?UTF-8?B?aWNpw7Nu?=", "=?UTF-8?B?UGV0aWNpw7Nu?=")]
    #[case(
        "=?UTF-8?B?UGU=?= =?UTF-8?B?dA==?=",
        "=?UTF-8?B?UGU=?= =?UTF-8?B?dA==?="
    )]
    #[case("=?UTF-8?Q?a?= =?latin1?Q?b?=", "=?UTF-8?Q?a?= =?latin1?Q?b?=")]
    #[case("=?UTF-8?Q?a?= b =?UTF-8?Q?c?=", "=?UTF-8?Q?a?= b =?UTF-8?Q?c?=")]
    #[case("a  b", "a b")]
    #[case("=? =??= =???=", "=? =??= =???=")]
    fn neighbours_become_one(#[case] value: &str, #[case] expected: &str) {
        assert_eq!(joined(value), expected);
    }
}
