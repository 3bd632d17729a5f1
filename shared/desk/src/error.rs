//! What can go wrong at the desk.

use delivery::DeliveryError;
use domain::action::{ActFailure, ActionError};
use domain::clock::ClockError;
use domain::merging::PartError;
use domain::{AgentId, CustomerId, MergeId, ThreadId};
use store::StoreError;

/// A use case that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The table.
    #[error("the table could not be used")]
    Store(#[from] StoreError),
    /// A queue or the vault.
    #[error("a queue or the vault could not be used")]
    Delivery(#[from] DeliveryError),
    /// A due time.
    #[error("the promise could not be computed")]
    Clock(#[from] ClockError),
    /// An action that does not fit.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// No such thread.
    #[error("there is no thread {0}")]
    NoThread(ThreadId),
    /// No such customer.
    #[error("there is no customer {0}")]
    NoCustomer(CustomerId),
    /// They are one.
    #[error("both are the customer {0} already")]
    OneAlready(CustomerId),
    /// No such agent.
    #[error("there is no agent `{0}` in the configuration")]
    NoAgent(AgentId),
    /// It is not held.
    #[error("{0} is not held: nothing is to be released")]
    NotHeld(ThreadId),
    /// No such merge.
    #[error("there is no merge {0}")]
    NoMerge(MergeId),
    /// A merge that cannot be undone.
    #[error(transparent)]
    Part(#[from] PartError),
    /// Others kept being faster.
    #[error("others kept changing the same things; try again")]
    Contended,
}

impl DeskError {
    /// Whether the same again may go well.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Store(error) => error.is_transient(),
            Self::Delivery(error) => error.is_transient(),
            Self::Contended => true,
            // A calendar can be mended: the message waits in its queue meanwhile.
            Self::Clock(_) => true,
            Self::Action(_)
            | Self::NoThread(_)
            | Self::NoCustomer(_)
            | Self::OneAlready(_)
            | Self::NoMerge(_)
            | Self::NoAgent(_)
            | Self::NotHeld(_)
            | Self::Part(_) => false,
        }
    }
}

impl From<ActFailure> for DeskError {
    fn from(error: ActFailure) -> Self {
        match error {
            ActFailure::Action(error) => Self::Action(error),
            ActFailure::Clock(error) => Self::Clock(error),
        }
    }
}
