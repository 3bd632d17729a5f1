//! What a check looks at: how many sweep at once, what is done meanwhile, and when.

use crate::ledger::deed::Deed;
use crate::ledger::shop::{DUE, HALF, LATEST, LedgerShop, Minute};
use crate::ledger::table::Conditions;

/// Where others may come in between, and crashes. What decides reads nothing of what telling writes, so that they can be
/// looked at apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// Between reading and writing.
    Two,
    /// And between writing and telling.
    Three,
    /// And before reading, and between all calls of telling: each sending, each mark, each digest.
    All,
}

/// One situation, to be looked at whole.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The shop.
    pub shop: LedgerShop,
    /// Sweeps at once.
    pub sweeps: usize,
    /// People and routers at once.
    pub people: usize,
    /// What they do, each once.
    pub deeds: Vec<Deed>,
    /// Minutes at which something may happen, in their order.
    pub times: Vec<Minute>,
    /// How finely what is done is cut into steps.
    pub steps: Steps,
    /// The conditions of transactions.
    pub conditions: Conditions,
    /// A sweep queues notices that nobody queued.
    pub flushes: bool,
}

impl Default for Scenario {
    /// Two sweeps, nobody who acts, and time up to the first promise's end.
    fn default() -> Self {
        Self {
            shop: LedgerShop {
                lead_is_manager: false,
                digest_above: 5,
            },
            sweeps: 2,
            people: 0,
            deeds: Vec::new(),
            times: vec![0, HALF, DUE, LATEST],
            steps: Steps::Two,
            conditions: Conditions::ALL,
            flushes: true,
        }
    }
}
