//! Who is told where the first way to somebody is refused, and which way comes after one that failed later.

use crate::config::{Agent, Care, Route};
use crate::ids::{NoticeId, digest};
use crate::notice::{Notice, NoticeKind, Recipient};
use crate::thread::Thread;

/// Everybody who is told in place of an agent's first way, in this order: the agent by their other ways, the lead of the
/// thread's topic, the fallback, the manager. No way stands there twice.
pub(crate) fn otherwise(care: &Care, thread: &Thread, agent: &Agent) -> Vec<Recipient> {
    let lead = care.lead_of(&thread.topic);
    let by_id = [&care.fallback, &care.manager].map(|id| care.agents.get(id));
    let others = lead.into_iter().chain(by_id.into_iter().flatten());
    let mut ways: Vec<Recipient> = Vec::new();
    for one in std::iter::once(agent).chain(others) {
        for route in &one.routes {
            let known = agent.routes.first() == Some(route);
            if !known && !ways.iter().any(|way| way.route == *route) {
                ways.push(recipient(one, route));
            }
        }
    }
    ways
}

fn recipient(agent: &Agent, route: &Route) -> Recipient {
    Recipient {
        agent: agent.id.clone(),
        name: agent.name.clone(),
        language: agent.language(),
        route: route.clone(),
    }
}

impl Notice {
    /// The notice by each of its ways, the first one first. One that reaches somebody else says for whom it was. What is
    /// for a customer goes to nobody else.
    pub fn by_every_way(&self) -> Vec<Self> {
        let others = match self.kind {
            NoticeKind::Receipt => &[],
            _ => self.otherwise.as_slice(),
        };
        let other = |way: &Recipient| self.to_another(way);
        std::iter::once(self.clone())
            .chain(others.iter().map(other))
            .collect()
    }

    fn to_another(&self, way: &Recipient) -> Self {
        let is_another = way.agent != self.to.agent;
        let was_for = is_another.then(|| self.to.name.clone());
        Self {
            to: way.clone(),
            instead_of: self.instead_of.clone().or(was_for),
            ..self.clone()
        }
    }

    /// The notice that follows where a mail of this one to `address` came back: by the next way, under an id of its own
    /// that is the same however often this is asked. None where no way is left. An address that no way has counts as the
    /// first.
    pub fn after_a_bounce_of(&self, address: &str) -> Option<Self> {
        let ways = self.by_every_way();
        let is_it = |way: &Self| matches!(&way.to.route, Route::Email(to) if to.eq_ignore_ascii_case(address));
        let bounced = ways.iter().position(is_it).unwrap_or_default();
        let otherwise = ways.iter().skip(bounced + 2).map(|way| way.to.clone());
        Some(Self {
            id: NoticeId::new(digest([self.id.as_str(), "bounced"].into_iter())),
            otherwise: otherwise.collect(),
            ..ways.get(bounced + 1)?.clone()
        })
    }
}
