//! Files of messages: the event has their address. Comments have none.

use channel::files::{Files, Step, Unfetchable, Wanted};
use domain::ChannelId;

use crate::{CHANNEL, Instagram};

impl Files for Instagram {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, _answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        meta::files::step(wanted)
    }
}
