//! How long customers waited.

use serde::{Deserialize, Serialize};

/// How long customers waited, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// How many waits came to an end with what they waited for.
    pub ended: u64,
    /// Of those, half took no longer (nearest rank).
    pub median: Option<i64>,
    /// Of those, nine in ten took no longer (nearest rank).
    pub ninetieth: Option<i64>,
    /// The longest, also of those who still wait.
    pub longest: Option<i64>,
}

/// Times in the making: one number for each wait that ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans {
    ended: Vec<i64>,
    longest: Option<i64>,
}

impl Spans {
    /// A wait that ended after so many seconds.
    pub(super) fn ended(&mut self, seconds: i64) {
        self.ended.push(seconds);
        self.runs(seconds);
    }

    /// A wait that has lasted so many seconds.
    pub(super) fn runs(&mut self, seconds: i64) {
        self.longest = self.longest.max(Some(seconds));
    }

    pub(super) fn done(mut self) -> Times {
        self.ended.sort_unstable();
        Times {
            ended: self.ended.len() as u64,
            median: nearest_rank(&self.ended, 50),
            ninetieth: nearest_rank(&self.ended, 90),
            longest: self.longest,
        }
    }
}

/// Of n sorted values the one in place ⌈n · percent / 100⌉, counted from 1.
fn nearest_rank(sorted: &[i64], percent: usize) -> Option<i64> {
    let place = (sorted.len() * percent).div_ceil(100);
    sorted.get(place.max(1) - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::nearest_rank;

    #[test]
    fn a_percentile_is_the_nearest_rank_and_so_a_value_that_there_was() {
        let ten: Vec<i64> = (1..=10).map(|value| value * 10).collect();
        assert_eq!(nearest_rank(&ten, 50), Some(50));
        assert_eq!(nearest_rank(&ten, 90), Some(90));
        assert_eq!(nearest_rank(&ten[..9], 90), Some(90));
        assert_eq!(nearest_rank(&ten[..1], 50), Some(10));
        assert_eq!(nearest_rank(&ten[..2], 50), Some(10));
        assert_eq!(nearest_rank(&[], 90), None);
    }
}
