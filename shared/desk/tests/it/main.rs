//! The desk against a played DynamoDB: what it does when the table's indexes lag, and when a form floods it.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

mod flood;
mod office;
mod sweeping;
