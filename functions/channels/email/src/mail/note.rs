//! What a reader of the event should know, in a few words each.

/// Remarks, in the order they were made.
#[derive(Debug, Default)]
pub(super) struct Note(Vec<String>);

impl Note {
    pub(super) fn add(&mut self, remark: impl Into<String>) {
        self.0.push(remark.into());
    }

    /// All remarks in one text; none without any.
    pub(super) fn told(self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.join("; "))
    }
}
