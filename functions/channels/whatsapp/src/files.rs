//! Files. The Graph API tells by a file's id where it is, for five minutes; both want our access token
//! (<https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media>).

use channel::files::{Fetch, Files, Step, Unfetchable, Wanted};
use channel::{HostRule, OutsideUrl};
use domain::ChannelId;
use secrecy::SecretString;
use serde_json::Value;

use crate::{CHANNEL, Whatsapp};

/// Where the Graph API is asked for a file.
const GRAPH: &str = "https://graph.facebook.com/v25.0";
const GRAPH_HOSTS: &[HostRule] = &[HostRule::Exactly("graph.facebook.com")];
/// Where files are. No other host is shown the token.
const FILE_HOSTS: &[HostRule] = &[HostRule::Exactly("lookaside.fbsbx.com")];

impl Files for Whatsapp {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        let token = wanted.access.text("access_token")?;
        if let Some(answer) = answer {
            return take(&address_in(answer)?, &token);
        }
        match (&wanted.file.id, &wanted.file.url) {
            // An address that came with the event is good for minutes, the id for days.
            (Some(id), _) => ask(id, &token),
            (None, Some(url)) => take(url, &token),
            (None, None) => Err(Unfetchable::Nameless),
        }
    }
}

fn ask(id: &str, token: &SecretString) -> Result<Step, Unfetchable> {
    let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
    if !is_id {
        return Err(Unfetchable::Nameless);
    }
    let url = OutsideUrl::parse(&format!("{GRAPH}/{id}"), GRAPH_HOSTS)?;
    Ok(Step::Ask(Fetch::plain(url).with_bearer(token)))
}

fn take(url: &str, token: &SecretString) -> Result<Step, Unfetchable> {
    let url = OutsideUrl::parse(url, FILE_HOSTS)?;
    Ok(Step::Take(Fetch::plain(url).with_bearer(token)))
}

fn address_in(answer: &[u8]) -> Result<String, Unfetchable> {
    let answer: Value = serde_json::from_slice(answer).map_err(|_| Unfetchable::BadAnswer)?;
    let url = answer.get("url").and_then(Value::as_str);
    url.map(str::to_owned).ok_or(Unfetchable::BadAnswer)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use channel::files::Access;
    use domain::{AccountId, Attachment};
    use secrecy::ExposeSecret;
    use serde_json::json;

    const LINK: &str = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=7&hash=AR";

    fn step(file: &Attachment, answer: Option<&Value>) -> Result<Step, Unfetchable> {
        let access = json!({"access_token": "TOKEN"});
        let wanted = Wanted {
            file,
            account: &AccountId::new("109"),
            access: Access::new(&access),
        };
        let answer = answer.map(|answer| answer.to_string().into_bytes());
        Whatsapp.step(&wanted, answer.as_deref())
    }

    fn named(id: &str) -> Attachment {
        Attachment {
            kind: "image".to_owned(),
            id: Some(id.to_owned()),
            url: Some(LINK.to_owned()),
            ..Attachment::default()
        }
    }

    fn assert_goes(fetch: &Fetch, url: &str) {
        assert_eq!(fetch.url.expose(), url);
        let headers: Vec<_> = fetch.headers.iter().collect();
        let [(name, value)] = headers[..] else {
            panic!("not one header")
        };
        assert_eq!(
            (*name, value.expose_secret()),
            ("authorization", "Bearer TOKEN")
        );
        assert!(fetch.redirects.is_empty());
    }

    #[test]
    fn a_file_is_asked_for_by_its_id_and_taken_from_where_the_answer_says() {
        let Ok(Step::Ask(fetch)) = step(&named("1013859600285441"), None) else {
            panic!("nothing is asked")
        };
        assert_goes(&fetch, "https://graph.facebook.com/v25.0/1013859600285441");
        let answer = json!({"url": LINK, "mime_type": "image/jpeg", "file_size": 303_833});
        let Ok(Step::Take(fetch)) = step(&named("1013859600285441"), Some(&answer)) else {
            panic!("nothing is taken")
        };
        assert_goes(&fetch, LINK);
    }

    #[test]
    fn without_an_id_the_event_s_own_address_serves() {
        let nameless = Attachment {
            id: None,
            ..named("")
        };
        assert!(matches!(step(&nameless, None), Ok(Step::Take(_))));
    }

    #[test]
    fn the_token_goes_to_meta_only() {
        for url in [
            "https://example.net/x",
            "https://lookaside.fbsbx.com.example/x",
            "http://lookaside.fbsbx.com/x",
        ] {
            let answer = json!({"url": url});
            let refused = step(&named("1"), Some(&answer));
            assert!(matches!(refused, Err(Unfetchable::Foreign(_))), "{url}");
        }
        for id in ["../me", "1?fields=owner", "", "1 2", "ñ"] {
            assert_eq!(
                step(&named(id), None).err(),
                Some(Unfetchable::Nameless),
                "{id}"
            );
        }
    }

    #[test]
    fn an_answer_without_an_address_leads_nowhere() {
        for answer in [
            json!({}),
            json!({"url": 7}),
            json!([]),
            json!({"error": {"code": 190}}),
        ] {
            assert_eq!(
                step(&named("1"), Some(&answer)).err(),
                Some(Unfetchable::BadAnswer)
            );
        }
    }
}
