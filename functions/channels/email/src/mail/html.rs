//! HTML as text.

mod letter;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use html2text::config;
use letter::Letter;
use mail_parser::decoders::html::html_to_text;

/// Wide enough that no paragraph is broken.
const WIDTH: usize = 10_000;
/// HTML beyond this is not read: many times the largest text that is kept.
const LARGEST: usize = 1024 * 1024;
/// Deeper nesting than any editor writes. The renderer's time grows with depth; the plain scanner's does not.
const DEEPEST: usize = 250;
/// Elements that are never closed (HTML, "void elements"), and those that clients leave open.
const UNCLOSED: [&str; 12] = [
    "br", "hr", "img", "input", "link", "meta", "col", "wbr", "p", "li", "td", "tr",
];

/// The text of an HTML document: links without their addresses, quotes with `> `, tables cell by cell.
pub(super) fn to_text(html: &str) -> String {
    let html = html
        .get(..html.floor_char_boundary(LARGEST))
        .unwrap_or(html);
    let rendered = if depth(html) <= DEEPEST {
        rendered(html)
    } else {
        None
    };
    rendered
        .unwrap_or_else(|| html_to_text(html))
        .trim()
        .replace('\u{a0}', " ")
}

/// None where the renderer gives up. It panics on some numbers (`<ol start=9223372036854775807>`): that is caught, and the
/// plain scanner reads the document in its place.
fn rendered(html: &str) -> Option<String> {
    let render = || {
        config::with_decorator(Letter)
            .raw_mode(true)
            .allow_width_overflow()
            .string_from_read(html.as_bytes(), WIDTH)
    };
    catch_unwind(AssertUnwindSafe(render)).ok()?.ok()
}

/// How many elements are open at once at most, counted without parsing.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            open = open.saturating_sub(1);
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic())
            && !UNCLOSED.contains(&name(tag).as_ref())
        {
            open += 1;
            deepest = deepest.max(open);
        }
    }
    deepest
}

fn name(tag: &str) -> Cow<'_, str> {
    let end = tag
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default();
    if name.len() > 8 {
        Cow::Borrowed("")
    } else {
        Cow::Owned(name.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_reads_as_a_person_would_read_it() {
        let html = "<html><head><style>p{color:red}</style><title>x</title></head><body><p>Hola,&nbsp;<b>Ana</b></p>\
                    <p>Mira <a href=\"https://shop.example/1\">esto</a><br>y <i>esto</i></p>\
                    <ul><li>uno</li><li>dos</li></ul><script>alert(1)</script></body></html>";
        assert_eq!(
            to_text(html),
            "Hola, Ana\n\nMira esto\ny esto\n* uno\n* dos"
        );
    }

    #[test]
    fn quoted_history_keeps_its_marks() {
        let html =
            "<div>Hello</div><div>On Monday Ana wrote:<blockquote>Hi<br>there</blockquote></div>";
        assert_eq!(
            to_text(html),
            "Hello\nOn Monday Ana wrote:\n\n> Hi\n> there"
        );
    }

    #[test]
    fn a_long_paragraph_is_not_broken_and_a_table_is_read_cell_by_cell() {
        let long = "palabra ".repeat(300);
        assert_eq!(to_text(&format!("<p>{long}</p>")), long.trim());
        let table = "<table><tr><td>Pedido</td><td>20418</td></tr></table>";
        assert_eq!(
            to_text(table).split_whitespace().collect::<Vec<_>>(),
            ["Pedido", "20418"]
        );
    }

    #[test]
    fn nesting_without_end_is_read_all_the_same() {
        let deep = format!(
            "{}hello{}",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        assert_eq!(to_text(&deep).trim(), "hello");
        let quotes = format!("{}hello", "<blockquote>".repeat(200));
        assert!(to_text(&quotes).contains("hello"));
    }

    #[test]
    fn a_document_that_the_renderer_cannot_bear_is_read_all_the_same() {
        assert_eq!(
            to_text("<ol start=9223372036854775807><li>uno</ol>").trim(),
            "uno"
        );
    }
}
