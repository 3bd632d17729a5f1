//! A channel's secret during rotation: the current value, and the one before it while both are in use.

/// The values of a secret that count now.
#[derive(Clone)]
pub struct Secrets<S> {
    current: S,
    previous: Option<S>,
}

impl<S> Secrets<S> {
    /// The current value and, during a rotation, the one before.
    pub fn new(current: S, previous: Option<S>) -> Self {
        Self { current, previous }
    }

    /// The current value: what we sign with ourselves.
    pub fn current(&self) -> &S {
        &self.current
    }

    /// All values that prove an origin, the current one first.
    pub fn all(&self) -> impl Iterator<Item = &S> {
        std::iter::once(&self.current).chain(self.previous.as_ref())
    }
}
