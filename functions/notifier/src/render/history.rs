//! What was said before, and what is known of the customer, as lists of lines.

use std::collections::BTreeMap;

use domain::Language;
use jiff::Timestamp;

use super::clean::{one_line, short_name};
use super::words::history::{Entry, Title};
use super::writer::Writer;
use crate::background::{Background, CrmAnswer, CustomerRecord, Happening, History, OtherThread};

/// Characters of a message or answer.
const LONGEST_TEXT: usize = 200;
/// Characters of a value of the CRM's.
const LONGEST_VALUE: usize = 120;
/// Characters of an agent's name, and of the name of a CRM's field.
const LONGEST_NAME: usize = 40;
/// Threads that are listed.
const MOST_THREADS: usize = 5;
/// What a line costs beside its own text where it stands in a message's JSON.
const COST_OF_A_LINE: usize = 160;

/// A list below the facts.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// What stands above it; none where its note says all.
    pub(crate) title: Option<&'static str>,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
    /// What stands below it, or in its place.
    pub(crate) notes: Vec<String>,
}

/// One line of a list.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// When, where and who; or what it is. Never empty.
    pub(crate) label: String,
    /// What they said; or what it says. Empty where the label says all.
    pub(crate) text: String,
}

impl Line {
    /// What it takes in a message's JSON, about.
    pub(super) fn cost(&self) -> usize {
        let escaped = |text: &str| text.len() + text.matches(['"', '\\']).count();
        escaped(&self.label) + escaped(&self.text) + COST_OF_A_LINE
    }
}

