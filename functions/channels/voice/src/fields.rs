//! The fields of a form, as a reader wants them.

use channel::Unreadable;
use channel::form::Form;
use channel::lenient::clean;
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// A form of Twilio's, with what an address of ours carried behind it.
pub(crate) struct Fields<'b>(Form<'b>);

impl<'b> Fields<'b> {
    pub(crate) fn of(body: &'b [u8]) -> Self {
        Self(Form::of(body))
    }

    /// A field without control characters; none where it is missing or nothing is left.
    ///
    /// # Errors
    /// When it is there more than once.
    pub(crate) fn text(&self, name: &'static str) -> Result<Option<String>, Unreadable> {
        match self.0.text(name) {
            Ok(text) => Ok(text.and_then(clean)),
            Err(repeated) => Err(unreadable(name, repeated.to_string())),
        }
    }

    /// A field that is one of Twilio's words, in lower case.
    ///
    /// # Errors
    /// When it is there more than once.
    pub(crate) fn word(&self, name: &'static str) -> Result<Option<String>, Unreadable> {
        Ok(self.text(name)?.map(|word| word.to_ascii_lowercase()))
    }

    /// A time as RFC 2822 writes it; none where it is none, or absurd.
    ///
    /// # Errors
    /// When it is there more than once.
    pub(crate) fn time(
        &self,
        name: &'static str,
        received_at: Timestamp,
    ) -> Result<Option<Timestamp>, Unreadable> {
        let text = self.text(name)?;
        Ok(text
            .and_then(|text| rfc2822::parse(&text).ok())
            .and_then(|time| channel::time::plausible(time.timestamp(), received_at)))
    }

    /// An error number that is not 0, which stands for none.
    ///
    /// # Errors
    /// When it is there more than once.
    pub(crate) fn error_code(&self) -> Result<Option<i64>, Unreadable> {
        let code = self.text("ErrorCode")?;
        Ok(code
            .and_then(|code| code.trim().parse().ok())
            .filter(|code| *code != 0))
    }
}

/// A field that cannot be read.
pub(crate) fn unreadable(field: &'static str, reason: impl Into<String>) -> Unreadable {
    Unreadable {
        place: field.to_owned(),
        reason: reason.into(),
    }
}

/// The parts that are there, in one note.
pub(crate) fn note(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
