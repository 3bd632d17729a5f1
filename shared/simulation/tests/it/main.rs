//! Recorded events through a small shop.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod always;
mod builders;
mod comparing;
mod picturing;
mod reading;
mod records;
mod replaying;
