//! The laws of the domain, through its public face.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod actions;
mod builders;
mod care_file;
mod config;
mod coverage;
mod diff;
mod edge_cases;
mod files;
mod holding;
mod holidays;
mod identity;
mod merging;
mod otherwise;
mod overlay;
mod person;
mod placing;
mod promising;
mod reassigning;
mod receiving;
mod reporting;
mod stepping;
mod worked_week;
mod world;
