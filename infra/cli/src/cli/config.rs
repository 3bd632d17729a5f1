//! `ventanilla config …`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::SignedDuration;

use super::StackArguments;

const CHECK: &str = "\
Examples:
  ventanilla config check infra/config/care.toml
  ventanilla config check infra/config/care.toml --overlay infra/local/demo-hours.toml

Each problem is a line `FILE:LINE: field: message`, and ends with 1. Warnings follow, and end with 0: topics that nobody
can serve (first, in capitals), languages and channels in which they reach nobody, hours in which customers are promised
an answer and nobody works who could give it, looked at for sixteen weeks from now. Nothing is stored, nothing is called.";

const DIFF: &str = "\
Examples:
  ventanilla config diff care.toml                       against what is applied, with whom it would move
  ventanilla config diff care.toml --stack stack.json --json
  ventanilla config diff old.toml new.toml               two files, without a stack

A line for each agent, topic, promise … that would say something else. Then, of the threads that are open now: who hands
over to whom, who holds more than they may from then on, which waiting threads find somebody, which lose their topic, and
which would be promised something else. Nothing is stored. --overlay is laid over what would be applied; of two files,
over both.";

const APPLY: &str = "\
Examples:
  ventanilla config apply infra/config/care.toml
  ventanilla config apply care.toml --stack stack.json

Checked first; with any problem nothing is stored. What it changes and whom it moves is told before, as `config diff` does.
Functions follow within seconds. Agents keep what they hold, even above a capacity that was lowered. Where something else is
promised, the clocks of open threads are counted anew, each from its own start: here for --wait, and whatever is left by the
escalator.";

const STATUS: &str = "\
Example:
  ventanilla config status

The applied version, and how far the escalator is with counting promises anew.";

/// What can be done with a configuration.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Examples:\n  ventanilla config check infra/config/care.toml\n  ventanilla config apply infra/config/care.toml"
)]
pub(crate) enum ConfigCommand {
    /// Find what is wrong in a care.toml
    #[command(after_help = CHECK)]
    Check(CareArguments),
    /// See what a care.toml would change, and whom it would move
    #[command(after_help = DIFF)]
    Diff(DiffArguments),
    /// Put a care.toml into force
    #[command(after_help = APPLY)]
    Apply(ApplyArguments),
    /// See what is applied, and how far its consequences are drawn
    #[command(after_help = STATUS)]
    Status(StatusArguments),
}

/// What is compared.
#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// The care.toml that would be applied; or two, the old one first
    #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Hours, shifts and leave told relative to now, laid over it (for rehearsals)
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Option<PathBuf>,
    /// One JSON object instead of lines
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) stack: StackArguments,
}

/// What is applied, and where.
#[derive(Args, Debug)]
pub(crate) struct ApplyArguments {
    #[command(flatten)]
    pub(crate) care: CareArguments,
    /// How long to wait for promises to be counted anew; 0s leaves all of it to the escalator
    #[arg(long, value_name = "TIME", default_value = "60s")]
    pub(crate) wait: SignedDuration,
    #[command(flatten)]
    pub(crate) stack: StackArguments,
}

/// Whose status.
#[derive(Args, Debug)]
pub(crate) struct StatusArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
}

/// A configuration, as one file or two.
#[derive(Args, Debug)]
pub(crate) struct CareArguments {
    /// The care.toml
    pub(crate) file: PathBuf,
    /// Hours, shifts and leave told relative to now, laid over it (for rehearsals)
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Option<PathBuf>,
}
