//! What a thread asks of an agent, from its own state.

use jiff::{SignedDuration, Timestamp};

use super::Need;
use crate::config::{Care, LIVE_PATIENCE, Topic};
use crate::ids::{AgentId, ChannelId, Language};
use crate::routing::Rejection;
use crate::thread::Thread;

impl<'c> Need<'c> {
    /// What anybody with this topic asks, on this channel and in this language.
    pub fn new(topic: &'c Topic, language: Language, channel: ChannelId, weight: u32) -> Self {
        Self {
            topic,
            language,
            channel,
            weight,
            known_agent: None,
            returns_to: None,
            answer_before: None,
            half_gone_at: None,
            waits: SignedDuration::ZERO,
            not_to: Vec::new(),
        }
    }

    /// What a thread asks at `now`; `known_agent` is who knows its customer. None where not even the general topic is
    /// configured.
    pub fn of(
        care: &'c Care,
        thread: &Thread,
        known_agent: Option<AgentId>,
        now: Timestamp,
    ) -> Option<Self> {
        let topic = care.topic(&thread.topic)?;
        let weight = care.weight(&thread.channel);
        let waits = thread
            .waiting_since
            .map_or(SignedDuration::ZERO, |since| now.duration_since(since));
        let missed = thread.missed.iter().cloned();
        let waits_no_more = thread
            .waits_for
            .as_ref()
            .is_some_and(|waits| waits.until <= now);
        Some(Self {
            known_agent,
            returns_to: thread.agent.clone().filter(|_| !waits_no_more),
            answer_before: next_step_for(care, thread, now),
            half_gone_at: half_gone_at(care, thread),
            waits,
            not_to: missed
                .map(|agent| (agent, Rejection::MissedOffer))
                .collect(),
            ..Self::new(
                topic,
                thread.language.clone(),
                thread.channel.clone(),
                weight,
            )
        })
    }

    /// The same, for a thread that is taken from somebody.
    #[must_use]
    pub fn taken_from(mut self, agent: &AgentId) -> Self {
        self.not_to.push((agent.clone(), Rejection::HandsOver));
        self.returns_to = self.returns_to.filter(|returns| returns != agent);
        self.known_agent = self.known_agent.filter(|known| known != agent);
        self
    }

    /// Why somebody does not get it whatever they could.
    pub(super) fn barred(&self, agent: &AgentId) -> Option<&Rejection> {
        let found = self.not_to.iter().find(|(barred, _)| barred == agent);
        found.map(|(_, why)| why)
    }
}

/// By when somebody must be back to keep a thread: its next step, and on a live channel five minutes at most.
pub(crate) fn next_step_for(care: &Care, thread: &Thread, now: Timestamp) -> Option<Timestamp> {
    let step = thread.next_chain_step_at();
    let live = care
        .routing
        .is_live(&thread.channel)
        .then(|| now.saturating_add(LIVE_PATIENCE).unwrap_or(Timestamp::MAX));
    step.into_iter().chain(live).min()
}

/// When half of the time to the first promise is gone, counted in open time of the policy's calendar.
fn half_gone_at(care: &Care, thread: &Thread) -> Option<Timestamp> {
    let clock = thread.clock.as_ref()?;
    let due = clock.first_due();
    let by_wall = || {
        let half = due.duration_since(clock.started_at) / 2;
        clock.started_at.checked_add(half).unwrap_or(due)
    };
    let calendar = care.calendars.get(&clock.calendar);
    let by_calendar = calendar.and_then(|calendar| {
        let half = calendar.elapsed(clock.started_at, due) / 2;
        calendar.due(clock.started_at, half).ok()
    });
    Some(by_calendar.unwrap_or_else(by_wall))
}
