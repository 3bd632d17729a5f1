//! What a customer's message does to a thread.

use jiff::Timestamp;

use crate::change::Change;
use crate::clock::{Clock, ClockError};
use crate::config::Care;
use crate::courtesy::is_courtesy;
use crate::customer::Customer;
use crate::event::{ContactEvent, EventKind};
use crate::held::{self, Held, HeldBecause};
use crate::ids::{AgentId, ContactKey, CustomerId, Language, ThreadId, TopicId};
use crate::mask::mask_cards;
use crate::mood::Mood;
use crate::notice::{Notice, NoticeKind, Why};
use crate::person::Writer;
use crate::routing::{Chosen, Decision, Preference};
use crate::thread::{COLLAPSE, Complaint, Offer, Receipt, Status, Thread};
use crate::timeline::{
    ByEntry, DecisionEntry, EventEntry, MessageEntry, TopicEntry, What, WhoEntry, WhoFound,
};

/// Characters of a message that a notice shows.
const EXCERPT: usize = 400;

/// A message with what was found out about it.
#[derive(Clone, Debug)]
pub struct Arrival<'e> {
    /// The event.
    pub event: &'e ContactEvent,
    /// The customer whom its contact leads to; they may have been merged into another, who stands for them.
    pub home: CustomerId,
    /// Who wrote it, as far as can be told.
    pub writer: Writer,
    /// Its topic and why.
    pub topic: TopicEntry,
    /// Its language.
    pub language: Language,
    /// Order numbers in it.
    pub orders: Vec<String>,
    /// The customer's segment.
    pub segment: Option<String>,
    /// Where its whole text stands, if that is long.
    pub whole_text_at: Option<String>,
    /// The text to keep on the timeline: whole, or its beginning.
    pub text: String,
    /// How it sounds.
    pub mood: Mood,
    /// Why somebody must look at it before anybody works on it.
    pub held: Option<HeldBecause>,
    /// The verified address to which a receipt would be mailed.
    pub receipt_to: Option<String>,
}

/// Opens a thread with a customer's first message of a request. It has no agent yet.
///
/// # Errors
/// [`ClockError`] when no due time can be computed.
pub fn open(
    care: &Care,
    id: ThreadId,
    customer: Customer,
    arrival: &Arrival<'_>,
) -> Result<Change, ClockError> {
    let event = arrival.event;
    let started_at = waits_since(event);
    let contact_id = event.contact_id.clone().unwrap_or_default();
    let known_name = customer.name.filter(|_| !is_stranger(arrival.writer));
    let mut thread = Thread {
        id,
        version: 1,
        customer: arrival.home.clone(),
        channel: event.channel.clone(),
        account: event.account.clone(),
        contact: event.contact_key().unwrap_or_else(|| nobody(event)),
        contact_id,
        customer_name: event.sender_name.clone().or(known_name),
        segment: arrival.segment.clone(),
        language: arrival.language.clone(),
        topic: arrival.topic.topic.clone(),
        subject: event.subject.clone(),
        orders: arrival.orders.clone(),
        status: Status::Open,
        agent: None,
        weight: 0,
        waiting_since: None,
        opened_at: event.received_at,
        last_message_at: started_at,
        answered_at: None,
        clock: None,
        follow_up: None,
        resolution: None,
        legal: None,
        clocks_ended: 0,
        complaint: None,
        raised: false,
        excerpt: String::new(),
        messages: 0,
        attachments: 0,
        files: Vec::new(),
        untold_files: 0,
        told_at: None,
        untold: 0,
        history_withheld: None,
        offer: None,
        missed: Vec::new(),
        waits_for: None,
        wakes_at: None,
        held: None,
        told_channel: None,
        mood: arrival.mood,
    };
    match &arrival.held {
        Some(because) => {
            thread.held = Some(Held::new(care, &thread, because.clone(), started_at)?);
        }
        None => begin_to_wait(care, &mut thread, arrival.receipt_to.is_some(), started_at)?,
    }
    let mut change = Change::opening(thread);
    note_message(&mut change, arrival, false);
    note_writer(&mut change, arrival);
    change.record(
        event.received_at,
        event.event_key.as_str(),
        What::Topic(arrival.topic.clone()),
    );
    if let Some(because) = &arrival.held {
        let held = What::Held(because.clone());
        change.record(event.received_at, event.event_key.as_str(), held);
        held::tell_of_incident(care, &mut change, event.received_at);
    }
    let is_mailed = |complaint: &Complaint| complaint.receipt == Receipt::Mailed;
    if change.thread.complaint.as_ref().is_some_and(is_mailed)
        && let Some(address) = &arrival.receipt_to
    {
        let receipt = Notice::receipt(care, &change.thread, address, event.received_at);
        change.notices.push(receipt);
    }
    Ok(change)
}

