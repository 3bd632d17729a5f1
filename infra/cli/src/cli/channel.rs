//! `ventanilla channel …`

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use jiff::Timestamp;

use crate::channels;

const READ: &str = "\
Examples:
  ventanilla channel read telegram update.json
  curl -s https://… | ventanilla channel read whatsapp
  ventanilla channel read email mail.eml --received-at 2026-11-27T10:00:00Z

One JSON object a line for each event, in the request's order. What cannot be read goes to standard error with its
place and the reason, and the exit code is 1; the rest is printed all the same. Signatures are not asked for: you
answer for the bytes. A body of `webchat` has no session beside it, so it must carry one in its field `token`.";

const PROVE: &str = "\
Example:
  ventanilla channel prove captured.json --at 2026-11-27T10:00:00Z

The file holds a list of JSON objects, each a request as it came: `channel`, `secret` (and `previous_secret`,
`verify_token`), `headers`, `body` or the fields of a form as `params`, `query`, for Twilio the whole `url`, and `now` in
seconds since 1970 if it came at another time than `--at`. One JSON object a line says `valid`, `invalid` and why,
`answered` (a handshake, with its answer) or `undecidable`. The exit code is 1 unless all are valid or answered.";

/// What can be done with a channel.
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  ventanilla channel read telegram update.json")]
pub(crate) enum ChannelCommand {
    /// Turn the body of a provider's request into events
    #[command(after_help = READ)]
    Read(ReadArguments),
    /// Say whether captured requests prove their origin
    #[command(after_help = PROVE)]
    Prove(ProveArguments),
}

/// What is read.
#[derive(Args, Debug)]
pub(crate) struct ReadArguments {
    /// The channel that the body is of
    #[arg(value_parser = PossibleValuesParser::new(channels::names()))]
    pub(crate) channel: String,
    /// The raw body; standard input without it, or for `-`
    pub(crate) file: Option<PathBuf>,
    /// When it was received, for events without a time of their own; now unless given
    #[arg(long, value_name = "RFC3339")]
    pub(crate) received_at: Option<Timestamp>,
}

/// What is proved.
#[derive(Args, Debug)]
pub(crate) struct ProveArguments {
    /// The captured requests; standard input for `-`
    pub(crate) file: PathBuf,
    /// When they came; now unless given
    #[arg(long, value_name = "RFC3339")]
    pub(crate) at: Option<Timestamp>,
}
