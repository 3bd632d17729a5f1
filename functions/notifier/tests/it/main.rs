//! The notifier from outside: what notices look like, and that each is told once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fakes;
mod harmless;
mod links;
mod looks;
mod mime;
mod notices;
mod telling_mail;
mod telling_slack;
mod workspace;
