//! The fields of a form, as a reader wants them.

use std::collections::{BTreeMap, BTreeSet};

use channel::Unreadable;
use channel::form::Form;
use channel::lenient::clean;

/// A form of Twilio's.
pub(crate) struct Fields<'b>(Form<'b>);

impl<'b> Fields<'b> {
    pub(crate) fn of(body: &'b [u8]) -> Self {
        Self(Form::of(body))
    }

    /// A field without the NULs and other control characters that text messages may hold; none where it is missing or
    /// nothing is left.
    ///
    /// # Errors
    /// When it is there more than once.
    pub(crate) fn text(&self, name: &'static str) -> Result<Option<String>, Unreadable> {
        match self.0.text(name) {
            Ok(text) => Ok(text.and_then(clean)),
            Err(repeated) => Err(unreadable(name, repeated.to_string())),
        }
    }

    /// The first of several fields that is there.
    ///
    /// # Errors
    /// When one of them is there more than once.
    pub(crate) fn first(&self, names: &[&'static str]) -> Result<Option<String>, Unreadable> {
        let mut first = None;
        for name in names {
            first = first.or(self.text(name)?);
        }
        Ok(first)
    }

    /// Whether a field says `true`.
    ///
    /// # Errors
    /// When it is there more than once.
    pub(crate) fn says_yes(&self, name: &'static str) -> Result<bool, Unreadable> {
        Ok(self
            .text(name)?
            .is_some_and(|text| text.eq_ignore_ascii_case("true")))
    }

    /// The fields whose names are a word and a number (`MediaUrl0`), by their number; empty ones are left out.
    ///
    /// # Errors
    /// When a number is there more than once.
    pub(crate) fn numbered(
        &self,
        word: &'static str,
    ) -> Result<BTreeMap<usize, String>, Unreadable> {
        let mut seen = BTreeSet::new();
        let mut found = BTreeMap::new();
        for (name, value) in self.0.fields() {
            let Some(number) = name.strip_prefix(word).and_then(|rest| rest.parse().ok()) else {
                continue;
            };
            if !seen.insert(number) {
                let reason = "a field of this name and one number is there more than once";
                return Err(unreadable(word, reason));
            }
            if let Some(value) = clean(value) {
                found.insert(number, value);
            }
        }
        Ok(found)
    }
}

/// A field that cannot be read.
pub(crate) fn unreadable(field: &'static str, reason: impl Into<String>) -> Unreadable {
    Unreadable {
        place: field.to_owned(),
        reason: reason.into(),
    }
}
