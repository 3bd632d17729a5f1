//! The person behind one or many contacts.

use serde::{Deserialize, Serialize};

use crate::ids::{AgentId, ChannelId, CustomerId, Language, ThreadId, TopicId};
use crate::thread::{Status, Thread};

/// A customer, with what is needed to place their next message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Their id.
    pub id: CustomerId,
    /// Counts every change; opening, resolving and merging condition on it.
    pub version: u64,
    /// Their threads that are not resolved, oldest first.
    #[serde(default)]
    pub open: Vec<OpenThread>,
    /// Their last thread that was resolved: where a late courtesy goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_resolved: Option<ThreadId>,
    /// The agent who knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_agent: Option<AgentId>,
    /// Their name as they gave it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The language they write in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// What must be known of an open thread to place a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenThread {
    /// The thread.
    pub thread: ThreadId,
    /// Its topic when it was opened.
    pub topic: TopicId,
    /// The channel it was opened on.
    pub channel: ChannelId,
    /// Order numbers named when it was opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
    /// A mail's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Who had it when it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
}

impl Customer {
    /// Somebody of whom nothing is known yet.
    pub fn new(id: CustomerId) -> Self {
        Self {
            id,
            version: 0,
            open: Vec::new(),
            last_resolved: None,
            known_agent: None,
            name: None,
            language: None,
        }
    }

    /// The same customer with this thread among the open ones, or no longer, as its status says.
    pub fn with_thread(mut self, thread: &Thread) -> Self {
        self.open.retain(|open| open.thread != thread.id);
        self.name = thread.customer_name.clone().or(self.name);
        self.language = Some(thread.language.clone());
        self.known_agent = thread.agent.clone().or(self.known_agent);
        if thread.status == Status::Resolved {
            self.last_resolved = Some(thread.id.clone());
        } else {
            self.open.push(OpenThread {
                thread: thread.id.clone(),
                topic: thread.topic.clone(),
                channel: thread.channel.clone(),
                orders: thread.orders.clone(),
                subject: thread.subject.clone(),
                agent: thread.agent.clone(),
            });
        }
        self
    }

    /// The agent who knows them: of their latest open thread, else of the one before.
    pub fn agent_who_knows(&self) -> Option<&AgentId> {
        self.open
            .iter()
            .rev()
            .find_map(|open| open.agent.as_ref())
            .or(self.known_agent.as_ref())
    }
}
