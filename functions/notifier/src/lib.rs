#![doc = include_str!("../README.md")]

mod error;
pub mod ledger;
pub mod links;
pub mod mail;
mod notifier;
pub mod pace;
pub mod render;
pub mod slack;
mod store_ledger;

pub use error::NotifyError;
pub use notifier::{Notifier, Told};
