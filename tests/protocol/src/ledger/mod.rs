//! The ledger: each step of a thread's chain fires once, or is overtaken by an answer, and whoever is to be told is told
//! once. A model of its own beside that of assignment: one thread, many sweeps, people who answer, and the notifier.

pub mod decisions;
pub mod deed;
pub mod kept;
pub mod model;
pub mod outcome;
pub mod properties;
pub mod rest;
pub mod scenario;
pub mod shop;
pub mod state;
pub mod table;
mod work;
pub mod worker;

pub use model::Ledger;
