//! By what id a mail that we sent is known.

/// What SES writes behind the ids of its own in the region `us-east-1`, and behind a region's name elsewhere.
const EVERYWHERE: &str = "email";
const SES_DOMAIN: &str = ".amazonses.com";
/// The lengths of the parts of an id of SES's: `0100018f1c2d3e4f-0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d-000000`.
const PARTS: [usize; 7] = [16, 8, 4, 4, 4, 12, 6];

/// The normal form of a mail's id, with or without its brackets. SES puts an id of its own in the place of the Message-ID
/// of what we send: on the wire it is `<id@region.amazonses.com>`, in the first region `<id@email.amazonses.com>`, while
/// its API and its events give the bare `id`. The bare one is the normal form; every other id is its own.
///
/// Whoever sends keeps the normal form of what `SendEmail` returned, and finds by it what reports and replies are about.
///
/// ```
/// use channel_email::normal_message_id;
/// assert_eq!(normal_message_id("<0102ab@eu-west-1.amazonses.com>"), "0102ab");
/// assert_eq!(normal_message_id("0102ab"), "0102ab");
/// assert_eq!(normal_message_id("<m1@mail.example>"), "m1@mail.example");
/// ```
pub fn normal_message_id(id: &str) -> &str {
    let id = id.trim().trim_start_matches('<').trim_end_matches('>');
    match id.rsplit_once('@') {
        Some((bare, domain)) if !bare.is_empty() && is_of_ses(domain) => bare,
        _ => id,
    }
}

/// An id in every form in which it may be known, the form in which it was written last.
pub(super) fn forms(id: String) -> Vec<String> {
    match normal_message_id(&id) {
        normal if normal == id => vec![id],
        normal => vec![normal.to_owned(), id],
    }
}

/// Whether a word is a bare id of SES's: some clients answer it without brackets and domain.
pub(super) fn is_bare(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() == PARTS.len()
        && parts.iter().zip(PARTS).all(|(part, length)| {
            part.len() == length && part.chars().all(|c| c.is_ascii_hexdigit())
        })
}

fn is_of_ses(domain: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    let region = domain.strip_suffix(SES_DOMAIN).unwrap_or_default();
    let is_region = region.contains('-')
        && region
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_region || region == EVERYWHERE
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const SES: &str = "0102018f1c2d3e4f-0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d-000000";

    #[rstest]
    #[case("a@eu-west-1.amazonses.com", "a")]
    #[case("a@email.amazonses.com", "a")]
    #[case("a@EU-West-1.AmazonSES.com", "a")]
    #[case("a@amazonses.com", "a@amazonses.com")]
    #[case("a@mail.amazonses.com", "a@mail.amazonses.com")]
    #[case("a@x.eu-west-1.amazonses.com", "a@x.eu-west-1.amazonses.com")]
    #[case(
        "a@eu-west-1.amazonses.com.evil.example",
        "a@eu-west-1.amazonses.com.evil.example"
    )]
    #[case("@email.amazonses.com", "@email.amazonses.com")]
    #[case("", "")]
    fn an_id_of_ses_loses_its_domain(#[case] id: &str, #[case] normal: &str) {
        assert_eq!(normal_message_id(id), normal);
        assert_eq!(normal_message_id(normal), normal);
    }

    #[test]
    fn an_id_is_known_in_the_form_it_came_and_in_the_normal_one() {
        assert_eq!(forms("a@x".to_owned()), ["a@x"]);
        let written = format!("{SES}@eu-west-1.amazonses.com");
        assert_eq!(forms(written.clone()), [SES, &written]);
    }

    #[test]
    fn a_bare_id_is_known_by_its_shape() {
        assert!(is_bare(SES));
        for other in [
            "",
            "2026-11-21",
            "order-20418",
            &SES[1..],
            &SES.replace('f', "g"),
        ] {
            assert!(!is_bare(other), "{other}");
        }
    }
}
