//! The channels that can be read. A new channel is a line here.

use channel::Conforms;

/// All readers, each under the name that operators call it by. Only what passes the conformance suite can stand here.
fn readers() -> Vec<(&'static str, Box<dyn Conforms>)> {
    vec![
        ("connect", Box::new(channel_connect::Connect)),
        ("email", Box::new(channel_email::Email)),
        ("facebook", Box::new(channel_facebook::Facebook::default())),
        (
            "instagram",
            Box::new(channel_instagram::Instagram::default()),
        ),
        (
            "messenger",
            Box::new(channel_messenger::Messenger::default()),
        ),
        ("slack", Box::new(slack::Slack)),
        ("sms", Box::new(channel_sms::Sms::default())),
        ("sns", Box::new(channel_email::Sns)),
        ("teams", Box::new(channel_teams::Teams)),
        ("telegram", Box::new(channel_telegram::Telegram::default())),
        ("voice", Box::new(channel_voice::Voice::default())),
        ("webchat", Box::new(channel_webchat::Webchat::default())),
        ("whatsapp", Box::new(channel_whatsapp::Whatsapp)),
        // WhatsApp's messages that Twilio brings are read by the channel of Twilio's messages.
        ("whatsapp_twilio", Box::new(channel_sms::Sms::default())),
        ("x", Box::new(channel_x::X)),
    ]
}

/// Their names.
pub(crate) fn names() -> Vec<&'static str> {
    readers().into_iter().map(|(name, _)| name).collect()
}

/// The reader of a channel by its name.
pub(crate) fn reader(name: &str) -> Option<Box<dyn Conforms>> {
    let mut readers = readers().into_iter();
    readers
        .find(|(known, _)| *known == name)
        .map(|(_, reader)| reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_readers_own_or_said_to_be_another_for_it() {
        for (name, reader) in readers() {
            let own = reader.channel();
            assert!(own.as_str() == name || name == "whatsapp_twilio", "{name}");
        }
        let mut names = names();
        names.dedup();
        assert_eq!(names.len(), readers().len());
    }
}
