//! What a message is about, and which words said so.

use domain::timeline::TopicEntry;
use domain::{Care, ContactEvent, TopicId};

use crate::fresh::fresh;
use crate::rules::Rules;
use crate::words::{beginning, plain_words};

/// Characters of a text that are looked at. Whoever has not said in so many what they want will not say it after.
const MOST_TEXT: usize = 16_000;

/// Characters of a subject or motive that are looked at.
const MOST_LINE: usize = 500;

/// Tells the topic of a message: the customer's own choice, else what the keyword rules find in subject and new text,
/// else the general topic. The time it takes grows with the text and stops growing at some thousand characters.
///
/// In a reply the subject is the first message's: it counts only if the text leads nowhere.
pub fn tell(care: &Care, event: &ContactEvent) -> TopicEntry {
    let motive = event
        .motive
        .as_deref()
        .and_then(|motive| by_motive(care, motive));
    motive
        .or_else(|| by_rules(care, event))
        .unwrap_or_else(|| TopicEntry {
            topic: care.general_topic.clone(),
            by: "general".to_owned(),
            words: Vec::new(),
        })
}

/// The topic that a form's field or a menu's choice names: by its motives, else its id, else its label.
fn by_motive(care: &Care, motive: &str) -> Option<TopicEntry> {
    let said = plain_words(beginning(motive, MOST_LINE));
    if said.is_empty() {
        return None;
    }
    let named = |names: Vec<&str>| {
        names
            .into_iter()
            .find(|name| plain_words(name) == said)
            .map(str::to_owned)
    };
    let topics = || care.topics.values();
    let by_motives =
        topics().find_map(|t| Some((t, named(t.motives.iter().map(String::as_str).collect())?)));
    let (topic, word) = by_motives
        .or_else(|| topics().find_map(|t| Some((t, named(vec![t.id.as_str()])?))))
        .or_else(|| {
            topics().find_map(|t| Some((t, named(t.label.values().map(String::as_str).collect())?)))
        })?;
    Some(entry(&topic.id, "motive", vec![word]))
}

fn by_rules(care: &Care, event: &ContactEvent) -> Option<TopicEntry> {
    let rules = Rules::of(care);
    let subject = plain_words(beginning(
        event.subject.as_deref().unwrap_or_default(),
        MOST_LINE,
    ));
    let text = plain_words(&fresh(beginning(event.new_text(), MOST_TEXT)));
    let answers = event.reply_to.is_some() || !event.references.is_empty();
    let found = if answers {
        rules.best(&[text]).or_else(|| rules.best(&[subject]))
    } else {
        rules.best(&[subject, text])
    };
    found.map(|(topic, found)| {
        entry(
            topic,
            "rule",
            found.words.into_iter().map(str::to_owned).collect(),
        )
    })
}

fn entry(topic: &TopicId, by: &str, words: Vec<String>) -> TopicEntry {
    TopicEntry {
        topic: topic.clone(),
        by: by.to_owned(),
        words,
    }
}
