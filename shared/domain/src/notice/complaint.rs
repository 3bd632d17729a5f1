//! What is said of complaints.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::config::Care;
use crate::thread::{Receipt, Thread};

/// What the law asks for where a thread is a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintFacts {
    /// When it was received.
    pub received_at: Timestamp,
    /// Until when a reasoned answer is due; none where no term is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
    /// Its receipt has not gone out: we know no verified address of the customer, so the agent sends it with their answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub receipt_is_ours_to_send: bool,
    /// Who settles it where we and the customer do not agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_body: Option<DisputeBody>,
}

/// A body that settles disputes between shops and consumers (Ley 7/2017, art. 40).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisputeBody {
    /// Its name.
    pub name: String,
    /// Where it is found.
    pub url: String,
    /// Whether we adhere to it.
    pub adheres: bool,
}

impl ComplaintFacts {
    /// Of a thread that is a complaint.
    pub fn of(care: &Care, thread: &Thread) -> Option<Self> {
        let complaint = thread.complaint.as_ref()?;
        Some(Self {
            received_at: complaint.received_at,
            answer_by: thread.legal.as_ref().map(Clock::first_due),
            receipt_is_ours_to_send: complaint.receipt == Receipt::Owed,
            dispute_body: care.legal.dispute_body.clone(),
        })
    }
}
