#![doc = include_str!("../README.md")]

pub mod cloud;
pub mod counting;
pub mod due_index;
pub mod queue;
pub mod report;
pub mod settings;
pub mod spent;
pub mod template;
pub mod wire;
