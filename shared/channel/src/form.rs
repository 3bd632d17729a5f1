//! A body of `application/x-www-form-urlencoded` (WHATWG URL, §5): what Twilio and Slack send.

use std::borrow::Cow;

/// The fields of a form in the order in which they came.
#[derive(Clone, Debug)]
pub struct Form<'b>(Vec<(Cow<'b, str>, Cow<'b, str>)>);

/// A field that is read may be there once only: signatures sort repeated values, so their order proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the field `{0}` is there more than once")]
pub struct Repeated(pub &'static str);

impl<'b> Form<'b> {
    /// Decodes a form. Every sequence of bytes is one; bytes that are no UTF-8 become U+FFFD.
    pub fn of(body: &'b [u8]) -> Self {
        Self(form_urlencoded::parse(body).collect())
    }

    /// The fields in their order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// A field's value; none where it is missing or empty.
    ///
    /// # Errors
    /// [`Repeated`] when there are several.
    pub fn text(&self, name: &'static str) -> Result<Option<&str>, Repeated> {
        let mut values = self.fields().filter(|(field, _)| *field == name);
        let first = values.next().map(|(_, value)| value);
        if values.next().is_some() {
            return Err(Repeated(name));
        }
        Ok(first.filter(|value| !value.is_empty()))
    }

    /// A field whose name is made of a word and a number (`MediaUrl0`): the first of that name.
    pub fn numbered(&self, name: &str, number: usize) -> Option<&str> {
        let name = format!("{name}{number}");
        let mut values = self.fields().filter(|(field, _)| *field == name);
        values.next().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_decoded_and_there_once_or_refused() {
        let form = Form::of(b"Body=hola+%F0%9F%98%80&From=%2B34600&From=%2B34601&Empty=&Bad=%FF");
        assert_eq!(form.text("Body"), Ok(Some("hola 😀")));
        assert_eq!(form.text("From"), Err(Repeated("From")));
        assert_eq!(form.text("Empty"), Ok(None));
        assert_eq!(form.text("None"), Ok(None));
        assert_eq!(form.text("Bad"), Ok(Some("\u{fffd}")));
    }
}