impl Writer<'_> {
    /// The lists of a background. History is cut from its beginning to what `room` bytes of JSON can hold.
    pub(super) fn sections(&self, background: &Background, room: usize) -> Vec<Section> {
        let history = background.history.as_ref();
        let history = history.and_then(|history| self.history(history, room));
        let customer = background.customer.as_ref();
        let customer = customer.and_then(|customer| self.customer(customer));
        let crm = self.crm(&background.crm);
        history.into_iter().chain(customer).chain(crm).collect()
    }

    fn history(&self, history: &History, room: usize) -> Option<Section> {
        let words = self.words;
        let mut left = room;
        let newest = history.happened.iter().rev();
        let newest = newest.map(|happened| self.happened(happened.at, &happened.what));
        let mut lines: Vec<Line> = newest
            .map_while(|line| {
                left = left.checked_sub(line.cost())?;
                Some(line)
            })
            .collect();
        lines.reverse();
        let older = history.older + history.happened.len() - lines.len();
        let mut notes = Vec::new();
        if older > 0 || !history.counted {
            notes.push(words.older(history.counted.then_some(older), &self.reference()));
        }
        let withheld = history.withheld;
        notes.extend(withheld.map(|why| words.withheld(why, &self.reference())));
        let title = match self.notice.handed_over {
            Some(_) => Title::Timeline,
            None => Title::LastMessages,
        };
        section(words.title(title), lines, notes)
    }

    fn happened(&self, at: Timestamp, what: &Happening) -> Line {
        let words = self.words;
        let when = words.short_moment(&self.wall.moment(at));
        let who = |parts: &[String]| {
            let all = std::iter::once(&when).chain(parts);
            all.map(String::as_str).collect::<Vec<_>>().join(" · ")
        };
        match what {
            Happening::Wrote {
                channel,
                text,
                files,
            } => Line {
                label: who(&[self.channel_name(channel), self.customer_name()]),
                text: self.wrote(text, *files),
            },
            Happening::TookBack { channel } => Line {
                label: who(&[self.channel_name(channel), self.customer_name()]),
                text: words.took_back().to_owned(),
            },
            Happening::Answered {
                by,
                channel,
                text,
                automatic,
            } => {
                let channel = channel.as_ref().map(|channel| self.channel_name(channel));
                let name = self.who_answered(by.as_deref(), *automatic);
                let parts: Vec<String> = channel.into_iter().chain([name]).collect();
                Line {
                    label: who(&parts),
                    text: self.answered(text.as_deref()),
                }
            }
            Happening::GivenTo(name) => {
                plain(who(&[words.given_to(&one_line(name, LONGEST_NAME))]))
            }
            Happening::Resolved => plain(who(&[words.resolved().to_owned()])),
            Happening::Reopened => plain(who(&[words.reopened().to_owned()])),
        }
    }

    fn customer_name(&self) -> String {
        let name = self.notice.customer_name.as_deref().and_then(short_name);
        name.unwrap_or_else(|| self.words.customer().to_owned())
    }

    fn who_answered(&self, by: Option<&str>, automatic: bool) -> String {
        let name = by.map(|by| one_line(by, LONGEST_NAME));
        match name.filter(|name| !name.is_empty()) {
            _ if automatic => self.words.machine().to_owned(),
            Some(name) => name,
            None => self.words.team().to_owned(),
        }
    }

    fn wrote(&self, text: &str, files: usize) -> String {
        let text = one_line(text, LONGEST_TEXT);
        let text = if text.is_empty() {
            self.words.no_words().to_owned()
        } else {
            text
        };
        match u32::try_from(files).unwrap_or(u32::MAX) {
            0 => text,
            files => format!("{text} · {}", self.words.files(files)),
        }
    }

    fn answered(&self, text: Option<&str>) -> String {
        let text = text.map(|text| one_line(text, LONGEST_TEXT));
        text.filter(|text| !text.is_empty())
            .unwrap_or_else(|| self.words.unknown_answer().to_owned())
    }

    fn customer(&self, customer: &CustomerRecord) -> Option<Section> {
        let words = self.words;
        let language = customer.language.as_ref();
        let entries = [
            (Entry::Name, customer.name.as_deref().and_then(short_name)),
            (
                Entry::Language,
                language.map(|language| words.language(language.as_str()).to_owned()),
            ),
            (Entry::Open, self.others(&customer.open)),
            (Entry::Past, self.others(&customer.past)),
        ];
        let line = |(entry, text): (Entry, Option<String>)| {
            let label = words.entry(entry).to_owned();
            Some(Line { label, text: text? })
        };
        let lines = entries.into_iter().filter_map(line).collect();
        section(words.title(Title::Customer), lines, Vec::new())
    }

    fn others(&self, others: &[OtherThread]) -> Option<String> {
        let shown = others.iter().take(MOST_THREADS);
        let shown: Vec<String> = shown.map(|other| self.other(other)).collect();
        let more = others.len().saturating_sub(MOST_THREADS);
        match shown.join("; ") {
            text if text.is_empty() => None,
            text if more > 0 => Some(format!("{text} {}", self.words.and_more(more))),
            text => Some(text),
        }
    }

    fn other(&self, other: &OtherThread) -> String {
        let id = one_line(other.id.as_str(), 40);
        let topic = self.label_in(&other.topic);
        let channel = other.channel.as_ref();
        let about: Vec<String> = topic
            .into_iter()
            .chain(channel.map(|channel| self.channel_name(channel)))
            .collect();
        if about.is_empty() {
            return id;
        }
        format!("{id} ({})", about.join(", "))
    }

    /// A name in the recipient's language, else in any.
    pub(super) fn label_in(&self, labels: &BTreeMap<Language, String>) -> Option<String> {
        let label = labels
            .get(self.words.code())
            .or_else(|| labels.values().next())?;
        Some(one_line(label, 80)).filter(|label| !label.is_empty())
    }

    fn crm(&self, answer: &CrmAnswer) -> Option<Section> {
        let title = self.words.title(Title::Crm);
        let (lines, note) = match answer {
            CrmAnswer::NotAsked => return None,
            CrmAnswer::Unavailable => (Vec::new(), Some(self.words.crm_unavailable())),
            CrmAnswer::Unknown => (Vec::new(), Some(self.words.crm_unknown())),
            CrmAnswer::Known(fields) => (fields.iter().filter_map(field).collect(), None),
        };
        let notes: Vec<String> = note.map(str::to_owned).into_iter().collect();
        let section = section(title, lines, notes)?;
        let title = section.title.filter(|_| note.is_none());
        Some(Section { title, ..section })
    }
}

fn field((name, value): &(String, String)) -> Option<Line> {
    let line = Line {
        label: one_line(name, LONGEST_NAME),
        text: one_line(value, LONGEST_VALUE),
    };
    (!line.label.is_empty() && !line.text.is_empty()).then_some(line)
}

fn plain(label: String) -> Line {
    Line {
        label,
        text: String::new(),
    }
}

fn section(title: &'static str, lines: Vec<Line>, notes: Vec<String>) -> Option<Section> {
    (!lines.is_empty() || !notes.is_empty()).then_some(Section {
        title: Some(title),
        lines,
        notes,
    })
}
