//! The domain's own decisions, asked by the model. Each is a pure function of little, so each is computed once and
//! looked up from then on.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use domain::action::{self, Answer};
use domain::change::Change;
use domain::customer::Customer;
use domain::mood::Mood;
use domain::people::Standing;
use domain::person::Writer;
use domain::presence::presence;
use domain::reassign::{self, Cause};
use domain::receive::{self, Arrival};
use domain::routing::{self, Decision, Loads, Need};
use domain::timeline::TopicEntry;
use domain::{
    AccountId, AgentId, Care, ChannelId, ContactEvent, CustomerId, EventKey, EventKind, Language,
    Thread,
};
use jiff::Timestamp;

use crate::compact::{LoadRow, ThreadRow};
use crate::shop::{Minute, agent_id, instant};
use crate::verdict::Verdict;
use crate::{AGENTS, Acting};

/// What one decision depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Question {
    /// What is to be decided.
    pub matter: Matter,
    /// Which thread: its channel, so its weight.
    pub thread: u8,
    /// The thread as it was read; none where there is none yet.
    pub row: Option<ThreadRow>,
    /// The loads as they were read.
    pub loads: [LoadRow; AGENTS],
    /// When.
    pub now: Minute,
}

/// What is to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matter {
    /// A customer's message came.
    Message,
    /// A thread of the waiting line is looked at.
    Line,
    /// An agent is looked for because of what stands on the thread.
    Due,
    /// What an agent has is looked after, whose absence was read as this.
    Presence(u8, Option<(Minute, bool)>),
    /// Somebody acts.
    Act(Acting),
}

/// The domain's decisions for one shop.
#[derive(Debug)]
pub struct Decisions {
    care: Care,
    likes: Vec<Thread>,
    channels: Vec<ChannelId>,
    known: RwLock<HashMap<Question, Option<Verdict>>>,
    dues: RwLock<HashMap<(ThreadRow, Minute), bool>>,
}

impl Decisions {
    /// Decisions for a shop whose threads come by these channels.
    ///
    /// # Errors
    /// [`domain::clock::ClockError`] where the shop cannot promise anything.
    pub fn new(care: Care, channels: Vec<ChannelId>) -> Result<Self, domain::clock::ClockError> {
        let mut likes = Vec::new();
        for channel in &channels {
            let event = event(channel, 0);
            let customer = Customer::new(CustomerId::new("c1"));
            let opened = receive::open(&care, "TI-100000".into(), customer, &arrival(&event))?;
            likes.push(opened.thread);
        }
        Ok(Self {
            care,
            likes,
            channels,
            known: RwLock::default(),
            dues: RwLock::default(),
        })
    }

    /// The shop.
    pub fn care(&self) -> &Care {
        &self.care
    }

