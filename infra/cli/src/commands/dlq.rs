//! `ventanilla dlq …`

mod replay;

use std::io::Write;

use anyhow::Context;
use clap::ValueEnum;
use delivery::{DeadLetter, DeadLetters, RECEIVED_AT_ONCE};
use jiff::Timestamp;
use serde_json::Value;

use crate::cli::{DlqArguments, DlqCommand, QueueName, ReplayArguments, ShowDeadArguments};
use crate::outcome::Outcome;
use crate::print::{table, text, time};
use crate::stack::{Output, Stack};

/// Seconds for which messages are hidden from others while we look at them.
const LOOKING: u32 = 30;

pub(super) async fn run(arguments: &DlqArguments, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let stack = Stack::find(&arguments.stack)?;
    match &arguments.command {
        DlqCommand::List => list(&stack, out).await,
        DlqCommand::Show(arguments) => show(&stack, arguments, out).await,
        DlqCommand::Replay(arguments) => put_back(&stack, arguments, out).await,
    }
}

async fn letters(stack: &Stack, queue: QueueName) -> anyhow::Result<DeadLetters> {
    let (dead, source) = match queue {
        QueueName::Inbox => (Output::InboxDead, Output::Inbox),
        QueueName::Notices => (Output::NoticesDead, Output::Notices),
        QueueName::Mail => (Output::MailDead, Output::Mail),
    };
    Ok(DeadLetters::new(
        stack.clients().await.sqs(),
        stack.value(dead)?,
        stack.value(source)?,
    ))
}

fn name(queue: QueueName) -> String {
    queue
        .to_possible_value()
        .map(|value| value.get_name().to_owned())
        .unwrap_or_default()
}

async fn list(stack: &Stack, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut rows = Vec::new();
    for queue in QueueName::value_variants() {
        let held = letters(stack, *queue).await?.held().await?;
        rows.push(vec![
            name(*queue),
            held.visible.to_string(),
            held.hidden.to_string(),
        ]);
    }
    write!(
        out,
        "{}",
        table::render(&["QUEUE", "MESSAGES", "BEING READ"], rows)
    )?;
    Ok(Outcome::Good)
}

async fn show(
    stack: &Stack,
    arguments: &ShowDeadArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let queue = letters(stack, arguments.queue).await?;
    let seen = look(&queue, arguments.limit).await?;
    let now = Timestamp::now();
    if seen.is_empty() {
        writeln!(
            out,
            "the dead letters of {} are empty, or all being read",
            name(arguments.queue)
        )?;
        return Ok(Outcome::Good);
    }
    let head = ["MESSAGE", "AGE", "RECEIVED", "GROUP", "WHAT"];
    write!(
        out,
        "{}",
        table::render(&head, seen.iter().map(|letter| row(letter, now)))
    )?;
    if arguments.body {
        for letter in &seen {
            writeln!(out, "\n{}\n{}", letter.id, text::lines(&letter.body, "  "))?;
        }
    }
    Ok(Outcome::Good)
}

/// Receives messages and lets them go again, whatever happens in between.
async fn look(queue: &DeadLetters, most: u32) -> anyhow::Result<Vec<DeadLetter>> {
    let mut seen: Vec<DeadLetter> = Vec::new();
    let looked = loop {
        let left = most.saturating_sub(u32::try_from(seen.len()).unwrap_or(most));
        if left == 0 {
            break Ok(());
        }
        match queue.receive(left.min(RECEIVED_AT_ONCE), LOOKING).await {
            Ok(batch) if batch.is_empty() => break Ok(()),
            Ok(batch) => seen.extend(batch),
            Err(error) => break Err(error),
        }
    };
    for letter in &seen {
        if let Err(error) = queue.release(letter).await {
            eprintln!(
                "note: {} is seen again only in {LOOKING} s: {error}",
                letter.id
            );
        }
    }
    looked?;
    Ok(seen)
}

fn row(letter: &DeadLetter, now: Timestamp) -> Vec<String> {
    vec![
        letter.id.clone(),
        letter
            .since
            .map(|since| time::ago(since, now))
            .unwrap_or_default(),
        format!("{} times", letter.receptions),
        letter
            .group
            .as_deref()
            .map_or_else(|| "-".to_owned(), |group| group.chars().take(12).collect()),
        what(&letter.body),
    ]
}

/// What a message is, by fields that hold nothing of a customer's.
fn what(body: &str) -> String {
    let Ok(body) = serde_json::from_str::<Value>(body) else {
        return "not JSON".to_owned();
    };
    let fields = ["channel", "kind", "thread", "notificationType", "Type"];
    let words = fields.iter().filter_map(|field| body.get(field)?.as_str());
    let words: Vec<String> = words.map(|word| text::short(word, 40)).collect();
    if words.is_empty() {
        "JSON of another kind".to_owned()
    } else {
        words.join(" ")
    }
}

async fn put_back(
    stack: &Stack,
    arguments: &ReplayArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let queue = letters(stack, arguments.queue).await?;
    let mut report = replay::Report::default();
    let replayed = replay::replay(&queue, arguments.limit, &mut report).await;
    writeln!(
        out,
        "{} put back into {}",
        report.put_back,
        name(arguments.queue)
    )?;
    if report.failed_again {
        writeln!(
            out,
            "stopped at a message that failed again: see why before you put it back once more"
        )?;
    }
    replayed.context("stopped; nothing is lost, run it again")?;
    Ok(if report.failed_again {
        Outcome::Problem
    } else {
        Outcome::Good
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_told_without_the_customers_words() {
        let event =
            r#"{"channel":"telegram","kind":"message","text":"secreto","sender_name":"Marta"}"#;
        assert_eq!(what(event), "telegram message");
        assert_eq!(
            what(r#"{"kind":"assigned","thread":"AL-1","excerpt":"secreto"}"#),
            "assigned AL-1"
        );
        assert_eq!(
            what(r#"{"notificationType":"Received","mail":{}}"#),
            "Received"
        );
        assert_eq!(what("{\"x\":1}"), "JSON of another kind");
        assert_eq!(what("secreto"), "not JSON");
    }
}
