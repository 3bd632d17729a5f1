#![doc = include_str!("../README.md")]

mod envelope;
pub mod files;
mod frame;
pub mod messaging;
mod note;
mod object;
mod own_apps;
pub mod people;
mod secret;
#[cfg(feature = "specimen")]
pub mod specimen;
mod webhook;
pub mod wire;

pub use envelope::{Changes, ReadChange, Source, read};
pub use frame::Frame;
pub use note::{add_note, name_by_content, shown};
pub use object::Object;
pub use own_apps::OwnApps;
pub use secret::Secret;
pub use webhook::{LARGEST_BODY, prove};