/// Adds a customer's message to a thread. Afterwards the thread may need an agent: see [`needs_an_agent`].
///
/// # Errors
/// [`ClockError`] when no due time can be computed.
pub fn join(
    care: &Care,
    thread: Thread,
    arrival: &Arrival<'_>,
    now: Timestamp,
) -> Result<Change, ClockError> {
    let event = arrival.event;
    let answered = thread.clock.is_none()
        && (thread.answered_at.is_some() || thread.status == Status::Resolved);
    let courtesy = answered && is_courtesy(event.new_text(), event.attachments_count);
    let was = thread.status;
    let mut change = Change::of(thread);
    note_message(&mut change, arrival, courtesy);
    note_writer(&mut change, arrival);
    if change.thread.held.is_some() {
        // What is held for spam, and goes on with something that is none, was no spam.
        if arrival.held.is_none() {
            held::release_in(care, &mut change, "customer", now)?;
        }
        return Ok(change);
    }
    if courtesy {
        return Ok(change);
    }
    if was == Status::Resolved {
        let by = ByEntry {
            by: "customer".to_owned(),
        };
        change.record(
            event.received_at,
            event.event_key.as_str(),
            What::Reopened(by),
        );
    }
    change.thread.status = Status::Open;
    start_clock(care, &mut change.thread, waits_since(event))?;
    tell_of_follow_up(care, &mut change, event, now);
    Ok(change)
}

/// Whether a thread waits for an answer and weighs on nobody, nor stands in a line.
pub fn needs_an_agent(thread: &Thread) -> bool {
    thread.status == Status::Open
        && thread.weight == 0
        && !thread.is_waiting_for_an_agent()
        && thread.held.is_none()
}

/// Carries out a routing decision: the agent takes the thread and is told, or it stands in the waiting line.
pub fn assign(
    care: &Care,
    change: &mut Change,
    decision: Decision,
    occasion: &str,
    now: Timestamp,
) {
    let key = format!("{occasion}#{}", change.thread.version);
    match &decision.chosen {
        Some(chosen) => give_to(care, change, chosen, &key, now),
        None => wait(care, change, &decision, now),
    }
    let entry = DecisionEntry {
        decision,
        occasion: occasion.to_owned(),
    };
    change.record(now, &key, What::Decision(entry));
}

/// It stands in the waiting line, and is looked at again when more may be given up or it no longer waits for one agent.
pub(crate) fn wait(care: &Care, change: &mut Change, decision: &Decision, now: Timestamp) {
    let thread = &mut change.thread;
    let since = *thread.waiting_since.get_or_insert(now);
    thread.waits_for.clone_from(&decision.waits_for);
    // Else whoever missed it once would be barred from it for ever, also as the only one with room.
    thread.missed.clear();
    let relax = care
        .topic(&thread.topic)
        .into_iter()
        .flat_map(|topic| &topic.relax)
        .filter_map(|step| since.checked_add(step.after).ok());
    let until = thread.waits_for.iter().map(|waits| waits.until);
    thread.wakes_at = relax.chain(until).filter(|at| *at > now).min();
}

/// The offer of a new assignment: its agent accepts or answers within so much of their own working time. None where they
/// need not.
pub(crate) fn offer(care: &Care, agent: &AgentId, now: Timestamp) -> Option<Offer> {
    let within = care.routing.accept_within?;
    let until = care.agents.get(agent)?.shift.due(now, within).ok()?;
    Some(Offer { since: now, until })
}

