//! The function against a played table: what a chat is told, and how much of the table that takes.
#![allow(clippy::unwrap_used, clippy::panic)]

mod polls;
mod refusals;
mod scene;
