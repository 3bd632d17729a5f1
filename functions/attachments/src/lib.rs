#![doc = include_str!("../README.md")]

mod examine;
mod fetch;
pub mod files;
mod harmful;
mod job;
pub mod links;
mod mail;
mod name;
mod serving;
mod settle;

pub use job::{FileFetcher, Places};
