//! The notifier from outside: what notices look like, and that each is told once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod backgrounds;
mod bounces;
mod crm;
mod fakes;
mod falling_back;
mod harmless;
mod knowing;
mod links;
mod looks;
mod looks_beside;
mod looks_promises;
mod mime;
mod notices;
mod promises;
mod telling_mail;
mod telling_slack;
mod workspace;
