//! Which mail a mail is, and which it answers (RFC 5322 §3.6.4).

use mail_parser::Message;

use super::headers;

/// Longer texts are no message id (RFC 5322 §2.1.1: a line has 998 characters at most).
const LONGEST_ID: usize = 998;
/// More than any conversation has; what is between the first and the last ones is dropped.
const MOST: usize = 100;

/// The mails that a mail refers to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct References {
    /// Every id of every `References` field, in order.
    pub(super) references: Vec<String>,
    /// Every id of every `In-Reply-To` field, in order.
    pub(super) in_reply_to: Vec<String>,
}

/// The mail's own id, without its brackets.
pub(super) fn own(message: &Message<'_>) -> Option<String> {
    headers::all(message, "Message-ID")
        .iter()
        .find_map(|field| ids(field).into_iter().next().or_else(|| bare(field)))
}

/// All that a mail refers to.
pub(super) fn all(message: &Message<'_>) -> References {
    let every = |name| {
        headers::all(message, name)
            .iter()
            .flat_map(|field| ids(field))
            .collect()
    };
    References {
        references: every("References"),
        in_reply_to: every("In-Reply-To"),
    }
}

impl References {
    /// Every id once, the one that is answered last.
    pub(super) fn nearest_last(self) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for id in self.references.into_iter().chain(self.in_reply_to).rev() {
            if !kept.contains(&id) && kept.len() < MOST {
                kept.push(id);
            }
        }
        kept.reverse();
        kept
    }
}

/// The ids in a field: what stands in brackets. Clients that leave the brackets out are understood too.
pub(super) fn ids(field: &str) -> Vec<String> {
    let bracketed: Vec<String> = in_brackets(field).collect();
    if bracketed.is_empty() {
        field.split([' ', '\t', ',']).filter_map(with_at).collect()
    } else {
        bracketed
    }
}

/// Spaces inside the brackets come from folding a long id.
fn in_brackets(field: &str) -> impl Iterator<Item = String> + '_ {
    let opened = field
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'));
    let packed = opened.map(|(id, _)| id.split_ascii_whitespace().collect::<String>());
    packed.filter(|id| !id.is_empty() && id.len() <= LONGEST_ID && !id.contains(char::is_control))
}

fn with_at(word: &str) -> Option<String> {
    let id = word.trim_matches(['<', '>']);
    (id.contains('@') && id.len() <= LONGEST_ID && !id.contains(char::is_control))
        .then(|| id.to_owned())
}

/// An id without brackets and without `@`: one word.
fn bare(field: &str) -> Option<String> {
    let one = field.split_ascii_whitespace().count() == 1 && field.len() <= LONGEST_ID;
    (one && !field.contains(['<', '>']) && !field.contains(char::is_control))
        .then(|| field.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("<a@b> <c@d>", &["a@b", "c@d"])]
    #[case("<a@b>,<c@d>", &["a@b", "c@d"])]
    #[case("<a@b><c@\td>", &["a@b", "c@d"])]
    #[case("a@b, c@d", &["a@b", "c@d"])]
    #[case("Your mail of Monday <a@b>", &["a@b"])]
    #[case("<a@b> <broken", &["a@b"])]
    #[case("<> < >", &[])]
    #[case("nothing", &[])]
    fn the_ids_in_a_field(#[case] field: &str, #[case] expected: &[&str]) {
        assert_eq!(ids(field), expected);
    }

    #[test]
    fn every_id_stands_once_and_the_nearest_last() {
        let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let refs = References {
            references: list(&["a@x", "b@x", "c@x", "a@x"]),
            in_reply_to: list(&["b@x"]),
        };
        assert_eq!(refs.nearest_last(), ["c@x", "a@x", "b@x"]);
    }
}
