#![doc = include_str!("../README.md")]

#[cfg(feature = "expectations")]
pub mod expectations;
mod kit;
pub mod lenient;
mod request;
pub mod secret;
pub mod signature;
pub mod time;
mod verified;

pub use kit::{Answer, Reader, Reading, Refusal, Unreadable, Webhook};
pub use request::{Method, Request, Response};
pub use secret::Secrets;
pub use verified::Verified;
