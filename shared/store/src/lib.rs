#![doc = include_str!("../README.md")]

mod blocking;
mod claim;
mod commit;
mod config;
mod corrections;
mod count;
mod due;
mod error;
mod files;
mod item;
mod judgements;
mod keys;
mod latest;
mod load;
mod lookup;
mod model;
mod notice;
mod people;
mod recorded;
mod recount;
mod threads;
mod transcript;

use aws_sdk_dynamodb::Client;

pub use claim::{Claim, Lease};
pub use commit::{Commit, Committed, Seen};
pub use due::{Due, DueAgent, DueWhat, NextLook};
pub use error::StoreError;
pub use judgements::REMEMBER_JUDGEMENTS;
pub use latest::Latest;
pub use lookup::Known;
pub use model::{Applied, CurrentModel};
pub use notice::UnsentNotice;
pub use recorded::{ReadingProgress, RecordedThread};
pub use recount::{RecountJob, RecountPlace};
pub use threads::ThreadFilter;

/// How many partitions the due index is spread over.
pub const DUE_SHARDS: u32 = 8;

/// The table.
#[derive(Clone, Debug)]
pub struct Store {
    client: Client,
    table: String,
}

impl Store {
    /// The table of this name, with credentials and endpoint of a configuration.
    pub fn from_config(config: &aws_config::SdkConfig, table: impl Into<String>) -> Self {
        Self::new(Client::new(config), table)
    }

    /// The table of this name, through this client.
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self {
            client,
            table: table.into(),
        }
    }
}
