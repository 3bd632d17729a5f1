//! Limits on the web form. Anybody can fill it in, and a program can do so all day: what comes beyond the limits is
//! remembered, so that a repeat of it costs nothing, and goes on no thread. The other channels have a provider who
//! limits its own senders.

use domain::ContactEvent;
use jiff::Timestamp;

use crate::Desk;
use crate::error::DeskError;

/// The channel whose senders nobody limits but us.
const LIMITED_CHANNEL: &str = "webchat";
/// The length of a window, in seconds. Windows lie side by side from the epoch on, and a form counts in the one in
/// which it was received.
const WINDOW: u32 = 10 * 60;
/// Forms of one session in one window. A person who writes a form every twenty seconds stays within it.
const MOST_OF_A_SESSION: u32 = 30;
/// Forms of one address in one window: an office or a mobile network may stand behind it.
const MOST_OF_AN_ADDRESS: u32 = 60;

impl Desk {
    /// Whether a message is beyond the limits of its session or its address. It is counted against both, but what is
    /// beyond its session's limit is not counted against the address: one flooding session must not silence the others
    /// behind it.
    ///
    /// Call it once for each delivery of an event, after it is known that it was not handled before.
    pub(crate) async fn is_flood(
        &self,
        event: &ContactEvent,
        now: Timestamp,
    ) -> Result<bool, DeskError> {
        if event.channel.as_str() != LIMITED_CHANNEL || !event.kind.is_message() {
            return Ok(false);
        }
        let session = event
            .contact_key()
            .map(|contact| (format!("session {contact}"), MOST_OF_A_SESSION));
        let address = event
            .origin_mark
            .as_ref()
            .map(|mark| (format!("address {mark}"), MOST_OF_AN_ADDRESS));
        for (scope, most) in session.into_iter().chain(address) {
            let start = window_start(event.received_at, WINDOW);
            let counted = self.store.count_against(&scope, start, WINDOW, now).await?;
            if counted > most {
                tracing::warn!(channel = %event.channel, event.key = %event.event_key, "a form beyond the limits goes on no thread");
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The start of the window of so many seconds that an instant lies in.
pub(crate) fn window_start(at: Timestamp, length: u32) -> Timestamp {
    let second = at.as_second();
    Timestamp::from_second(second - second.rem_euclid(i64::from(length))).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn windows_lie_side_by_side() {
        let start = |at: &str| window_start(at.parse().unwrap(), WINDOW).to_string();
        assert_eq!(start("2026-11-21T12:00:00Z"), "2026-11-21T12:00:00Z");
        assert_eq!(start("2026-11-21T12:09:59.999Z"), "2026-11-21T12:00:00Z");
        assert_eq!(start("2026-11-21T12:10:00Z"), "2026-11-21T12:10:00Z");
        assert_eq!(start("1969-12-31T23:59:59Z"), "1969-12-31T23:50:00Z");
    }
}
