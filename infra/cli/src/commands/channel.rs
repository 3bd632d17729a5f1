//! `ventanilla channel …`: no network, no AWS.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use channel::{Reading, Unreadable, Verified};
use jiff::Timestamp;

use crate::cli::{ChannelCommand, ReadArguments};
use crate::outcome::Outcome;
use crate::{channels, files};

pub(super) fn run(command: &ChannelCommand, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        ChannelCommand::Read(arguments) => read(arguments, out),
        ChannelCommand::Prove(arguments) => super::prove::run(arguments, out),
    }
}

fn read(arguments: &ReadArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let reader = channels::reader(&arguments.channel).context("there is no such channel")?;
    let file = arguments.file.clone().unwrap_or_else(|| PathBuf::from("-"));
    let body = Verified::handed_in_by_operator(files::read_bytes(&file)?);
    let received_at = arguments.received_at.unwrap_or_else(Timestamp::now);
    tell(&reader.read(&body, received_at), &file, out)
}

fn tell(reading: &Reading, file: &Path, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    for event in &reading.events {
        serde_json::to_writer(&mut *out, event)?;
        writeln!(out)?;
    }
    out.flush()?;
    for Unreadable { place, reason } in &reading.unreadable {
        let place = if place.is_empty() {
            "the whole body"
        } else {
            place
        };
        eprintln!("{}: {place}: {reason}", file.display());
    }
    Ok(if reading.unreadable.is_empty() {
        Outcome::Good
    } else {
        Outcome::Problem
    })
}
