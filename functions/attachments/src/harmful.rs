//! Files that could run on the computer of who opens them. By name and by content: either is enough, since senders choose
//! both. What a program or a macro does is not looked at; that there is one is enough.

mod extensions;
mod zip;

use extensions::EXTENSIONS;

/// A Windows shortcut ([MS-SHLLINK] 2.1: header size and class id).
const SHORTCUT: &[u8] = &[
    0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46,
];
/// A OneNote section ([MS-ONESTORE] 2.3.1), which can hold any file behind a picture of a button.
const NOTEBOOK: &[u8] = &[
    0xe4, 0x52, 0x5c, 0x7b, 0x8c, 0xd8, 0xa7, 0x4d, 0xae, 0xb1, 0x53, 0x78, 0xd0, 0x29, 0x96, 0xd3,
];
/// What programs, scripts and images of disks begin with that the library does not know or does not tell apart.
const BEGINNINGS: [&[u8]; 6] = [
    SHORTCUT,
    NOTEBOOK,
    b"ITSF",     // compiled HTML help
    b"conectix", // virtual disk (VHD)
    b"vhdxfile",
    b"Cr24", // browser extension
];
/// Where the volume descriptors of a CD's image stand, and what each has in it (ECMA-119 §8.1, ECMA-167 3/9.1).
const VOLUME_DESCRIPTORS: [usize; 3] = [0x8001, 0x8801, 0x9001];
const VOLUMES: [&[u8]; 4] = [b"CD001", b"BEA01", b"NSR02", b"NSR03"];
/// A compound file ([MS-CFB] 2.2): old Office documents, and Windows installers.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The class id of a Windows installer's root.
const INSTALLER: &[u8] = &[
    0x84, 0x10, 0x0c, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46,
];
/// The stream in which an old Office document keeps its macros ([MS-OVBA] 2.3.4.1), in UTF-16.
const MACROS: &[u8] = b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0";

/// Whether a file could run, going by its name or its content. Archives are looked into as far as their lists of names
/// tell; packed ones of other makes than zip are not opened.
pub(crate) fn is_harmful(name: Option<&str>, content: &[u8]) -> bool {
    name.is_some_and(named) || runs(content) || holds_macros(content) || zip::holds_harmful(content)
}

/// Whether the ending of a name is one of something that runs. Windows passes over dots and spaces at the end.
fn named(name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace() || c.is_control());
    // `x.exe::$DATA` names the same file as `x.exe` on NTFS.
    let name = name.split("::").next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let ending = ending.unwrap_or_default().trim().to_ascii_lowercase();
    EXTENSIONS.binary_search(&ending.as_str()).is_ok()
}

fn runs(content: &[u8]) -> bool {
    let text = is_text(content);
    let program = [
        infer::app::is_exe,
        infer::app::is_elf,
        infer::app::is_mach,
        infer::app::is_java,
        infer::app::is_dex,
        infer::app::is_wasm,
        infer::archive::is_cab,
        infer::archive::is_deb,
        infer::archive::is_rpm,
        infer::archive::is_swf,
    ];
    (!text && program.iter().any(|is| is(content)))
        || is_script(content)
        || BEGINNINGS.iter().any(|begin| content.starts_with(begin))
        || is_disk(content)
}

/// Scripts say which program runs them, or are a batch's first line.
fn is_script(content: &[u8]) -> bool {
    let start = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    let line = start.trim_ascii_start();
    let batch = line
        .get(..9)
        .is_some_and(|line| line.eq_ignore_ascii_case(b"@echo off"));
    start.starts_with(b"#!") || batch
}

fn is_disk(content: &[u8]) -> bool {
    let described = |at: usize| {
        let there = content.get(at..at + 5);
        there.is_some_and(|there| VOLUMES.contains(&there))
    };
    let trailer = content
        .len()
        .checked_sub(512)
        .and_then(|at| content.get(at..));
    VOLUME_DESCRIPTORS.into_iter().any(described)
        || trailer.is_some_and(|trailer| trailer.starts_with(b"koly"))
}

fn holds_macros(content: &[u8]) -> bool {
    content.starts_with(COMPOUND) && (contains(content, MACROS) || contains(content, INSTALLER))
}

fn contains(content: &[u8], wanted: &[u8]) -> bool {
    content.windows(wanted.len()).any(|window| window == wanted)
}

/// Whether the beginning of a file is text: no byte of it is a control character that texts do not have.
pub(crate) fn is_text(content: &[u8]) -> bool {
    let beginning = content.get(..4096).unwrap_or(content);
    let shown = |byte: &u8| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    !content.is_empty()
        && beginning.iter().all(shown)
        && std::str::from_utf8(beginning).map_or_else(|error| error.error_len().is_none(), |_| true)
}

#[cfg(test)]
mod tests;
