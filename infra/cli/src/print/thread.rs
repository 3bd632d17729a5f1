//! Threads: as a row of a list, and whole.

use domain::clock::{Clock, Promise};
use domain::config::ClockKind;
use domain::thread::{Receipt, Status, Thread};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{decision, held, table, text, time};

/// A list of threads.
pub(crate) fn list(threads: &[Thread], zone: &TimeZone, now: Timestamp) -> String {
    let head = [
        "THREAD",
        "AGENT",
        "DUE",
        "STATE",
        "TOPIC",
        "CHANNEL",
        "CUSTOMER",
        "LAST WORDS",
    ];
    table::render(&head, threads.iter().map(|thread| row(thread, zone, now)))
}

fn row(thread: &Thread, zone: &TimeZone, now: Timestamp) -> Vec<String> {
    let due = thread
        .first_due()
        .map(|due| time::column(due, zone))
        .unwrap_or_default();
    let late = match (thread.first_due(), thread.status) {
        _ if thread.held.is_some() => "held for review".to_owned(),
        (Some(due), _) if due < now => format!("late by {}", time::ago(due, now)),
        (None, Status::WaitingOnCustomer) => "waits for the customer".to_owned(),
        _ => String::new(),
    };
    vec![
        thread.id.to_string(),
        holder(thread),
        due,
        late,
        thread.topic.to_string(),
        thread.channel.to_string(),
        text::short(thread.customer_name.as_deref().unwrap_or("-"), 24),
        text::short(&thread.excerpt, 40),
    ]
}

fn holder(thread: &Thread) -> String {
    match &thread.agent {
        _ if thread.is_waiting_for_an_agent() => "(waiting line)".to_owned(),
        Some(agent) => agent.to_string(),
        None => "-".to_owned(),
    }
}

/// What is known of a thread, without its timeline.
pub(crate) fn whole(thread: &Thread, zone: &TimeZone, now: Timestamp) -> String {
    let mut rows = vec![
        ("thread", format!("{}, {}", thread.id, status(thread, zone))),
        ("customer", customer(thread)),
    ];
    rows.extend(thread.history_withheld.map(|why| {
        let why = super::customer::why(why);
        ("history", format!("withheld: {why}"))
    }));
    rows.extend([("topic", thread.topic.to_string())]);
    rows.extend(held::mood(thread.mood).map(|mood| ("mood", mood)));
    rows.extend([
        ("opened", time::column(thread.opened_at, zone)),
        (
            "messages",
            format!(
                "{}, the last {}",
                thread.messages,
                time::column(thread.last_message_at, zone)
            ),
        ),
    ]);
    rows.extend(
        thread
            .subject
            .as_deref()
            .map(|subject| ("subject", text::plain(subject))),
    );
    if !thread.orders.is_empty() {
        rows.push(("orders", text::plain(&thread.orders.join(", "))));
    }
    rows.extend(
        thread
            .answered_at
            .map(|at| ("answered", time::column(at, zone))),
    );
    rows.extend(of_holder(thread, zone));
    rows.extend(of_review(thread, zone));
    rows.extend(thread.complaint.as_ref().map(|complaint| {
        let received = time::column(complaint.received_at, zone);
        let receipt = match complaint.receipt {
            Receipt::Mailed => "its receipt was mailed",
            Receipt::Owed => "its agent owes the customer a receipt",
            Receipt::Given => "the customer has its receipt",
        };
        ("complaint", format!("received {received}; {receipt}"))
    }));
    if thread.raised {
        rows.push(("priority", "before others in its waiting line".to_owned()));
    }
    rows.extend(
        thread
            .clocks()
            .flat_map(|(_, clock)| of_clock(clock, zone, now)),
    );
    rows.iter()
        .map(|(name, value)| format!("{name:<10} {value}\n"))
        .collect()
}

/// Who has a thread after something was done with it: `ana has it now`.
pub(crate) fn whose(thread: &Thread) -> String {
    match &thread.agent {
        _ if thread.held.is_some() => "it is held".to_owned(),
        _ if thread.is_waiting_for_an_agent() => "it waits in line for an agent".to_owned(),
        Some(agent) => format!("{agent} has it now"),
        None => "nobody has it".to_owned(),
    }
}

