//! A thread's timeline in words.

use domain::file::{FileEntry, FileOutcome};
use domain::judgement::ClockName;
use domain::mask::mask_cards;
use domain::timeline::{
    AnswerEntry, Entry, EventEntry, Judged, MessageEntry, RecountedEntry, ResolvedEntry,
    RulingOutcome, StepEntry, TakenBackEntry, TopicEntry, What, WhoEntry, WhoFound,
};
use jiff::tz::TimeZone;

use super::{decision, held, text, time};

/// The column in which texts begin.
const INDENT: &str = "                               ";

/// The entry: its time, its kind, what it says; further lines below.
pub(crate) fn entry(entry: &Entry, zone: &TimeZone) -> String {
    let lines = said(&entry.what, zone);
    let head = format!(
        "{}  {:<9} ",
        time::column(entry.at, zone),
        entry.what.word()
    );
    format!("{head}{}\n", lines.join(&format!("\n{INDENT}")))
}

fn said(what: &What, zone: &TimeZone) -> Vec<String> {
    match what {
        What::Message(message) => of_message(message, zone),
        What::Event(event) => vec![of_event(event)],
        What::Answer(answer) => of_answer(answer, zone),
        What::Topic(topic) => vec![of_topic(topic)],
        What::Decision(entry) => decision::lines(entry, zone),
        What::Step(step) => of_step(step, zone),
        What::TakenBack(entry) => of_taken_back(entry, zone),
        What::Recounted(entry) => vec![of_recounted(entry, zone)],
        What::ReceiptGiven(by) => vec![format!("noted by {}", text::plain(&by.by))],
        What::Resolved(entry) => of_resolved(entry, zone),
        What::Reopened(by) => vec![format!("by {}", by.by)],
        What::File(file) => vec![of_file(file)],
        What::Who(who) => vec![of_who(who)],
        What::Accepted(by) => {
            let by = text::plain(&by.by);
            vec![format!("by {by}: it is offered to nobody else")]
        }
        What::Held(because) => vec![format!("until somebody looked: {}", held::because(because))],
        What::Released(by) => vec![format!("by {}", text::plain(&by.by))],
    }
}

fn of_message(message: &MessageEntry, zone: &TimeZone) -> Vec<String> {
    let mut lines = vec![format!(
        "{}, received {}",
        message.channel,
        time::column(message.received_at, zone)
    )];
    lines.extend(
        message
            .subject
            .iter()
            .map(|subject| format!("subject: {}", text::plain(subject))),
    );
    lines.extend(quoted(&message.text));
    lines.extend(
        message
            .whole_text_at
            .iter()
            .map(|at| format!("the whole text stands in the vault at {at}")),
    );
    for file in &message.attachments {
        let name = file.name.as_deref().map(text::plain).unwrap_or_default();
        lines.push(
            format!("with a file: {} {name}", file.kind)
                .trim_end()
                .to_owned(),
        );
    }
    if message.courtesy {
        lines.push("a courtesy: it started no clock".to_owned());
    }
    lines.extend(
        message
            .note
            .as_deref()
            .map(|note| format!("note: {}", text::plain(note))),
    );
    lines
}

/// What somebody wrote, line by line. Card numbers stay out of terminals and of what is pasted from them.
fn quoted(said: &str) -> Vec<String> {
    text::lines(&mask_cards(said), "| ")
        .lines()
        .map(str::to_owned)
        .collect()
}

fn of_event(event: &EventEntry) -> String {
    let kind = serde_json::to_value(event.event).ok();
    let kind = kind
        .as_ref()
        .and_then(|kind| kind.as_str())
        .unwrap_or("other");
    let about = event
        .target_message_id
        .as_deref()
        .map(|id| format!(" of {}", text::plain(id)));
    let parts = [&event.status, &event.text, &event.note]
        .into_iter()
        .flatten();
    let parts: Vec<String> = parts.map(|part| text::short(part, 200)).collect();
    let parts = if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join("; "))
    };
    format!(
        "{} {kind}{}{parts}",
        event.channel,
        about.unwrap_or_default()
    )
}

fn of_answer(answer: &AnswerEntry, zone: &TimeZone) -> Vec<String> {
    let who = answer
        .agent
        .as_ref()
        .map_or("somebody", |agent| agent.as_str());
    let automatic = if answer.automatic {
        ", automatic: it stopped no clock"
    } else {
        ""
    };
    let mut lines = vec![format!("{who}, known by {}{automatic}", answer.by)];
    lines.extend(answer.text.iter().flat_map(|said| quoted(said)));
    lines.extend(answer.promises.iter().map(|promise| judged(promise, zone)));
    lines.extend(answer.follows_by.map(|by| {
        let by = time::column(by, zone);
        format!("it only holds: what was asked is answered by {by}")
    }));
    lines
}

/// What became of a promise: `answer kept: due 2026-11-27 14:00:00`.
pub(crate) fn judged(promise: &Judged, zone: &TimeZone) -> String {
    let became = if promise.kept { "kept" } else { "broken" };
    format!(
        "{} {became}: due {}",
        promise.commitment,
        time::column(promise.due_at, zone)
    )
}

