//! What one decision changes. The store writes all of it in one transaction, or nothing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Step};
use crate::customer::Customer;
use crate::ids::{AgentId, CustomerId, ThreadId, TopicId};
use crate::judgement::Judgement;
use crate::notice::Notice;
use crate::people::Standing;
use crate::thread::Thread;
use crate::timeline::{Entry, What};

/// A thread's new state with everything that must be written together with it.
#[derive(Clone, Debug)]
pub struct Change {
    /// The version that the table must hold; none means that the thread must not exist.
    pub expects: Option<u64>,
    /// The state after it.
    pub thread: Thread,
    /// New entries of its timeline.
    pub entries: Vec<Entry>,
    /// Notices to send once it is written.
    pub notices: Vec<Notice>,
    /// What it does to agents' loads.
    pub loads: Vec<LoadChange>,
    /// Steps of the chain for the ledger: each can be written once, ever.
    pub steps: Vec<StepKey>,
    /// The customer after it, where their open threads change.
    pub customer: Option<Customer>,
    /// Customers who must be as they were read, and are not written: those who lead to this one.
    pub unchanged: Vec<(CustomerId, u64)>,
    /// What it teaches the classifier.
    pub correction: Option<Correction>,
    /// Promises that it judges.
    pub judgements: Vec<Judgement>,
}

/// What happens to an agent's load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadChange {
    /// They take units, if they hold no more than `limit` with them and their capacity is still `capacity`.
    Take {
        /// The agent.
        agent: AgentId,
        /// How many units.
        weight: u32,
        /// The capacity that the decision saw.
        capacity: u32,
        /// The most they may hold afterwards.
        limit: u32,
        /// When: who went longest without comes first.
        at: Timestamp,
        /// Somebody named them: whether they are available is not asked.
        even_if_away: bool,
    },
    /// They give units back.
    Give {
        /// The agent.
        agent: AgentId,
        /// How many units; none where only their conduct is noted.
        weight: u32,
        /// How they left it.
        conduct: Conduct,
    },
}

/// What an agent's part in a thread says of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
    /// Nothing.
    Unknown,
    /// They are there: they accepted or answered. Offers that they missed before count no more, and an absence is over.
    Present,
    /// They missed the offer.
    Missed,
    /// They missed one offer too many: they are absent from now on, and what they have is to be looked after.
    MissedTooMany(Timestamp),
}

/// An example that an agent gave by moving a thread to another topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The thread.
    pub thread: ThreadId,
    /// Whose words they are.
    pub customer: CustomerId,
    /// When.
    pub at: Timestamp,
    /// Who moved it.
    pub by: String,
    /// What the customer wrote.
    pub text: String,
    /// The topic that it had.
    pub from: TopicId,
    /// The topic that it is about.
    pub topic: TopicId,
    /// The model that had told the topic, where one had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

/// What makes a step fire once: thread, clock, commitment, moment, and how often it was taken back. Two clocks of a thread
/// may begin at one instant, where a message is only received after the answer to another of that instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepKey {
    /// The start of the clock.
    pub clock_started_at: Timestamp,
    /// Its number among the clocks of its thread.
    pub clock_number: u32,
    /// The commitment.
    pub commitment: String,
    /// Which step of it.
    pub moment: String,
    /// How often it was taken back before.
    pub round: u32,
}

impl StepKey {
    /// Of a step of a clock.
    pub fn of(clock: &Clock, step: &Step) -> Self {
        Self {
            clock_started_at: clock.started_at,
            clock_number: clock.number,
            commitment: step.commitment.clone(),
            moment: step.moment.clone(),
            round: step.round,
        }
    }

    /// What tells it from others of its thread.
    pub(crate) fn occasion(&self) -> String {
        format!("{}{}", self.clock_started_at, self.after_the_start())
    }

    /// What stands in its key behind the start of the clock. The first clock of a thread, and the first time that a step
    /// fires, need no more than their names.
    pub fn after_the_start(&self) -> String {
        let names = format!("#{}#{}", self.commitment, self.moment);
        let again = match (self.round, self.clock_number) {
            (0, 0) => String::new(),
            (round, 0) => format!("#{round}"),
            (round, number) => format!("#{round}#{number}"),
        };
        names + &again
    }
}

impl Change {
    /// A change of a thread as it was read.
    pub fn of(thread: Thread) -> Self {
        let expects = Some(thread.version);
        let next = Thread {
            version: thread.version + 1,
            ..thread
        };
        Self::with(expects, next)
    }

    /// A thread that does not exist yet.
    pub fn opening(thread: Thread) -> Self {
        Self::with(None, thread)
    }

    fn with(expects: Option<u64>, thread: Thread) -> Self {
        Self {
            expects,
            thread,
            entries: Vec::new(),
            notices: Vec::new(),
            loads: Vec::new(),
            steps: Vec::new(),
            customer: None,
            unchanged: Vec::new(),
            correction: None,
            judgements: Vec::new(),
        }
    }

    /// Adds an entry to the timeline. Its id is made of `occasion`, so that repeating the change repeats the entry.
    pub fn record(&mut self, at: Timestamp, occasion: &str, what: What) {
        self.entries.push(Entry {
            at,
            id: occasion.to_owned(),
            what,
        });
    }

    /// Writes the customer too, as this thread makes them, where that is new to them or `anyhow`. Whoever led to them
    /// must still do so.
    pub fn keep_in_step(&mut self, standing: &Standing, line: bool, anyhow: bool) {
        let customer = &standing.customer;
        self.customer = match customer.in_step_with(&self.thread, line) {
            None if anyhow => Some(customer.clone().with_thread(&self.thread)),
            in_step => in_step,
        };
        if self.customer.is_some() {
            self.unchanged.clone_from(&standing.way);
        }
    }

    /// The thread no longer weighs on its agent.
    pub fn give_back(&mut self, conduct: Conduct) {
        if let Some(agent) = self.thread.agent.clone()
            && self.thread.weight > 0
        {
            self.loads.push(LoadChange::Give {
                agent,
                weight: self.thread.weight,
                conduct,
            });
        }
        self.thread.weight = 0;
        self.thread.offer = None;
    }

    /// Notes how its agent behaves, who keeps it.
    pub(crate) fn note_conduct(&mut self, conduct: Conduct) {
        if let Some(agent) = self.thread.agent.clone() {
            self.loads.push(LoadChange::Give {
                agent,
                weight: 0,
                conduct,
            });
        }
    }
}
