//! Labelled texts: one a line, the label, a tab, the text.

use std::str;

/// The label of a text that belongs to no topic.
pub const OUT_OF_SCOPE: &str = "oos";

/// Bytes of a line that are read; a text longer than that is damage, not a message.
const LONGEST_LINE: usize = 1_000_000;

/// Characters of a label.
const LONGEST_LABEL: usize = 100;

/// A text whose topic is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The topic's id, or [`OUT_OF_SCOPE`].
    pub label: String,
    /// The text as it was written.
    pub text: String,
}

impl Example {
    /// A text whose topic is known.
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            text: text.into(),
        }
    }

    /// Whether it belongs to no topic.
    pub fn is_out_of_scope(&self) -> bool {
        self.label == OUT_OF_SCOPE
    }
}

/// Why a line is not an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// Bytes that are no text.
    #[error("is not UTF-8; save the file as UTF-8")]
    NotUtf8,
    /// No tab.
    #[error("has no tab: write the topic, a tab, and the text")]
    NoTab,
    /// Nothing before the tab.
    #[error("has no topic before the tab")]
    NoLabel,
    /// More than a label can be.
    #[error("has a topic of more than {LONGEST_LABEL} characters: is the tab in its place?")]
    LongLabel,
    /// Nothing after the tab.
    #[error("has no text after the tab")]
    NoText,
    /// More than a text can be.
    #[error("is longer than {LONGEST_LINE} bytes")]
    TooLong,
}

/// A file of examples that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExamplesError {
    /// A line that is no example.
    #[error("line {line} {fault}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        fault: LineFault,
    },
    /// No line at all.
    #[error("there is no example in it: write a topic, a tab, and a text on each line")]
    Empty,
}

/// Reads labelled texts. Blank lines do not count; a byte order mark and the ends of lines of any system are accepted.
/// A text may hold tabs: the first one ends the label.
///
/// # Errors
/// The first line that is no example, by its number, or that there is none.
pub fn read_examples(bytes: &[u8]) -> Result<Vec<Example>, ExamplesError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut examples = Vec::new();
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        let example = read_line(line).map_err(|fault| ExamplesError::Line {
            line: number,
            fault,
        })?;
        examples.extend(example);
    }
    if examples.is_empty() {
        Err(ExamplesError::Empty)
    } else {
        Ok(examples)
    }
}

fn read_line(line: &[u8]) -> Result<Option<Example>, LineFault> {
    if line.len() > LONGEST_LINE {
        return Err(LineFault::TooLong);
    }
    let line = str::from_utf8(line).map_err(|_| LineFault::NotUtf8)?;
    if line.trim().is_empty() {
        return Ok(None);
    }
    let (label, text) = line.split_once('\t').ok_or(LineFault::NoTab)?;
    let (label, text) = (label.trim(), text.trim());
    match () {
        () if label.is_empty() => Err(LineFault::NoLabel),
        () if label.chars().count() > LONGEST_LABEL => Err(LineFault::LongLabel),
        () if text.is_empty() => Err(LineFault::NoText),
        () => Ok(Some(Example::new(label, unescape(text)))),
    }
}

/// A text as it was before it was put on one line: `\n` is the end of a line, `\t` a tab, `\\` a backslash.
pub fn unescape(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        let escaped = (c == '\\').then(|| rest.clone().next()).flatten();
        match escaped {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('\\') => text.push('\\'),
            _ => {
                text.push(c);
                continue;
            }
        }
        rest.next();
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn lines_of_any_system_are_read_and_blank_ones_do_not_count() {
        let read = read_examples(
            "\u{feff}pago\tme cobran dos veces\r\n\n envio \tno llega\tnada\n".as_bytes(),
        );
        let expected = [
            Example::new("pago", "me cobran dos veces"),
            Example::new("envio", "no llega\tnada"),
        ];
        assert_eq!(read.unwrap(), expected);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let fault = |bytes: &[u8]| read_examples(bytes).unwrap_err().to_string();
        assert!(fault(b"a\tb\nno tab").starts_with("line 2 has no tab"));
        assert!(fault(b"a\tb\n\n\tb").starts_with("line 3 has no topic"));
        assert!(fault(b"a\t  ").starts_with("line 1 has no text"));
        assert!(fault(b"a\t\xff").starts_with("line 1 is not UTF-8"));
        assert!(fault(&b"x".repeat(LONGEST_LINE + 1)).starts_with("line 1 is longer"));
        assert!(
            fault(format!("{}\tb", "x".repeat(101)).as_bytes()).contains("is the tab in its place")
        );
        assert!(fault(b"\n \n").contains("no example"));
    }
}
