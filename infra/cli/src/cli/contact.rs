//! `ventanilla contact …`

use clap::{Args, Subcommand};
use domain::ThreadId;

use super::StackArguments;
use super::thread::reference;

const CONTACT: &str = "\
Examples:
  ventanilla contact block AL-4831207
  ventanilla contact unblock AL-4831207

A contact is one end of one channel: a number, an address, an account. It is named by any thread that came from it.";

const BLOCK: &str = "\
Example:
  ventanilla contact block AL-4831207

What it writes from now on opens no thread and goes nowhere. The thread itself, and what the same person writes on other
channels, stay as they are.";

const UNBLOCK: &str = "\
Example:
  ventanilla contact unblock AL-4831207

What it writes from now on is received again. What it wrote meanwhile was not kept.";

/// Contacts of a stack.
#[derive(Args, Debug)]
pub(crate) struct ContactArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: ContactCommand,
}

/// What can be done with a contact.
#[derive(Debug, Subcommand)]
#[command(after_help = CONTACT)]
pub(crate) enum ContactCommand {
    /// Let what a contact writes go nowhere
    #[command(after_help = BLOCK)]
    Block(ByThreadArguments),
    /// Let a contact write again
    #[command(after_help = UNBLOCK)]
    Unblock(ByThreadArguments),
}

/// Which contact.
#[derive(Args, Debug)]
pub(crate) struct ByThreadArguments {
    /// The reference of a thread of theirs, such as AL-4831207
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
}
