//! What a model says of one text.

use serde_json::{Value, json};
use topics::{Abstained, Model, Score, Verdict};

use super::rounded;
use crate::print::{table, text};

/// A line of JSON: topic or null, confidence, language, anger, urgency, and the reasons.
pub(crate) fn told(model: &Model, message: &str) -> Value {
    let verdict = model.classify(message);
    let mood = topics::mood(message);
    let language = topics::language_of(message).map(|(language, _)| language);
    let mut reasons: Vec<Value> = verdict
        .words
        .iter()
        .map(|word| json!({ "of": "topic", "word": word.word, "weight": rounded(word.weight) }))
        .collect();
    reasons.extend(signs("anger", &mood.anger));
    reasons.extend(signs("urgency", &mood.urgency));
    json!({
        "topic": verdict.topic,
        "confidence": rounded(verdict.confidence),
        "best": verdict.best,
        "abstained": verdict.abstained.map(why),
        "language": language,
        "anger": rounded(mood.anger.value),
        "urgency": rounded(mood.urgency.value),
        "reasons": reasons,
    })
}

/// Every sign of a mood, with its part of the score.
fn signs<'s>(of: &'s str, score: &'s Score) -> impl Iterator<Item = Value> + 's {
    let part = rounded(score.value / score.reasons.len().max(1) as f64);
    score
        .reasons
        .iter()
        .map(move |sign| json!({ "of": of, "sign": sign, "weight": part }))
}

fn why(abstained: Abstained) -> &'static str {
    match abstained {
        Abstained::NoWords => "no_words",
        Abstained::Unfamiliar => "unfamiliar",
        Abstained::Unsure => "unsure",
    }
}

/// The same for a person, with the words that speak for each of the foremost topics.
pub(crate) fn explanation(model: &Model, message: &str) -> String {
    let verdict = model.classify(message);
    let mut out = headline(&verdict);
    for ranked in model.explain(message) {
        let rows = ranked.words.iter().map(|word| {
            vec![
                format!("  {}", text::plain(&word.word)),
                format!("{:+.3}", word.weight),
            ]
        });
        out.push_str(&format!(
            "\n{}  score {:+.3}\n",
            text::plain(&ranked.topic),
            ranked.score
        ));
        if !ranked.words.is_empty() {
            out.push_str(&table::render(&["  WORD", "WEIGHT"], rows));
        }
    }
    out.push_str(&format!("\nmodel {}\n", model.version()));
    out
}

fn headline(verdict: &Verdict) -> String {
    let best = text::plain(&verdict.best);
    let confidence = format!("{:.0} %", verdict.confidence * 100.0);
    match verdict.abstained {
        None => format!("{best}, confidence {confidence}\n"),
        Some(Abstained::NoWords) => "abstains: there is no word in it\n".to_owned(),
        Some(Abstained::Unfamiliar) => {
            format!(
                "abstains: it is like nothing the model learnt; nearest is {best}, confidence {confidence}\n"
            )
        }
        Some(Abstained::Unsure) => {
            format!(
                "abstains: no topic is clearly ahead; best is {best}, confidence {confidence}\n"
            )
        }
    }
}
