//! How a message's files are had: each has an address at Twilio's API, which asks for the account's token and sends on.

use channel::files::{Files, Step, Unfetchable, Wanted};
use channel::signature::twilio;
use domain::ChannelId;

use crate::{CHANNEL, Sms};

impl Files for Sms {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, _answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        let url = wanted.file.url.as_deref().ok_or(Unfetchable::Nameless)?;
        twilio::media(url, wanted.access).map(Step::Take)
    }
}

#[cfg(test)]
mod tests {
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
        Sms::default().step(&wanted, None)
    }

    #[test]
    fn a_file_is_taken_from_twilio_and_from_nowhere_else() {
        let taken = step(Some("https://api.twilio.com/2010-04-01/Media/ME1"));
        assert!(matches!(taken, Ok(Step::Take(_))));
        let foreign = step(Some("https://169.254.169.254/latest"));
        assert!(matches!(foreign, Err(Unfetchable::Foreign(_))));
        assert!(matches!(step(None), Err(Unfetchable::Nameless)));
    }
}
