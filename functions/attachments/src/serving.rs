//! How a file is served: shown in the browser where that is harmless, else saved.

use delivery::Serving;

/// Types that browsers show by themselves and in which nothing runs: as their content tells, and as browsers call them.
/// Not SVG or HTML, in which scripts run; not video, which is better saved than watched through a five-minute address.
const SHOWN: [(&str, &str); 13] = [
    ("application/pdf", "application/pdf"),
    ("audio/aac", "audio/aac"),
    ("audio/m4a", "audio/mp4"),
    ("audio/mpeg", "audio/mpeg"),
    ("audio/ogg", "audio/ogg"),
    ("audio/opus", "audio/ogg"),
    ("audio/x-flac", "audio/flac"),
    ("audio/x-wav", "audio/wav"),
    ("image/avif", "image/avif"),
    ("image/gif", "image/gif"),
    ("image/jpeg", "image/jpeg"),
    ("image/png", "image/png"),
    ("image/webp", "image/webp"),
];
/// What everything else is called, so that no browser makes anything of it.
const SAVED: &str = "application/octet-stream";

/// How a file of this media type and name is served.
pub(crate) fn serving(mime: &str, name: &str) -> Serving {
    let shown = SHOWN.iter().find(|(told, _)| *told == mime);
    let (way, content_type) = match shown {
        Some((_, called)) => ("inline", *called),
        None => ("attachment", SAVED),
    };
    Serving {
        content_type: content_type.to_owned(),
        disposition: format!(
            "{way}; filename=\"{}\"; filename*=UTF-8''{}",
            plain(name),
            encoded(name)
        ),
    }
}

/// The name for who understands only ASCII (RFC 6266 §4.3).
fn plain(name: &str) -> String {
    let shown = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%');
    name.chars()
        .map(|c| if shown(c) { c } else { '_' })
        .collect()
}

/// RFC 8187 §3.2.1: everything but `attr-char` as percent and two digits.
fn encoded(name: &str) -> String {
    let attr_char = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte);
    name.bytes()
        .map(|byte| match byte {
            byte if attr_char(byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_sounds_and_pdf_are_shown_and_everything_else_is_saved() {
        for mime in ["image/jpeg", "audio/opus", "application/pdf"] {
            let served = serving(mime, "x");
            assert!(served.disposition.starts_with("inline; "), "{mime}");
            assert_ne!(served.content_type, SAVED);
        }
        for mime in [
            "text/html",
            "image/svg+xml",
            "text/xml",
            "video/mp4",
            "application/zip",
            "",
            "image/jpeg; x",
        ] {
            let served = serving(mime, "x");
            assert!(served.disposition.starts_with("attachment; "), "{mime}");
            assert_eq!(served.content_type, SAVED);
        }
    }

    #[test]
    fn a_name_of_any_letters_stands_in_a_header_and_adds_none() {
        let served = serving("", "ñandú \"2\"\r\nX-Evil: 1;%41.pdf");
        assert_eq!(
            served.disposition,
            "attachment; filename=\"_and_ _2___X-Evil: 1;_41.pdf\"; \
             filename*=UTF-8''%C3%B1and%C3%BA%20%222%22%0D%0AX-Evil%3A%201%3B%2541.pdf"
        );
    }
}
