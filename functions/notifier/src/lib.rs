#![doc = include_str!("../README.md")]

pub mod background;
pub mod bounces;
pub mod care;
pub mod crm;
pub mod doors;
mod error;
pub mod known;
pub mod ledger;
pub mod links;
pub mod mail;
mod notifier;
pub mod pace;
pub mod record;
pub mod render;
pub mod slack;
mod store_bounces;
mod store_ledger;
mod store_records;
mod ways;

pub use error::NotifyError;
pub use notifier::{Notifier, Told};
pub use store_bounces::StoredFollowOns;
