//! How a recording is had: as MP3, from Twilio's API, with the account's token.

use channel::files::{Files, Step, Unfetchable, Wanted};
use channel::signature::twilio;
use domain::ChannelId;

use crate::{CHANNEL, Voice};

impl Files for Voice {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, _answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        let url = wanted.file.url.as_deref().ok_or(Unfetchable::Nameless)?;
        twilio::media(&as_mp3(url), wanted.access).map(Step::Take)
    }
}

/// Without an ending, Twilio would send a WAV of ten times the size
/// (<https://www.twilio.com/docs/voice/api/recording#fetch-a-recording-media-file>).
fn as_mp3(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (path, rest) = url.split_at(end);
    let bare = path
        .strip_suffix(".wav")
        .or_else(|| path.strip_suffix(".mp3"))
        .unwrap_or(path);
    format!("{bare}.mp3{rest}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use channel::files::Access;
    use domain::AccountId;
    use domain::event::Attachment;
    use serde_json::json;

    use super::*;

    fn step(url: Option<&str>) -> Result<Step, Unfetchable> {
        let part = json!({"account_sid": "AC1", "auth_token": "t"});
        let file = Attachment {
            url: url.map(str::to_owned),
            ..Attachment::default()
        };
        let wanted = Wanted {
            file: &file,
            account: &AccountId::new("+34911000000"),
            access: Access::new(&part),
        };
        Voice::default().step(&wanted, None)
    }

    #[test]
    fn a_recording_is_taken_as_mp3() {
        for (url, path) in [
            (
                "https://api.twilio.com/Recordings/RE1",
                "/Recordings/RE1.mp3",
            ),
            (
                "https://api.twilio.com/Recordings/RE1.wav?a=b",
                "/Recordings/RE1.mp3",
            ),
            (
                "https://api.dublin.ie1.twilio.com/Recordings/RE1.mp3",
                "/Recordings/RE1.mp3",
            ),
        ] {
            let Ok(Step::Take(fetch)) = step(Some(url)) else {
                panic!("{url} is not taken");
            };
            assert_eq!(fetch.url.path(), path);
        }
    }

    #[test]
    fn nothing_is_taken_from_elsewhere() {
        let foreign = step(Some("https://evil.example/RE1"));
        assert!(matches!(foreign, Err(Unfetchable::Foreign(_))));
        assert!(matches!(step(None), Err(Unfetchable::Nameless)));
    }
}
