//! What a zip holds, by its names: also documents of Office and OpenOffice, and Java's and Android's programs, are zips.
//!
//! Names stand open in a zip, also in one with a password, before each file and again in the list at its end
//! (APPNOTE.TXT 4.3.7, 4.3.12). Both are looked at wherever they stand, because programs read zips from the end, from the
//! beginning, and with other things around them.

/// A signature, how far behind it the length of the name stands, and how far the name.
const HEADERS: [(&[u8], usize, usize); 2] = [(b"PK\x03\x04", 26, 30), (b"PK\x01\x02", 28, 46)];
/// Names that make the whole a program or a document with macros, in lower case.
const MARKS: [&str; 7] = [
    "meta-inf/manifest.mf", // Java
    "androidmanifest.xml",
    "vbaproject.bin",
    "vbadata.xml",
    "xl/macrosheets/",     // macros of Excel 4
    "basic/script-lc.xml", // OpenOffice
    "scripts/",
];

/// Whether something in it runs.
pub(super) fn holds_harmful(content: &[u8]) -> bool {
    names(content).any(|name| {
        let name = String::from_utf8_lossy(name)
            .to_lowercase()
            .replace('\\', "/");
        super::named(&name) || MARKS.iter().any(|mark| is_marked(&name, mark))
    })
}

/// A mark is a whole name, one at the end of a path, or a folder at its beginning.
fn is_marked(name: &str, mark: &str) -> bool {
    if mark.ends_with('/') {
        return name.starts_with(mark) && name.len() > mark.len();
    }
    name.strip_suffix(mark)
        .is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

fn names(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    let starts = content
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'P');
    starts.filter_map(|(at, _)| content.get(at..).and_then(name))
}

fn name(header: &[u8]) -> Option<&[u8]> {
    let known = HEADERS
        .iter()
        .find(|(signature, ..)| header.starts_with(signature));
    let (_, length_at, name_at) = known?;
    let length = header.get(*length_at..length_at + 2)?;
    let length = usize::from(u16::from_le_bytes([*length.first()?, *length.last()?]));
    header.get(*name_at..name_at + length)
}
