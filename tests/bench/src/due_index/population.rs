//! Invented threads with a promise that runs: most are in time, some are broken in each round.

use anyhow::{Context, Result, ensure};
use domain::action;
use domain::change::Change;
use domain::customer::Customer;
use domain::mood::Mood;
use domain::person::Writer;
use domain::receive::{self, Arrival};
use domain::routing::{Chosen, Decision, Preference};
use domain::timeline::TopicEntry;
use domain::{
    AccountId, AgentId, Care, ChannelId, ContactEvent, CustomerId, EventKey, EventKind, Thread,
    ThreadId, TopicId, step,
};
use jiff::{SignedDuration, Timestamp};

use super::ROUNDS;

/// A Wednesday, 12:00 in Madrid: the shop of `care.toml` is open, and for two hours nobody comes or goes.
const NOON: &str = "2026-11-25T11:00:00Z";
/// Who has the threads: somebody who works then. The lead of the topic's team, who works too, is told beside them.
const AGENT: &str = "ines";
const TOPIC: &str = "pedido";
const CHANNEL: &str = "whatsapp";
const TEXT: &str =
    "Hola, ¿dónde está mi pedido 20418? Dijisteis que llegaba el lunes y no ha llegado.";
/// What is promised on that channel, in open time.
const PROMISED: SignedDuration = SignedDuration::from_hours(2);
/// When the reminders of what breaks later were sent, at 75 %.
const REMINDED: SignedDuration = SignedDuration::from_mins(-10);
/// When the first round begins, when the next one does, and how long it is until what breaks in it is broken.
const FIRST: SignedDuration = SignedDuration::from_mins(10);
const APART: SignedDuration = SignedDuration::from_mins(4);
const BROKEN: SignedDuration = SignedDuration::from_mins(2);
/// Within which time after a round's beginning its promises break, and before noon the others began.
const WITHIN_MS: i64 = 60_000;
const BEGAN_WITHIN_MS: i64 = 3_600_000;

/// When it all begins.
pub(super) fn noon() -> Result<Timestamp> {
    NOON.parse().context("noon is no instant")
}

/// The threads of a table.
#[derive(Debug)]
pub struct Population {
    care: Care,
    noon: Timestamp,
    /// How many there are.
    pub open: usize,
    /// How many of them break in each round.
    pub due: usize,
}

impl Population {
    /// So many open threads, of which so many break in each round.
    ///
    /// # Errors
    /// When there are too few of them for that.
    pub fn new(care: Care, open: usize, due: usize) -> Result<Self> {
        ensure!(
            due > 0 && open >= due * ROUNDS,
            "{open} open threads are too few: {due} break in each of {ROUNDS} rounds"
        );
        let noon = noon()?;
        Ok(Self {
            care,
            noon,
            open,
            due,
        })
    }

    /// When the agents have been looked after who are new: at once, and once more a minute later.
    pub fn agents_settle_at(&self) -> [Timestamp; 2] {
        [self.noon, self.noon + BROKEN]
    }

    /// When nothing of a round is due yet.
    pub fn before(&self, round: usize) -> Timestamp {
        let rounds = i32::try_from(round).unwrap_or(i32::MAX);
        self.noon + FIRST + APART * rounds
    }

    /// When everything of a round is due.
    pub fn after(&self, round: usize) -> Timestamp {
        self.before(round) + BROKEN
    }

    /// The thread of a number, with an agent who accepted it.
    ///
    /// # Errors
    /// When `care.toml` has no promise for it.
    pub fn thread(&self, number: usize) -> Result<Thread> {
        let round = number / self.due;
        if round >= ROUNDS {
            let began = share(number, self.open, BEGAN_WITHIN_MS);
            return self.begun_at(number, self.noon - began);
        }
        let place = number % self.due + 1;
        let broken_at = self.before(round) + share(place, self.due, WITHIN_MS);
        let thread = self.begun_at(number, broken_at - PROMISED)?;
        let reminded = step::fire_due(&self.care, thread, self.noon + REMINDED);
        Ok(reminded.context("no reminder was due")?.thread)
    }

    fn begun_at(&self, number: usize, at: Timestamp) -> Result<Thread> {
        let event = event(number, at);
        let id = ThreadId::new(format!("AL-{}", 1_000_000 + number));
        let customer = CustomerId::new(format!("customer-{number}"));
        let arrival = arrival(&event, customer.clone());
        let mut change = receive::open(&self.care, id, Customer::new(customer), &arrival)?;
        let agent = AgentId::new(AGENT);
        receive::assign(&self.care, &mut change, given_to(&agent), "bench", at);
        let accepted: Change = action::accept(change.thread, &agent, at)?;
        Ok(accepted.thread)
    }
}

/// The `place`-th of `all` equal parts of a time.
fn share(place: usize, all: usize, milliseconds: i64) -> SignedDuration {
    let part = place as f64 / all.max(1) as f64;
    SignedDuration::from_millis((part * milliseconds as f64) as i64)
}

fn event(number: usize, at: Timestamp) -> ContactEvent {
    let channel = ChannelId::new(CHANNEL);
    let key = EventKey::of(&channel, &["message", &number.to_string()]);
    let account = AccountId::new("34960000000");
    let mut event = ContactEvent::new(channel, account, EventKind::Message, key, at);
    event.contact_id = Some(format!("34{}", 600_000_000 + number));
    event.sender_name = Some(format!("Clienta {number}"));
    event.text = Some(TEXT.to_owned());
    event.timestamp = Some(at);
    event
}

fn arrival(event: &ContactEvent, home: CustomerId) -> Arrival<'_> {
    let words = vec!["dónde está mi pedido".to_owned()];
    Arrival {
        event,
        home,
        writer: Writer::Plausible,
        topic: TopicEntry::told(TopicId::new(TOPIC), "rule", words),
        language: "es".into(),
        orders: vec!["20418".to_owned()],
        segment: None,
        whole_text_at: None,
        text: TEXT.to_owned(),
        mood: Mood::default(),
        held: None,
        receipt_to: None,
    }
}

fn given_to(agent: &AgentId) -> Decision {
    let chosen = Chosen {
        agent: agent.clone(),
        because: Preference::LowerLevel,
        relaxed: Vec::new(),
        capacity: 0,
        limit: 0,
    };
    Decision {
        chosen: Some(chosen),
        ..Decision::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn in_each_round_so_many_are_due_and_no_more() {
        let text = include_str!("../../../../infra/config/care.toml");
        let care = domain::config::read_file(text).unwrap().1;
        let population = Population::new(care, 50, 10).unwrap();
        let threads = (0..population.open).map(|number| population.thread(number).unwrap());
        let due: Vec<Timestamp> = threads.filter_map(|thread| thread.next_step_at()).collect();
        let until = |at: Timestamp| due.iter().filter(|due| **due <= at).count();
        assert_eq!(due.len(), 50);
        for round in 0..ROUNDS {
            assert_eq!(until(population.before(round)), 10 * round);
            assert_eq!(until(population.after(round)), 10 * (round + 1));
        }
    }
}
