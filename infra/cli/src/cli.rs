//! The arguments. What they do is in [`crate::commands`].

mod agent;
mod calendar;
mod channel;
mod commitments;
mod config;
mod contact;
mod customer;
mod dlq;
mod mail;
mod models;
mod quarantine;
mod simulate;
mod spam;
mod stack;
mod thread;
mod topics;

use clap::{Parser, Subcommand};

pub(crate) use agent::{
    AgentArguments, AgentCommand, ListArguments as ListAgentsArguments,
    ShowArguments as ShowAgentArguments,
};
pub(crate) use calendar::{
    BeforeArguments, CalendarCommand, DueArguments, ElapsedArguments, Hours, SolveArguments,
};
pub(crate) use channel::{ChannelCommand, ProveArguments, ReadArguments};
pub(crate) use commitments::{CommitmentsArguments, CommitmentsCommand, ReportArguments};
pub(crate) use config::{
    ApplyArguments, CareArguments, ConfigCommand, DiffArguments, StatusArguments,
};
pub(crate) use contact::{ContactArguments, ContactCommand};
pub(crate) use customer::{
    ConfirmArguments, CustomerArguments, CustomerCommand, MergeArguments,
    ShowArguments as ShowCustomerArguments, SplitArguments, UnmergeArguments,
};
pub(crate) use dlq::{
    DlqArguments, DlqCommand, QueueName, ReplayArguments, ShowArguments as ShowDeadArguments,
};
pub(crate) use mail::{MailArguments, MailCommand};
pub(crate) use models::{
    CorrectionsArguments, InstallArguments, RetrainArguments, RollbackArguments, VersionsArguments,
};
pub(crate) use quarantine::{
    ListArguments as ListQuarantineArguments, QuarantineArguments, QuarantineCommand,
    ReplayArguments as ReplayQuarantineArguments, ShowArguments as ShowQuarantineArguments, Which,
};
pub(crate) use simulate::{RecordArguments, SimulateArguments, SimulateCommand};
pub(crate) use spam::{
    ListArguments as ListSpamArguments, ReleaseArguments, SpamArguments, SpamCommand,
};
pub(crate) use stack::StackArguments;
pub(crate) use thread::{
    AcceptArguments, AnsweredArguments, AssignArguments, ListArguments, MoveArguments, OutcomeWord,
    ReceiptArguments, ResolveArguments, ShowArguments, ThreadArguments, ThreadCommand,
};
pub(crate) use topics::{
    ClassifyArguments, EvaluateArguments, ExplainArguments, TopicsCommand, TrainArguments,
};

const EXAMPLES: &str = "\
Examples:
  ventanilla config check infra/config/care.toml
  ventanilla channel read telegram update.json
  ventanilla calendar due --config care.toml --calendar oficina --start now --within 4h
  ventanilla thread list --waiting
  ventanilla agent list
  ventanilla commitments report --by channel
  ventanilla spam list
  ventanilla quarantine list
  ventanilla dlq list

Exit codes: 0 all is well, 1 a problem was found or something failed, 2 wrong usage.
`ventanilla COMMAND --help` tells more, with examples.";

/// Ventanilla: one window for every channel. The operators' command.
#[derive(Debug, Parser)]
#[command(name = "ventanilla", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// What is to be done.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The subjects.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a care.toml, or put it into force
    #[command(subcommand)]
    Config(ConfigCommand),
    /// See what a provider's request tells, without network
    #[command(subcommand)]
    Channel(ChannelCommand),
    /// Compute business time
    #[command(subcommand)]
    Calendar(CalendarCommand),
    /// Learn to tell topics, and see how well and why
    #[command(subcommand)]
    Topics(TopicsCommand),
    /// See threads and act on them
    #[command(after_help = "Example:\n  ventanilla thread list")]
    Thread(ThreadArguments),
    /// See agents, and say who is there
    #[command(after_help = "Example:\n  ventanilla agent list")]
    Agent(AgentArguments),
    /// See which promises were kept, and how long customers waited
    #[command(after_help = "Example:\n  ventanilla commitments report --by channel")]
    Commitments(CommitmentsArguments),
    /// See customers, merge them, and tell one person from another
    #[command(after_help = "Example:\n  ventanilla customer show AL-4831207")]
    Customer(CustomerArguments),
    /// Block a contact, or let it write again
    #[command(after_help = "Example:\n  ventanilla contact block AL-4831207")]
    Contact(ContactArguments),
    /// See what is held as spam, and release it
    #[command(after_help = "Example:\n  ventanilla spam list")]
    Spam(SpamArguments),
    /// See requests that could not be read, and read them once more
    #[command(after_help = "Example:\n  ventanilla quarantine list")]
    Quarantine(QuarantineArguments),
    /// See messages that failed too often, and put them back
    #[command(after_help = "Example:\n  ventanilla dlq list")]
    Dlq(DlqArguments),
    /// See what another configuration or model would change, by what customers wrote
    #[command(after_help = simulate::SIMULATE)]
    Simulate(Box<SimulateArguments>),
    /// Turn on the intake of mail
    #[command(after_help = "Example:\n  ventanilla mail status")]
    Mail(MailArguments),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_contradict_each_other_nowhere() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_teaches_with_an_example() {
        fn visit(command: &clap::Command) {
            let examples = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(
                examples.contains("Example"),
                "{} has no example",
                command.get_name()
            );
            assert!(
                command.get_about().is_some(),
                "{} says nothing",
                command.get_name()
            );
            command.get_subcommands().for_each(visit);
        }
        visit(&Cli::command());
    }
}
