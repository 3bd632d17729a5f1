//! Resolutions, and what a complaint asks of them.

use jiff::Timestamp;

use super::{ActionError, stand_down};
use crate::change::{Change, Conduct};
use crate::clock::{Clock, ClockError};
use crate::config::Care;
use crate::judgement::ClockName;
use crate::judging::{self, Stop};
use crate::mask::mask_cards;
use crate::people::Standing;
use crate::thread::{Complaint, Receipt, Status, Thread};
use crate::timeline::{ByEntry, ResolvedEntry, Ruling, RulingOutcome, What};

/// Resolves a thread: no clock, no weight, no longer among the customer's open threads. Answers that were promised and
/// never given are judged as dropped, or broken where they were late already. A complaint needs a `ruling`.
///
/// # Errors
/// [`ActionError`] if it is resolved already, or a ruling is missing or out of place.
pub fn resolve(
    care: &Care,
    thread: Thread,
    standing: &Standing,
    by: &str,
    ruling: Option<(RulingOutcome, &str)>,
    now: Timestamp,
) -> Result<Change, ActionError> {
    if thread.status == Status::Resolved {
        return Err(ActionError::Resolved);
    }
    let ruling = checked_ruling(care, &thread, ruling)?;
    let mut change = Change::of(thread);
    let stop = Stop {
        at: now,
        met: false,
        by: None,
        now,
    };
    judging::stop(care, &mut change, ClockName::Answer, stop);
    judging::stop(care, &mut change, ClockName::FollowUp, stop);
    let met = Stop { met: true, ..stop };
    let mut promises = judging::judge_and_pause(care, &mut change, ClockName::Resolution, met);
    promises.extend(judging::stop(care, &mut change, ClockName::Legal, met));
    stand_down(&mut change, Status::Resolved, Conduct::Unknown, now);
    let occasion = format!("resolved#{}", change.thread.version);
    let entry = ResolvedEntry {
        by: by.to_owned(),
        promises,
        ruling,
    };
    change.record(now, &occasion, What::Resolved(entry));
    change.keep_in_step(standing, false, true);
    Ok(change)
}

/// A refusal names who settles the dispute (Ley 7/2017, art. 40.3; TRLGDCU, art. 21.4).
fn checked_ruling(
    care: &Care,
    thread: &Thread,
    ruling: Option<(RulingOutcome, &str)>,
) -> Result<Option<Ruling>, ActionError> {
    let given = ruling.filter(|(_, reasons)| !reasons.trim().is_empty());
    let (outcome, reasons) = match (thread.complaint.is_some(), given) {
        (true, Some(given)) => given,
        (true, None) => return Err(ActionError::NeedsRuling),
        (false, None) if ruling.is_none() => return Ok(None),
        (false, _) => return Err(ActionError::NoComplaint),
    };
    let dispute_body = care.legal.dispute_body.clone();
    let dispute_body = dispute_body.filter(|_| outcome != RulingOutcome::Accepted);
    if outcome == RulingOutcome::Refused && dispute_body.is_none() {
        return Err(ActionError::NoDisputeBody);
    }
    Ok(Some(Ruling {
        outcome,
        reasons: mask_cards(reasons.trim()),
        dispute_body,
    }))
}

/// Notes that the customer has the receipt of their complaint.
///
/// # Errors
/// [`ActionError::NoComplaint`] where there is nothing to be received.
pub fn receipt_given(thread: Thread, by: &str, now: Timestamp) -> Result<Change, ActionError> {
    let mut change = Change::of(thread);
    let Some(complaint) = change.thread.complaint.as_mut() else {
        return Err(ActionError::NoComplaint);
    };
    complaint.receipt = Receipt::Given;
    let occasion = format!("receipt#{}", change.thread.version);
    let entry = ByEntry { by: by.to_owned() };
    change.record(now, &occasion, What::ReceiptGiven(entry));
    Ok(change)
}

/// A thread that moves to or from the topics of complaints becomes one, or ceases to be one.
pub(super) fn become_complaint(
    care: &Care,
    change: &mut Change,
    now: Timestamp,
) -> Result<(), ClockError> {
    let is_one = care.is_complaint(&change.thread.topic);
    if !is_one {
        let stop = Stop {
            at: now,
            met: false,
            by: None,
            now,
        };
        judging::stop(care, change, ClockName::Legal, stop);
        change.thread.complaint = None;
    } else if change.thread.complaint.is_none() {
        let received_at = change.thread.opened_at;
        change.thread.complaint = Some(Complaint {
            received_at,
            receipt: Receipt::Owed,
        });
        change.thread.legal = Clock::legal(care, &change.thread, received_at)?;
    }
    Ok(())
}
