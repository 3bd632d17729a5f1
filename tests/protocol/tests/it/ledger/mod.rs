//! The ledger: each step once, each alarm told, whatever happens at once.

mod anew;
mod holds;
mod needed;
mod scenarios;
