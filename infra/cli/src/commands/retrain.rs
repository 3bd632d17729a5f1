//! `ventanilla topics retrain`: learns anew, compares, and uses the new model only if it is not worse.

mod judging;
mod lessons;

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::Context;
use bytes::Bytes;
use desk::{Desk, ModelsError};
use domain::Care;
use jiff::Timestamp;
use store::CurrentModel;
use topics::{Example, Model, OUT_OF_SCOPE};

pub(crate) use self::judging::{Compared, Judged, Points};
pub(crate) use self::lessons::Counts;
use self::lessons::Lessons;
use super::topics as labelled;
use crate::cli::RetrainArguments;
use crate::outcome::Outcome;
use crate::print::retraining as print;
use crate::stack::Stack;

/// Learns anew, compares, and uses the new model if it may.
pub(super) async fn run(
    arguments: &RetrainArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let base = labelled::examples(&arguments.data)?;
    let unlabelled = arguments.unlabelled.as_deref().map(labelled::unlabelled);
    let unlabelled = unlabelled.transpose()?.unwrap_or_default();
    let desk = Stack::find(&arguments.stack)?.desk().await?;
    let care = desk.store().config().await?;
    let seen = desk.models().await?;
    let corrections = desk.store().corrections(Timestamp::UNIX_EPOCH).await?;
    let lessons = Lessons::of(base, &corrections, &care);
    warn_of_unknown_topics(&care, lessons.labels());
    write!(out, "{}", print::learnt(&lessons.counts))?;
    let training = Training {
        lessons: &lessons,
        unlabelled: &unlabelled,
    };
    let trained = training.of(&lessons.all())?;
    if seen.version.as_deref() == Some(trained.version()) {
        writeln!(
            out,
            "{}: in use already; there is nothing new to learn",
            trained.version()
        )?;
        return Ok(Outcome::Good);
    }
    let twin = training.of(&lessons.kept()).ok();
    let rival = training.rival(&desk, &seen).await?;
    let sure_from = care.routing.classifier_confidence;
    let compared = compare(&lessons, twin.as_ref(), rival.as_ref(), sure_from);
    let judged = judging::judge(rival.is_some(), compared.as_ref());
    write!(out, "{}", print::compared(compared.as_ref()))?;
    conclude(
        arguments,
        &desk,
        &seen,
        &trained,
        twin.as_ref(),
        judged,
        out,
    )
    .await
}

/// Says what was found, and does what follows from it.
async fn conclude(
    arguments: &RetrainArguments,
    desk: &Desk,
    seen: &CurrentModel,
    trained: &Model,
    twin: Option<&Model>,
    judged: Judged,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let version = trained.version();
    if !judged.is_used(arguments.force) {
        writeln!(out, "{version}: not used: {}", print::why_not(judged))?;
        return Ok(Outcome::Problem);
    }
    if arguments.dry_run {
        writeln!(out, "{version}: would be used")?;
        return Ok(Outcome::Good);
    }
    let twin = twin.map(|twin| Bytes::from(twin.to_bytes()));
    let bytes = Bytes::from(trained.to_bytes());
    desk.install_model(bytes, twin, seen, Timestamp::now())
        .await?;
    writeln!(out, "{}", super::models::used(version, seen))?;
    Ok(Outcome::Good)
}

/// What the new model is compared with.
struct Rival {
    model: Model,
    /// Whether it surely never saw the held-out texts.
    is_fair: bool,
}

/// What is learnt, and from what.
struct Training<'l> {
    lessons: &'l Lessons,
    unlabelled: &'l [String],
}

impl Training<'_> {
    fn of(&self, examples: &[Example]) -> anyhow::Result<Model> {
        let trained = topics::train(examples, self.unlabelled, &mut labelled::tell_progress);
        Ok(trained
            .context("nothing can be learnt from these examples")?
            .model)
    }

    /// What stands for the model in use: its twin; else what its own examples teach without the held-out ones, where they
    /// are the labelled texts; else itself, which may have seen them. None where no model is used, or none that can be.
    async fn rival(&self, desk: &Desk, seen: &CurrentModel) -> anyhow::Result<Option<Rival>> {
        let Some(version) = seen.version.as_deref() else {
            return Ok(None);
        };
        let fair = |model| {
            Some(Rival {
                model,
                is_fair: true,
            })
        };
        if let Some(twin) = desk.twin(version).await? {
            return Ok(fair(twin));
        }
        let in_use = match desk.model(version).await {
            Ok(model) => model,
            Err(error @ (ModelsError::Gone(_) | ModelsError::Unreadable(_))) => {
                eprintln!("note: the model in use, {version}, tells nothing any more: {error}");
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        let of_base = self.of(&self.lessons.base);
        if of_base.is_ok_and(|model| model.version() == version)
            && let Ok(model) = self.of(&self.lessons.base_kept())
        {
            return Ok(fair(model));
        }
        Ok(Some(Rival {
            model: in_use,
            is_fair: false,
        }))
    }
}

/// Asks both about the held-out texts; none where there is nothing to ask, or nobody to be asked.
fn compare(
    lessons: &Lessons,
    twin: Option<&Model>,
    rival: Option<&Rival>,
    sure_from: u8,
) -> Option<Compared> {
    let held_out = lessons.held_out();
    let points = |model: &Model| {
        let answers = topics::evaluate(model, &held_out).answers;
        Points::of(&answers, sure_from)
    };
    let new = twin.filter(|_| !held_out.is_empty()).map(points)?;
    Some(Compared {
        new,
        in_use: rival.map(|rival| points(&rival.model)),
        is_fair: rival.is_none_or(|rival| rival.is_fair),
    })
}

/// Says which labels are no topic of the configuration: what a model tells of them leads nowhere.
pub(super) fn warn_of_unknown_topics<'l>(care: &Care, labels: impl Iterator<Item = &'l str>) {
    let unknown: BTreeSet<&str> = labels
        .filter(|label| *label != OUT_OF_SCOPE && !care.topics.contains_key(*label))
        .collect();
    if !unknown.is_empty() {
        let unknown: Vec<&str> = unknown.into_iter().collect();
        eprintln!(
            "note: no topic of the applied configuration: {}",
            unknown.join(", ")
        );
    }
}
