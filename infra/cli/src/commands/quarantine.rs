//! `ventanilla quarantine …`

mod replay;
mod ward;

use std::fs;
use std::io::{IsTerminal, Write};

use anyhow::{Context, bail};
use delivery::{InQuarantine, QuarantineFilter, QuarantinedRequest, Vault};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::{
    ListQuarantineArguments, QuarantineArguments, QuarantineCommand, ReplayQuarantineArguments,
    ShowQuarantineArguments, Which,
};
use crate::outcome::{Outcome, UsageError};
use crate::print::{quarantine as print, text};
use crate::stack::{Output, Stack};

use self::replay::{Replay, Replayed};
use self::ward::Standing;

/// More than anybody replays in one go.
const EVERYTHING: usize = 100_000;

pub(super) async fn run(
    arguments: &QuarantineArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let stack = Stack::find(&arguments.stack)?;
    match &arguments.command {
        QuarantineCommand::List(arguments) => list(&stack, arguments, out).await,
        QuarantineCommand::Show(arguments) => show(&stack, arguments, out).await,
        QuarantineCommand::Replay(arguments) => put_through(&stack, arguments, out).await,
    }
}

async fn vault(stack: &Stack) -> anyhow::Result<Vault> {
    let bucket = stack.value(Output::Vault)?;
    Ok(Vault::new(stack.clients().await.s3(), bucket))
}

fn filter(which: &Which) -> Result<QuarantineFilter, UsageError> {
    let now = Timestamp::now();
    let instant = |moment: &Option<crate::moment::Moment>| {
        let moment = moment.as_ref();
        moment
            .map(|moment| moment.instant(&TimeZone::UTC, now))
            .transpose()
    };
    Ok(QuarantineFilter {
        channel: which.channel.clone(),
        since: instant(&which.since)?,
        until: instant(&which.until)?,
    })
}

async fn list(
    stack: &Stack,
    arguments: &ListQuarantineArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let vault = vault(stack).await?;
    let filter = filter(&arguments.which)?;
    // Behind everything that begins so: what follows in a key are digits, letters and dots.
    let after = arguments.after.as_ref().map(|after| format!("{after}~"));
    let found = vault
        .in_quarantine(&filter, after.as_deref(), arguments.limit)
        .await?;
    let mut rows = Vec::new();
    for found in &found {
        let reasons = match vault.quarantined(&found.key).await {
            Ok(request) => request.reasons,
            Err(error) if error.is_transient() => return Err(error.into()),
            Err(error) => vec![error.to_string()],
        };
        if arguments.json {
            let line = json!({
                "key": found.key, "channel": found.channel, "received_at": found.received_at, "size": found.size,
                "reasons": reasons
            });
            writeln!(out, "{line}")?;
        } else {
            rows.push(print::row(found, &reasons));
        }
    }
    if !arguments.json {
        write!(out, "{}", print::list(rows))?;
    }
    tell_of_more(&found, arguments.limit);
    Ok(Outcome::Good)
}

fn tell_of_more(found: &[InQuarantine], limit: usize) {
    if let Some(last) = found.last().filter(|_| found.len() == limit) {
        eprintln!(
            "note: there may be more: --after {}",
            print::short(&last.key)
        );
    }
}

/// The one key that begins so.
async fn whole_key(vault: &Vault, beginning: &str) -> anyhow::Result<String> {
    let mut found = vault.list(beginning, 2).await?;
    let key = found.pop().map(|object| object.key);
    match (key, found.is_empty()) {
        (Some(key), true) => Ok(key),
        (Some(_), false) => bail!("several keys begin with {}", text::plain(beginning)),
        (None, _) => bail!(
            "nothing in quarantine begins with {}",
            text::plain(beginning)
        ),
    }
}

async fn show(
    stack: &Stack,
    arguments: &ShowQuarantineArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let vault = vault(stack).await?;
    let key = whole_key(&vault, &arguments.key).await?;
    let request: QuarantinedRequest = vault.quarantined(&key).await?;
    let body = request.bytes()?;
    match arguments.raw.as_deref() {
        None => write!(out, "{}", print::whole(&key, &request, &body))?,
        Some(file) if file.as_os_str() == "-" => out.write_all(&body)?,
        Some(file) => {
            fs::write(file, &body)
                .with_context(|| format!("{} cannot be written", file.display()))?;
            writeln!(out, "{}: {} bytes", file.display(), body.len())?;
        }
    }
    Ok(Outcome::Good)
}

async fn put_through(
    stack: &Stack,
    arguments: &ReplayQuarantineArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let ward = Standing::of(stack).await?;
    let keys = keys(&ward.vault, arguments).await?;
    let replay = Replay {
        ward: &ward,
        dry_run: arguments.dry_run,
        older: arguments.older,
        now: Timestamp::now(),
    };
    let (mut done, mut left) = (0, 0);
    for (place, key) in keys.iter().enumerate() {
        progress(place + 1, keys.len());
        let replayed = replay.one(key).await;
        let replayed = replayed.with_context(|| {
            format!(
                "stopped at {}; nothing is lost, run it again",
                print::short(key)
            )
        })?;
        match replayed {
            Replayed::Whole(_) => done += 1,
            _ => left += 1,
        }
        writeln!(out, "{}: {replayed}", print::short(key))?;
    }
    let did = if arguments.dry_run {
        "would be replayed"
    } else {
        "replayed"
    };
    writeln!(out, "{done} {did}, {left} left in quarantine")?;
    Ok(if left > 0 {
        Outcome::Problem
    } else {
        Outcome::Good
    })
}

/// All keys that are meant, in the order of receipt over all channels.
async fn keys(vault: &Vault, arguments: &ReplayQuarantineArguments) -> anyhow::Result<Vec<String>> {
    if arguments.keys.is_empty() {
        let filter = filter(&arguments.which)?;
        let mut found = vault.in_quarantine(&filter, None, EVERYTHING).await?;
        found.sort_by(|a, b| (a.received_at, &a.key).cmp(&(b.received_at, &b.key)));
        return Ok(found.into_iter().map(|found| found.key).collect());
    }
    let mut keys = Vec::new();
    for beginning in &arguments.keys {
        keys.push(whole_key(vault, beginning).await?);
    }
    // Behind the channel, a key begins with the time of receipt.
    keys.sort_by_cached_key(|key| key.splitn(3, '/').nth(2).map(str::to_owned));
    keys.dedup();
    Ok(keys)
}

/// One line that changes, for whoever waits at a terminal.
fn progress(place: usize, all: usize) {
    if all > 1 && std::io::stderr().is_terminal() {
        let end = if place == all { "\r\x1b[K" } else { "" };
        eprint!("\rreplaying {place} of {all}{end}");
    }
}
