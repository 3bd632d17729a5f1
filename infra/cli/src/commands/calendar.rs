//! `ventanilla calendar …`: no network, no AWS.

use std::io::Write;

use anyhow::Context;
use calendar::{Calendar, Pause, cases};
use jiff::Timestamp;
use serde_json::json;

use crate::care::{Section, Source};
use crate::cli::{
    BeforeArguments, CalendarCommand, DueArguments, ElapsedArguments, Hours, SolveArguments,
};
use crate::files;
use crate::outcome::{Outcome, UsageError};
use crate::print::time;

pub(super) fn run(command: &CalendarCommand, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        CalendarCommand::Due(arguments) => due(arguments, out)?,
        CalendarCommand::Before(arguments) => before(arguments, out)?,
        CalendarCommand::Elapsed(arguments) => elapsed(arguments, out)?,
        CalendarCommand::Solve(arguments) => solve(arguments, out)?,
    }
    Ok(Outcome::Good)
}

/// A calendar with what was said about the question to it.
struct Question {
    calendar: Calendar,
    pauses: Vec<Pause>,
    now: Timestamp,
}

impl Question {
    fn read(hours: &Hours) -> anyhow::Result<Self> {
        let now = Timestamp::now();
        let calendar = calendar(hours, now)?;
        let pauses = hours
            .pause
            .iter()
            .map(|pause| pause.pause(calendar.time_zone(), now));
        let pauses = pauses.collect::<Result<_, UsageError>>()?;
        Ok(Self {
            calendar,
            pauses,
            now,
        })
    }
}

fn calendar(hours: &Hours, now: Timestamp) -> anyhow::Result<Calendar> {
    let (section, name) = match (&hours.name.calendar, &hours.name.shift) {
        (Some(name), _) => (Section::Calendars, name),
        (None, Some(name)) => (Section::Shifts, name),
        (None, None) => {
            return Err(UsageError("give --calendar NAME or --shift NAME".to_owned()).into());
        }
    };
    Source::read(&hours.config, hours.overlay.as_deref())?.calendar(section, name, now)
}

fn due(arguments: &DueArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let question = Question::read(&arguments.hours)?;
    let start = arguments
        .start
        .instant(question.calendar.time_zone(), question.now)?;
    let due = question
        .calendar
        .due_with_pauses(start, arguments.within, &question.pauses)?;
    answer("due", due, &question, arguments.hours.json, out)
}

fn before(arguments: &BeforeArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let question = Question::read(&arguments.hours)?;
    let end = arguments
        .end
        .instant(question.calendar.time_zone(), question.now)?;
    let at = question
        .calendar
        .before_with_pauses(end, arguments.within, &question.pauses)?;
    answer("at", at, &question, arguments.hours.json, out)
}

fn answer(
    name: &str,
    at: Timestamp,
    question: &Question,
    json: bool,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let zone = question.calendar.time_zone();
    if json {
        let local = time::local(at, zone);
        writeln!(
            out,
            "{}",
            json!({ name: at, "local": local, "zone": zone.iana_name() })
        )?;
    } else {
        writeln!(out, "{at}\n{}", time::with_day(at, zone))?;
    }
    Ok(())
}

fn elapsed(arguments: &ElapsedArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let question = Question::read(&arguments.hours)?;
    let zone = question.calendar.time_zone();
    let start = arguments.start.instant(zone, question.now)?;
    let end = arguments.end.instant(zone, question.now)?;
    if end < start {
        eprintln!("note: {end} is before {start}, so nothing lies in between");
    }
    let elapsed = question
        .calendar
        .elapsed_with_pauses(start, end, &question.pauses);
    if arguments.hours.json {
        writeln!(
            out,
            "{}",
            json!({ "elapsed_s": elapsed.as_secs(), "elapsed": time::span(elapsed) })
        )?;
    } else {
        writeln!(out, "{}\n{}", elapsed.as_secs(), time::span(elapsed))?;
    }
    Ok(())
}

fn solve(arguments: &SolveArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let file = &arguments.cases;
    let text = files::read_text(file)?;
    for case in cases::solve(&text).with_context(|| file.display().to_string())? {
        serde_json::to_writer(&mut *out, &case)?;
        writeln!(out)?;
    }
    Ok(())
}
