//! `ventanilla simulate …`

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};
use domain::ChannelId;
use jiff::SignedDuration;

use super::StackArguments;
use crate::moment::{Moment, span};

pub(super) const SIMULATE: &str = "\
Examples:
  ventanilla simulate --current infra/config/care.toml --config new.toml infra/config/simulation/day.jsonl
  ventanilla simulate --config new.toml --since 2026-11-16
  ventanilla simulate --model topics.model --since 2026-11-16 --picture load.svg
  ventanilla simulate --config new.toml --handling voice=8m,email=6m,other=4m day.jsonl
  ventanilla simulate record --since 2026-11-16 --out week.jsonl

The same messages go through the configuration of now and the new one, with the desk's own decisions; what would change is
told. The configuration of now is the applied one, with the model in use, unless --current names a file. A FILE holds an
event a line, as `simulate record` and `channel read` write it; --since reads the messages from the timelines instead, and
for that the whole table. Nothing is changed and nobody is told anything. It assumes how agents work: docs/simulation.md.";

const RECORD: &str = "\
Examples:
  ventanilla simulate record --since 2026-11-16 --out week.jsonl
  ventanilla simulate record --since 2026-11-16T09:00 > morning.jsonl

It reads the whole table, however little it finds: mind what that costs with a large one. The file holds what customers
wrote, without names and addresses. Erasing a customer does not reach it: delete it when it has served.";

/// What is simulated.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct SimulateArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: Option<SimulateCommand>,
    /// The recorded events, a JSON object a line; `-` is standard input
    #[arg(conflicts_with = "since")]
    pub(crate) file: Option<PathBuf>,
    /// Read the messages since then from the table: RFC 3339, or a local time of the brand's zone
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<Moment>,
    /// At most so many threads of the table, the latest
    #[arg(long, value_name = "N", default_value_t = 20_000, requires = "since")]
    pub(crate) most: usize,
    /// The new care.toml; without it the configuration stays as it is
    #[arg(long, value_name = "NEW")]
    pub(crate) config: Option<PathBuf>,
    /// Hours, shifts and leave told relative to now, laid over the new one (for rehearsals)
    #[arg(long, value_name = "FILE", requires = "config")]
    pub(crate) overlay: Option<PathBuf>,
    /// The new model of topics; without it the model stays as it is
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// The care.toml of now, in place of the applied one
    #[arg(long, value_name = "FILE")]
    pub(crate) current: Option<PathBuf>,
    /// The model of now, in place of the one in use
    #[arg(long, value_name = "MODEL")]
    pub(crate) current_model: Option<PathBuf>,
    /// How much working time an answer takes, by channel; `other` is any other channel
    #[arg(long, value_name = "CHANNEL=SPAN", value_delimiter = ',')]
    pub(crate) handling: Vec<Handling>,
    /// How long after an answer a thread is resolved, if its customer stays silent
    #[arg(long, value_name = "SPAN", default_value = "72h", value_parser = span)]
    pub(crate) resolved_after: SignedDuration,
    /// Where the picture of each agent's load over the day is drawn
    #[arg(
        long,
        value_name = "FILE.svg",
        default_value = "simulation.svg",
        conflicts_with = "no_picture"
    )]
    pub(crate) picture: PathBuf,
    /// Draw no picture
    #[arg(long)]
    pub(crate) no_picture: bool,
    /// Print one JSON object with everything
    #[arg(long)]
    pub(crate) json: bool,
}

/// What else can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum SimulateCommand {
    /// Write the messages of the table as a file to simulate with
    #[command(after_help = RECORD)]
    Record(RecordArguments),
}

/// What is recorded.
#[derive(Args, Debug)]
pub(crate) struct RecordArguments {
    /// Since when: RFC 3339, or a local time of the brand's zone
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Moment,
    /// The file; standard output unless given
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// At most so many threads, the latest
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) most: usize,
}

/// How much working time an answer on a channel takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handling {
    /// The channel; none is any other.
    pub(crate) channel: Option<ChannelId>,
    /// How much.
    pub(crate) takes: SignedDuration,
}

impl FromStr for Handling {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (channel, takes) = text
            .split_once('=')
            .ok_or_else(|| format!("`{text}` is no handling time; write voice=8m"))?;
        let channel = channel.trim();
        if channel.is_empty() {
            return Err(format!("`{text}` names no channel; write voice=8m"));
        }
        Ok(Self {
            channel: (channel != "other").then(|| ChannelId::new(channel)),
            takes: span(takes)?,
        })
    }
}
