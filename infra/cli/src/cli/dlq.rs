//! `ventanilla dlq …`

use clap::{Args, Subcommand, ValueEnum};

use super::StackArguments;

const DLQ: &str = "\
Examples:
  ventanilla dlq list
  ventanilla dlq show inbox
  ventanilla dlq replay inbox";

const LIST: &str = "\
Example:
  ventanilla dlq list

SQS counts from time to time, so the numbers may be a minute behind.";

const SHOW: &str = "\
Examples:
  ventanilla dlq show inbox
  ventanilla dlq show notices --limit 3 --body

While it looks, nobody else sees the messages; afterwards they are as before, but for the count of receptions. Of each
group (a contact, a mailbox) it sees the first ten. Why a message failed stands in the log of its function, under the
message's id. What the customer wrote is only printed with --body.";

const REPLAY: &str = "\
Examples:
  ventanilla dlq replay inbox
  ventanilla dlq replay inbox --limit 1

Copies the messages back to their queue, in order, and deletes each once its copy was taken. If it is interrupted,
run it again: nothing is lost, and what was copied twice is known by its key. A message that fails again while this
runs stays.";

/// Dead letters of a stack.
#[derive(Args, Debug)]
pub(crate) struct DlqArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: DlqCommand,
}

/// What can be done with dead letters.
#[derive(Debug, Subcommand)]
#[command(after_help = DLQ)]
pub(crate) enum DlqCommand {
    /// Count the messages of every dead-letter queue
    #[command(after_help = LIST)]
    List,
    /// Look at messages without taking them
    #[command(after_help = SHOW)]
    Show(ShowArguments),
    /// Put messages back into the queue that they failed in
    #[command(after_help = REPLAY)]
    Replay(ReplayArguments),
}

/// Which messages are shown.
#[derive(Args, Debug)]
pub(crate) struct ShowArguments {
    /// The queue that they failed in
    pub(crate) queue: QueueName,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,
    /// Print the bodies too, with what the customer wrote
    #[arg(long)]
    pub(crate) body: bool,
}

/// Which messages go back.
#[derive(Args, Debug)]
pub(crate) struct ReplayArguments {
    /// The queue that they failed in, and go back to
    pub(crate) queue: QueueName,
    /// At most so many; all unless given
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
}

/// A queue that has dead letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QueueName {
    /// Events on their way to the router
    Inbox,
    /// Notices on their way to the notifier
    Notices,
    /// Received mails on their way to the channel `email`
    Mail,
}
