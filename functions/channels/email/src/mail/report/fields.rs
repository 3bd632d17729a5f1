//! The blocks of fields that reports are made of (RFC 3464 §2.1.1): like headers, parted by blank lines.

use super::super::address::Mailbox;

/// Longer words than the standards know are cut.
const LONGEST_WORD: usize = 40;

/// Fields of one block, under lower-case names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Block(Vec<(String, String)>);

/// The blocks of a report. Lines that are no field are passed over.
pub(super) fn blocks(report: &str) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    for line in report.lines() {
        if line.trim().is_empty() {
            blocks.push(Block::default());
        } else if let Some(block) = blocks.last_mut() {
            block.take(line);
        }
    }
    blocks.retain(|block| !block.0.is_empty());
    blocks
}

impl Block {
    fn take(&mut self, line: &str) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            self.0
                .push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The values of every field of a name.
    pub(super) fn all<'b>(&'b self, name: &str) -> impl Iterator<Item = &'b str> {
        let name = name.to_ascii_lowercase();
        self.0
            .iter()
            .filter(move |(field, _)| *field == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of the first field of a name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The first word of a field, in lower case.
    pub(super) fn word(&self, name: &str) -> Option<String> {
        let value = self.value(name)?;
        let word: String = value
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .take(LONGEST_WORD)
            .collect();
        (!word.is_empty()).then(|| word.to_ascii_lowercase())
    }

    /// The address of a field such as `rfc822; ana@shop.example`.
    pub(super) fn address(&self, name: &str) -> Option<Mailbox> {
        let value = self.value(name)?;
        Mailbox::of(
            value.split_once(';').map_or(value, |(_, address)| address),
            None,
        )
    }

    /// The enhanced status code in `Status`, whatever stands around it.
    pub(super) fn status_code(&self) -> Option<String> {
        let words = self
            .value("Status")?
            .split(|c: char| !c.is_ascii_digit() && c != '.');
        words
            .map(|word| word.trim_matches('.'))
            .find(|word| is_code(word))
            .map(str::to_owned)
    }
}

fn is_code(word: &str) -> bool {
    let numbers: Vec<&str> = word.split('.').collect();
    numbers.len() == 3 && numbers.iter().all(|number| (1..=3).contains(&number.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_parted_by_blank_lines_and_fields_are_unfolded() {
        let read = blocks(
            "Reporting-MTA: dns; mx\r\n\r\n\r\nFinal-Recipient: RFC822;\r\n <Ana@X.example>\r\nno field\r\n",
        );
        assert_eq!(read.len(), 2);
        let recipient = read[1].address("final-recipient");
        assert_eq!(
            recipient.map(|mailbox| (mailbox.address, mailbox.written)),
            Some(("ana@x.example".into(), "Ana@X.example".into()))
        );
    }

    #[test]
    fn a_status_code_is_found_among_comments() {
        let code = |status: &str| {
            blocks(&format!("Status: {status}"))
                .first()
                .and_then(Block::status_code)
        };
        assert_eq!(code("5.2.2 (mailbox full)").as_deref(), Some("5.2.2"));
        assert_eq!(code("4.4.7").as_deref(), Some("4.4.7"));
        assert_eq!(code("550"), None);
        assert_eq!(code("5.1111.1"), None);
    }
}
