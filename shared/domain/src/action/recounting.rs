//! The same thread by another configuration.

use jiff::Timestamp;

use super::resolving::become_complaint;
use crate::change::Change;
use crate::clock::ClockError;
use crate::config::Care;
use crate::judging;
use crate::thread::{Status, Thread};

/// Counts a thread's clocks anew by another configuration, each from its own start. None where that changes nothing.
///
/// # Errors
/// [`ClockError`] when no due time can be computed.
pub fn recount(care: &Care, thread: Thread, now: Timestamp) -> Result<Option<Change>, ClockError> {
    let mut change = Change::of(thread);
    Ok(recount_in(care, &mut change, now)?.then_some(change))
}

/// The same within a change: whoever writes a thread for another reason leaves no instant behind that an earlier
/// configuration gave. False where nothing changed.
///
/// # Errors
/// As [`recount`].
pub fn recount_in(care: &Care, change: &mut Change, now: Timestamp) -> Result<bool, ClockError> {
    if change.thread.status == Status::Resolved || change.thread.held.is_some() {
        return Ok(false);
    }
    let was_complaint = change.thread.complaint.is_some();
    become_complaint(care, change, now)?;
    let changed = judging::recount(care, change, now)?;
    Ok(changed || change.thread.complaint.is_some() != was_complaint)
}
