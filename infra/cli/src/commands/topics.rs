//! `ventanilla topics …`. What works on a stack is in `models` and `retrain`; the rest is without network and AWS.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use topics::{Example, Model, Progress, Trained};

use super::{models, retrain, wait_for};
use crate::cli::{
    ClassifyArguments, EvaluateArguments, ExplainArguments, TopicsCommand, TrainArguments,
};
use crate::files;
use crate::outcome::{Outcome, UsageError};
use crate::print;

/// Bytes of a model file that are read; the largest that training gives has far fewer.
const LARGEST_MODEL: u64 = 64_000_000;

pub(super) fn run(command: &TopicsCommand, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        TopicsCommand::Train(arguments) => train(arguments, out)?,
        TopicsCommand::Evaluate(arguments) => evaluate(arguments, out)?,
        TopicsCommand::Classify(arguments) => classify(arguments, out)?,
        TopicsCommand::Explain(arguments) => explain(arguments, out)?,
        TopicsCommand::Corrections(arguments) => {
            return wait_for(models::corrections(arguments, out));
        }
        TopicsCommand::Retrain(arguments) => return wait_for(retrain::run(arguments, out)),
        TopicsCommand::Versions(arguments) => return wait_for(models::versions(arguments, out)),
        TopicsCommand::Rollback(arguments) => return wait_for(models::rollback(arguments, out)),
        TopicsCommand::Install(arguments) => return wait_for(models::install(arguments, out)),
    }
    Ok(Outcome::Good)
}

fn train(arguments: &TrainArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let examples = examples(&arguments.data)?;
    let unlabelled = arguments
        .unlabelled
        .as_deref()
        .map(unlabelled)
        .transpose()?
        .unwrap_or_default();
    let trained = topics::train(&examples, &unlabelled, &mut tell_progress)
        .with_context(|| arguments.data.display().to_string())?;
    let bytes = trained.model.to_bytes();
    write_whole(&arguments.out, &bytes)?;
    out.write_all(print::topics::trained(&trained, &arguments.out, bytes.len()).as_bytes())?;
    warn_of_scarce(&trained);
    Ok(())
}

/// One line on a terminal, written over itself; elsewhere a line a step.
pub(super) fn tell_progress(progress: Progress) {
    let Progress { done, of } = progress;
    if io::stderr().is_terminal() {
        let end = if done == of { "\n" } else { "" };
        eprint!("\rtraining: {done} of {of} steps{end}");
    } else if done == of {
        eprintln!("training: {of} of {of} steps");
    }
}

fn warn_of_scarce(trained: &Trained) {
    for topic in &trained.scarce {
        eprintln!(
            "note: `{topic}` has one example: it is learnt, but nobody knows how well; give at least 5"
        );
    }
}

fn evaluate(arguments: &EvaluateArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let curve = arguments.curve.as_deref();
    if let Some(other) = curve.filter(|file| file.extension().is_none_or(|end| end != "svg")) {
        let said = format!(
            "--curve {}: the curve is an SVG picture: name a file that ends in .svg",
            other.display()
        );
        return Err(UsageError(said).into());
    }
    let evaluation = topics::evaluate(&model(&arguments.model)?, &examples(&arguments.data)?);
    if let Some(file) = curve {
        write_whole(file, print::topics::curve::svg(&evaluation).as_bytes())?;
    }
    if arguments.json {
        writeln!(out, "{}", print::topics::evaluation_json(&evaluation))?;
    } else {
        out.write_all(print::topics::evaluation(&evaluation).as_bytes())?;
    }
    Ok(())
}

fn classify(arguments: &ClassifyArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let model = model(&arguments.model)?;
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        let text = topics::unescape(&String::from_utf8_lossy(&line));
        writeln!(out, "{}", print::topics::told(&model, &text))?;
    }
    Ok(())
}

/// The next line without its end; of a huge one only the beginning is kept, which is more than is looked at.
fn read_line(input: &mut impl io::BufRead, line: &mut Vec<u8>) -> anyhow::Result<bool> {
    const MOST: usize = 256_000;
    line.clear();
    let mut began = false;
    loop {
        let buffer = input.fill_buf().context("standard input cannot be read")?;
        if buffer.is_empty() {
            return Ok(began);
        }
        began = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let taken = buffer
            .get(..end.unwrap_or(buffer.len()))
            .unwrap_or_default();
        let room = MOST.saturating_sub(line.len()).min(taken.len());
        line.extend(taken.get(..room).unwrap_or_default());
        let used = taken.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

fn explain(arguments: &ExplainArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let model = model(&arguments.model)?;
    let text = match &arguments.text {
        Some(text) => topics::unescape(text),
        None => String::from_utf8_lossy(&files::read_bytes(Path::new("-"))?).into_owned(),
    };
    out.write_all(print::topics::explanation(&model, &text).as_bytes())?;
    Ok(())
}

pub(super) fn examples(file: &Path) -> anyhow::Result<Vec<Example>> {
    topics::read_examples(&files::read_bytes(file)?).with_context(|| file.display().to_string())
}

/// Texts nobody labelled; what is not UTF-8 in them is passed over.
pub(super) fn unlabelled(file: &Path) -> anyhow::Result<Vec<String>> {
    let bytes = files::read_bytes(file)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Ok(lines.map(topics::unescape).collect())
}

fn model(file: &Path) -> anyhow::Result<Model> {
    let said = || file.display().to_string();
    let mut bytes = Vec::new();
    let opened =
        fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    opened
        .take(LARGEST_MODEL + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    if bytes.len() as u64 > LARGEST_MODEL {
        bail!("{}: is larger than any model of topics", file.display());
    }
    Model::from_bytes(&bytes).with_context(said)
}

/// Writes a file so that nobody ever finds half of it.
fn write_whole(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut partial = PathBuf::from(file).into_os_string();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, file));
    written.with_context(|| format!("{} cannot be written", file.display()))
}
