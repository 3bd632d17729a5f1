//! What a check looks at: who works, what comes, what may go wrong. Crashes, deliveries, sweeps, answers and changes of
//! capacity may happen any number of times, at any moment.

use domain::ChannelId;

use crate::Acting;
use crate::shop::{HEAVY, LIGHT, Minute, ShopRules};
use crate::table::Conditions;
use crate::{AGENTS, THREADS};

/// One situation, to be looked at whole.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The shop.
    pub shop: ShopRules,
    /// What each thread weighs: 1 or 2.
    pub weights: [u8; THREADS],
    /// The thread of each message.
    pub messages: Vec<u8>,
    /// How many routers.
    pub routers: usize,
    /// How many sweeps at once.
    pub escalators: usize,
    /// How many people act at once.
    pub people: usize,
    /// What people do.
    pub acts: Vec<Acting>,
    /// Which capacities the operator may set, by agent.
    pub capacities: Vec<(u8, u8)>,
    /// The agents of whom somebody may say that they are absent, and available again.
    pub may_be_absent: Vec<u8>,
    /// How often somebody says so, or an operator gives a thread to an agent: notices could be piled up without end.
    pub words: u8,
    /// When time ends.
    pub ends: Minute,
    /// The indexes may be behind the table.
    pub indexes_lag: bool,
    /// Each call of the desk is a step of its own. Otherwise what a decision reads is read at once, and a message whose
    /// notice is queued leaves its queue with it: see the README for why nothing is missed by that.
    pub is_fine: bool,
    /// The conditions of transactions.
    pub conditions: Conditions,
    /// What is done besides.
    pub habits: Habits,
}

/// What the desk does so that nothing is lost. All of it, but in tests of what each is there for.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// A message is taken off its queue once it is handled, not when it is taken up.
    pub takes_off_late: bool,
    /// A sweep looks at the waiting line.
    pub sweeps_line: bool,
    /// A sweep queues notices that nobody queued.
    pub flushes: bool,
    /// Whoever writes that an agent is absent also writes, with it, that they are to be looked after.
    pub absence_is_due: bool,
    /// An agent who is absent is looked after by every sweep: the index of what they have may have been behind.
    pub looks_again: bool,
}

impl Habits {
    /// All of it.
    pub const ALL: Self = Self {
        takes_off_late: true,
        sweeps_line: true,
        flushes: true,
        absence_is_due: true,
        looks_again: true,
    };
}

impl Default for Scenario {
    /// Two routers and one sweep; both agents have room for one, and nobody acts.
    fn default() -> Self {
        Self {
            shop: ShopRules {
                capacity: [1; AGENTS],
                capacity_max: [1; AGENTS],
                first_goes_home: false,
                offers_lapse: false,
            },
            weights: [1; THREADS],
            messages: vec![0, 1],
            routers: 2,
            escalators: 1,
            people: 0,
            acts: Vec::new(),
            capacities: Vec::new(),
            may_be_absent: Vec::new(),
            words: 0,
            ends: 0,
            indexes_lag: false,
            is_fine: false,
            conditions: Conditions::ALL,
            habits: Habits::ALL,
        }
    }
}

impl Scenario {
    /// The channels by which its threads come.
    pub fn channels(&self) -> Vec<ChannelId> {
        let channel = |weight: &u8| ChannelId::new(if *weight == 1 { LIGHT } else { HEAVY });
        self.weights.iter().map(channel).collect()
    }
}
