//! What each command does. Whatever is the command's answer goes to `out`; notes and errors go to standard error.

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
mod prove;
mod quarantine;
pub(crate) mod retrain;
mod simulate;
mod spam;
mod thread;
mod topics;

use std::io::Write;

use anyhow::Context;

use crate::cli::Command;
use crate::outcome::Outcome;

/// Does what the arguments say.
pub(crate) fn run(command: Command, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        Command::Config(command) => config::run(&command, out),
        Command::Channel(command) => channel::run(&command, out),
        Command::Calendar(command) => calendar::run(&command, out),
        Command::Topics(command) => topics::run(&command, out),
        Command::Thread(arguments) => wait_for(thread::run(&arguments, out)),
        Command::Agent(arguments) => wait_for(agent::run(&arguments, out)),
        Command::Commitments(arguments) => wait_for(commitments::run(&arguments, out)),
        Command::Customer(arguments) => wait_for(customer::run(&arguments, out)),
        Command::Contact(arguments) => wait_for(contact::run(&arguments, out)),
        Command::Spam(arguments) => wait_for(spam::run(&arguments, out)),
        Command::Quarantine(arguments) => wait_for(quarantine::run(&arguments, out)),
        Command::Dlq(arguments) => wait_for(dlq::run(&arguments, out)),
        Command::Simulate(arguments) => wait_for(simulate::run(&arguments, out)),
        Command::Mail(arguments) => wait_for(mail::run(&arguments, out)),
    }
}

/// Runs what needs AWS. Commands that do not are never near it: they start without credentials and without delay.
fn wait_for(work: impl Future<Output = anyhow::Result<Outcome>>) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime
        .context("the asynchronous runtime cannot be started")?
        .block_on(work)
}
