//! `ventanilla topics corrections|versions|rollback|install`

use std::fs;
use std::io::Write;

use anyhow::Context;
use domain::change::Correction;
use jiff::Timestamp;
use serde_json::json;
use store::CurrentModel;

use crate::cli::{CorrectionsArguments, InstallArguments, RollbackArguments, VersionsArguments};
use crate::files;
use crate::outcome::Outcome;
use crate::print::{table, text, time};
use crate::stack::Stack;

/// Writes what agents taught as `topics train` reads it.
pub(super) async fn corrections(
    arguments: &CorrectionsArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let store = Stack::find(&arguments.stack)?.store().await?;
    let zone = super::thread::zone(&store).await;
    let since = match &arguments.since {
        Some(moment) => moment.instant(&zone, Timestamp::now())?,
        None => Timestamp::UNIX_EPOCH,
    };
    let corrections = store.corrections(since).await?;
    let lines: String = corrections.iter().filter_map(line).collect();
    match &arguments.out {
        None => out.write_all(lines.as_bytes())?,
        Some(file) => {
            fs::write(file, &lines)
                .with_context(|| format!("{} cannot be written", file.display()))?;
            let (file, count) = (file.display(), lines.lines().count());
            writeln!(out, "{file}: {count} corrections")?;
        }
    }
    Ok(Outcome::Good)
}

/// A labelled line; none where the customer had no words.
fn line(correction: &Correction) -> Option<String> {
    let text = correction.text.trim();
    (!text.is_empty()).then(|| format!("{}\t{}\n", correction.topic, on_one_line(text)))
}

/// A text on one line, as [`topics::unescape`] takes it apart, without anything that a terminal would obey.
fn on_one_line(text: &str) -> String {
    let lines = text.lines().map(text::plain);
    let lines: Vec<String> = lines.map(|line| line.replace('\\', "\\\\")).collect();
    lines.join("\\n")
}

/// Tells which model is used and which were.
pub(super) async fn versions(
    arguments: &VersionsArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let store = Stack::find(&arguments.stack)?.store().await?;
    let models = store.current_model().await?;
    if arguments.json {
        let CurrentModel {
            version,
            since,
            before,
            ..
        } = &models;
        let shown = json!({ "version": version, "since": since, "before": before });
        writeln!(out, "{shown}")?;
        return Ok(Outcome::Good);
    }
    let zone = super::thread::zone(&store).await;
    let since = models.since.map(|at| time::column(at, &zone));
    let in_use = models.version.clone().unwrap_or_else(|| "none".to_owned());
    let first = vec![in_use, "in use".to_owned(), since.unwrap_or_default()];
    let before = models.before.iter().map(|version| {
        let before = "before".to_owned();
        vec![version.clone(), before, String::new()]
    });
    let rows = std::iter::once(first).chain(before);
    write!(
        out,
        "{}",
        table::render(&["VERSION", "STATE", "SINCE"], rows)
    )?;
    Ok(Outcome::Good)
}

/// Uses an earlier model again.
pub(super) async fn rollback(
    arguments: &RollbackArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let desk = Stack::find(&arguments.stack)?.desk().await?;
    let version = arguments.version.as_deref();
    let models = desk.roll_back_model(version, Timestamp::now()).await?;
    let was = models.before.first().map_or("none", String::as_str);
    match &models.version {
        Some(version) => writeln!(out, "{version}: used again, instead of {was}")?,
        None => writeln!(
            out,
            "no model is used, instead of {was}: motives and rules tell the topics"
        )?,
    }
    Ok(Outcome::Good)
}

/// Uses a model from a file.
pub(super) async fn install(
    arguments: &InstallArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let bytes = files::read_bytes(&arguments.file)?;
    let named = || arguments.file.display().to_string();
    let model = topics::Model::from_bytes(&bytes).with_context(named)?;
    let desk = Stack::find(&arguments.stack)?.desk().await?;
    let care = desk.store().config().await?;
    super::retrain::warn_of_unknown_topics(&care, model.topics().iter().map(String::as_str));
    let (seen, now) = (desk.models().await?, Timestamp::now());
    let installed = desk.install_model(bytes.into(), None, &seen, now).await;
    installed.with_context(named)?;
    writeln!(out, "{}", used(model.version(), &seen))?;
    Ok(Outcome::Good)
}

/// That a version is used from now on.
pub(super) fn used(version: &str, seen: &CurrentModel) -> String {
    match seen.version.as_deref() {
        Some(same) if same == version => format!("{version}: in use already"),
        Some(was) => format!(
            "{version}: used from now on, instead of {was}; undo it with `ventanilla topics rollback`"
        ),
        None => format!(
            "{version}: used from now on, the first; undo it with `ventanilla topics rollback`"
        ),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn correction(text: &str) -> Correction {
        serde_json::from_value(json!({
            "thread": "AL-1", "customer": "c", "at": "2026-11-23T09:00:00Z", "by": "ana", "text": text, "from": "general",
            "topic": "pago"
        }))
        .unwrap()
    }

    #[test]
    fn a_correction_is_read_back_as_it_was() {
        let text = "Cobro doble\nMe habéis cobrado\tdos veces \\n C:\\nuevo";
        let line = line(&correction(text)).unwrap();
        assert_eq!(line.lines().count(), 1);
        let read = topics::read_examples(line.as_bytes()).unwrap();
        let expected = text.replace('\t', " ");
        assert_eq!(read, [topics::Example::new("pago", expected)]);
    }

    #[test]
    fn nothing_of_a_customers_steers_the_terminal_and_no_words_are_no_line() {
        assert_eq!(line(&correction("a\u{1b}[2J")).unwrap(), "pago\ta·[2J\n");
        assert_eq!(line(&correction(" \n")), None);
    }
}
