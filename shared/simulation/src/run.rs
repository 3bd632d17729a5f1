//! What came of a simulation.

use std::collections::BTreeMap;

use domain::{AgentId, ChannelId, EventKey, Language, TopicId};
use jiff::Timestamp;
use serde::Serialize;

/// Recorded events as one configuration would have them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Run {
    /// The configuration's version.
    pub config: String,
    /// The midnight before the first message, in the brand's zone.
    pub from: Timestamp,
    /// The midnight after the last message or answer.
    pub until: Timestamp,
    /// Messages that were replayed.
    pub messages: usize,
    /// Events that were not.
    pub left_out: LeftOut,
    /// All together.
    pub totals: Totals,
    /// The threads, in the order in which they were opened.
    pub threads: Vec<ThreadRun>,
    /// Those who can be assigned.
    pub agents: BTreeMap<AgentId, AgentRun>,
    /// For each hour from [`Run::from`] on: the most threads that stood in the waiting lines at once.
    pub waiting: Vec<u32>,
}

/// Events that expect no answer, counted by why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// A status, a reaction, an answer of ours: agents answer anew.
    pub no_message: usize,
    /// The provider takes it for spam.
    pub spam: usize,
    /// The same event came before.
    pub repeated: usize,
}

/// A thread's way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThreadRun {
    /// Its reference as recorded, else what names its first event.
    pub name: String,
    /// What names its first event: by it threads of two runs are compared.
    pub first_event: EventKey,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The channel of its last message.
    pub channel: ChannelId,
    /// The customer's language.
    pub language: Language,
    /// What it is about.
    pub topic: TopicId,
    /// How that was told: `motive`, `rule`, `classifier`, `general` …
    pub topic_by: String,
    /// The beginning of the customer's last words, masked.
    pub excerpt: String,
    /// The customer's messages in it.
    pub messages: u32,
    /// Who had it, one after the other.
    pub agents: Vec<AgentId>,
    /// How often it went from one to another without anybody asking for it.
    pub hand_overs: u32,
    /// How long it stood in the waiting line, in seconds.
    pub waited_s: i64,
    /// Whether it stands there at the end.
    pub still_waiting: bool,
    /// What was promised, question by question.
    pub promises: Vec<PromiseRun>,
}

impl ThreadRun {
    /// Who has it at the end.
    pub fn agent(&self) -> Option<&AgentId> {
        self.agents.last().filter(|_| !self.still_waiting)
    }
}

/// A promise, judged by instants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromiseRun {
    /// The commitment.
    pub commitment: String,
    /// Since when the customer waits.
    pub since: Timestamp,
    /// The last instant at which an answer keeps it.
    pub due_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Answered in time.
    Kept,
    /// Answered too late, or not at all.
    Broken,
    /// Neither answered nor due as far as was looked.
    Open,
}

/// What an agent had to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgentRun {
    /// Their name.
    pub name: String,
    /// Units that they may hold.
    pub capacity: u32,
    /// Units up to which threads that return to them may go.
    pub capacity_max: u32,
    /// Units that they hold, from each instant on.
    pub units: Vec<(Timestamp, u32)>,
    /// The most of them.
    pub most_units: u32,
    /// The mean of units held in their working time, as a share of their capacity; none for who does not work then.
    pub share: Option<f64>,
    /// The same by hour of the day, in the brand's zone: 24 of them.
    pub share_by_hour: Vec<Option<f64>>,
    /// Threads that they had.
    pub threads: u32,
    /// Answers that they gave.
    pub answers: u32,
}

/// All threads together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Threads that were opened.
    pub threads: u32,
    /// Threads that stood in a waiting line at some time.
    pub waited: u32,
    /// The longest time that one stood there, in seconds.
    pub longest_wait_s: i64,
    /// Threads that went from one to another without anybody asking for it, each time counted.
    pub hand_overs: u32,
    /// Threads whose customer waits at the end.
    pub unanswered: u32,
    /// Promises by commitment.
    pub promises: BTreeMap<String, PromiseTotals>,
    /// How long customers waited for an answer.
    pub answer_times: Option<AnswerTimes>,
    /// The same as recorded, to see how good the assumptions are.
    pub recorded_answer_times: Option<AnswerTimes>,
}

/// What became of the promises of a commitment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PromiseTotals {
    /// Answered in time.
    pub kept: u32,
    /// Answered too late, or not at all.
    pub broken: u32,
    /// Neither answered nor due.
    pub open: u32,
}

/// How long answers took, on the wall, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerTimes {
    /// How many there are.
    pub answers: usize,
    /// Half of them took no longer.
    pub median_s: i64,
    /// Nine in ten took no longer.
    pub nine_in_ten_s: i64,
}

impl AnswerTimes {
    /// Of so many seconds each; none of none.
    pub(crate) fn of(mut seconds: Vec<i64>) -> Option<Self> {
        seconds.sort_unstable();
        let at = |percent: usize| {
            let place = (seconds.len() * percent).div_ceil(100).max(1) - 1;
            seconds.get(place).copied()
        };
        Some(Self {
            answers: seconds.len(),
            median_s: at(50)?,
            nine_in_ten_s: at(90)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_answers_are_within_the_median() {
        let times = AnswerTimes::of(vec![40, 10, 30, 20]);
        let told = times.map(|times| (times.answers, times.median_s, times.nine_in_ten_s));
        assert_eq!(told, Some((4, 20, 40)));
        assert_eq!(AnswerTimes::of(Vec::new()), None);
    }
}
