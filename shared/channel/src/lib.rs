#![doc = include_str!("../README.md")]

#[cfg(feature = "conformance")]
pub mod conformance;
mod conforms;
mod errand;
#[cfg(feature = "expectations")]
pub mod expectations;
pub mod files;
pub mod form;
mod kit;
pub mod lenient;
mod outside;
mod request;
pub mod secret;
pub mod signature;
pub mod time;
mod verified;
pub mod walk;

pub use conforms::Conforms;
pub use errand::{Errand, Errands};
pub use kit::{Answer, Direct, Reader, Reading, Refusal, Unreadable, Webhook, examine, fits};
pub use outside::{ForeignUrl, HostRule, OutsideUrl};
pub use request::{Method, Request, Response};
pub use secret::Secrets;
pub use verified::Verified;
