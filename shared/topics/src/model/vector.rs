//! A text as numbers.

/// What a text says: its known features, and its place in the space of meanings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vector {
    /// Slots of the vocabulary, ascending, each once, with their values.
    pub(super) sparse: Vec<(u32, f32)>,
    /// The text's meaning; empty where nothing is known of its words.
    pub(super) dense: Vec<f32>,
}

impl Vector {
    /// The square of its length.
    pub(super) fn square(&self) -> f32 {
        let sparse: f32 = self.sparse.iter().map(|(_, value)| value * value).sum();
        let dense: f32 = self.dense.iter().map(|value| value * value).sum();
        sparse + dense
    }
}
