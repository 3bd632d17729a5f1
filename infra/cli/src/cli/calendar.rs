//! `ventanilla calendar …`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::SignedDuration;

use crate::moment::{Moment, Stretch, span};

const CALENDAR: &str = "\
Examples:
  ventanilla calendar due --config care.toml --calendar oficina --start 2026-11-27T17:30 --within 4h
  ventanilla calendar before --config care.toml --calendar oficina --end 2026-11-30T10:00 --within 1h
  ventanilla calendar elapsed --config care.toml --shift mañanas --start 2026-11-27T09:00 --end now
  ventanilla calendar solve cases.json

A time is RFC 3339 (2026-11-27T17:30:00+01:00), a local time of the calendar's zone (2026-11-27T17:30), or now.
A span is 4h, 90m, \"1h 30m\", or a number of seconds.";

const DUE: &str = "\
Examples:
  ventanilla calendar due --config care.toml --calendar oficina --start now --within 4h
  ventanilla calendar due --config care.toml --calendar oficina --start 2026-11-27T17:30 --within \"1h 30m\" \\
      --pause 2026-11-27T18:00/2026-11-30T09:30

Used up exactly at closing, it is the closing instant. Printed in UTC, then in the calendar's zone.";

const BEFORE: &str = "\
Example:
  ventanilla calendar before --config care.toml --calendar oficina --end 2026-11-30T10:00 --within 1h

Such as when to warn an hour of business time before a deadline.";

const ELAPSED: &str = "\
Example:
  ventanilla calendar elapsed --config care.toml --calendar oficina --start 2026-11-27T17:30 --end now

Printed in seconds, then in words.";

const SOLVE: &str = "\
Examples:
  ventanilla calendar solve cases.json
  ventanilla calendar solve - < cases.json

The file holds `calendars` by name and a list of `cases`:
  {\"calendars\": {\"shop\": {\"tz\": \"Europe/Madrid\", \"hours\": {\"mon\": [[\"09:00\", \"14:00\"]]}}},
   \"cases\": [{\"id\": \"1\", \"op\": \"due\", \"calendar\": \"shop\", \"start\": \"2026-11-23T09:00:00+01:00\", \"target_s\": 3600}]}
`due` takes start and target_s, `before` end and target_s, `elapsed` start and end; all may take
\"pauses\": [[from, to], …]. A line of JSON for each case: its id and what was computed, or the error.";

/// What can be computed.
#[derive(Debug, Subcommand)]
#[command(after_help = CALENDAR)]
pub(crate) enum CalendarCommand {
    /// When a span of open time is used up
    #[command(after_help = DUE)]
    Due(DueArguments),
    /// From when on a span of open time remains
    #[command(after_help = BEFORE)]
    Before(BeforeArguments),
    /// How much open time lies between two instants
    #[command(after_help = ELAPSED)]
    Elapsed(ElapsedArguments),
    /// Compute every case of a file
    #[command(after_help = SOLVE)]
    Solve(SolveArguments),
}

/// Which hours, and how the answer is printed.
#[derive(Args, Debug)]
pub(crate) struct Hours {
    /// The care.toml; of it only calendars and shifts are read, unless there is an overlay
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
    /// Hours, shifts and leave told relative to now, laid over it (for rehearsals)
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) name: CalendarName,
    /// A stretch in which the clock stands still; `FROM/` has no end; may be repeated
    #[arg(long, value_name = "FROM/TO")]
    pub(crate) pause: Vec<Stretch>,
    /// Print a JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// A calendar or a shift by its name.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct CalendarName {
    /// The calendar's name
    #[arg(long, value_name = "NAME")]
    pub(crate) calendar: Option<String>,
    /// The name of agents' working hours, in place of a calendar
    #[arg(long, value_name = "NAME")]
    pub(crate) shift: Option<String>,
}

/// What `due` is asked.
#[derive(Args, Debug)]
pub(crate) struct DueArguments {
    #[command(flatten)]
    pub(crate) hours: Hours,
    /// From when on it counts
    #[arg(long, value_name = "TIME")]
    pub(crate) start: Moment,
    /// How much open time
    #[arg(long, value_name = "SPAN", value_parser = span, allow_hyphen_values = true)]
    pub(crate) within: SignedDuration,
}

/// What `before` is asked.
#[derive(Args, Debug)]
pub(crate) struct BeforeArguments {
    #[command(flatten)]
    pub(crate) hours: Hours,
    /// Until when it counts
    #[arg(long, value_name = "TIME")]
    pub(crate) end: Moment,
    /// How much open time
    #[arg(long, value_name = "SPAN", value_parser = span, allow_hyphen_values = true)]
    pub(crate) within: SignedDuration,
}

/// What `elapsed` is asked.
#[derive(Args, Debug)]
pub(crate) struct ElapsedArguments {
    #[command(flatten)]
    pub(crate) hours: Hours,
    /// From when on it counts
    #[arg(long, value_name = "TIME")]
    pub(crate) start: Moment,
    /// Until when
    #[arg(long, value_name = "TIME")]
    pub(crate) end: Moment,
}

/// What `solve` is asked.
#[derive(Args, Debug)]
pub(crate) struct SolveArguments {
    /// The file of cases; `-` is standard input
    pub(crate) cases: PathBuf,
}
