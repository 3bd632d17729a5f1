//! Files from played providers into a played vault and table, over real HTTP; and the links that open them.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

mod fetching;
mod links;
mod logs;
mod mails;
mod refusing;
mod retrying;
mod world;
