//! What a notice shows beside its own words: what was said last, who the customer is, what the shop's CRM knows of them.

mod gather;

use std::collections::BTreeMap;

use domain::notice::{Notice, NoticeKind};
use domain::person::Withheld;
use domain::{ChannelId, Language, ThreadId};
use jiff::Timestamp;

pub(crate) use gather::gather;

/// What stands beside a notice's own words. Nothing in it is cleaned or escaped yet; card numbers are masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Background {
    /// What happened on the thread; none where it was not read.
    pub history: Option<History>,
    /// Who the customer is; none where it was not read, and where their history is withheld.
    pub customer: Option<CustomerRecord>,
    /// What the CRM answered.
    pub crm: CrmAnswer,
}

/// The newest that happened on a thread, over all its channels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// In the order of time.
    pub happened: Vec<Happened>,
    /// How many older ones there are, as far as they were counted.
    pub older: usize,
    /// Whether all of them were counted.
    pub counted: bool,
    /// Why the rest of the customer's history is not shown, where it is not.
    pub withheld: Option<Withheld>,
}

/// Something that happened, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: Happening,
}

/// What can have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The customer wrote.
    Wrote {
        /// Where.
        channel: ChannelId,
        /// What; as they edited it last.
        text: String,
        /// How many files came with it.
        files: usize,
    },
    /// The customer wrote, and took it back.
    TookBack {
        /// Where.
        channel: ChannelId,
    },
    /// We answered.
    Answered {
        /// Who, where that is known.
        by: Option<String>,
        /// In which channel's own app; none where it was recorded by hand.
        channel: Option<ChannelId>,
        /// What, where that is known.
        text: Option<String>,
        /// A machine did.
        automatic: bool,
    },
    /// It was given to somebody, by name.
    GivenTo(String),
    /// It was resolved.
    Resolved,
    /// It was opened again.
    Reopened,
}

/// The customer's record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerRecord {
    /// Their name as they gave it last.
    pub name: Option<String>,
    /// The language they write in.
    pub language: Option<Language>,
    /// Their other open threads, the newest first.
    pub open: Vec<OtherThread>,
    /// Their latest resolved threads, the newest first.
    pub past: Vec<OtherThread>,
}

/// Another thread of the customer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherThread {
    /// Its reference.
    pub id: ThreadId,
    /// Its topic's name by language; its id where the topic is no longer configured.
    pub topic: BTreeMap<Language, String>,
    /// Its channel, where that is known.
    pub channel: Option<ChannelId>,
}

/// What the shop's CRM answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CrmAnswer {
    /// None is configured, or there is nothing verified to ask it with.
    #[default]
    NotAsked,
    /// It is down, slow, wrong, or says what cannot be used.
    Unavailable,
    /// It does not know the customer.
    Unknown,
    /// Names and values, in the order of the configuration.
    Known(Vec<(String, String)>),
}

/// What brings the background of a notice.
pub trait Backgrounds {
    /// The background; as much of it as can be had. A notice is told without it rather than not at all.
    fn of(&self, notice: &Notice, now: Timestamp) -> impl Future<Output = Background>;
}

/// Whether a notice shows its background: who gets a thread sees what was said, and so does who is written to by another
/// channel than before.
pub(crate) fn is_shown(notice: &Notice) -> bool {
    match notice.kind {
        NoticeKind::Assigned => true,
        NoticeKind::FollowUp => notice.channel_was.is_some(),
        _ => false,
    }
}