fn of_who(who: &WhoEntry) -> String {
    let merge = who.merge.as_ref().map(|id| format!(" ({id})"));
    let found = match who.found {
        WhoFound::Merged => "two customers are one person: merged",
        WhoFound::Parted => "two customers are two persons: the merge was undone",
        WhoFound::Stranger(why) => {
            return format!("history withheld: {}", super::customer::why(why));
        }
        WhoFound::Proved => "history shown again: an order or address of the customer's was named",
        WhoFound::AnotherPerson => "another person: a customer of their own from now on",
        WhoFound::SamePerson => "the same person: history shown again",
    };
    format!("{found}{}", merge.unwrap_or_default())
}

/// `foto.jpg (image, 81920 bytes) is kept: image/jpeg, at files/ab12/0`.
fn of_file(file: &FileEntry) -> String {
    let size = file.size.map(|size| format!(", {size} bytes"));
    let what = match file.files {
        1 => format!(
            "{} ({}{})",
            text::plain(&file.name),
            text::plain(&file.provider_kind),
            size.unwrap_or_default()
        ),
        several => format!("{several} more files"),
    };
    match &file.outcome {
        FileOutcome::Kept { mime } => {
            format!(
                "{what} is kept: {mime}, at files/{}/{}",
                file.event_key, file.index
            )
        }
        FileOutcome::NotKept(reason) => format!("{what} not kept: {}", reason.in_english()),
    }
}

fn of_topic(topic: &TopicEntry) -> String {
    let words: Vec<String> = topic
        .words
        .iter()
        .map(|word| format!("\"{}\"", text::plain(word)))
        .collect();
    let by = match topic.by.as_str() {
        "motive" => "the customer chose it",
        "insult" => "a public insult",
        "rule" => "told by its words",
        "classifier" => "told by the classifier",
        "general" => "nothing told another",
        "operator" => "an operator said so",
        other => other,
    };
    let words = if words.is_empty() {
        String::new()
    } else {
        format!(": {}", words.join(", "))
    };
    format!("{}, {by}{}{words}", topic.topic, sureness(topic))
}

/// How sure the classifier was: of what it said, or of the best guess that it kept to itself.
fn sureness(topic: &TopicEntry) -> String {
    let Some(model) = topic.model.as_deref().map(text::plain) else {
        return String::new();
    };
    match (topic.by.as_str(), topic.confidence) {
        ("classifier", Some(percent)) => format!(", {percent} % sure (model {model})"),
        (_, Some(percent)) => format!(", the classifier {percent} % sure at best (model {model})"),
        (_, None) => format!(" (model {model})"),
    }
}

fn of_step(step: &StepEntry, zone: &TimeZone) -> Vec<String> {
    let what = match step.moment.as_str() {
        "due" => format!("{} was broken", step.commitment),
        share => format!("{share} of {} was gone", step.commitment),
    };
    let told: Vec<&str> = step.told.iter().map(|agent| agent.as_str()).collect();
    let told = if step.overtaken {
        "told nobody: an answer was faster".to_owned()
    } else if told.is_empty() {
        "told nobody: a later step says it".to_owned()
    } else {
        format!("told {}", told.join(", "))
    };
    vec![
        format!("{what} at {}", time::column(step.due_at, zone)),
        format!(
            "{told}; the clock began {}",
            time::column(step.clock_started_at, zone)
        ),
    ]
}

fn of_taken_back(entry: &TakenBackEntry, zone: &TimeZone) -> Vec<String> {
    let why = entry.answered_at.map_or_else(
        || "it ends later by now".to_owned(),
        |at| format!("it had been answered at {}", time::column(at, zone)),
    );
    let told: Vec<&str> = entry.told.iter().map(|agent| agent.as_str()).collect();
    let mut lines = vec![format!("{} of {}: {why}", entry.moment, entry.commitment)];
    if !told.is_empty() {
        lines.push(format!("told {}", told.join(", ")));
    }
    lines
}

fn of_recounted(entry: &RecountedEntry, zone: &TimeZone) -> String {
    let due = entry.due_at.map_or_else(
        || "promises nothing any more".to_owned(),
        |due| format!("first due {}", time::column(due, zone)),
    );
    let was = time::column(entry.due_was, zone);
    format!(
        "the clock of the {} {due}, was {was}; policy {}",
        spoken(entry.of),
        entry.policy
    )
}

fn spoken(clock: ClockName) -> &'static str {
    match clock {
        ClockName::Answer => "answer",
        ClockName::FollowUp => "follow-up",
        ClockName::Resolution => "resolution",
        ClockName::Legal => "legal term",
    }
}

fn of_resolved(entry: &ResolvedEntry, zone: &TimeZone) -> Vec<String> {
    let mut lines = vec![format!("by {}", text::plain(&entry.by))];
    lines.extend(entry.promises.iter().map(|promise| judged(promise, zone)));
    if let Some(ruling) = &entry.ruling {
        let outcome = match ruling.outcome {
            RulingOutcome::Accepted => "the complaint is accepted",
            RulingOutcome::PartlyAccepted => "the complaint is accepted in part",
            RulingOutcome::Refused => "the complaint is refused",
        };
        lines.push(outcome.to_owned());
        lines.extend(quoted(&ruling.reasons));
        lines.extend(ruling.dispute_body.as_ref().map(|body| {
            let adheres = if body.adheres {
                "we adhere"
            } else {
                "we do not adhere"
            };
            format!(
                "disputes: {} ({}), {adheres}",
                text::plain(&body.name),
                text::plain(&body.url)
            )
        }));
    }
    lines
}

#[cfg(test)]
mod tests;
