//! The two configurations that are compared, each with its model.

use std::path::Path;

use anyhow::Context;
use domain::Care;
use jiff::Timestamp;
use simulation::ByTopics;
use topics::Model;

use crate::care::{Faults, Source};
use crate::cli::SimulateArguments;
use crate::files;
use crate::stack::Stack;

/// A configuration with its model, and what it is called.
pub(super) struct Side {
    pub(super) name: String,
    pub(super) care: Care,
    pub(super) reader: ByTopics,
}

/// The two.
pub(super) struct Sides {
    pub(super) now: Side,
    pub(super) new: Side,
}

impl Sides {
    /// Reads both: from files, and where no file stands for now, from the stack. A file with problems gives those.
    pub(super) async fn read(
        arguments: &SimulateArguments,
    ) -> anyhow::Result<Result<Self, Faults>> {
        let (config, over) = (arguments.config.as_deref(), arguments.overlay.as_deref());
        let new = config.map(|file| Source::read(file, over)).transpose()?;
        let new = match new.map(|new| new.checked(Timestamp::now())).transpose() {
            Ok(new) => new.map(|(_, care)| care),
            Err(faults) => return Ok(Err(faults)),
        };
        let model = arguments.model.as_deref().map(model).transpose()?;
        let now = match &arguments.current {
            Some(file) => match Source::read(file, None)?.checked(Timestamp::now()) {
                Ok((_, care)) => of_file(arguments, file, care)?,
                Err(faults) => return Ok(Err(faults)),
            },
            None => applied(arguments).await?,
        };
        let care = new.unwrap_or_else(|| now.care.clone());
        let reader = ByTopics {
            model: model.or_else(|| now.reader.model.clone()),
        };
        let name = name(&now.name, arguments);
        let new = Side { name, care, reader };
        Ok(Ok(Self { now, new }))
    }
}

/// What the new side is called: by what is new in it.
fn name(now: &str, arguments: &SimulateArguments) -> String {
    let config = arguments.config.as_deref().map(shown);
    let model = arguments.model.as_deref().map(shown);
    match (config, model) {
        (Some(config), Some(model)) => format!("{config} with {model}"),
        (Some(config), None) => config,
        (None, Some(model)) => format!("{now} with {model}"),
        (None, None) => now.to_owned(),
    }
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}

fn of_file(arguments: &SimulateArguments, file: &Path, care: Care) -> anyhow::Result<Side> {
    let model = arguments.current_model.as_deref().map(model).transpose()?;
    Ok(Side {
        name: shown(file),
        care,
        reader: ByTopics { model },
    })
}

/// The applied configuration and the model in use, unless a file stands for that.
async fn applied(arguments: &SimulateArguments) -> anyhow::Result<Side> {
    let stack = Stack::find(&arguments.stack).context(
        "what is the configuration of now? Name its file with --current FILE, or its stack",
    )?;
    let store = stack.store().await?;
    let care = store.config().await?;
    let model = match &arguments.current_model {
        Some(file) => Some(model(file)?),
        None => match store.current_model().await?.version {
            Some(version) => Some(stack.desk().await?.model(&version).await?),
            None => None,
        },
    };
    Ok(Side {
        name: "the applied configuration".to_owned(),
        care,
        reader: ByTopics { model },
    })
}

fn model(file: &Path) -> anyhow::Result<Model> {
    Model::from_bytes(&files::read_bytes(file)?).with_context(|| shown(file))
}
