//! Files. What was sent with the paper clip is on SharePoint, and its address opens for some time without a key. A
//! picture in the text is with the Bot Connector, which gives it only to a bot that has signed in.

use channel::files::{Fetch, Files, Step, Unfetchable, Wanted};
use channel::{HostRule, OutsideUrl};
use domain::ChannelId;

use crate::{CHANNEL, Teams, service};

/// Where organisations keep their files.
const OPEN: &[HostRule] = &[HostRule::Below("sharepoint.com")];
/// A sign-in is a POST by which a token for an hour is had; a fetch is made of GETs.
const CLOSED_TO_US: Unfetchable = Unfetchable::Withheld(
    "Teams gives pictures in the text only to a bot that has signed in: look at it in Teams",
);

impl Files for Teams {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        if answer.is_some() {
            return Err(Unfetchable::BadAnswer);
        }
        let url = wanted.file.url.as_deref().ok_or(Unfetchable::Nameless)?;
        if OutsideUrl::parse(url, service::HOSTS).is_ok() {
            return Err(CLOSED_TO_US);
        }
        let url = OutsideUrl::parse(url, OPEN)?;
        Ok(Step::Take(Fetch::plain(url)))
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
    use serde_json::json;

    fn step(url: Option<&str>, answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        let file = Attachment {
            url: url.map(str::to_owned),
            ..Attachment::default()
        };
        let nothing = json!({});
        let wanted = Wanted {
            file: &file,
            account: &AccountId::new("28:bot"),
            access: Access::new(&nothing),
        };
        Teams.step(&wanted, answer)
    }

    #[test]
    fn a_file_is_taken_from_sharepoint_without_any_token() {
        let url = "https://levante-my.sharepoint.com/personal/ana/_layouts/15/download.aspx?UniqueId=1&tempauth=x";
        let Ok(Step::Take(fetch)) = step(Some(url), None) else {
            panic!("nothing is taken")
        };
        assert_eq!(fetch.url.expose(), url);
        assert!(fetch.headers.is_empty() && fetch.redirects.is_empty());
        let again = step(Some(url), Some(b"{}"));
        assert_eq!(again.err(), Some(Unfetchable::BadAnswer));
    }

    #[test]
    fn a_picture_in_the_text_is_not_asked_for() {
        let url = "https://smba.trafficmanager.net/emea/v3/attachments/0-weu-d1-1/views/original";
        assert_eq!(step(Some(url), None).err(), Some(CLOSED_TO_US));
    }

    #[test]
    fn nothing_is_taken_from_elsewhere() {
        for foreign in [
            "https://evil.example/a.jpg",
            "https://sharepoint.com/a",
            "https://sharepoint.com.evil.example/a",
            "https://evil.trafficmanager.net/a",
        ] {
            let expected = Unfetchable::Foreign(ForeignUrl::ForeignHost);
            assert_eq!(step(Some(foreign), None).err(), Some(expected), "{foreign}");
        }
        assert_eq!(step(None, None).err(), Some(Unfetchable::Nameless));
    }
}
