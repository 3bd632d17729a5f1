//! Whether a text is an unsolicited offer: by what such offers say, and by what customers say.

mod lexicon;
mod links;

use domain::{ContactEvent, Proof};

use crate::said::Said;
use crate::score::{Score, Tally};
use crate::words::beginning;

/// Characters of a text that are looked at.
const MOST_TEXT: usize = 6_000;

/// How steeply evidence becomes a score: 4.5 is 0.9.
const STEEPNESS: f64 = 0.512;

/// From this weight on a phrase is an offer's own; lighter ones ("gratis", "interesado") customers say too.
const OWN: f64 = 1.5;

/// What lighter phrases say together at most.
const MOST_OF_LIGHT: f64 = 1.5;

/// So many of an offer's own phrases hold a text, never one alone with facts, links and light words.
const FEWEST_OWN: usize = 2;

/// What a text with fewer of them weighs at most, a little below 0.9.
const MOST_WITH_FEWER: f64 = 4.2;

const PROVIDER: f64 = 2.0;
const UNPROVED: f64 = 0.5;
const BULK: f64 = 0.7;
const NEW: f64 = 0.5;
const KNOWN: f64 = -2.0;

/// What is known of a message beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpamFacts {
    /// The provider takes it for spam; of a mail, the verdict of who received it.
    pub told_by_provider: bool,
    /// Nobody proves who sent it: a mail whose DMARC did not pass.
    pub unproved_sender: bool,
    /// It went to many, or wants no automatic answer.
    pub bulk: bool,
    /// The contact never wrote before.
    pub new_contact: bool,
}

impl SpamFacts {
    /// What an event says; whether its contact wrote before only the caller knows.
    pub fn of(event: &ContactEvent, new_contact: bool) -> Self {
        Self {
            told_by_provider: event.spam,
            unproved_sender: event.contact_proof == Proof::Claimed,
            bulk: event.no_acknowledgement,
            new_contact,
        }
    }
}

/// How much a text looks like an unsolicited offer: visibility on the web, coins, loans, false warnings, followers,
/// adult content, bets. A mail's subject belongs in front of its text, on a line of its own.
///
/// From 0.9 on a message may be held for review: then at least two phrases say so, and what customers say (an order, a
/// parcel, a size) does not outweigh them. Facts alone never reach it. The caller never holds a message of a contact
/// who has an open thread, answers one of ours, or names an order number that is known: ask that first.
pub fn spam(text: &str, facts: &SpamFacts) -> Score {
    let text = beginning(text, MOST_TEXT);
    let said = Said::of(text);
    let mut tally = Tally::default();
    let own = add_phrases(&said, &mut tally);
    links::add(text, &mut tally);
    add_facts(facts, &mut tally);
    if own < FEWEST_OWN {
        tally.weight = tally.weight.min(MOST_WITH_FEWER);
    }
    tally.score(STEEPNESS)
}

/// Adds what phrases say, each once, and counts an offer's own.
fn add_phrases(said: &Said<'_>, tally: &mut Tally) -> usize {
    let mut told: Vec<&str> = Vec::new();
    let (mut own, mut light) = (0, 0.0);
    for hit in lexicon::PHRASES.find(&said.words, |_| true) {
        let entry = hit.meaning;
        if told.contains(&entry.phrase) {
            continue;
        }
        told.push(entry.phrase);
        let is_light = entry.weight > 0.0 && entry.weight < OWN;
        let weight = if is_light {
            entry.weight.min(MOST_OF_LIGHT - light)
        } else {
            entry.weight
        };
        light += if is_light { weight } else { 0.0 };
        own += usize::from(entry.weight >= OWN);
        tally.add(weight, said.written(&hit.at));
    }
    own
}

/// Facts are no words: they weigh and are not told as reasons, but the provider's word, which is.
fn add_facts(facts: &SpamFacts, tally: &mut Tally) {
    if facts.told_by_provider {
        tally.add(PROVIDER, "provider");
    }
    let silent = [
        (facts.unproved_sender, UNPROVED),
        (facts.bulk, BULK),
        (facts.new_contact, NEW),
        (!facts.new_contact, KNOWN),
    ];
    for (_, weight) in silent.into_iter().filter(|(holds, _)| *holds) {
        tally.add(weight, "");
    }
}
