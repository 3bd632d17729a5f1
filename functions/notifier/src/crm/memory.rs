//! What the CRM answered lately, and when it failed. It lives as long as its sandbox.

use std::collections::HashMap;

use domain::config::Crm;
use jiff::{SignedDuration, Timestamp};

use crate::background::CrmAnswer;

/// Answers that are kept.
const MOST: usize = 500;
/// How long nobody is asked for after a failure: a CRM that is down costs one wait, and not one a notice.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// Answers by the address that was asked, each until it is too old.
#[derive(Debug, Default)]
pub(super) struct Memory {
    of: Option<Crm>,
    answers: HashMap<String, (CrmAnswer, Timestamp)>,
    pauses_until: Option<Timestamp>,
}

impl Memory {
    /// Forgets everything where the configuration is another.
    pub(super) fn is_for(&mut self, crm: &Crm) {
        if self.of.as_ref() != Some(crm) {
            *self = Self {
                of: Some(crm.clone()),
                ..Self::default()
            };
        }
    }

    /// What is known without asking.
    pub(super) fn recall(&self, address: &str, now: Timestamp) -> Option<CrmAnswer> {
        let held = self.answers.get(address).filter(|(_, until)| *until > now);
        let pauses = self.pauses_until.is_some_and(|until| until > now);
        held.map(|(answer, _)| answer.clone())
            .or(pauses.then_some(CrmAnswer::Unavailable))
    }

    /// Keeps an answer for a time.
    pub(super) fn keep(
        &mut self,
        address: String,
        answer: &CrmAnswer,
        time: SignedDuration,
        now: Timestamp,
    ) {
        if self.answers.len() >= MOST {
            self.answers.retain(|_, (_, until)| *until > now);
        }
        if self.answers.len() >= MOST {
            self.answers.clear();
        }
        let until = now.checked_add(time).unwrap_or(now);
        self.answers.insert(address, (answer.clone(), until));
    }

    /// Asks for this customer, or for nobody, until a pause is over.
    pub(super) fn note_failure(&mut self, address: String, general: bool, now: Timestamp) {
        if general {
            self.pauses_until = now.checked_add(PAUSE).ok();
        } else {
            self.keep(address, &CrmAnswer::Unavailable, PAUSE, now);
        }
    }
}

#[cfg(test)]
mod tests;
