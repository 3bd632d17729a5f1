//! How far long work is: a line on standard error.

use std::io::{self, IsTerminal};

/// One line on a terminal, written over itself; elsewhere only its last state.
#[derive(Default)]
pub(crate) struct Line {
    last: String,
}

impl Line {
    /// Tells how far it is.
    pub(crate) fn tell(&mut self, text: &str) {
        if io::stderr().is_terminal() {
            eprint!("\r{text}");
        }
        text.clone_into(&mut self.last);
    }

    /// It is done.
    pub(crate) fn end(&mut self) {
        if io::stderr().is_terminal() {
            eprintln!();
        } else if !self.last.is_empty() {
            eprintln!("{}", self.last);
        }
    }
}
