//! What a message is about, and which words said so.

use domain::timeline::TopicEntry;
use domain::{Care, ContactEvent, EventKind, TopicId};

use crate::fresh::fresh;
use crate::model::Model;
use crate::mood::mood;
use crate::rules::Rules;
use crate::words::{beginning, plain_words};

/// Characters of a text that are looked at. Whoever has not said in so many what they want will not say it after.
const MOST_TEXT: usize = 16_000;

/// Characters of a subject or motive that are looked at.
const MOST_LINE: usize = 500;

/// From which score on a public comment is an insult.
const INSULT_FROM: f64 = 0.7;

/// Tells the topic of a message: the customer's own choice, else, for an insult in a public comment, the topic that the
/// brand has for those (`routing.public_insults`), else what the keyword rules find in subject and new text,
/// else what the classifier learnt, if it is as sure as the brand asks (`routing.classifier_confidence`), else the
/// general topic. The time it takes grows with the text and stops growing at some thousand characters.
///
/// In a reply the subject is the first message's: it counts only if the text leads nowhere. Where the model was asked
/// the entry says how sure it was and which model it was, also if it abstained. The language does not matter.
pub fn tell(care: &Care, model: Option<&Model>, event: &ContactEvent) -> TopicEntry {
    by_motive(care, event)
        .or_else(|| by_insult(care, event))
        .or_else(|| by_rules(care, event))
        .unwrap_or_else(|| by_model(care, model, event))
}

fn by_motive(care: &Care, event: &ContactEvent) -> Option<TopicEntry> {
    chosen(care, event.motive.as_deref()?)
}

/// Whoever answers insults in public must be able to, whatever they are about.
fn by_insult(care: &Care, event: &ContactEvent) -> Option<TopicEntry> {
    let topic = care.routing.public_insults.as_ref()?;
    if event.kind != EventKind::Comment {
        return None;
    }
    let insult = mood(event.new_text()).insult;
    let is_insult = insult.value >= INSULT_FROM;
    is_insult.then(|| TopicEntry::told(topic.clone(), "insult", insult.reasons))
}

/// The model's topic where it is sure enough and the brand has such a topic, else the general one.
fn by_model(care: &Care, model: Option<&Model>, event: &ContactEvent) -> TopicEntry {
    let general = || TopicEntry::told(care.general_topic.clone(), "general", Vec::new());
    let Some(model) = model else {
        return general();
    };
    let verdict = model.classify(&said(event));
    let percent = (verdict.confidence * 100.0).floor() as u8;
    let sure = percent >= care.routing.classifier_confidence;
    let topic = verdict.topic.as_deref().filter(|_| sure).map(TopicId::new);
    let known = topic.filter(|topic| care.topics.contains_key(topic));
    let words = verdict.words.into_iter().map(|word| word.word).collect();
    let entry = known.map_or_else(general, |topic| {
        TopicEntry::told(topic, "classifier", words)
    });
    TopicEntry {
        confidence: Some(percent),
        model: Some(model.version().to_owned()),
        ..entry
    }
}

/// What the model reads: subject and text of a first message; of a reply the text, unless there is none.
fn said(event: &ContactEvent) -> String {
    let text = fresh(beginning(event.new_text(), MOST_TEXT));
    let subject = beginning(event.subject.as_deref().unwrap_or_default(), MOST_LINE);
    match (is_reply(event), text.is_empty()) {
        (true, false) => text,
        (true, true) => subject.to_owned(),
        (false, _) => format!("{subject}\n{text}"),
    }
}

fn is_reply(event: &ContactEvent) -> bool {
    event.reply_to.is_some() || !event.references.is_empty()
}

/// The topic that a form's field or a menu's choice names: by its motives, else its id, else its label.
fn chosen(care: &Care, motive: &str) -> Option<TopicEntry> {
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
    Some(TopicEntry::told(topic.id.clone(), "motive", vec![word]))
}

fn by_rules(care: &Care, event: &ContactEvent) -> Option<TopicEntry> {
    let rules = Rules::of(care);
    let subject = plain_words(beginning(
        event.subject.as_deref().unwrap_or_default(),
        MOST_LINE,
    ));
    let text = plain_words(&fresh(beginning(event.new_text(), MOST_TEXT)));
    let found = if is_reply(event) {
        rules.best(&[text]).or_else(|| rules.best(&[subject]))
    } else {
        rules.best(&[subject, text])
    };
    found.map(|(topic, found)| {
        let words = found.words.into_iter().map(str::to_owned).collect();
        TopicEntry::told(topic.clone(), "rule", words)
    })
}
