//! Pictures and videos of comments and posts: the event has their address.

use channel::files::{Files, Step, Unfetchable, Wanted};
use domain::ChannelId;

use crate::{CHANNEL, Facebook};

impl Files for Facebook {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn step(&self, wanted: &Wanted<'_>, _answer: Option<&[u8]>) -> Result<Step, Unfetchable> {
        meta::files::step(wanted)
    }
}
