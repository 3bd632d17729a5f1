//! `ventanilla commitments …`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use domain::report::Grouping;

use super::StackArguments;
use crate::period::Bound;

const COMMITMENTS: &str = "\
Examples:
  ventanilla commitments report
  ventanilla commitments report --from 2026-11-01 --to 2026-11-30 --by channel";

const REPORT: &str = "\
Examples:
  ventanilla commitments report                                            the last seven days
  ventanilla commitments report --from 2026-11-01 --to 2026-11-30 --by agent   November, with its last day
  ventanilla commitments report --from 2026-11-23T08:00Z --to now
  ventanilla commitments report --by channel --csv > november.csv
  ventanilla commitments report --svg november.svg

A promise belongs to the time at which its customer began to wait. Kept and broken are judged by timestamps; a promise that is
past due and still open is broken. What each number means: docs/commitments.md. Judgements are kept for 800 days.";

/// Promises of a stack.
#[derive(Args, Debug)]
pub(crate) struct CommitmentsArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: CommitmentsCommand,
}

/// What can be done with promises.
#[derive(Debug, Subcommand)]
#[command(after_help = COMMITMENTS)]
pub(crate) enum CommitmentsCommand {
    /// Tell what was kept and broken, and how long customers waited
    #[command(after_help = REPORT)]
    Report(ReportArguments),
}

/// What is reported, and how.
#[derive(Args, Debug)]
pub(crate) struct ReportArguments {
    /// The first day, of the brand's zone, or an instant (RFC 3339); six days before the last unless given
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Bound>,
    /// The last day, which is part of it, or the first instant that is not; today unless given
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Bound>,
    /// A row for each of these
    #[arg(long, value_enum)]
    pub(crate) by: Option<By>,
    /// Print comma-separated values, times in seconds
    #[arg(long)]
    pub(crate) csv: bool,
    /// Also draw kept and broken, day by day
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) svg: Option<PathBuf>,
}

/// What there is a row for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum By {
    Channel,
    Topic,
    Agent,
    Segment,
}

impl From<By> for Grouping {
    fn from(by: By) -> Self {
        match by {
            By::Channel => Self::Channel,
            By::Topic => Self::Topic,
            By::Agent => Self::Agent,
            By::Segment => Self::Segment,
        }
    }
}
