//! `ventanilla contact …`

use std::io::Write;

use anyhow::Context;
use jiff::Timestamp;

use crate::cli::{ContactArguments, ContactCommand};
use crate::outcome::Outcome;
use crate::stack::Stack;

pub(super) async fn run(
    arguments: &ContactArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let desk = Stack::find(&arguments.stack)?.desk().await?;
    match &arguments.command {
        ContactCommand::Block(by) => {
            let blocked = desk.block(&by.id, Timestamp::now()).await;
            let channel = blocked.with_context(|| by.id.to_string())?.channel;
            writeln!(
                out,
                "{0}: what its contact on {channel} writes goes nowhere from now on; undo it with \
                 `ventanilla contact unblock {0}`",
                by.id
            )?;
        }
        ContactCommand::Unblock(by) => {
            let unblocked = desk.unblock(&by.id).await;
            let channel = unblocked.with_context(|| by.id.to_string())?.channel;
            writeln!(
                out,
                "{}: what its contact on {channel} writes is received again",
                by.id
            )?;
        }
    }
    Ok(Outcome::Good)
}
