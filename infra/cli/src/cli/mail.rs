//! `ventanilla mail …`

use clap::{Args, Subcommand};

use super::StackArguments;

const MAIL: &str = "\
Examples:
  ventanilla mail status
  ventanilla mail activate";

const ACTIVATE: &str = "\
Example:
  ventanilla mail activate --stack stack.json

Makes the stack's rule set the one that SES follows in this region. An account has one active rule set in each region:
if another one is active, it stays, and you are told what to do. Run it again at will.";

const STATUS: &str = "\
Example:
  ventanilla mail status

Ends with 1 unless the stack's rule set is the active one.";

/// Mail intake of a stack.
#[derive(Args, Debug)]
pub(crate) struct MailArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: MailCommand,
}

/// What can be done with mail intake.
#[derive(Debug, Subcommand)]
#[command(after_help = MAIL)]
pub(crate) enum MailCommand {
    /// Let SES follow the stack's receipt rules
    #[command(after_help = ACTIVATE)]
    Activate,
    /// Tell which receipt rules SES follows
    #[command(after_help = STATUS)]
    Status,
}
