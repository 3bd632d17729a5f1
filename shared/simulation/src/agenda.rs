//! What happens next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use domain::AgentId;
use jiff::Timestamp;

/// Something that happens at its instant. Of one instant, what stands first here happens first: an answer at the very end
/// of a shift still counts, and whoever begins to work is there for a message of that moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Occurrence {
    /// An agent is through with a thread. The number tells this piece of work from another that was broken off.
    Answered { agent: AgentId, work: u64 },
    /// An agent begins or ceases to work, or their leave begins.
    Presence(AgentId),
    /// Something is due on a thread.
    Due(usize),
    /// A message arrives: its place in the list.
    Arrival(usize),
    /// The customer of a thread stayed silent since this answer.
    Silence { thread: usize, since: Timestamp },
}

/// Everything that is to happen, earliest first.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    next: BinaryHeap<Reverse<(Timestamp, Occurrence)>>,
}

impl Agenda {
    /// Puts something on it.
    pub(crate) fn put(&mut self, at: Timestamp, what: Occurrence) {
        self.next.push(Reverse((at, what)));
    }

    /// Takes what happens next.
    pub(crate) fn take(&mut self) -> Option<(Timestamp, Occurrence)> {
        self.next.pop().map(|Reverse(next)| next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_earlier_comes_first_and_of_one_instant_the_answer() {
        let mut agenda = Agenda::default();
        let at = |second| Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(second);
        let answer = Occurrence::Answered {
            agent: "ana".into(),
            work: 1,
        };
        agenda.put(at(2), Occurrence::Arrival(0));
        agenda.put(at(1), Occurrence::Arrival(1));
        agenda.put(at(1), answer.clone());
        let taken: Vec<Occurrence> =
            std::iter::from_fn(|| agenda.take().map(|(_, what)| what)).collect();
        assert_eq!(
            taken,
            [answer, Occurrence::Arrival(1), Occurrence::Arrival(0)]
        );
    }
}
