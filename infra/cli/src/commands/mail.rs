//! `ventanilla mail …`

use std::io::Write;

use anyhow::bail;
use delivery::{ActiveRules, MailRules};

use crate::cli::{MailArguments, MailCommand};
use crate::outcome::Outcome;
use crate::stack::{Output, Stack};

pub(super) async fn run(arguments: &MailArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let stack = Stack::find(&arguments.stack)?;
    let ours = stack.value(Output::MailRules)?;
    let rules = MailRules::new(stack.clients().await.ses());
    let active = rules.active().await?;
    match arguments.command {
        MailCommand::Status => status(ours, active.as_ref(), out),
        MailCommand::Activate => activate(ours, active.as_ref(), &rules, out).await,
    }
}

fn status(
    ours: &str,
    active: Option<&ActiveRules>,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    match active {
        Some(active) if active.name == ours => {
            writeln!(
                out,
                "{ours} is active: mail is received by the rules {}",
                active.rules.join(", ")
            )?;
            return Ok(Outcome::Good);
        }
        Some(other) => writeln!(
            out,
            "{ours} is not active: SES follows {}. {}",
            other.name,
            what_to_do(ours, &other.name)
        )?,
        None => writeln!(
            out,
            "{ours} is not active, and no other either: run `ventanilla mail activate`"
        )?,
    }
    Ok(Outcome::Problem)
}

async fn activate(
    ours: &str,
    active: Option<&ActiveRules>,
    rules: &MailRules,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    match active {
        Some(active) if active.name == ours => writeln!(out, "{ours} is active already")?,
        Some(other) => bail!(
            "the rule set {} is active, and is left so. {}",
            other.name,
            what_to_do(ours, &other.name)
        ),
        None => {
            rules.activate(ours).await?;
            writeln!(out, "{ours} is active: SES receives mail by its rules")?;
        }
    }
    Ok(Outcome::Good)
}

/// Another set is somebody's intake of mail: whoever turns it off must mean it.
fn what_to_do(ours: &str, other: &str) -> String {
    format!(
        "An account has one active rule set in each region. If mail that {other} receives is still wanted, copy its rules \
         into {ours} (`aws ses describe-receipt-rule-set --rule-set-name {other}`, `aws ses create-receipt-rule`). Then turn it \
         off with `aws ses set-active-receipt-rule-set` without a name, and run `ventanilla mail activate` again"
    )
}
