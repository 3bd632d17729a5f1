#![doc = include_str!("../README.md")]

mod act;
mod agents;
mod applying;
mod assigning;
mod care;
mod customers;
mod drain;
mod error;
mod flood;
mod holding;
mod message;
mod models;
mod promises;
mod reassign;
mod receive;
mod recounting;
mod sweep;
mod tell;
mod topics;
mod whom;

use std::sync::Arc;

use delivery::{NoticeQueue, Vault};
use store::Store;

pub use act::Acted;
pub use agents::Attended;
pub use applying::ApplyReport;
pub use customers::Split;
pub use error::DeskError;
pub use models::ModelsError;
pub use promises::PromiseCounts;
pub use receive::Received;
pub use sweep::SweepReport;

/// How often a decision is made anew when others were faster.
const TRIES: u32 = 12;

/// Everything that the use cases work with.
#[derive(Clone, Debug)]
pub struct Desk {
    store: Store,
    notices: NoticeQueue,
    vault: Vault,
    care: Arc<care::CareCache>,
}

impl Desk {
    /// A desk over a table, the queue of notices and the vault of long texts.
    pub fn new(store: Store, notices: NoticeQueue, vault: Vault) -> Self {
        Self {
            store,
            notices,
            vault,
            care: Arc::default(),
        }
    }

    /// The table, for those who only look.
    pub fn store(&self) -> &Store {
        &self.store
    }
}
