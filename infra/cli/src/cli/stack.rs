//! Where the stack is.

use std::path::PathBuf;

use clap::Args;

/// Where the stack is. Without these: VENTANILLA_STACK, the environment (TABLE_NAME …), or the local stack.
#[derive(Args, Debug)]
#[command(next_help_heading = "Stack")]
pub(crate) struct StackArguments {
    /// A file of the stack's outputs, as CloudFormation or `make local` writes it
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) stack: Option<PathBuf>,
    /// Another table than the stack's own
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) table: Option<String>,
}
