//! The command as an operator runs it: arguments in, output and exit code out.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod agents;
mod aws;
mod calendar;
mod channel;
mod commitments;
mod config;
mod mail;
mod models;
mod played;
mod quarantine;
mod simulate;
mod topics;
mod usage;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use jiff::Timestamp;
use serde_json::Value;

/// What a run said and how it ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// The command in the folder of fixtures, with nothing of AWS in its environment: whoever asks for it anyhow, fails.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ventanilla"));
    command
        .args(arguments)
        .current_dir(fixtures())
        .env_clear()
        .stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Ran {
    command(arguments).output().unwrap().into()
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = command(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap().into()
}

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Every line as a JSON object.
fn lines(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Instants compare as such, however they are written.
fn instant(value: &Value) -> Value {
    let instant = value
        .as_str()
        .and_then(|text| text.parse::<Timestamp>().ok());
    instant.map_or_else(|| value.clone(), |at| Value::from(at.to_string()))
}
