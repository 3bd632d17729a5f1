//! From a thread that needs an agent to a decision about it.

use domain::change::Change;
use domain::customer::Customer;
use domain::routing::{self, Decision, Need};
use domain::{AgentId, Care, receive};
use jiff::Timestamp;

use crate::Desk;
use crate::error::DeskError;

impl Desk {
    /// Decides who gets the thread of a change, and adds that to the change.
    pub(crate) async fn assign(
        &self,
        care: &Care,
        change: &mut Change,
        customer: Option<&Customer>,
        occasion: &str,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let decision = self.decide(care, change, customer, now).await?;
        receive::assign(care, change, decision, occasion, now);
        Ok(())
    }

    /// Decides who would get the thread of a change.
    pub(crate) async fn decide(
        &self,
        care: &Care,
        change: &Change,
        customer: Option<&Customer>,
        now: Timestamp,
    ) -> Result<Decision, DeskError> {
        let Some(need) = need(care, change, customer) else {
            return Ok(Decision {
                chosen: None,
                rejected: Vec::new(),
                rejected_more: Default::default(),
            });
        };
        let loads = self
            .store
            .loads(&routing::whose_load_matters(care, &need, now))
            .await?;
        Ok(routing::decide(care, &need, &loads, now))
    }
}

fn need<'c>(care: &'c Care, change: &Change, customer: Option<&Customer>) -> Option<Need<'c>> {
    let thread = &change.thread;
    let known: Option<AgentId> = customer.and_then(Customer::agent_who_knows).cloned();
    Some(Need {
        topic: care.topic(&thread.topic)?,
        language: thread.language.clone(),
        channel: thread.channel.clone(),
        weight: care.weight(&thread.channel),
        known_agent: known,
        returns_to: thread.agent.clone(),
        answer_before: thread
            .clock
            .as_ref()
            .and_then(domain::clock::Clock::next_step_at),
    })
}
