//! The text, whatever its form and character set.

use channel_email::{Receipt, mail};
use rstest::rstest;

use crate::{letter, now, one};

#[rstest]
#[case::iso_2022_jp(b"Content-Type: text/plain; charset=iso-2022-jp\n".as_slice(), b"\x1b$B$9$_$^$;$s!#\x1b(B".as_slice(), "すみません。")]
#[case::windows_1252(
    b"Content-Type: text/plain; charset=windows-1252\n",
    b"10 \x80 \x96 ma\xf1ana",
    "10 € – mañana"
)]
#[case::undeclared(b"", b"ma\xf1ana", "mañana")]
#[case::undeclared_quoted(
    b"Content-Transfer-Encoding: quoted-printable\n",
    b"ma=F1ana",
    "mañana"
)]
#[case::soft_break_inside_a_character(
    b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n",
    b"ma=C3=\n=B1ana",
    "mañana"
)]
#[case::base64(
    b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
    b"bWHDsWFuYQ==",
    "mañana"
)]
#[case::nul(b"", b"a\0b", "ab")]
#[case::unknown_charset(
    b"Content-Type: text/plain; charset=x-of-ours\n",
    b"ma\xf1ana",
    "mañana"
)]
#[case::declared_ascii(
    b"Content-Type: text/plain; charset=us-ascii\n",
    b"ma\xf1ana",
    "mañana"
)]
#[case::html_undeclared(b"Content-Type: text/html\n", b"<p>ma\xf1ana", "mañana")]
#[case::undeclared_base64(b"Content-Transfer-Encoding: base64\n", b"bWHxYW5h", "mañana")]
#[case::declared_utf_8_and_is_not(
    b"Content-Type: text/plain; charset=utf-8\n",
    b"ma\xf1ana",
    "ma\u{fffd}ana"
)]
#[case::utf_16(
    b"Content-Type: text/plain; charset=utf-16le\n",
    b"h\0o\0l\0a\0",
    "hola"
)]
#[case::utf_7(b"Content-Type: text/plain; charset=utf-7\n", b"ma+APE-ana", "mañana")]
#[case::no_base64(b"Content-Transfer-Encoding: base64\n", b"*hola*", "*hola*")]
#[case::unknown_packing(b"Content-Transfer-Encoding: x-uuencode\n", b"hola", "hola")]
fn texts_of_every_encoding_are_read(
    #[case] header: &[u8],
    #[case] body: &[u8],
    #[case] expected: &str,
) {
    let raw = [b"From: ana@x.example\n".as_slice(), header, b"\n", body].concat();
    assert_eq!(one(raw).text.as_deref(), Some(expected));
}

#[test]
fn html_alone_is_read_as_text_and_beside_plain_text_it_is_not() {
    let html = letter(
        "Content-Type: text/html; charset=utf-8\n",
        "<p>Hola <b>Ana</b></p><blockquote>cita</blockquote>",
    );
    assert_eq!(one(html).text.as_deref(), Some("Hola Ana\n\n> cita"));
    let both = "--b\nContent-Type: text/plain\n\nHola\n--b\nContent-Type: text/html\n\n<p>Otra</p>\n--b--\n";
    let event = one(letter(
        "Content-Type: multipart/alternative; boundary=b\n",
        both,
    ));
    assert_eq!(
        (event.text.as_deref(), event.attachments_count),
        (Some("Hola"), 0)
    );
    let empty = both.replace("Hola", " ");
    assert_eq!(
        one(letter(
            "Content-Type: multipart/alternative; boundary=b\n",
            &empty
        ))
        .text
        .as_deref(),
        Some("Otra")
    );
}

#[test]
fn of_a_long_text_the_beginning_is_kept_and_where_the_rest_is() {
    let event = one(letter(
        "Content-Type: text/plain; charset=utf-8\n",
        &"ñ".repeat(100_000),
    ));
    assert_eq!(event.text.unwrap().len(), mail::LARGEST_TEXT);
    assert_eq!(event.whole_text_at.as_deref(), Some("in/ses1"));
    assert_eq!(one(letter("", "short")).whole_text_at, None);
}

/// In a notification or a file there is nowhere else to look for the rest.
#[test]
fn a_long_text_that_stands_nowhere_else_is_kept_whole() {
    let raw = letter(
        "Content-Type: text/plain; charset=utf-8\n",
        &"ñ".repeat(200_000),
    );
    let read = mail::read(raw.as_bytes(), &Receipt::default(), now());
    let event = &read.events[0];
    assert_eq!(event.text.as_deref().map(str::len), Some(400_000));
    assert_eq!(event.whole_text_at, None);
}
