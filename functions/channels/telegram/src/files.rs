//! Files. `getFile` tells a path that is good for an hour at least, and both addresses hold the bot's token
//! (<https://core.telegram.org/bots/api#getfile>): they belong into no log.

use channel::files::{Fetch, Files, Step, Unfetchable, Wanted};
use channel::{HostRule, OutsideUrl};
use domain::ChannelId;
use domain::event::Attachment;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::{CHANNEL, Telegram};

/// Where the Bot API is.
const HOSTS: &[HostRule] = &[HostRule::Exactly("api.telegram.org")];
/// The largest file that bots are given, in bytes.
const LARGEST: u64 = 20 * 1024 * 1024;
const TOO_LARGE: Unfetchable = Unfetchable::Withheld("Telegram gives bots files of at most 20 MB");

impl Files for Telegram {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        let token = wanted.access.text("bot_token")?;
        match answer {
            None => ask(&token, wanted.file).map(Step::Ask),
            Some(answer) => take(&token, answer).map(Step::Take),
        }
    }
}

fn ask(token: &SecretString, file: &Attachment) -> Result<Fetch, Unfetchable> {
    if file.size.is_some_and(|size| size > LARGEST) {
        return Err(TOO_LARGE);
    }
    let id = file.id.as_deref().ok_or(Unfetchable::Nameless)?;
    let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    let token = token.expose_secret();
    let url = format!("https://api.telegram.org/bot{token}/getFile?file_id={id}");
    Ok(Fetch::plain(OutsideUrl::parse(&url, HOSTS)?))
}

fn take(token: &SecretString, answer: &[u8]) -> Result<Fetch, Unfetchable> {
    let answer: Value = serde_json::from_slice(answer).map_err(|_| Unfetchable::BadAnswer)?;
    if answer.get("ok") == Some(&Value::Bool(false)) {
        return Err(refusal(&answer));
    }
    let path = answer
        .pointer("/result/file_path")
        .and_then(Value::as_str)
        .ok_or(Unfetchable::BadAnswer)?;
    let folder = format!("/file/bot{}/", token.expose_secret());
    let url = OutsideUrl::parse(&format!("https://api.telegram.org{folder}{path}"), HOSTS)?;
    if url.path().starts_with(&folder) {
        Ok(Fetch::plain(url))
    } else {
        Err(Unfetchable::BadAnswer)
    }
}

/// Why `getFile` gives nothing; Telegram has no code for it, only words.
fn refusal(answer: &Value) -> Unfetchable {
    match answer.get("description").and_then(Value::as_str) {
        Some(words) if words.contains("too big") => TOO_LARGE,
        _ => Unfetchable::Withheld("Telegram does not give this file out any more"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use channel::files::Access;
    use domain::AccountId;
    use serde_json::json;

    const TOKEN: &str = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

    fn step(file: &Attachment, answer: Option<&Value>) -> Result<Step, Unfetchable> {
        let access = json!({"bot_token": TOKEN});
        let wanted = Wanted {
            file,
            account: &AccountId::new("bot"),
            access: Access::new(&access),
        };
        let answer = answer.map(|answer| answer.to_string().into_bytes());
        Telegram::default().step(&wanted, answer.as_deref())
    }

    fn voice() -> Attachment {
        Attachment {
            kind: "voice".to_owned(),
            id: Some("AwADBA&=x".to_owned()),
            ..Attachment::default()
        }
    }

    fn answered(path: &str) -> Result<Step, Unfetchable> {
        let answer = json!({"ok": true, "result": {"file_id": "AwADBA", "file_path": path}});
        step(&voice(), Some(&answer))
    }

    #[test]
    fn a_file_is_asked_for_by_its_id_and_taken_by_its_path() {
        let Ok(Step::Ask(fetch)) = step(&voice(), None) else {
            panic!("nothing is asked")
        };
        let expected = format!("https://api.telegram.org/bot{TOKEN}/getFile?file_id=AwADBA%26%3Dx");
        assert_eq!(fetch.url.expose(), expected);
        let Ok(Step::Take(fetch)) = answered("voice/file_7.oga") else {
            panic!("nothing is taken")
        };
        let expected = format!("https://api.telegram.org/file/bot{TOKEN}/voice/file_7.oga");
        assert_eq!(fetch.url.expose(), expected);
        assert!(fetch.headers.is_empty() && fetch.redirects.is_empty());
    }

    #[test]
    fn a_path_leads_nowhere_but_to_the_bot_s_own_files() {
        for path in ["../botOTHER/getMe", "%2e%2e/%2e%2e/x", "\\..\\..\\x"] {
            assert_eq!(answered(path).err(), Some(Unfetchable::BadAnswer), "{path}");
        }
    }

    #[test]
    fn what_is_too_large_is_not_asked_for_and_its_refusal_is_understood() {
        let large = Attachment {
            size: Some(LARGEST + 1),
            ..voice()
        };
        assert_eq!(step(&large, None).err(), Some(TOO_LARGE));
        let refused =
            json!({"ok": false, "error_code": 400, "description": "Bad Request: file is too big"});
        assert_eq!(step(&voice(), Some(&refused)).err(), Some(TOO_LARGE));
    }

    #[test]
    fn an_answer_without_a_path_and_a_file_without_an_id_lead_nowhere() {
        for answer in [json!({}), json!({"ok": true, "result": {}}), json!([1])] {
            let reason = step(&voice(), Some(&answer)).err();
            assert_eq!(reason, Some(Unfetchable::BadAnswer), "{answer}");
        }
        let gone = json!({"ok": false, "description": "Bad Request: invalid file_id"});
        assert!(matches!(
            step(&voice(), Some(&gone)),
            Err(Unfetchable::Withheld(_))
        ));
        let nameless = Attachment::default();
        assert_eq!(step(&nameless, None).err(), Some(Unfetchable::Nameless));
    }
}
