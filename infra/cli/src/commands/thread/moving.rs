//! `ventanilla thread move`

use std::io::Write;

use anyhow::Context;
use desk::{Desk, DeskError};
use domain::action::ActionError;
use domain::{AgentId, Thread};
use jiff::Timestamp;

use crate::cli::MoveArguments;
use crate::print;
use crate::stack::Stack;

pub(super) async fn run(
    stack: &Stack,
    arguments: &MoveArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let (desk, now) = (stack.desk().await?, Timestamp::now());
    let MoveArguments { id, topic, by } = arguments;
    let before = desk.store().thread(id).await?;
    let had = before.and_then(|thread| thread.agent);
    let moved = desk.move_to_topic(id, topic, by, now).await;
    let acted = match moved {
        Err(DeskError::Action(error @ ActionError::UnknownTopic(_))) => {
            return Err(error).context(format!("{id}: {}", known_topics(&desk).await));
        }
        moved => moved.with_context(|| id.to_string())?,
    };
    let whose = after(had.as_ref(), &acted.thread);
    writeln!(out, "{id}: about {topic} now; {whose}")?;
    writeln!(out, "  {}", kept(&desk, &acted.thread, now).await?)?;
    super::tell_drained(&acted, out)
}

/// Whether the agent who had it keeps it.
fn after(had: Option<&AgentId>, thread: &Thread) -> String {
    let whose = print::thread::whose(thread);
    match had {
        Some(had) if thread.agent.as_ref() == Some(had) => format!("{had} keeps it"),
        Some(had) => format!("{had} hands it over: {whose}"),
        None => whose,
    }
}

/// What the move teaches, as the table has it.
async fn kept(desk: &Desk, thread: &Thread, now: Timestamp) -> anyhow::Result<&'static str> {
    let corrections = desk.store().corrections(now).await?;
    let of_it = corrections.iter().find(|of| of.thread == thread.id);
    Ok(match of_it {
        Some(correction) if !correction.text.trim().is_empty() => {
            "kept as an example for `ventanilla topics retrain`"
        }
        _ => "it has no words to learn from: not kept as an example",
    })
}

async fn known_topics(desk: &Desk) -> String {
    let Ok(care) = desk.store().config().await else {
        return "its topic cannot be that".to_owned();
    };
    let known: Vec<&str> = care.topics.keys().map(|topic| topic.as_str()).collect();
    format!("the topics are {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::{Value, json};

    use super::*;

    fn told(had: Option<&str>, fields: Value) -> String {
        let mut thread = json!({
            "id": "AL-1", "version": 2, "customer": "c", "channel": "email", "account": "a", "contact": "k",
            "contact_id": "x", "language": "es", "topic": "pago", "status": "open", "weight": 0,
            "opened_at": "2026-11-23T09:00:00Z", "last_message_at": "2026-11-23T09:00:00Z", "excerpt": "", "messages": 1,
            "attachments": 0
        });
        for (name, value) in fields.as_object().unwrap() {
            thread[name] = value.clone();
        }
        after(
            had.map(AgentId::new).as_ref(),
            &serde_json::from_value(thread).unwrap(),
        )
    }

    #[test]
    fn whether_its_agent_keeps_it_is_told() {
        let (ana, bea) = (
            json!({ "agent": "ana", "weight": 1 }),
            json!({ "agent": "bea", "weight": 1 }),
        );
        let line = json!({ "waiting_since": "2026-11-23T09:10:00Z" });
        assert_eq!(told(Some("ana"), ana.clone()), "ana keeps it");
        assert_eq!(told(Some("ana"), bea), "ana hands it over: bea has it now");
        assert_eq!(told(None, ana), "ana has it now");
        assert_eq!(
            told(Some("ana"), line.clone()),
            "ana hands it over: it waits in line for an agent"
        );
        assert_eq!(told(None, line), "it waits in line for an agent");
    }
}