fn give_to(care: &Care, change: &mut Change, chosen: &Chosen, key: &str, now: Timestamp) {
    let weight = care.weight(&change.thread.channel);
    let returns = change.thread.agent.as_ref() == Some(&chosen.agent);
    change.thread.offer = offer(care, &chosen.agent, now).filter(|_| !returns);
    change.thread.agent = Some(chosen.agent.clone());
    change.thread.weight = weight;
    change.thread.waiting_since = None;
    change.thread.waits_for = None;
    change.thread.wakes_at = None;
    change.thread.told_at = Some(now);
    change.thread.untold = 0;
    change.loads.push(crate::change::LoadChange::Take {
        agent: chosen.agent.clone(),
        weight,
        capacity: chosen.capacity,
        limit: chosen.limit,
        at: now,
        even_if_away: chosen.because == Preference::Operator,
    });
    let words = change.entries.iter().find_map(|entry| match &entry.what {
        What::Topic(topic) => Some(topic.words.clone()),
        _ => None,
    });
    let why = Why {
        because: chosen.because,
        relaxed: chosen.relaxed.clone(),
        words: words.unwrap_or_default(),
    };
    if let Some(agent) = care.agents.get(&chosen.agent)
        && let Some(notice) = Notice::about(
            care,
            &change.thread,
            agent,
            NoticeKind::Assigned,
            &[key],
            now,
        )
    {
        let accept_before = change.thread.offer.as_ref().map(|offer| offer.until);
        change.notices.push(Notice {
            why: Some(why),
            accept_before,
            channel_was: None,
            ..notice
        });
    }
    change.thread.untold_files = 0;
    change.thread.told_channel = Some(change.thread.channel.clone());
}

fn is_stranger(writer: Writer) -> bool {
    matches!(writer, Writer::Stranger(_))
}

/// Withholds the customer's history from a thread in which somebody else seems to write, and shows it again once an order
/// or address of theirs was named.
fn note_writer(change: &mut Change, arrival: &Arrival<'_>) {
    let found = match (arrival.writer, change.thread.history_withheld) {
        (Writer::Stranger(why), None) => {
            change.thread.history_withheld = Some(why);
            WhoFound::Stranger(why)
        }
        (Writer::Proved, Some(_)) => {
            change.thread.history_withheld = None;
            WhoFound::Proved
        }
        _ => return,
    };
    let event = arrival.event;
    let entry = WhoEntry { found, merge: None };
    change.record(
        event.received_at,
        event.event_key.as_str(),
        What::Who(entry),
    );
}

/// What a status, reaction, edit, deletion or other event leaves on a thread. It opens, stops and moves nothing.
pub fn note_event(thread: Thread, event: &ContactEvent) -> Change {
    let mut change = Change::of(thread);
    let entry = EventEntry {
        channel: event.channel.clone(),
        event: event.kind,
        target_message_id: event.target_message_id.clone(),
        text: event.text.as_deref().map(mask_cards),
        status: event.status.clone(),
        note: event.note.clone(),
    };
    change.record(
        event.happened_at(),
        event.event_key.as_str(),
        What::Event(entry),
    );
    change
}

/// Whether an event's kind is one that [`note_event`] keeps.
pub fn is_noted(kind: EventKind) -> bool {
    !kind.is_message() && kind != EventKind::Echo
}

/// The contact of an event that names none.
fn nobody(event: &ContactEvent) -> ContactKey {
    ContactKey::of(&event.channel, &event.account, "")
}

/// Since when the customer waits: the provider's time, but never a time that has not come yet.
fn waits_since(event: &ContactEvent) -> Timestamp {
    event.happened_at().min(event.received_at)
}

/// Everything that is promised to one who begins to wait.
pub(crate) fn begin_to_wait(
    care: &Care,
    thread: &mut Thread,
    receipt_is_mailed: bool,
    since: Timestamp,
) -> Result<(), ClockError> {
    thread.clock = Some(Clock::start(care, thread, since)?);
    thread.resolution = Clock::resolution(care, thread, since)?;
    if care.is_complaint(&thread.topic) {
        let receipt = if receipt_is_mailed && care.legal.mails_receipts {
            Receipt::Mailed
        } else {
            Receipt::Owed
        };
        let received_at = thread.opened_at;
        thread.complaint = Some(Complaint {
            received_at,
            receipt,
        });
        thread.legal = Clock::legal(care, thread, received_at)?;
    }
    Ok(())
}

