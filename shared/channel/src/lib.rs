#![doc = include_str!("../README.md")]

mod kit;
mod request;
pub mod secret;
pub mod signature;
pub mod time;
mod verified;

pub use kit::{Answer, Reader, Reading, Refusal, Unreadable, Webhook};
pub use request::{Method, Request, Response};
pub use secret::Secrets;
pub use verified::Verified;
