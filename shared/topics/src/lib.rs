#![doc = include_str!("../README.md")]

mod fresh;
mod function_words;
mod language;
mod rules;
mod tell;
mod words;

pub use language::language;
pub use tell::tell;
