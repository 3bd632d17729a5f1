//! The notifier from outside: what notices look like, and that each is told once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod backgrounds;
mod crm;
mod fakes;
mod harmless;
mod knowing;
mod links;
mod looks;
mod looks_beside;
mod mime;
mod notices;
mod telling_mail;
mod telling_slack;
mod workspace;
