//! `ventanilla quarantine …`

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use super::StackArguments;
use crate::moment::Moment;

const QUARANTINE: &str = "\
Examples:
  ventanilla quarantine list
  ventanilla quarantine show whatsapp/2026/11/21/090507.042-1a2b3c4d
  ventanilla quarantine replay --channel whatsapp --dry-run
  ventanilla quarantine replay --channel whatsapp

Authentic requests that could not be read, and queued messages that no try could handle, are kept whole. Times are in
UTC, as in the keys.";

const LIST: &str = "\
Examples:
  ventanilla quarantine list
  ventanilla quarantine list --channel whatsapp --since 2026-11-21
  ventanilla quarantine list --after telegram/2026/11/21/090507.042-1a2b3c4d --json

Channel by channel, each in the order of receipt. Under the name of a function stand messages of its queue. What was
replayed is listed no more; it lies in the vault under replayed/ instead of quarantine/.";

const SHOW: &str = "\
Examples:
  ventanilla quarantine show whatsapp/2026/11/21/090507.042-1a2b3c4d
  ventanilla quarantine show whatsapp/2026/11/21/090507.042-1a2b3c4d --raw body.json

It prints what the customer wrote, with card numbers masked; --raw writes the body's bytes as they came. Headers that
open doors were never kept. Any beginning of a key will do that no other key has.";

const REPLAY: &str = "\
Examples:
  ventanilla quarantine replay whatsapp/2026/11/21/090507.042-1a2b3c4d
  ventanilla quarantine replay --channel whatsapp --since 2026-11-21 --dry-run
  ventanilla quarantine replay --all

Reads the requests with today's code and puts their events into the inbox, in the order of receipt. What was read of
one before is known by its events' keys and not doubled. What is read whole is put away once the queue has it; the
rest stays, and the exit code is 1. If it is interrupted, run it again: nothing is lost.

Messages of the router go back into the inbox, those of the notifier to the notices. Events are remembered for 30 days:
what is older, and may have been read in part, is only replayed with --older.";

/// The quarantine of a stack.
#[derive(Args, Debug)]
pub(crate) struct QuarantineArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: QuarantineCommand,
}

/// What can be done with the quarantine.
#[derive(Debug, Subcommand)]
#[command(after_help = QUARANTINE)]
pub(crate) enum QuarantineCommand {
    /// List what could not be read
    #[command(after_help = LIST)]
    List(ListArguments),
    /// Show one request or message whole
    #[command(after_help = SHOW)]
    Show(ShowArguments),
    /// Read it once more with today's code
    #[command(after_help = REPLAY)]
    Replay(ReplayArguments),
}

/// Which of it is meant.
#[derive(Args, Debug)]
pub(crate) struct Which {
    /// Only of this channel, or of this function's queue
    #[arg(long, value_name = "NAME")]
    pub(crate) channel: Option<String>,
    /// Only what was taken then or later: RFC 3339, or a time of UTC
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<Moment>,
    /// Only what was taken before
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Moment>,
}

/// What is listed.
#[derive(Args, Debug)]
pub(crate) struct ListArguments {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Go on behind this key
    #[arg(long, value_name = "KEY", value_parser = key)]
    pub(crate) after: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print a JSON object a line, with the whole key
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is shown.
#[derive(Args, Debug)]
pub(crate) struct ShowArguments {
    /// Its key, or the beginning of it
    #[arg(value_parser = key)]
    pub(crate) key: String,
    /// Write the body's bytes to this file instead; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) raw: Option<PathBuf>,
}

/// What is replayed.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("what").required(true).args(["keys", "channel", "all"]).multiple(true))]
pub(crate) struct ReplayArguments {
    /// Keys, or beginnings of them
    #[arg(value_name = "KEY", value_parser = key, conflicts_with_all = ["channel", "all", "since", "until"])]
    pub(crate) keys: Vec<String>,
    #[command(flatten)]
    pub(crate) which: Which,
    /// Everything that lies there
    #[arg(long, conflicts_with = "channel")]
    pub(crate) all: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Also what is older than events are remembered: what was read of it then may be doubled
    #[arg(long)]
    pub(crate) older: bool,
}

/// Keys are shown without the folder that all of them have.
fn key(text: &str) -> Result<String, String> {
    let text = text.trim().trim_start_matches("quarantine/");
    if text.is_empty() {
        return Err("`ventanilla quarantine list` shows the keys".to_owned());
    }
    Ok(format!("quarantine/{text}"))
}
