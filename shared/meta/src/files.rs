//! Where Meta keeps files, and how one is had whose address came with the event.

use channel::files::{Fetch, Step, Unfetchable, Wanted};
use channel::{HostRule, OutsideUrl};

/// Meta's hosts of files. Addresses on them are signed for some time and need no token, which they get from nobody.
pub const HOSTS: &[HostRule] = &[
    HostRule::Below("fbcdn.net"),
    HostRule::Below("fbsbx.com"),
    HostRule::Below("cdninstagram.com"),
];

/// The step to a file whose address came with the event.
///
/// # Errors
/// [`Unfetchable`] when the event has no address, one outside Meta's hosts, or a file that may not be kept.
pub fn step(wanted: &Wanted<'_>) -> Result<Step, Unfetchable> {
    if wanted.file.not_to_keep {
        return Err(Unfetchable::Withheld("a story may be seen, but not kept"));
    }
    let url = wanted.file.url.as_deref().ok_or(Unfetchable::Nameless)?;
    let url = OutsideUrl::parse(url, HOSTS)?;
    Ok(Step::Take(Fetch {
        redirects: HOSTS,
        ..Fetch::plain(url)
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use channel::files::Access;
    use domain::{AccountId, Attachment};
    use rstest::rstest;
    use serde_json::json;

    fn of(file: &Attachment) -> Result<Step, Unfetchable> {
        step(&Wanted {
            file,
            account: &AccountId::new("1"),
            access: Access::new(&json!({"access_token": "SECRET"})),
        })
    }

    fn at(url: &str) -> Attachment {
        Attachment {
            kind: "image".to_owned(),
            url: Some(url.to_owned()),
            ..Attachment::default()
        }
    }

    #[rstest]
    #[case("https://scontent.xx.fbcdn.net/v/foto.jpg?oh=1&oe=2")]
    #[case("https://cdn.fbsbx.com/v/factura.pdf")]
    #[case("https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1&signature=2")]
    #[case("https://scontent-mad1-1.cdninstagram.com/v/foto.jpg")]
    fn a_file_on_meta_s_hosts_is_taken_without_a_token(#[case] url: &str) {
        let Ok(Step::Take(fetch)) = of(&at(url)) else {
            panic!("nothing is taken")
        };
        assert_eq!(fetch.url.expose(), url);
        assert!(fetch.headers.is_empty());
    }

    #[rstest]
    #[case("https://fbcdn.net.example/foto.jpg")]
    #[case("https://example.net/?https://scontent.xx.fbcdn.net/foto.jpg")]
    #[case("http://scontent.xx.fbcdn.net/foto.jpg")]
    #[case("https://169.254.169.254/latest/meta-data")]
    #[case("/reel/123451234512345/")]
    #[case("")]
    fn an_address_elsewhere_is_not_followed(#[case] url: &str) {
        assert!(matches!(of(&at(url)), Err(Unfetchable::Foreign(_))));
    }

    #[test]
    fn a_story_is_not_kept_and_a_file_without_address_not_found() {
        let story = Attachment {
            not_to_keep: true,
            ..at("https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1")
        };
        assert!(matches!(of(&story), Err(Unfetchable::Withheld(_))));
        let nowhere = Attachment::default();
        assert_eq!(of(&nowhere).err(), Some(Unfetchable::Nameless));
    }
}
