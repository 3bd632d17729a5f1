//! Where the deployed stack is: the names of its table, queues and buckets.
//!
//! They come from one place only, never mixed: a file of the stack's outputs that was named, else the environment, else
//! the local stack. So an address of one stack cannot slip under a command that was meant for another.

mod aws;
mod outputs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

pub(crate) use self::outputs::Output;
use crate::cli::StackArguments;
use crate::files;

/// What is said when there is no stack to be found.
const NONE: &str = "no stack was named. Do one of these:
  start a local one               make local
  name a deployed one's outputs   aws cloudformation describe-stacks --stack-name NAME \\
                                      --query 'Stacks[0].Outputs' --output json > stack.json
                                  ventanilla … --stack stack.json      (or VENTANILLA_STACK=stack.json)
  name its parts                  TABLE_NAME, INBOX_QUEUE_URL, INBOX_DEAD_LETTERS_URL … in the environment";

/// A deployed stack.
#[derive(Clone, Debug)]
pub(crate) struct Stack {
    place: String,
    values: BTreeMap<&'static str, String>,
    local: Option<aws::Local>,
}

/// Variables by name, so that tests need not change the process.
type Variables<'v> = &'v dyn Fn(&str) -> Option<String>;

impl Stack {
    /// The stack that the arguments or the environment name.
    pub(crate) fn find(arguments: &StackArguments) -> anyhow::Result<Self> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let mut stack = Self::find_in(arguments.stack.as_deref(), &variable)?;
        if let Some(table) = &arguments.table {
            stack.values.insert(Output::Table.name(), table.clone());
        }
        Ok(stack)
    }

    fn find_in(named: Option<&Path>, variable: Variables<'_>) -> anyhow::Result<Self> {
        if let Some(file) = named
            .map(Path::to_owned)
            .or_else(|| variable("VENTANILLA_STACK").map(PathBuf::from))
        {
            return Self::read(&file);
        }
        let values = outputs::of_environment(variable);
        if !values.is_empty() {
            return Ok(Self {
                place: "the environment".to_owned(),
                values,
                local: None,
            });
        }
        let state = variable("VENTANILLA_STATE").unwrap_or_else(|| ".local".to_owned());
        let local = Path::new(&state).join("stack.json");
        if !local.exists() {
            bail!(NONE);
        }
        Self::read(&local)
    }

    fn read(file: &Path) -> anyhow::Result<Self> {
        let text = files::read_text(file)?;
        let json = serde_json::from_str(&text)
            .with_context(|| format!("{} is not JSON", file.display()))?;
        let values = outputs::of_json(&json);
        if values.is_empty() {
            bail!(
                "{} holds none of a stack's outputs; it should be what `aws cloudformation describe-stacks` or \
                 `make local` writes",
                file.display()
            );
        }
        Ok(Self {
            place: file.display().to_string(),
            values,
            local: aws::Local::of_json(&json),
        })
    }

    /// Where the stack was found, for people.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// One of its values, where it has it.
    pub(crate) fn get(&self, output: Output) -> Option<&str> {
        self.values.get(output.name()).map(String::as_str)
    }

    /// One of its values; an error that says where it should stand.
    pub(crate) fn value(&self, output: Output) -> anyhow::Result<&str> {
        self.get(output).with_context(|| {
            format!(
                "{} does not tell the stack's {}: the output {}, or {} in the environment{}",
                self.place,
                output.what(),
                output.name(),
                output.variable(),
                output.hint()
            )
        })
    }
}

#[cfg(test)]
mod tests;
