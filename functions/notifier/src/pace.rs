//! Keeping a distance between messages to the same place.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// The distance between two messages in one channel: Slack takes about one a second.
/// <https://docs.slack.dev/apis/web-api/rate-limits>
const DISTANCE: SignedDuration = SignedDuration::from_secs(1);
/// Places remembered before those that need no waiting any more are forgotten.
const MANY_PLACES: usize = 1_000;

/// The time, and waiting for it.
pub trait Time {
    /// The instant.
    fn now(&self) -> Timestamp;

    /// Lets a time pass.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()>;
}

/// The machine's time.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemTime;

impl Time for SystemTime {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// When each place may be sent to next. It knows only what this sandbox sent: across sandboxes the queue's groups keep the
/// order, and the provider's own limit the distance.
#[derive(Debug, Default)]
pub struct Pace {
    next: Mutex<HashMap<String, Timestamp>>,
}

impl Pace {
    /// Waits for the turn of a message to `place`.
    pub async fn turn(&self, place: &str, time: &impl Time) {
        let wait = self.take_turn(place, time.now());
        if !wait.is_zero() {
            time.sleep(wait).await;
        }
    }

    /// Takes the next turn and tells how far it is. A turn is at most one distance after the one before, so a clock that
    /// was set back holds nobody up for long.
    fn take_turn(&self, place: &str, now: Timestamp) -> Duration {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if next.len() >= MANY_PLACES {
            next.retain(|_, at| *at > now);
        }
        let latest = now.checked_add(DISTANCE).unwrap_or(now);
        let turn = next.get(place).copied().unwrap_or(now).clamp(now, latest);
        next.insert(place.to_owned(), turn.checked_add(DISTANCE).unwrap_or(turn));
        Duration::try_from(turn.duration_since(now)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + milliseconds).unwrap()
    }

    #[test]
    fn messages_to_one_place_are_a_second_apart_and_others_do_not_wait_for_them() {
        let pace = Pace::default();
        assert_eq!(pace.take_turn("C1", at(0)), Duration::ZERO);
        assert_eq!(pace.take_turn("C1", at(300)), Duration::from_millis(700));
        assert_eq!(pace.take_turn("C2", at(300)), Duration::ZERO);
        assert_eq!(pace.take_turn("C1", at(1_000)), Duration::from_secs(1));
        assert_eq!(pace.take_turn("C1", at(9_000)), Duration::ZERO);
    }

    #[test]
    fn a_clock_that_was_set_back_holds_up_for_a_second_at_most() {
        let pace = Pace::default();
        pace.take_turn("C1", at(3_600_000));
        assert_eq!(pace.take_turn("C1", at(0)), Duration::from_secs(1));
    }

    #[test]
    fn places_that_need_no_waiting_are_forgotten() {
        let pace = Pace::default();
        for number in 0..MANY_PLACES {
            pace.take_turn(&number.to_string(), at(0));
        }
        pace.take_turn("C1", at(2_000));
        assert_eq!(pace.next.lock().unwrap().len(), 1);
    }
}
