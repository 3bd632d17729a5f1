//! What the table knows of a thread and its customer.

use domain::customer::Customer;
use domain::timeline::Entry;
use domain::{Thread, ThreadId};

/// A thread, the newest of its timeline, and its customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The thread as it is now.
    pub thread: Thread,
    /// The newest entries of its timeline, in the order of time.
    pub entries: Vec<Entry>,
    /// Whether these are all that there are.
    pub whole: bool,
    /// Whoever stands for its customer; not read where their history is withheld.
    pub customer: Option<Customer>,
}

/// Where records are read.
pub trait Records {
    /// Why a record could not be read.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The record of a thread with about `most` entries of its timeline; none where there is no such thread.
    ///
    /// # Errors
    /// When it cannot be read.
    fn record(
        &self,
        thread: &ThreadId,
        most: usize,
    ) -> impl Future<Output = Result<Option<Record>, Self::Error>>;
}
