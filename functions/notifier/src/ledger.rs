//! Who may send a notice: one at a time, and only until it was sent.

use domain::NoticeId;
use jiff::Timestamp;

/// What the ledger says to one who wants to send a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim<L> {
    /// Send it; nobody else may until the lease ends.
    Taken {
        /// What proves the claim.
        lease: L,
        /// Somebody had a lease before and neither recorded the sending nor gave the lease back: it may be sent already.
        tried_before: bool,
    },
    /// It was sent.
    AlreadySent,
    /// Somebody else is sending it, or died while doing so: their lease ends then.
    HeldUntil(Timestamp),
}

/// The record of notices that were sent.
pub trait NoticeLedger {
    /// What proves a claim.
    type Lease;
    /// Why the ledger did not do what it was asked to.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Asks to send a notice.
    ///
    /// # Errors
    /// When the ledger cannot be asked; then nothing is claimed, as far as is known.
    fn claim(
        &self,
        notice: &NoticeId,
        now: Timestamp,
    ) -> impl Future<Output = Result<Claim<Self::Lease>, Self::Error>>;

    /// Records that a notice was sent: for good.
    ///
    /// # Errors
    /// When it is not recorded, or not known to be.
    fn sent(
        &self,
        lease: &Self::Lease,
        sent_as: &str,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), Self::Error>>;

    /// Gives a claim back: nothing was sent with it.
    ///
    /// # Errors
    /// When it is not given back; it then ends by itself.
    fn release(&self, lease: &Self::Lease) -> impl Future<Output = Result<(), Self::Error>>;
}
