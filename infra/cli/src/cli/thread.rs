//! `ventanilla thread …`

use clap::{Args, Subcommand, ValueEnum};
use domain::{AgentId, ThreadId, TopicId};

use super::StackArguments;
use crate::moment::Moment;

/// Characters of a name that goes onto timelines.
const LONGEST_NAME: usize = 100;

const THREAD: &str = "\
Examples:
  ventanilla thread list
  ventanilla thread show AL-483120
  ventanilla thread answered AL-483120 --text \"Sale mañana\"
  ventanilla thread assign AL-483120 --to ana
  ventanilla thread accept AL-483120 --agent ana
  ventanilla thread move AL-483120 --topic devolucion
  ventanilla thread resolve AL-483120";

const LIST: &str = "\
Examples:
  ventanilla thread list                 where a customer waits for us, earliest due first
  ventanilla thread list --agent ana     ana's, also those that wait for the customer
  ventanilla thread list --waiting       those that no agent has yet
  ventanilla thread list --all --json    everything that is not resolved, a JSON object a line

Read from the agents and topics of the applied configuration. What is resolved is in no list; `thread show` has it.";

const SHOW: &str = "\
Examples:
  ventanilla thread show AL-483120
  ventanilla thread show AL-483120 --json

The timeline with every decision and its reasons: who was chosen, why not each of the others, which words told the
topic, who was told of what. It prints what the customer wrote.";

const ANSWERED: &str = "\
Examples:
  ventanilla thread answered AL-483120
  ventanilla thread answered AL-483120 --at 2026-11-27T10:05 --agent ana --text \"Sale mañana\"
  ventanilla thread answered AL-483120 --follow-up 2026-11-30T12:00 --text \"Lo miro y te digo el lunes\"

The clock stops, the promises are judged by the time of the answer, and the agent is free for another thread. With
--follow-up the answer only holds: the agent keeps the thread, and a clock runs until the date that it names. It sends
nothing: it records an answer that was given elsewhere.";

const RESOLVE: &str = "\
Examples:
  ventanilla thread resolve AL-483120
  ventanilla thread resolve AL-483120 --outcome refused --because \"Llevadas tres meses, sin defecto\"

No clock runs any more, and the agent is free for another thread. A complaint wants an outcome and its reasons; where it is
refused, the body of [legal.dispute_body] in care.toml is named with it.";

const RECEIPT: &str = "\
Example:
  ventanilla thread receipt AL-483120

A complaint's receipt is mailed by itself where the customer's address is verified. Elsewhere its agent gives it with their
answer, and this notes that it was given.";

const ASSIGN: &str = "\
Example:
  ventanilla thread assign AL-483120 --to ana

Shift, skills and language are yours to judge; the agent's capacity is not.";

const ACCEPT: &str = "\
Example:
  ventanilla thread accept AL-483120 --agent ana

An offer that is neither accepted nor answered in time goes to another. Answering accepts, too.";

const MOVE: &str = "\
Examples:
  ventanilla thread move AL-483120 --topic devolucion
  ventanilla thread move AL-483120 --topic devolucion --by lucia

Its promises are those of the new topic, from the same start. An agent who cannot serve it hands it over. What the customer
wrote is kept as an example for `ventanilla topics retrain`.";

/// Threads of a stack.
#[derive(Args, Debug)]
pub(crate) struct ThreadArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: ThreadCommand,
}

/// What can be done with threads.
#[derive(Debug, Subcommand)]
#[command(after_help = THREAD)]
pub(crate) enum ThreadCommand {
    /// List open threads
    #[command(after_help = LIST)]
    List(ListArguments),
    /// Tell a thread's whole story
    #[command(after_help = SHOW)]
    Show(ShowArguments),
    /// Record an answer that was given
    #[command(after_help = ANSWERED)]
    Answered(AnsweredArguments),
    /// Record that nothing is left to do
    #[command(after_help = RESOLVE)]
    Resolve(ResolveArguments),
    /// Note that the customer of a complaint has its receipt
    #[command(after_help = RECEIPT)]
    Receipt(ReceiptArguments),
    /// Give a thread to an agent
    #[command(after_help = ASSIGN)]
    Assign(AssignArguments),
    /// Record that its agent accepts a thread
    #[command(after_help = ACCEPT)]
    Accept(AcceptArguments),
    /// Say what a thread is about, and teach that
    #[command(after_help = MOVE)]
    Move(MoveArguments),
}

