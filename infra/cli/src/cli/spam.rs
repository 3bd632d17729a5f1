//! `ventanilla spam …`

use clap::{ArgGroup, Args, Subcommand};
use domain::ThreadId;

use super::StackArguments;
use super::thread::{name, reference};

const SPAM: &str = "\
Examples:
  ventanilla spam list
  ventanilla spam release AL-483120
  ventanilla spam release --incident 3f2a

What scores as spam, and near-identical texts that come in numbers, get no agent, notice or acknowledgement until somebody
looked at them. Nothing is deleted. What is spam is left where it is: no more is to be done with it.";

const LIST: &str = "\
Examples:
  ventanilla spam list
  ventanilla spam list --json

Oldest first, with the score, the words that decided, and the time by which somebody is to look. Texts of one incident
stand in one line; --json has a line for each. It prints what customers wrote; `thread show` has all of it.";

const RELEASE: &str = "\
Examples:
  ventanilla spam release AL-483120 AL-483121
  ventanilla spam release --incident 3f2a
  ventanilla spam release AL-483120 --by lucia

Their clocks run from when the customer wrote, and agents are looked for at once.";

/// What is held in a stack.
#[derive(Args, Debug)]
pub(crate) struct SpamArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: SpamCommand,
}

/// What can be done with what is held.
#[derive(Debug, Subcommand)]
#[command(after_help = SPAM)]
pub(crate) enum SpamCommand {
    /// List what is held for review
    #[command(after_help = LIST)]
    List(ListArguments),
    /// Say that it is no spam: it is worked on
    #[command(after_help = RELEASE)]
    Release(ReleaseArguments),
}

/// How much is listed, and how.
#[derive(Args, Debug)]
pub(crate) struct ListArguments {
    /// At most so many threads
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub(crate) limit: usize,
    /// Print a JSON object a line, one for each thread
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is released.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("what").required(true).args(["ids", "incident"]))]
pub(crate) struct ReleaseArguments {
    /// References, such as AL-483120
    #[arg(value_name = "REFERENCE", value_parser = reference)]
    pub(crate) ids: Vec<ThreadId>,
    /// Every thread of this incident; the beginning of its id will do
    #[arg(long, value_name = "ID", value_parser = incident)]
    pub(crate) incident: Option<String>,
    /// Who looked at it, for the timeline
    #[arg(long, value_name = "NAME", default_value = "operator", value_parser = name)]
    pub(crate) by: String,
}

fn incident(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("`ventanilla spam list` tells the incidents".to_owned());
    }
    Ok(text.to_owned())
}
