//! `ventanilla simulate …`: what another configuration or model would have done with recorded events. It changes nothing.

mod record;
mod sides;

use std::fs;
use std::io::Write;

use anyhow::Context;
use jiff::Timestamp;
use simulation::{Assumptions, Labels, RecordedEvent, Run, compare, picture, read_lines};
use store::Store;

use self::record::recorded;
use self::sides::{Side, Sides};
use crate::cli::{SimulateArguments, SimulateCommand};
use crate::files;
use crate::outcome::{Outcome, UsageError};
use crate::print;
use crate::progress::Line;
use crate::stack::Stack;

pub(super) async fn run(
    arguments: &SimulateArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    if let Some(SimulateCommand::Record(record)) = &arguments.command {
        return record::run(&arguments.stack, record, out).await;
    }
    check_usage(arguments)?;
    let sides = match Sides::read(arguments).await? {
        Ok(sides) => sides,
        Err(faults) => {
            writeln!(out, "{faults}")?;
            return Ok(Outcome::Problem);
        }
    };
    let events = events(arguments, &sides).await?;
    let assumptions = assumptions(arguments, &events);
    let before = simulated(&sides.now, "now", &events, &assumptions)?;
    let after = simulated(&sides.new, "new", &events, &assumptions)?;
    let drawn = draw(arguments, &sides, &before, &after)?;
    let comparison = compare(&before, &after);
    if arguments.json {
        let told = print::simulate::json(&before, &after, &comparison)?;
        writeln!(out, "{told}")?;
    } else {
        let names = [&sides.now.name, &sides.new.name].map(String::as_str);
        let zone = &sides.new.care.zone;
        write!(
            out,
            "{}",
            print::simulate::changes(&before, &after, &comparison, names, zone)
        )?;
        if let Some(file) = drawn {
            writeln!(out, "\nload per agent over the day: {file}")?;
        }
    }
    Ok(Outcome::Good)
}

/// What the arguments must say before any file is opened.
fn check_usage(arguments: &SimulateArguments) -> Result<(), UsageError> {
    let missing = if arguments.config.is_none() && arguments.model.is_none() {
        "what is to be tried? Give --config NEW, --model MODEL, or both"
    } else if arguments.file.is_none() && arguments.since.is_none() {
        "with which events? Give a FILE of them, or --since TIME to read them from the table"
    } else if !arguments.no_picture && arguments.picture.extension().is_none_or(|end| end != "svg")
    {
        "--picture: the picture is an SVG: name a file that ends in .svg, or write --no-picture"
    } else {
        return Ok(());
    };
    Err(UsageError(missing.to_owned()))
}

async fn events(
    arguments: &SimulateArguments,
    sides: &Sides,
) -> anyhow::Result<Vec<RecordedEvent>> {
    match (&arguments.file, &arguments.since) {
        (Some(file), _) => {
            let text = files::read_text(file)?;
            read_lines(&text).with_context(|| file.display().to_string())
        }
        (None, Some(since)) => {
            let since = since.instant(&sides.now.care.zone, Timestamp::now())?;
            let store: Store = Stack::find(&arguments.stack)?.store().await?;
            recorded(&store, since, arguments.most).await
        }
        (None, None) => Ok(Vec::new()),
    }
}

fn assumptions(arguments: &SimulateArguments, events: &[RecordedEvent]) -> Assumptions {
    let mut assumptions = Assumptions {
        resolved_after: arguments.resolved_after,
        ..Assumptions::default()
    };
    for handling in &arguments.handling {
        let Some(channel) = &handling.channel else {
            assumptions.usual_handling = handling.takes;
            continue;
        };
        if !events
            .iter()
            .any(|recorded| recorded.event.channel == *channel)
        {
            eprintln!("note: --handling {channel}: no message came by it");
        }
        assumptions.handling.insert(channel.clone(), handling.takes);
    }
    assumptions
}

fn simulated(
    side: &Side,
    which: &str,
    events: &[RecordedEvent],
    assumptions: &Assumptions,
) -> anyhow::Result<Run> {
    let mut line = Line::default();
    let mut progress = |progress: simulation::Progress| {
        let (done, of) = (progress.done, progress.of);
        if done % 100 == 0 || done == of {
            line.tell(&format!("simulating {which}: {done} of {of} messages"));
        }
    };
    let run = simulation::simulate(&side.care, &side.reader, events, assumptions, &mut progress);
    line.end();
    run.with_context(|| side.name.clone())
}

/// The picture's file, where one is wanted.
fn draw(
    arguments: &SimulateArguments,
    sides: &Sides,
    before: &Run,
    after: &Run,
) -> anyhow::Result<Option<String>> {
    if arguments.no_picture {
        return Ok(None);
    }
    let labels = Labels {
        before: &format!("now: {}", sides.now.name),
        after: &format!("new: {}", sides.new.name),
        zone: &sides.new.care.zone,
    };
    let file = arguments.picture.display().to_string();
    fs::write(&arguments.picture, picture(before, after, labels))
        .with_context(|| format!("{file} cannot be written"))?;
    Ok(Some(file))
}
