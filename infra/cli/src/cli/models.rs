//! `ventanilla topics corrections|retrain|versions|rollback|install`: what agents taught, and which model is used.

use std::path::PathBuf;

use clap::Args;

use super::StackArguments;
use crate::moment::Moment;

pub(super) const CORRECTIONS: &str = "\
Examples:
  ventanilla topics corrections
  ventanilla topics corrections --since 2026-11-01 --out corrections.tsv

A line for each thread that was moved to another topic: the topic, a tab, and what the customer wrote, as `topics train`
reads it. `topics retrain` takes them by itself. Erasing a customer does not reach a file: delete it when it has served.";

pub(super) const RETRAIN: &str = "\
Examples:
  ventanilla topics retrain --data labelled.tsv
  ventanilla topics retrain --data labelled.tsv --dry-run
  ventanilla topics retrain --data labelled.tsv --unlabelled history.txt --force

Learns from the labelled texts and every correction. Of them a fifth, always the same, is held out first: a model that never
saw them is asked about them, and so is the one that the model in use had beside it. A right answer is a point, a wrong one
costs two, silence nothing; silence is also what is less sure than `routing.classifier_confidence` asks. Only a model with as
many points or more is used, and learns from everything before it is; else both are told and the exit code is 1. Run it by
hand or every night: what changes nothing does no harm.";

pub(super) const VERSIONS: &str = "\
Examples:
  ventanilla topics versions
  ventanilla topics versions --json

The timeline of a thread tells which version was asked for its topic.";

pub(super) const ROLLBACK: &str = "\
Examples:
  ventanilla topics rollback
  ventanilla topics rollback 3f2a9c01b7de

The version before is used again, or the named one. Before the first one no model was used: motives and rules tell then.";

pub(super) const INSTALL: &str = "\
Example:
  ventanilla topics install topics.model

Uses a model that `topics train` wrote, without comparing it. Functions follow within seconds.";

/// Which corrections, and where they go.
#[derive(Args, Debug)]
pub(crate) struct CorrectionsArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    /// Only what was corrected then or later: RFC 3339, or a local time of the brand's zone
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<Moment>,
    /// Write them to a file instead
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) out: Option<PathBuf>,
}

/// What is learnt from.
#[derive(Args, Debug)]
pub(crate) struct RetrainArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    /// Labelled texts: topic, tab, text; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) data: PathBuf,
    /// Texts nobody labelled, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) unlabelled: Option<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Use the new model even if it is worse, or could not be compared
    #[arg(long)]
    pub(crate) force: bool,
}

/// How versions are listed.
#[derive(Args, Debug)]
pub(crate) struct VersionsArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which version is used again.
#[derive(Args, Debug)]
pub(crate) struct RollbackArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    /// The version; the one before unless given
    pub(crate) version: Option<String>,
}

/// Which model is used.
#[derive(Args, Debug)]
pub(crate) struct InstallArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    /// The model, as `topics train` wrote it
    #[arg(value_name = "MODEL")]
    pub(crate) file: PathBuf,
}
