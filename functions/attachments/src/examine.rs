//! What a file is, going by its content.

use domain::event::Attachment;
use domain::file::{FileReason, LARGEST_FILE};

use crate::harmful::{is_harmful, is_text};
use crate::name::safe_name;

/// What is not known better.
const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";

/// A file that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Its media type.
    pub(crate) mime: &'static str,
    /// Its name, safe.
    pub(crate) name: String,
}

/// Tells type and name of a file that is brought, or why it is not kept.
pub(crate) fn examine(file: &Attachment, index: u32, content: &[u8]) -> Result<Fit, FileReason> {
    if content.len() as u64 > LARGEST_FILE {
        return Err(FileReason::TooLarge);
    }
    if is_harmful(file.name.as_deref(), content) {
        return Err(FileReason::Executable);
    }
    let (mime, ending) = kind(content);
    let name = safe_name(file.name.as_deref(), &file.kind, index, ending);
    Ok(Fit { mime, name })
}

/// The name of a file that we do not have.
pub(crate) fn name_alone(file: &Attachment, index: u32) -> String {
    safe_name(file.name.as_deref(), &file.kind, index, None)
}

/// Media type and usual ending. The library knows some types by two letters, with which texts begin too: a text is one
/// unless it is marked up.
fn kind(content: &[u8]) -> (&'static str, Option<&'static str>) {
    if is_text(content) && !infer::text::is_html(content) && !infer::text::is_xml(content) {
        return match infer::archive::is_pdf(content) {
            true => ("application/pdf", Some("pdf")),
            false => (TEXT, Some("txt")),
        };
    }
    match infer::get(content) {
        Some(kind) => (kind.mime_type(), Some(kind.extension())),
        None => (BYTES, None),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn named(name: &str) -> Attachment {
        Attachment {
            kind: "document".to_owned(),
            mime: Some("image/png".to_owned()),
            name: Some(name.to_owned()),
            ..Attachment::default()
        }
    }

    #[test]
    fn a_file_is_what_its_content_says_and_not_what_its_sender_says() {
        for (content, mime, name) in [
            (
                b"\xff\xd8\xff\xe0 and so on".as_slice(),
                "image/jpeg",
                "x.jpg",
            ),
            (b"\x89PNG\r\n\x1a\n and so on", "image/png", "x.png"),
            (b"%PDF-1.7 and so on", "application/pdf", "x.pdf"),
            (b"OggS\0\0\0\0 and so on", "audio/ogg", "x.ogg"),
            (b"<html><script>alert(1)</script>", "text/html", "x.html"),
            (b"BC y MZ son siglas", "text/plain", "x.txt"),
            (b"\x01\x02\x03", "application/octet-stream", "x"),
            (b"", "application/octet-stream", "x"),
        ] {
            let fit = examine(&named("x"), 0, content).unwrap();
            assert_eq!((fit.mime, fit.name.as_str()), (mime, name));
        }
    }

    #[test]
    fn what_runs_or_is_too_large_is_not_kept() {
        let refused = examine(&named("x.exe"), 0, b"hola");
        assert_eq!(refused, Err(FileReason::Executable));
        let large = vec![b' '; 25 * 1024 * 1024 + 1];
        assert_eq!(examine(&named("x"), 0, &large), Err(FileReason::TooLarge));
        assert!(examine(&named("x"), 0, large.get(1..).unwrap()).is_ok());
    }
}
