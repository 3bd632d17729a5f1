//! From a thread that needs an agent to a decision about it.

use domain::change::Change;
use domain::customer::Customer;
use domain::routing::{self, Decision, Loads, Need};
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
        let known = customer.and_then(Customer::agent_who_knows).cloned();
        match Need::of(care, &change.thread, known, now) {
            Some(need) => Ok(self.decide_for(care, &need, &[], now).await?.0),
            None => Ok(Decision::default()),
        }
    }

    /// Decides who would get a thread that asks this, and reads the loads of `also` with those that matter.
    pub(crate) async fn decide_for(
        &self,
        care: &Care,
        need: &Need<'_>,
        also: &[AgentId],
        now: Timestamp,
    ) -> Result<(Decision, Loads), DeskError> {
        let mut wanted = routing::whose_load_matters(care, need, now);
        wanted.extend_from_slice(also);
        let loads = self.store.loads(&wanted).await?;
        Ok((routing::decide(care, need, &loads, now), loads))
    }
}
