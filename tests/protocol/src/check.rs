//! Running a check, and telling what came of it.

use std::fmt::Write as _;
use std::num::NonZeroUsize;

use std::fmt::{Debug, Display};
use std::hash::Hash;

use stateright::{Checker, DiscoveryClassification, HasDiscoveries, Model, Path};

use crate::model::Protocol;
use crate::properties::wrong_in_the_end;
use crate::state::State;

/// A model whose states can be told.
pub trait Told:
    Model<
        State: Clone + Debug + Display + PartialEq + Hash + Send + Sync,
        Action: Clone + Debug + PartialEq,
    >
{
    /// What comes of a state that is left alone, where that is wrong.
    fn told_of_the_end(&self, state: &Self::State) -> Option<String>;
}

/// What a check found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Different states that were reached.
    pub states: usize,
    /// The longest way to one.
    pub depth: usize,
    /// What does not hold, with the way to where it does not.
    pub broken: Vec<(&'static str, String)>,
    /// What was to happen somewhere, and does.
    pub happened: Vec<&'static str>,
}

/// Looks at every state that can be reached, or until one does not hold.
pub fn check<M: Told + Send + Sync + 'static>(model: M) -> Found
where
    M::State: 'static,
{
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let checker = model
        .checker()
        .threads(threads)
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join();
    let mut found = Found {
        states: checker.unique_state_count(),
        depth: checker.max_depth(),
        broken: Vec::new(),
        happened: Vec::new(),
    };
    for (name, path) in checker.discoveries() {
        match checker.discovery_classification(name) {
            DiscoveryClassification::Counterexample => {
                found.broken.push((name, told(checker.model(), path)));
            }
            DiscoveryClassification::Example => found.happened.push(name),
        }
    }
    found
}

/// A way to a state, step by step, and the state.
fn told<M: Told>(model: &M, path: Path<M::State, M::Action>) -> String {
    let last = path.last_state().clone();
    let mut text = String::new();
    // Writing to a string cannot fail.
    for (index, happening) in path.into_actions().iter().enumerate() {
        let _ = writeln!(text, "{:3}. {happening:?}", index + 1);
    }
    let _ = write!(text, "{last}");
    if let Some(end) = model.told_of_the_end(&last) {
        let _ = write!(text, "\nleft alone, {end}");
    }
    text
}

impl Told for Protocol {
    fn told_of_the_end(&self, state: &State) -> Option<String> {
        let wrong = wrong_in_the_end(self, state)?;
        let end = self.left_alone(state);
        Some(format!("{wrong}:\n{end}"))
    }
}

impl Found {
    /// What does not hold, told whole; empty where all does.
    pub fn complaints(&self) -> String {
        let told = self.broken.iter();
        told.map(|(name, way)| format!("broken: {name}\n{way}\n"))
            .collect()
    }
}
