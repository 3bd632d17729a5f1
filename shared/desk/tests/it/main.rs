//! The desk against a played DynamoDB: what it does when the table's indexes lag, when a form floods
//! it, and when many write at once.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

mod conditions;
mod echoes;
mod flood;
mod joining;
mod live;
mod office;
mod presence;
mod promises;
mod racing;
mod sweeping;
