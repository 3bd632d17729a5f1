//! Which mail a mail is, and which it answers (RFC 5322 §3.6.4).

use mail_parser::Message;

use super::{headers, message_id};

/// Longer texts are no message id (RFC 5322 §2.1.1: a line has 998 characters at most).
const LONGEST_ID: usize = 998;
/// More than any conversation has; the nearest are kept.
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
    /// Every id once, the one that is answered last; one of SES's also in its normal form.
    pub(super) fn nearest_last(self) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        let written = self.references.into_iter().chain(self.in_reply_to).rev();
        for id in written.flat_map(|id| message_id::forms(id).into_iter().rev()) {
            if kept.len() == MOST {
                break;
            }
            if !kept.contains(&id) {
                kept.push(id);
            }
        }
        kept.reverse();
        kept
    }

    /// The mail that is answered, in its normal form: the first that `In-Reply-To` names, else the nearest reference.
    pub(super) fn answered(&self) -> Option<String> {
        let nearest = self.in_reply_to.first().or(self.references.last())?;
        Some(message_id::normal_message_id(nearest).to_owned())
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
    let is_id = id.contains('@') || message_id::is_bare(id);
    (is_id && id.len() <= LONGEST_ID && !id.contains(char::is_control)).then(|| id.to_owned())
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
    #[case("0102018f1c2d3e4f-0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d-000000", &["0102018f1c2d3e4f-0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d-000000"])]
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

    #[test]
    fn an_id_of_ses_stands_in_both_its_forms() {
        let refs = References {
            references: vec!["a@x".to_owned(), "b@email.amazonses.com".to_owned()],
            in_reply_to: vec!["c@eu-west-1.amazonses.com".to_owned()],
        };
        assert_eq!(refs.answered().as_deref(), Some("c"));
        let expected = [
            "a@x",
            "b",
            "b@email.amazonses.com",
            "c",
            "c@eu-west-1.amazonses.com",
        ];
        assert_eq!(refs.nearest_last(), expected);
    }

    #[test]
    fn of_very_many_the_nearest_are_kept() {
        let refs = References {
            references: (0..10_000).map(|at| format!("{at}@x")).collect(),
            in_reply_to: Vec::new(),
        };
        let kept = refs.nearest_last();
        assert_eq!(
            (kept.len(), kept.last().map(String::as_str)),
            (MOST, Some("9999@x"))
        );
    }
}