fn start_clock(care: &Care, thread: &mut Thread, since: Timestamp) -> Result<(), ClockError> {
    if let Some(mut resolution) = thread.resolution.take() {
        resolution.resume(care, thread, since)?;
        thread.resolution = Some(resolution);
    }
    let clock = match &thread.clock {
        None => Clock::start(care, thread, since)?,
        Some(running) if since < running.started_at => running.restart(care, thread, since)?,
        Some(_) => return Ok(()),
    };
    thread.clock = Some(clock);
    Ok(())
}

fn note_message(change: &mut Change, arrival: &Arrival<'_>, courtesy: bool) {
    let event = arrival.event;
    let thread = &mut change.thread;
    let posted = waits_since(event);
    if posted >= thread.last_message_at || thread.messages == 0 {
        thread.last_message_at = posted;
        if !courtesy {
            thread.excerpt = excerpt(event);
            thread.mood = arrival.mood;
        }
        if let Some(contact) = event.contact_key() {
            thread.channel = event.channel.clone();
            thread.account = event.account.clone();
            thread.contact = contact;
            thread.customer = arrival.home.clone();
            thread.contact_id = event.contact_id.clone().unwrap_or_default();
        }
    }
    // A stranger's reply into the customer's own thread does not make it theirs.
    if !is_stranger(arrival.writer) || thread.history_withheld.is_some() || thread.messages == 0 {
        thread.customer_name = event.sender_name.clone().or(thread.customer_name.take());
    }
    thread.messages += 1;
    thread.attachments = thread.attachments.saturating_add(event.attachments_count);
    thread.list_files(event);
    for order in &arrival.orders {
        if !thread.orders.contains(order) && thread.orders.len() < 8 {
            thread.orders.push(order.clone());
        }
    }
    let entry = MessageEntry {
        channel: event.channel.clone(),
        event_key: event.event_key.clone(),
        external_message_id: event.external_message_id.clone(),
        text: arrival.text.clone(),
        whole_text_at: arrival.whole_text_at.clone(),
        subject: event.subject.clone(),
        attachments: event.attachments.clone(),
        received_at: event.received_at,
        courtesy,
        note: event.note.clone(),
    };
    change.record(posted, event.event_key.as_str(), What::Message(entry));
}

/// The agent is told of a follow-up at once, unless they were told of something just now: then it is told with the
/// next ones, three minutes after. That the customer writes on another channel is always told at once.
fn tell_of_follow_up(care: &Care, change: &mut Change, event: &ContactEvent, now: Timestamp) {
    if change.thread.weight == 0 {
        return;
    }
    let Some(agent) = change
        .thread
        .agent
        .as_ref()
        .and_then(|agent| care.agents.get(agent))
    else {
        return;
    };
    let told_lately = change
        .thread
        .told_at
        .is_some_and(|told| now.duration_since(told) < COLLAPSE);
    // Where an answer goes is never news of three minutes ago.
    let on_another_channel = change
        .thread
        .told_channel
        .as_ref()
        .is_some_and(|told| *told != change.thread.channel);
    change.thread.untold += 1;
    if told_lately && !on_another_channel {
        return;
    }
    change.thread.told_at = Some(now);
    change.thread.untold = 0;
    let occasion = [event.event_key.as_str()];
    change.notices.extend(Notice::about(
        care,
        &change.thread,
        agent,
        NoticeKind::FollowUp,
        &occasion,
        now,
    ));
    change.thread.untold_files = 0;
    change.thread.told_channel = Some(change.thread.channel.clone());
}

/// The beginning of what is new in a message, with card numbers masked, in one paragraph.
fn excerpt(event: &ContactEvent) -> String {
    let masked = mask_cards(event.new_text());
    let mut words = masked.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(EXCERPT) {
        words.truncate(end);
        words.push('…');
    }
    words
}

/// Whether the topic of an arrival was named by the customer.
pub fn explicit_motive(topic: &TopicEntry) -> Option<&TopicId> {
    (topic.by == "motive").then_some(&topic.topic)
}
