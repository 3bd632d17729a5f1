//! The domain's own decisions about the thread, as the desk asks for them. Each is a pure function of the thread as it was
//! read, the time and the configuration, so each is computed once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use domain::action::{self, Answer, Example};
use domain::change::Change;
use domain::clock::ClockError;
use domain::customer::Customer;
use domain::notice::Notice;
use domain::people::Standing;
use domain::reassign::{self, Cause};
use domain::receive;
use domain::routing::{self, Decision, Loads, Need};
use domain::step;
use domain::{Care, CustomerId, Status, Thread};
use jiff::Timestamp;

use crate::compact::LoadRow;
use crate::decisions::{arrival, message};
use crate::ledger::deed::Deed;
use crate::ledger::kept::{Kept, name_of};
use crate::ledger::outcome::{Kind, Outcome, Seed, Stops};
use crate::ledger::shop::{CALM, GENERAL, LedgerShop, Minute, care, instant};
use crate::model::ModelError;
use crate::shop::{LIGHT, agent_id};

/// What is to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matter {
    /// A sweep came to the thread.
    Sweep,
    /// A sweep is through with threads, and queues what nobody queued.
    Flush,
    /// Something is done with it.
    Deed(Deed),
}

/// What one decision depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// The thread as it was read.
    pub thread: Kept,
    /// What is to be decided.
    pub matter: Matter,
    /// When.
    pub now: Minute,
    /// By the second configuration.
    pub second: bool,
}

/// The domain's decisions for one shop.
#[derive(Debug)]
pub struct Decisions {
    cares: [Care; 2],
    known: RwLock<HashMap<Question, Option<Arc<Outcome>>>>,
    bodies: RwLock<HashMap<u64, Notice>>,
    digests: RwLock<HashMap<Vec<u64>, Option<Seed>>>,
}

impl Decisions {
    /// Decisions for a shop, by its first and second configuration.
    ///
    /// # Errors
    /// [`ModelError`] where there is no such shop.
    pub fn new(shop: LedgerShop) -> Result<Self, ModelError> {
        Ok(Self {
            cares: [care(shop, false)?, care(shop, true)?],
            known: RwLock::default(),
            bodies: RwLock::default(),
            digests: RwLock::default(),
        })
    }

    /// The thread as its first message left it, with the first agent.
    ///
    /// # Errors
    /// [`ClockError`] where the shop cannot promise anything.
    pub fn first_thread(&self) -> Result<Kept, ClockError> {
        let event = message(LIGHT, "first", instant(0), instant(0));
        let customer = Customer::new(CustomerId::new("c1"));
        let care = self.care(false);
        let mut change = receive::open(care, "TI-100000".into(), customer, &arrival(&event))?;
        if let Some(decision) = decide(care, &change.thread, instant(0)) {
            receive::assign(care, &mut change, decision, "message", instant(0));
        }
        Ok(Kept::of(change.thread))
    }

    /// What is decided; none where nothing is to be written.
    pub fn ask(&self, question: &Question) -> Option<Arc<Outcome>> {
        looked_up(&self.known, question, || {
            let change = self.change(question)?;
            let mut bodies = self.bodies.write().unwrap_or_else(PoisonError::into_inner);
            for notice in change.notices.iter().filter(|notice| notice.is_alarm()) {
                bodies.insert(name_of(notice.id.as_str()), notice.clone());
            }
            drop(bodies);
            let stops = stops(question);
            Some(Arc::new(Outcome::of(
                question.thread.thread(),
                &change,
                stops,
            )))
        })
    }

    /// The digest that stands for some alarms; none where there are none.
    pub fn digest(&self, of: &[u64]) -> Option<Seed> {
        looked_up(&self.digests, &of.to_vec(), || {
            let bodies = self.bodies.read().unwrap_or_else(PoisonError::into_inner);
            let notices = of.iter().filter_map(|id| bodies.get(id).cloned());
            let digest = Notice::digest(notices.collect())?;
            Some(Seed {
                kind: Kind::of(digest.kind),
                to: crate::ledger::shop::who(&digest.to.agent),
                promise: None,
                key: None,
                id: name_of(digest.id.as_str()),
            })
        })
    }

    fn care(&self, second: bool) -> &Care {
        &self.cares[usize::from(second)]
    }

    fn change(&self, question: &Question) -> Option<Change> {
        let care = self.care(question.second);
        let (thread, now) = (question.thread.thread(), instant(question.now));
        match question.matter {
            Matter::Sweep => fire(care, thread, now),
            Matter::Flush => None,
            Matter::Deed(deed) => done(care, thread.clone(), deed, question.now),
        }
    }
}

