//! Time, on the wall and of the processor.

use std::time::{Duration, Instant};

/// What was spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Time on the wall.
    pub wall: Duration,
    /// The processor's time of this thread alone; none where the system does not tell it.
    pub processor: Option<Duration>,
}

/// A watch that runs.
#[derive(Debug)]
pub struct Watch {
    wall: Instant,
    processor: Option<Duration>,
}

impl Watch {
    /// Starts now, for the thread that starts it.
    pub fn start() -> Self {
        Self {
            processor: processor(),
            wall: Instant::now(),
        }
    }

    /// What was spent since, if the same thread asks.
    pub fn spent(&self) -> Spent {
        let since = |before: Duration| processor().map(|now| now.saturating_sub(before));
        Spent {
            wall: self.wall.elapsed(),
            processor: self.processor.and_then(since),
        }
    }
}

/// What this thread has spent: Linux tells it in nanoseconds.
fn processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = told.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