    /// What is decided; none where nothing is to be written.
    pub fn ask(&self, question: &Question) -> Option<Verdict> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(verdict) = known.get(question) {
            return *verdict;
        }
        drop(known);
        let verdict = self.decide(question);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(*question, verdict);
        verdict
    }

    /// Whether a sweep looks for an agent for a thread by what stands on it.
    pub fn is_due(&self, row: &ThreadRow, now: Minute) -> bool {
        let dues = self.dues.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(due) = dues.get(&(*row, now)) {
            return *due;
        }
        drop(dues);
        let thread = self
            .like(0)
            .and_then(|like| row.thread(like, &self.care).ok());
        let due = thread.is_some_and(|thread| reassign::due(&thread, instant(now)).is_some());
        let mut dues = self.dues.write().unwrap_or_else(PoisonError::into_inner);
        dues.insert((*row, now), due);
        due
    }

    /// How many different decisions were asked for.
    pub fn known(&self) -> usize {
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }

    fn like(&self, thread: u8) -> Option<&Thread> {
        self.likes.get(usize::from(thread))
    }

    fn decide(&self, question: &Question) -> Option<Verdict> {
        let thread = match &question.row {
            Some(row) => Some(row.thread(self.like(question.thread)?, &self.care).ok()?),
            None => None,
        };
        let change = self.change(question, thread)?;
        Some(Verdict::of(&change))
    }

    /// The domain's change for a question about a thread, as the desk would make it.
    pub fn change(&self, question: &Question, thread: Option<Thread>) -> Option<Change> {
        let now = instant(question.now);
        let loads = loads(&question.loads);
        match (question.matter, thread) {
            (Matter::Message, thread) => {
                let channel = self.channels.get(usize::from(question.thread))?;
                self.message(thread, &event(channel, question.now), &loads, now)
            }
            (Matter::Line, Some(thread)) => self.look_at_waiting(thread, &loads, now),
            (Matter::Due, Some(thread)) => {
                let cause = reassign::due(&thread, now)?;
                Some(self.reassign(thread, cause, &loads, now)?.0)
            }
            (Matter::Presence(agent, absent), Some(thread)) => {
                let cause = self.presence_cause(&thread, agent, absent, now)?;
                let wakes = thread.wakes_at;
                let (change, moved) = self.reassign(thread, cause, &loads, now)?;
                (moved || change.thread.wakes_at != wakes).then_some(change)
            }
            (Matter::Act(acting), Some(thread)) => self.act(thread, acting, &loads, now),
            (_, None) => None,
        }
    }

    fn message(
        &self,
        thread: Option<Thread>,
        event: &ContactEvent,
        loads: &Loads,
        now: Timestamp,
    ) -> Option<Change> {
        let arrival = arrival(event);
        let customer = Customer::new(CustomerId::new("c1"));
        let is_new = thread.is_none();
        let mut change = match thread {
            Some(thread) => receive::join(&self.care, thread, &arrival, now).ok()?,
            None => receive::open(&self.care, "TI-100000".into(), customer, &arrival).ok()?,
        };
        if receive::needs_an_agent(&change.thread) {
            let occasion = if is_new { "message" } else { "returned" };
            let decision = self.choose(&change.thread, loads, now)?;
            receive::assign(&self.care, &mut change, decision, occasion, now);
        }
        Some(change)
    }

    fn look_at_waiting(&self, thread: Thread, loads: &Loads, now: Timestamp) -> Option<Change> {
        let mut change = Change::of(thread);
        let decision = self.choose(&change.thread, loads, now)?;
        decision.chosen.as_ref()?;
        receive::assign(&self.care, &mut change, decision, "waiting_line", now);
        Some(change)
    }

    fn choose(&self, thread: &Thread, loads: &Loads, now: Timestamp) -> Option<Decision> {
        let need = Need::of(&self.care, thread, None, now)?;
        Some(routing::decide(&self.care, &need, loads, now))
    }

    fn reassign(
        &self,
        thread: Thread,
        cause: Cause,
        loads: &Loads,
        now: Timestamp,
    ) -> Option<(Change, bool)> {
        let had: Option<AgentId> = thread.agent.clone().filter(|_| thread.weight > 0);
        let need = Need::of(&self.care, &thread, None, now)?;
        let need = match &had {
            Some(agent) => need.taken_from(agent),
            None => need,
        };
        let decision = routing::decide(&self.care, &need, loads, now);
        let load = had.and_then(|agent| loads.get(&agent).cloned());
        let load = load.unwrap_or_default();
        let mut change = Change::of(thread);
        let moved = reassign::carry_out(&self.care, &mut change, decision, cause, &load, now);
        Some((change, moved))
    }

    fn presence_cause(
        &self,
        thread: &Thread,
        agent: u8,
        absent: Option<(Minute, bool)>,
        now: Timestamp,
    ) -> Option<Cause> {
        let id = agent_id(agent);
        let load = LoadRow {
            absent,
            ..LoadRow::default()
        };
        let presence = presence(&self.care, &id, &load.load(), now);
        (thread.agent.as_ref() == Some(&id))
            .then(|| reassign::by_presence(&self.care, thread, presence, now))
            .flatten()
    }

    fn act(&self, thread: Thread, acting: Acting, loads: &Loads, now: Timestamp) -> Option<Change> {
        match acting {
            Acting::Accept => {
                let by = thread.agent.clone()?;
                action::accept(thread, &by, now).ok()
            }
            Acting::Answer => {
                let answer = Answer {
                    at: now,
                    agent: None,
                    by: "operator",
                    text: None,
                    automatic: false,
                    occasion: "answered",
                    follows_by: None,
                };
                action::answer(&self.care, thread, &answer, now).ok()
            }
            Acting::Resolve => {
                let standing = Standing::alone(Customer::new(CustomerId::new("c1")));
                action::resolve(&self.care, thread, &standing, "operator", None, now).ok()
            }
            Acting::Give(agent) => {
                let to = agent_id(agent);
                action::give(&self.care, thread, &to, loads.get(&to)?, now).ok()
            }
        }
    }
}

fn loads(rows: &[LoadRow; AGENTS]) -> Loads {
    (0..)
        .map(agent_id)
        .zip(rows.iter().map(LoadRow::load))
        .collect()
}

/// A customer's message, written at a minute and received at once.
fn event(channel: &ChannelId, at: Minute) -> ContactEvent {
    message(channel.as_str(), "message", instant(at), instant(at))
}

/// A customer's message. `key` tells it from others.
pub(crate) fn message(
    channel: &str,
    key: &str,
    posted: Timestamp,
    received: Timestamp,
) -> ContactEvent {
    let channel = ChannelId::new(channel);
    let key = EventKey::of(&channel, &[key]);
    let account = AccountId::new("shop");
    let mut event = ContactEvent::new(channel, account, EventKind::Message, key, received);
    event.timestamp = Some(posted);
    event.text = Some("¿Dónde está mi pedido?".to_owned());
    event.contact_id = Some("marta".to_owned());
    event
}

pub(crate) fn arrival(event: &ContactEvent) -> Arrival<'_> {
    Arrival {
        event,
        home: CustomerId::new("c1"),
        writer: Writer::Plausible,
        topic: TopicEntry::told("general".into(), "rule", Vec::new()),
        language: Language::new("es"),
        orders: Vec::new(),
        segment: None,
        whole_text_at: None,
        text: event.text.clone().unwrap_or_default(),
        mood: Mood::default(),
        held: None,
        receipt_to: None,
    }
}