/// Which threads are listed.
#[derive(Args, Debug)]
pub(crate) struct ListArguments {
    /// Only this agent's
    #[arg(long, value_name = "AGENT", value_parser = agent, conflicts_with = "waiting")]
    pub(crate) agent: Option<AgentId>,
    /// Only those that no agent has yet
    #[arg(long)]
    pub(crate) waiting: bool,
    /// Also those that wait for the customer
    #[arg(long)]
    pub(crate) all: bool,
    /// At most so many of each agent and topic
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) limit: usize,
    /// Print a JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which thread is told.
#[derive(Args, Debug)]
pub(crate) struct ShowArguments {
    /// The thread's reference, such as AL-483120
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
    /// Print one JSON object: the thread and its timeline
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which thread was answered, and how.
#[derive(Args, Debug)]
pub(crate) struct AnsweredArguments {
    /// The thread's reference, such as AL-483120
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
    /// When it was answered: RFC 3339, a local time of the brand's zone, or now
    #[arg(long, value_name = "TIME", default_value = "now")]
    pub(crate) at: Moment,
    /// Who answered; the agent who has the thread unless given
    #[arg(long, value_name = "AGENT", value_parser = agent)]
    pub(crate) agent: Option<AgentId>,
    /// What was answered
    #[arg(long)]
    pub(crate) text: Option<String>,
    /// It only holds: what was asked is answered by then
    #[arg(long, value_name = "TIME")]
    pub(crate) follow_up: Option<Moment>,
}

/// Which thread is resolved.
#[derive(Args, Debug)]
pub(crate) struct ResolveArguments {
    /// The thread's reference, such as AL-483120
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
    /// What was decided on a complaint
    #[arg(long, requires = "because")]
    pub(crate) outcome: Option<OutcomeWord>,
    /// Why
    #[arg(long, value_name = "REASONS", requires = "outcome")]
    pub(crate) because: Option<String>,
}

/// What is decided on a complaint, as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OutcomeWord {
    /// The customer is right
    Accepted,
    /// In part
    Partly,
    /// We are
    Refused,
}

/// Whose receipt was given.
#[derive(Args, Debug)]
pub(crate) struct ReceiptArguments {
    /// The thread's reference, such as AL-483120
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
    /// Who says so
    #[arg(long, value_name = "NAME", default_value = "operator", value_parser = name)]
    pub(crate) by: String,
}

/// Which thread goes to whom.
#[derive(Args, Debug)]
pub(crate) struct AssignArguments {
    /// The thread's reference, such as AL-483120
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
    /// The agent
    #[arg(long, value_name = "AGENT", value_parser = agent)]
    pub(crate) to: AgentId,
}

/// Which thread is accepted.
#[derive(Args, Debug)]
pub(crate) struct AcceptArguments {
    /// The thread's reference, such as AL-483120
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
    /// The agent who has it
    #[arg(long, value_name = "AGENT", value_parser = agent)]
    pub(crate) agent: AgentId,
}

/// Which thread is about what.
#[derive(Args, Debug)]
pub(crate) struct MoveArguments {
    /// The thread's reference, such as AL-483120
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
    /// The topic's id, as it stands in care.toml
    #[arg(long, value_name = "TOPIC", value_parser = topic)]
    pub(crate) topic: TopicId,
    /// Who says so
    #[arg(long, value_name = "NAME", default_value = "operator", value_parser = name)]
    pub(crate) by: String,
}

/// References are written in capitals; who types them may not.
pub(super) fn reference(text: &str) -> Result<ThreadId, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("a reference looks like AL-483120".to_owned());
    }
    Ok(ThreadId::new(text.to_uppercase()))
}

pub(super) fn agent(text: &str) -> Result<AgentId, String> {
    if text.trim().is_empty() {
        return Err("an agent's id stands in care.toml".to_owned());
    }
    Ok(AgentId::new(text.trim()))
}

fn topic(text: &str) -> Result<TopicId, String> {
    if text.trim().is_empty() {
        return Err("a topic's id stands in care.toml".to_owned());
    }
    Ok(TopicId::new(text.trim()))
}

/// Who does something, for the timeline.
pub(super) fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_NAME {
        return Err(format!("a name has 1 to {LONGEST_NAME} characters"));
    }
    Ok(text.to_owned())
}
