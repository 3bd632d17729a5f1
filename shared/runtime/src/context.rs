//! What a handler knows of its invocation.

use std::time::Duration;

use jiff::Timestamp;

use crate::Metrics;

/// One invocation of a function.
#[derive(Debug)]
pub struct Context {
    /// Lambda's id of the invocation.
    pub request_id: String,
    /// When Lambda ends the function, whatever it is doing.
    pub deadline: Timestamp,
    /// What is counted in this invocation; written when it ends.
    pub metrics: Metrics,
}

impl Context {
    /// An invocation with nothing counted yet.
    pub fn new(request_id: impl Into<String>, deadline: Timestamp) -> Self {
        Self {
            request_id: request_id.into(),
            deadline,
            metrics: Metrics::default(),
        }
    }

    /// The time left until `margin` before the deadline; zero when it is over.
    pub fn remaining(&self, now: Timestamp, margin: Duration) -> Duration {
        let left = Duration::try_from(self.deadline.duration_since(now)).unwrap_or_default();
        left.saturating_sub(margin)
    }
}
