//! `ventanilla agent …`

use clap::{Args, Subcommand};
use domain::AgentId;

use super::StackArguments;
use super::thread::agent;

const AGENT: &str = "\
Examples:
  ventanilla agent list
  ventanilla agent show ana
  ventanilla agent away ana
  ventanilla agent absent ana
  ventanilla agent available ana";

const LIST: &str = "\
Examples:
  ventanilla agent list
  ventanilla agent list --json

Who is there now, until when or from when they work, what they hold of what they may hold, the offers that they missed in
a row, and the leave that is not over.";

const SHOW: &str = "\
Examples:
  ventanilla agent show ana
  ventanilla agent show ana --json

Also those who are no longer in the configuration.";

const AVAILABLE: &str = "\
Example:
  ventanilla agent available ana

They take new threads again, and get at once what waits for them and they have room for. Missed offers count no more.";

const AWAY: &str = "\
Example:
  ventanilla agent away ana

They get no new threads, and keep what they have, until `ventanilla agent available`.";

const ABSENT: &str = "\
Example:
  ventanilla agent absent ana

What they have goes to others at once, or to the waiting line, until `ventanilla agent available`. Leave that is known
beforehand stands in care.toml.";

/// Agents of a stack.
#[derive(Args, Debug)]
pub(crate) struct AgentArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: AgentCommand,
}

/// What can be done with agents.
#[derive(Debug, Subcommand)]
#[command(after_help = AGENT)]
pub(crate) enum AgentCommand {
    /// List the agents: who is there, and what they hold
    #[command(after_help = LIST)]
    List(ListArguments),
    /// Tell of one agent, with their threads
    #[command(after_help = SHOW)]
    Show(ShowArguments),
    /// Say that an agent takes new threads
    #[command(after_help = AVAILABLE)]
    Available(WhoArguments),
    /// Say that an agent takes no new threads, and keeps what they have
    #[command(after_help = AWAY)]
    Away(WhoArguments),
    /// Say that an agent is not there: what they have goes to others
    #[command(after_help = ABSENT)]
    Absent(WhoArguments),
}

/// How agents are listed.
#[derive(Args, Debug)]
pub(crate) struct ListArguments {
    /// Print a JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// Who is shown.
#[derive(Args, Debug)]
pub(crate) struct ShowArguments {
    /// The agent's id, as it stands in care.toml
    #[arg(value_name = "AGENT", value_parser = agent)]
    pub(crate) id: AgentId,
    /// Print one JSON object: the agent and their threads
    #[arg(long)]
    pub(crate) json: bool,
}

/// Who is there, or is not.
#[derive(Args, Debug)]
pub(crate) struct WhoArguments {
    /// The agent's id, as it stands in care.toml
    #[arg(value_name = "AGENT", value_parser = agent)]
    pub(crate) id: AgentId,
}
