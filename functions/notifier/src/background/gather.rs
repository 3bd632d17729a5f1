//! From what the table holds to what is shown. Pure.

use std::collections::{BTreeMap, HashMap};

use domain::config::Care;
use domain::customer::Customer;
use domain::event::EventKind;
use domain::mask::mask_cards;
use domain::notice::Notice;
use domain::timeline::{AnswerEntry, DecisionEntry, Entry, EventEntry, MessageEntry, What};
use domain::{AgentId, ChannelId, Language, ThreadId, TopicId};

use super::{Background, CrmAnswer, CustomerRecord, Happened, Happening, History, OtherThread};
use crate::record::Record;

/// Messages and answers that whoever gets a new thread sees.
const USUAL: usize = 6;
/// What whoever takes a thread over sees of it.
const HANDED_OVER: usize = 30;
/// The word of answers that were recorded by hand.
const BY_HAND: &str = "operator";

/// The background of a notice, from what was read for it. `care` names topics and agents.
pub(crate) fn gather(notice: &Notice, record: &Record, care: Option<&Care>) -> Background {
    let names = Names(care);
    let withheld = record.thread.history_withheld;
    let customer = record.customer.as_ref().filter(|_| withheld.is_none());
    Background {
        history: Some(History {
            withheld,
            ..history(notice, record, &names)
        }),
        customer: customer.map(|customer| own_record(customer, &notice.thread, &names)),
        crm: CrmAnswer::NotAsked,
    }
}

fn history(notice: &Notice, record: &Record, names: &Names<'_>) -> History {
    let handed_over = notice.handed_over.is_some();
    let later = Later::of(&record.entries);
    let shown = |entry: &Entry| happened(entry, &later, names, handed_over);
    let mut all: Vec<Happened> = record.entries.iter().filter_map(shown).collect();
    if !handed_over {
        leave_out_what_is_quoted(&mut all, notice);
    }
    let most = if handed_over { HANDED_OVER } else { USUAL };
    let older = all.len().saturating_sub(most);
    History {
        happened: all.split_off(older),
        older,
        counted: record.whole,
        withheld: None,
    }
}

/// The customer's last words stand above already.
fn leave_out_what_is_quoted(all: &mut Vec<Happened>, notice: &Notice) {
    let is_quoted = |last: &Happened| {
        last.at == notice.wrote_at && matches!(last.what, Happening::Wrote { .. })
    };
    if all.last().is_some_and(is_quoted) {
        all.pop();
    }
}

/// What became of messages later: the text of their last edit, or none where they were taken back.
struct Later<'e>(HashMap<(&'e ChannelId, &'e str), Option<&'e str>>);

impl<'e> Later<'e> {
    fn of(entries: &'e [Entry]) -> Self {
        let events = entries.iter().filter_map(|entry| match &entry.what {
            What::Event(event) => Some(event),
            _ => None,
        });
        Self(events.filter_map(Self::told).collect())
    }

    fn told(event: &'e EventEntry) -> Option<((&'e ChannelId, &'e str), Option<&'e str>)> {
        let target = (&event.channel, event.target_message_id.as_deref()?);
        match event.event {
            EventKind::Edit => Some((target, Some(event.text.as_deref()?))),
            EventKind::Delete => Some((target, None)),
            _ => None,
        }
    }

    fn became_of(&self, message: &MessageEntry) -> Option<Option<&'e str>> {
        let id = message.external_message_id.as_deref()?;
        self.0.get(&(&message.channel, id)).copied()
    }
}

fn happened(
    entry: &Entry,
    later: &Later<'_>,
    names: &Names<'_>,
    handed_over: bool,
) -> Option<Happened> {
    let what = match &entry.what {
        What::Message(message) => wrote(message, later),
        What::Answer(answer) => answered(answer, names),
        What::Decision(decision) if handed_over => given(decision, names)?,
        What::Resolved(_) if handed_over => Happening::Resolved,
        What::Reopened(_) if handed_over => Happening::Reopened,
        _ => return None,
    };
    Some(Happened { at: entry.at, what })
}

fn wrote(message: &MessageEntry, later: &Later<'_>) -> Happening {
    let channel = message.channel.clone();
    let text = match later.became_of(message) {
        Some(None) => return Happening::TookBack { channel },
        Some(Some(edited)) => edited,
        None => &message.text,
    };
    Happening::Wrote {
        channel,
        text: mask_cards(text),
        files: message.attachments.len(),
    }
}

fn answered(answer: &AnswerEntry, names: &Names<'_>) -> Happening {
    Happening::Answered {
        by: answer.agent.as_ref().map(|agent| names.agent(agent)),
        channel: (answer.by != BY_HAND).then(|| ChannelId::new(&answer.by)),
        text: answer.text.as_deref().map(mask_cards),
        automatic: answer.automatic,
    }
}

fn given(entry: &DecisionEntry, names: &Names<'_>) -> Option<Happening> {
    let chosen = entry.decision.chosen.as_ref()?;
    Some(Happening::GivenTo(names.agent(&chosen.agent)))
}

/// The record without the thread itself, and without those in which somebody else seems to write on the customer's line.
fn own_record(customer: &Customer, thread: &ThreadId, names: &Names<'_>) -> CustomerRecord {
    let open = customer.open.iter().rev();
    let open = open.filter(|open| open.thread != *thread && !open.withheld);
    let past = customer.past.iter().rev();
    let past = past.filter(|past| past.thread != *thread);
    CustomerRecord {
        name: customer.name.clone(),
        language: customer.language.clone(),
        open: open
            .map(|open| OtherThread {
                id: open.thread.clone(),
                topic: names.topic(&open.topic),
                channel: Some(open.channel.clone()),
            })
            .collect(),
        past: past
            .map(|past| OtherThread {
                id: past.thread.clone(),
                topic: names.topic(&past.topic),
                channel: None,
            })
            .collect(),
    }
}

/// Names as the applied configuration has them; ids where it has none.
struct Names<'c>(Option<&'c Care>);

impl Names<'_> {
    fn agent(&self, id: &AgentId) -> String {
        let agent = self.0.and_then(|care| care.agents.get(id));
        agent.map_or_else(|| id.to_string(), |agent| agent.name.clone())
    }

    fn topic(&self, id: &TopicId) -> BTreeMap<Language, String> {
        let topic = self.0.and_then(|care| care.topics.get(id));
        topic.map_or_else(
            || BTreeMap::from([(Language::new("es"), id.to_string())]),
            |topic| topic.label.clone(),
        )
    }
}

#[cfg(test)]
mod tests;
