//! XML that cannot be broken by what stands in it: texts and attributes are escaped when they are written, and never before.

use std::fmt;

/// An element.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Content>,
}

#[derive(Clone, Debug)]
enum Content {
    Text(String),
    Element(Element),
}

impl Element {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            content: Vec::new(),
        }
    }

    /// The same with an attribute.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The same with a text at its end.
    pub(crate) fn saying(mut self, text: impl Into<String>) -> Self {
        self.content.push(Content::Text(text.into()));
        self
    }

    /// The same with an element at its end.
    pub(crate) fn holding(mut self, element: Self) -> Self {
        self.content.push(Content::Element(element));
        self
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.name)?;
        for (name, value) in &self.attributes {
            write!(f, " {name}=\"{}\"", Escaped(value))?;
        }
        if self.content.is_empty() {
            return f.write_str("/>");
        }
        f.write_str(">")?;
        for part in &self.content {
            match part {
                Content::Text(text) => write!(f, "{}", Escaped(text))?,
                Content::Element(element) => write!(f, "{element}")?,
            }
        }
        write!(f, "</{}>", self.name)
    }
}

/// A text as it may stand in content and attributes (XML 1.0 §2.2 and §2.4): characters that XML does not have are left out.
struct Escaped<'t>(&'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&apos;")?,
                '\t' | '\n' | '\r' => f.write_str(" ")?,
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                other => write!(f, "{other}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_stands_in_it_breaks_it() {
        let hostile = "Alba & <b>Hijos</b> \"'\n\0\u{fffe}ñ";
        let element = Element::new("Gather")
            .with("action", hostile)
            .holding(Element::new("Say").saying(hostile))
            .holding(Element::new("Hangup"));
        let escaped = "Alba &amp; &lt;b&gt;Hijos&lt;/b&gt; &quot;&apos; ñ";
        assert_eq!(
            element.to_string(),
            format!("<Gather action=\"{escaped}\"><Say>{escaped}</Say><Hangup/></Gather>")
        );
    }
}
