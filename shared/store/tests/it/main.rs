//! The store against a played DynamoDB: what is on the wire, and what comes of answers that the local stack never gives.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

mod batches;
mod builders;
mod claims;
mod conditions;
mod counting;
mod files;
mod judgements;
mod notices;
mod outcomes;
mod people;
mod queries;
mod recorded;
mod retries;
