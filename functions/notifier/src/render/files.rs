//! The files that a notice tells of, as a list.

use domain::file::NoticeFile;

use super::clean::one_line;
use super::words::{FileWord, Words};

/// Characters of a file's name.
const LONGEST_NAME: usize = 80;

/// Files with their links.
#[derive(Clone, Debug)]
pub(crate) struct FileList {
    /// What stands above them.
    pub(crate) title: &'static str,
    /// One a line; never empty.
    pub(crate) files: Vec<FileLine>,
    /// How many more there are.
    pub(crate) more: Option<String>,
}

/// One file.
#[derive(Clone, Debug)]
pub(crate) struct FileLine {
    /// Its name, or what it is.
    pub(crate) name: String,
    /// What is known of it.
    pub(crate) about: String,
    /// Where it opens; always one of ours.
    pub(crate) link: Option<String>,
}

/// The list of some files; none where there are none. `links` are theirs in the same order, or nothing.
pub(super) fn list(
    files: &[NoticeFile],
    more: u32,
    links: &[String],
    words: &'static dyn Words,
) -> Option<FileList> {
    if files.is_empty() {
        return None;
    }
    let links = links.iter().map(Some).chain(std::iter::repeat(None));
    let lines = files
        .iter()
        .zip(links)
        .map(|(file, link)| line(file, link.cloned(), words));
    let lines: Vec<FileLine> = lines.collect();
    let linked = lines.iter().any(|line| line.link.is_some());
    Some(FileList {
        title: words.files_title(linked),
        files: lines,
        more: (more > 0).then(|| words.and_more(more as usize)),
    })
}

fn line(file: &NoticeFile, link: Option<String>, words: &dyn Words) -> FileLine {
    let kind = words.file(FileWord::of(&file.kind));
    let name = file.name.as_deref().map(name);
    let mut about = Vec::new();
    let name = match name.filter(|name| !name.is_empty()) {
        Some(name) => {
            about.push(kind.to_owned());
            name
        }
        None => begun_large(kind),
    };
    about.extend(file.size.map(|size| shown_size(size, words.decimal())));
    if file.not_to_keep {
        about.push(words.not_to_keep().to_owned());
    }
    FileLine {
        name,
        about: about.join(", "),
        link,
    }
}

/// Without what would make an address of it: mail programs turn those into links of their own.
fn name(said: &str) -> String {
    let last = said.rsplit(['/', '\\']).next().unwrap_or_default();
    one_line(last, LONGEST_NAME).replace([':', '@', '<', '>'], "_")
}

fn begun_large(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// `812 B`, `82 kB`, `2,4 MB`.
fn shown_size(bytes: u64, decimal: char) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => {
            let tenths = bytes / 100_000;
            format!("{}{decimal}{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let shown = |bytes| shown_size(bytes, ',');
        assert_eq!(shown(0), "0 B");
        assert_eq!(shown(999), "999 B");
        assert_eq!(shown(81_920), "81 kB");
        assert_eq!(shown(2_449_999), "2,4 MB");
        assert_eq!(shown(u64::MAX), "18446744073709,5 MB");
    }

    #[test]
    fn a_name_is_no_address() {
        assert_eq!(name("https://evil.example/factura.pdf"), "factura.pdf");
        assert_eq!(name("javascript:alert(1)"), "javascript_alert(1)");
        assert_eq!(name("a\r\nb\u{202e}.jpg"), "a b.jpg");
        assert_eq!(name("x/"), "");
    }
}
