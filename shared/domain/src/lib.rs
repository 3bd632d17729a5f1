#![doc = include_str!("../README.md")]

pub mod action;
pub mod change;
pub mod clock;
pub mod config;
pub mod courtesy;
pub mod customer;
pub mod echo;
pub mod event;
pub mod file;
pub mod held;
pub mod identity;
pub mod ids;
pub mod judgement;
mod judging;
pub mod mask;
pub mod merging;
pub mod mood;
pub mod notice;
mod otherwise;
pub mod people;
pub mod person;
pub mod placement;
pub mod presence;
pub mod reassign;
pub mod receive;
pub mod report;
pub mod routing;
pub mod step;
pub mod thread;
pub mod timeline;
mod words;

// The unit tests build their cases as those of `tests/it` do.
#[cfg(test)]
#[path = "../tests/it/builders.rs"]
mod builders;
#[cfg(test)]
extern crate self as domain;

pub use config::Care;
pub use event::{Attachment, ContactEvent, EventKind, Identity, IdentityKind, Proof};
pub use ids::*;
pub use thread::{Status, Thread};
