//! Files of messages: the event has their address.

use channel::files::{Files, Step, Unfetchable, Wanted};
use domain::ChannelId;

use crate::{CHANNEL, Messenger};

impl Files for Messenger {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, _answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        meta::files::step(wanted)
    }
}
