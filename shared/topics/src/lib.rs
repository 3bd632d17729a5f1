#![doc = include_str!("../README.md")]

mod fresh;
mod language;
mod likeness;
mod model;
mod mood;
mod phrases;
mod rules;
mod said;
mod score;
mod spam;
mod tell;
mod words;

pub use language::{language, language_of};
pub use likeness::sketches;
pub use model::{
    Abstained, Answer, Bin, Contribution, Evaluation, Example, ExamplesError, LEAST_CONFIDENCE,
    LineFault, Model, ModelError, OUT_OF_SCOPE, Point, Progress, Ranked, TopicCount, TrainError,
    Trained, Verdict, evaluate, read_examples, train, unescape,
};
pub use mood::{Mood, mood};
pub use score::Score;
pub use spam::{SpamFacts, spam};
pub use tell::tell;