/// A pure function's value, computed once.
fn looked_up<K: Clone + Eq + Hash, V: Clone>(
    known: &RwLock<HashMap<K, V>>,
    question: &K,
    decide: impl FnOnce() -> V,
) -> V {
    let read = known.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(value) = read.get(question) {
        return value.clone();
    }
    drop(read);
    let value = decide();
    let mut write = known.write().unwrap_or_else(PoisonError::into_inner);
    write.insert(question.clone(), value.clone());
    value
}

/// As `Desk::fire` does: count anew, fire, look for another agent where a step asks for one.
fn fire(care: &Care, before: &Thread, now: Timestamp) -> Option<Change> {
    let recounted = action::recount(care, before.clone(), now).ok()?;
    let change = recounted.unwrap_or_else(|| Change::of(before.clone()));
    let is_recounted = !change.entries.is_empty();
    let (mut change, has_told) = step::fire_in(care, change, now);
    let cause = reassign::due(before, now).or_else(|| {
        let wants = before.weight > 0 && step::wants_another_agent(before, &change);
        wants.then_some(Cause::Breached)
    });
    if !is_recounted && !has_told && cause.is_none() {
        return None;
    }
    let decision = cause.and_then(|_| decide(care, &change.thread, now));
    if let (Some(cause), Some(decision)) = (cause, decision) {
        let load = LoadRow::default().load();
        reassign::carry_out(care, &mut change, decision, cause, &load, now);
    }
    Some(change)
}

/// Who takes it: not who has it now.
fn decide(care: &Care, thread: &Thread, now: Timestamp) -> Option<Decision> {
    let need = Need::of(care, thread, None, now)?;
    let had = thread.agent.as_ref().filter(|_| thread.weight > 0);
    let need = match had {
        Some(agent) => need.taken_from(agent),
        None => need,
    };
    Some(routing::decide(care, &need, &loads(thread), now))
}

/// What agents hold: this thread, where it is theirs. There is room enough; the model of assignment looks at the rest.
fn loads(thread: &Thread) -> Loads {
    let of = |agent: u8| {
        let theirs = thread.weight > 0 && thread.agent == Some(agent_id(agent));
        let row = LoadRow {
            open: u8::from(theirs),
            capacity: 2,
            ..LoadRow::default()
        };
        (agent_id(agent), row.load())
    };
    (0..2).map(of).collect()
}

fn done(care: &Care, thread: Thread, deed: Deed, now: Minute) -> Option<Change> {
    let (at, now) = (instant(deed.happened_at(now)), instant(now));
    let standing = Standing::alone(Customer::new(CustomerId::new("c1")));
    match deed {
        Deed::Answer(_) => answered(care, thread, (at, None), now),
        Deed::Hold(by) => answered(care, thread, (at, Some(instant(by))), now),
        Deed::Resolve => action::resolve(care, thread, &standing, "operator", None, now).ok(),
        Deed::Give(agent) => {
            let loads = loads(&thread);
            let to = agent_id(agent);
            action::give(care, thread, &to, loads.get(&to)?, now).ok()
        }
        Deed::Write(_) => written(care, thread, at, now),
        Deed::Move { to_calm } => {
            let to = if to_calm { CALM } else { GENERAL }.into();
            let example = Example {
                text: "¿Y mi pedido?",
                by: "operator",
                model: None,
            };
            action::move_to_topic(care, thread, &to, example, &standing, now).ok()
        }
        Deed::Apply { .. } => None,
    }
}

fn answered(
    care: &Care,
    thread: Thread,
    (at, follows_by): (Timestamp, Option<Timestamp>),
    now: Timestamp,
) -> Option<Change> {
    let occasion = format!("answered#{at}");
    let answer = Answer {
        at,
        agent: None,
        by: "operator",
        text: None,
        automatic: false,
        occasion: &occasion,
        follows_by,
    };
    action::answer(care, thread, &answer, now).ok()
}

fn written(care: &Care, thread: Thread, posted: Timestamp, now: Timestamp) -> Option<Change> {
    let event = message(LIGHT, "further", posted, now);
    let mut change = receive::join(care, thread, &arrival(&event), now).ok()?;
    if receive::needs_an_agent(&change.thread) {
        let decision = decide(care, &change.thread, now)?;
        receive::assign(care, &mut change, decision, "returned", now);
    }
    Some(change)
}

/// When clocks stop by what is done, told without asking the domain.
fn stops(question: &Question) -> Option<Stops> {
    let Matter::Deed(deed) = question.matter else {
        return None;
    };
    if question.thread.thread().status == Status::Resolved {
        return None;
    }
    match deed {
        Deed::Answer(_) | Deed::Hold(_) => Some(Stops::answered(deed.happened_at(question.now))),
        Deed::Resolve => Some(Stops::resolved(question.now)),
        _ => None,
    }
}
