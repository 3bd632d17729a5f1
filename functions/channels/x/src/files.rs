//! Files. Those of posts are public; those of direct messages are on a host that asks for the account's token.

use channel::files::{Fetch, Files, Step, Unfetchable, Wanted};
use channel::{HostRule, OutsideUrl};
use domain::ChannelId;

use crate::{CHANNEL, X};

/// Where files of posts are.
const PUBLIC: [HostRule; 2] = [
    HostRule::Exactly("pbs.twimg.com"),
    HostRule::Exactly("video.twimg.com"),
];
/// Where files of direct messages are.
const PRIVATE: [HostRule; 2] = [
    HostRule::Exactly("ton.twitter.com"),
    HostRule::Exactly("ton.x.com"),
];

impl Files for X {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        if answer.is_some() {
            return Err(Unfetchable::BadAnswer);
        }
        let url = wanted.file.url.as_deref().ok_or(Unfetchable::Nameless)?;
        if let Ok(url) = OutsideUrl::parse(url, &PUBLIC) {
            return Ok(Step::Take(Fetch::plain(url)));
        }
        let url = OutsideUrl::parse(url, &PRIVATE)?;
        let token = wanted.access.text("access_token")?;
        Ok(Step::Take(Fetch::plain(url).with_bearer(&token)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;
    use channel::ForeignUrl;
    use channel::files::Access;
    use domain::AccountId;
    use domain::event::Attachment;
    use secrecy::ExposeSecret;
    use serde_json::{Value, json};

    fn step(url: Option<&str>, access: &Value) -> Result<Step, Unfetchable> {
        let file = Attachment {
            url: url.map(str::to_owned),
            ..Attachment::default()
        };
        let wanted = Wanted {
            file: &file,
            account: &AccountId::new("1"),
            access: Access::new(access),
        };
        X.step(&wanted, None)
    }

    fn headers(url: &str) -> Vec<String> {
        let Ok(Step::Take(fetch)) = step(Some(url), &json!({"access_token": "TOKEN"})) else {
            panic!("{url} is not taken")
        };
        let values = fetch.headers.iter().map(|(_, value)| value.expose_secret());
        values.map(str::to_owned).collect()
    }

    #[test]
    fn only_the_host_of_direct_messages_is_shown_the_token() {
        for public in [
            "https://pbs.twimg.com/media/a.jpg",
            "https://video.twimg.com/a.mp4",
        ] {
            assert!(headers(public).is_empty(), "{public}");
        }
        for private in [
            "https://ton.twitter.com/i/ton/data/dm/1/a.jpg",
            "https://ton.x.com/a",
        ] {
            assert_eq!(headers(private), ["Bearer TOKEN"], "{private}");
        }
    }

    #[test]
    fn no_other_address_is_followed() {
        let access = json!({"access_token": "TOKEN"});
        for foreign in [
            "https://evil.example/a.jpg",
            "https://twimg.com/",
            "https://x.com/a",
        ] {
            let expected = Unfetchable::Foreign(ForeignUrl::ForeignHost);
            assert_eq!(
                step(Some(foreign), &access).err(),
                Some(expected),
                "{foreign}"
            );
        }
        assert_eq!(step(None, &access).err(), Some(Unfetchable::Nameless));
    }

    #[test]
    fn a_file_of_a_direct_message_is_not_had_without_a_token() {
        let without = step(Some("https://ton.x.com/a"), &json!({}));
        assert_eq!(without.err(), Some(Unfetchable::NoAccess("access_token")));
    }
}
