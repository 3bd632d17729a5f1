//! Which channels' files can be fetched: a line a channel. A mail's files are parts of the mail and are not in this list.

use channel::files::{Access, Files, Step, Unfetchable, Wanted};
use domain::event::Attachment;
use domain::{AccountId, ChannelId};
use serde_json::Value;

/// How the files of one provider are had.
pub struct Source {
    files: Box<dyn Files>,
    also: Option<ChannelId>,
}

/// Every provider that keeps the files of its messages.
pub fn sources() -> Vec<Source> {
    vec![
        Source::of(channel_whatsapp::Whatsapp),
        Source::of(channel_messenger::Messenger::default()),
        Source::of(channel_facebook::Facebook::default()),
        Source::of(channel_instagram::Instagram::default()),
        Source::of(channel_teams::Teams),
        Source::of(channel_telegram::Telegram::default()),
        Source::of(channel_x::X),
        Source::of(channel_sms::Sms::default()).and_of(channel_sms::WHATSAPP),
        Source::of(channel_voice::Voice::default()),
    ]
}

impl Source {
    /// Files of the channel that this is of.
    pub fn of(files: impl Files + 'static) -> Self {
        Self {
            files: Box::new(files),
            also: None,
        }
    }

    /// And of another channel, whose messages this provider carries too.
    pub fn and_of(self, channel: &str) -> Self {
        Self {
            also: Some(ChannelId::new(channel)),
            ..self
        }
    }

    fn serves(&self, channel: &ChannelId) -> bool {
        self.files.channel() == *channel || self.also.as_ref() == Some(channel)
    }
}

/// A file with the provider that has it.
pub(crate) struct Way<'w> {
    files: &'w dyn Files,
    wanted: Wanted<'w>,
}

impl<'w> Way<'w> {
    /// The next step; the first without an answer.
    pub(crate) fn step(&self, answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        self.files.step(&self.wanted, answer)
    }
}

/// The way to a file of a channel: that of the first source which knows a first step. None where the channel has none.
/// `access` is the secret of access tokens, by the sources' own channels.
///
/// # Errors
/// Why no source knows one; a missing key first, because that can be mended.
pub(crate) fn way<'w>(
    sources: &'w [Source],
    access: &'w Value,
    channel: &ChannelId,
    account: &'w AccountId,
    file: &'w Attachment,
) -> Option<Result<Way<'w>, Unfetchable>> {
    let ways = sources.iter().filter(|source| source.serves(channel));
    let ways = ways.map(|source| {
        let part = access.get(source.files.channel().as_str());
        let access = Access::new(part.unwrap_or(&Value::Null));
        let wanted = Wanted {
            file,
            account,
            access,
        };
        let files = source.files.as_ref();
        let way = Way { files, wanted };
        way.step(None).map(|_| way)
    });
    let mut failed = None;
    for way in ways {
        match (way, &failed) {
            (Ok(way), _) => return Some(Ok(way)),
            (Err(missing @ Unfetchable::NoAccess(_)), _) => failed = Some(missing),
            (Err(error), None) => failed = Some(error),
            (Err(_), Some(_)) => {}
        }
    }
    failed.map(Err)
}