/// Whose turn it is to take it, and who did not.
fn of_holder(thread: &Thread, zone: &TimeZone) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    rows.extend(thread.offer_ends_at().map(|until| {
        let told = format!(
            "to be accepted or answered by {}",
            time::column(until, zone)
        );
        ("offer", told)
    }));
    if !thread.missed.is_empty() {
        let missed: Vec<&str> = thread.missed.iter().map(|agent| agent.as_str()).collect();
        rows.push(("missed by", missed.join(", ")));
    }
    rows.extend(thread.waits_for.as_ref().map(|waits| {
        let awaited = decision::awaited(waits, zone);
        ("waits for", awaited)
    }));
    rows.extend(thread.wakes_at.map(|at| {
        let told = format!("an agent is looked for again at {}", time::column(at, zone));
        ("wakes", told)
    }));
    rows
}

/// Why nobody works on it, and until when somebody is to look at it.
fn of_review(thread: &Thread, zone: &TimeZone) -> Vec<(&'static str, String)> {
    let Some(held) = &thread.held else {
        return Vec::new();
    };
    let by = held.review_by.map_or_else(
        || "the lead was reminded".to_owned(),
        |by| format!("by {}", time::column(by, zone)),
    );
    vec![("held", held::because(&held.because)), ("review", by)]
}

fn status(thread: &Thread, zone: &TimeZone) -> String {
    let agent = thread
        .agent
        .as_ref()
        .map_or("nobody", |agent| agent.as_str());
    match (thread.status, thread.waiting_since) {
        _ if thread.held.is_some() => {
            "held: nobody works on it until somebody looked at it".to_owned()
        }
        (Status::Open, Some(since)) => format!(
            "waits in line for an agent since {}",
            time::column(since, zone)
        ),
        (Status::Open, None) => format!("the customer waits for {agent}"),
        (Status::WaitingOnCustomer, _) => format!("waits for the customer; {agent} has it"),
        (Status::Resolved, _) => format!("resolved; {agent} had it"),
    }
}

fn customer(thread: &Thread) -> String {
    let name = text::plain(thread.customer_name.as_deref().unwrap_or("without a name"));
    let segment = thread
        .segment
        .as_deref()
        .map(|segment| format!(", {segment}"))
        .unwrap_or_default();
    format!(
        "{name}, by {}, in {}{segment} ({})",
        thread.channel, thread.language, thread.customer
    )
}

fn of_clock(clock: &Clock, zone: &TimeZone, now: Timestamp) -> Vec<(&'static str, String)> {
    let stands = clock.paused_since.map_or_else(String::new, |since| {
        format!(", stands still since {}", time::column(since, zone))
    });
    let mut rows = vec![(
        "clock",
        format!(
            "since {}, policy {}, calendar {}{stands}",
            time::column(clock.started_at, zone),
            clock.policy,
            clock.calendar
        ),
    )];
    for promise in &clock.promises {
        let late = if promise.due_at < clock.met_at(now) {
            format!(", late by {}", time::ago(promise.due_at, now))
        } else {
            String::new()
        };
        let due = time::column(promise.due_at, zone);
        rows.push((
            "promise",
            format!("{}{}: due {due}{late}", promise.commitment, within(promise)),
        ));
    }
    let runs = clock.paused_since.is_none();
    let next = clock
        .steps
        .iter()
        .filter(|step| runs && !step.fired)
        .min_by_key(|step| step.at);
    rows.extend(next.map(|step| {
        let what = if step.is_breach() {
            "the end".to_owned()
        } else {
            step.moment.clone()
        };
        (
            "next step",
            format!(
                "at {what} of {}, {}",
                step.commitment,
                time::column(step.at, zone)
            ),
        )
    }));
    rows
}

/// How long is promised, with what is counted.
fn within(promise: &Promise) -> String {
    if promise.within.is_empty() {
        return String::new();
    }
    let counted = match promise.clock {
        ClockKind::Business => " of business time",
        ClockKind::Elapsed => "",
        ClockKind::WorkingDays => " working days",
        ClockKind::CalendarMonths => " months",
    };
    format!(" within {}{counted}", promise.within)
}

#[cfg(test)]
mod tests;
