#![doc = include_str!("../README.md")]

pub mod batch;
mod class;
mod context;
pub mod direct;
mod env;
mod error;
pub mod http;
mod invoke;
mod logs;
pub mod metrics;
pub mod schedule;
pub mod secrets;
pub mod webhook;

#[cfg(test)]
mod testing;

pub use class::{Class, Classify};
pub use context::Context;
pub use env::Environment;
pub use error::BootError;
pub use logs::{boot, chain};
pub use metrics::{Metric, Metrics};
