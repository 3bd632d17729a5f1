#![doc = include_str!("../README.md")]

mod attending;
pub mod check;
pub mod compact;
pub mod decisions;
pub mod happening;
pub mod ledger;
pub mod model;
pub mod properties;
pub mod rest;
pub mod scenario;
pub mod shop;
pub mod state;
pub mod table;
mod tell;
pub mod verdict;
mod work;
pub mod worker;

/// Threads in the model.
pub const THREADS: usize = 3;
/// Agents in the model.
pub const AGENTS: usize = 2;

/// What a person does with a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Acting {
    /// Its agent accepts it.
    Accept,
    /// Its customer is answered.
    Answer,
    /// It is resolved.
    Resolve,
    /// An operator gives it to an agent.
    Give(u8),
}
