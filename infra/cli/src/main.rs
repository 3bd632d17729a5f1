//! `ventanilla`, the operators' command. Wiring only: the arguments are in [`cli`], what they do in [`commands`].

mod care;
mod channels;
mod cli;
mod commands;
mod files;
mod moment;
mod outcome;
mod period;
mod print;
mod progress;
mod stack;
mod whose;

use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = cli::Cli::parse();
    let mut out = BufWriter::new(stdout().lock());
    let result = commands::run(arguments.command, &mut out);
    let written = out.flush().map_err(anyhow::Error::from);
    outcome::exit_code(result.and_then(|outcome| written.map(|()| outcome)))
}
