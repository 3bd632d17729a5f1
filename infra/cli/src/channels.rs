//! The channels that can be read. A new channel is a name and a line here.

use channel::Reader;

/// Their names.
pub(crate) const NAMES: [&str; 4] = ["telegram", "webchat", "whatsapp", "email"];

/// The reader of a channel by its name.
pub(crate) fn reader(name: &str) -> Option<Box<dyn Reader>> {
    readers()
        .into_iter()
        .find(|reader| reader.channel().as_str() == name)
}

fn readers() -> Vec<Box<dyn Reader>> {
    vec![
        Box::new(channel_telegram::Telegram::default()),
        Box::new(channel_webchat::Webchat::default()),
        Box::new(channel_whatsapp::Whatsapp),
        Box::new(channel_email::Email),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_readers() {
        let of_readers: Vec<String> = readers()
            .iter()
            .map(|reader| reader.channel().to_string())
            .collect();
        assert_eq!(of_readers, NAMES);
    }
}
