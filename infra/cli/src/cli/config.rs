//! `ventanilla config …`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::StackArguments;

const CHECK: &str = "\
Examples:
  ventanilla config check infra/config/care.toml
  ventanilla config check infra/config/care.toml --overlay infra/local/demo-hours.toml

Each problem is a line `FILE:LINE: field: message`, then the warnings. Nothing is stored, nothing is called.";

const APPLY: &str = "\
Examples:
  ventanilla config apply infra/config/care.toml
  ventanilla config apply care.toml --stack stack.json

Checked first; with any problem nothing is stored. Functions follow within seconds. Agents keep what they hold, even
above a capacity that was lowered.";

/// What can be done with a configuration.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Examples:\n  ventanilla config check infra/config/care.toml\n  ventanilla config apply infra/config/care.toml"
)]
pub(crate) enum ConfigCommand {
    /// Find what is wrong in a care.toml
    #[command(after_help = CHECK)]
    Check(CareArguments),
    /// Put a care.toml into force
    #[command(after_help = APPLY)]
    Apply(ApplyArguments),
}

/// What is applied, and where.
#[derive(Args, Debug)]
pub(crate) struct ApplyArguments {
    #[command(flatten)]
    pub(crate) care: CareArguments,
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
