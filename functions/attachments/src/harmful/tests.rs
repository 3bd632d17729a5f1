#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

/// A zip's headers for these names; the content does not matter.
pub(crate) fn zip(names: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for name in names {
        bytes.extend(b"PK\x03\x04");
        bytes.extend([0; 22]);
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend([0; 2]);
        bytes.extend(name.as_bytes());
        bytes.extend(b"content");
    }
    bytes
}

fn padded(begin: &[u8]) -> Vec<u8> {
    let mut bytes = begin.to_vec();
    bytes.resize(200, 0);
    bytes
}

#[test]
fn a_name_that_runs_is_refused_however_it_is_written() {
    for name in [
        "factura.exe",
        "FACTURA.EXE",
        "factura.pdf.exe",
        "factura.exe.",
        "factura.exe  . ",
        "factura.exe\u{0}",
        "factura.exe::$DATA",
        "a.b/c.lnk",
        ".bat",
        "nómina.xlsm",
        "disco.iso",
        "app.jar",
    ] {
        assert!(is_harmful(Some(name), b"hola"), "{name:?}");
    }
}

#[test]
fn everyday_files_are_let_in() {
    for name in [
        "foto.jpg",
        "factura.pdf",
        "pedido.docx",
        "lista.xlsx",
        "nota.txt",
        "exe",
        "el.exe.pdf",
        "",
        ".",
        "...",
    ] {
        assert!(!is_harmful(Some(name), b"hola"), "{name:?}");
    }
    for content in [
        b"".as_slice(),
        b"\xff\xd8\xff\xe0 a picture",
        b"%PDF-1.7",
        b"MZ-4711 es el pedido",
        b"CWS y FWS son siglas",
        b"P",
        b"PK",
        b"PK\x03\x04",
        b"PK\x01\x02 cut off",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document",
    ] {
        assert!(!is_harmful(None, content), "{content:?}");
    }
}

#[test]
fn programs_are_known_by_their_first_bytes() {
    for begin in [
        b"MZ\x90\x00".as_slice(),
        b"\x7fELF\x02\x01\x01",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe\x00\x00\x00\x02",
        b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
        b"#!/bin/sh\n",
        b"\xef\xbb\xbf#!/usr/bin/env python3\n",
        b"\r\n@ECHO OFF\r\n",
        b"MSCF\x00",
        SHORTCUT,
        NOTEBOOK,
        b"ITSF",
    ] {
        assert!(is_harmful(Some("foto.jpg"), &padded(begin)), "{begin:?}");
    }
}

#[test]
fn images_of_disks_are_known_by_what_stands_far_inside() {
    for at in VOLUME_DESCRIPTORS {
        let mut disk = vec![0; at + 10];
        disk[at..at + 5].copy_from_slice(b"CD001");
        assert!(is_harmful(None, &disk), "{at}");
    }
    let mut apple = vec![0; 2_000];
    let trailer = apple.len() - 512;
    apple[trailer..trailer + 4].copy_from_slice(b"koly");
    assert!(is_harmful(None, &apple));
}

#[test]
fn a_document_with_macros_is_refused_whatever_it_is_called() {
    let plain = [
        "[Content_Types].xml",
        "word/document.xml",
        "docProps/app.xml",
    ];
    assert!(!is_harmful(Some("pedido.docx"), &zip(&plain)));
    for mark in [
        "word/vbaProject.bin",
        "VBAPROJECT.BIN",
        "xl/macrosheets/sheet1.xml",
        "Basic/script-lc.xml",
        "Scripts/python/x.txt",
    ] {
        let document = zip(&[plain[0], plain[1], mark]);
        assert!(is_harmful(Some("pedido.docx"), &document), "{mark}");
    }
    let mut old = padded(COMPOUND);
    assert!(!is_harmful(Some("pedido.doc"), &old));
    old.extend(MACROS);
    assert!(is_harmful(Some("pedido.doc"), &old));
    let mut installer = padded(COMPOUND);
    installer.extend(INSTALLER);
    assert!(is_harmful(Some("pedido.doc"), &installer));
}

#[test]
fn a_zip_is_refused_for_what_is_in_it() {
    assert!(!is_harmful(
        Some("fotos.zip"),
        &zip(&["a/1.jpg", "a/2.jpg"])
    ));
    for inside in [
        "a/factura.exe",
        "a\\FACTURA.JS",
        "META-INF/MANIFEST.MF",
        "AndroidManifest.xml",
    ] {
        assert!(
            is_harmful(Some("fotos.zip"), &zip(&["a/1.jpg", inside])),
            "{inside}"
        );
    }
    let mut behind = b"\x89PNG\r\n\x1a\n a picture before it ".to_vec();
    behind.extend(zip(&["x.exe"]));
    assert!(is_harmful(Some("foto.png"), &behind));
}

#[test]
fn a_list_at_the_end_alone_is_enough() {
    let mut list = b"PK\x01\x02".to_vec();
    list.extend([0; 24]);
    list.extend(5_u16.to_le_bytes());
    list.extend([0; 16]);
    list.extend(b"x.exe");
    assert!(is_harmful(None, &list));
}
