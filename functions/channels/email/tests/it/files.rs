//! The files.

use channel_email::{Part, Receipt, Verdict, mail, part};

use crate::{letter, now, one, receipt};

const FILES: &str = "--b\nContent-Type: text/plain\n\nHola\n\
    --b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\
    Content-Disposition: attachment; filename*=iso-8859-1''factura%20a%F1o.pdf\n\nQUJD\n\
    --b\nContent-Type: message/rfc822\n\nFrom: c@x.example\nContent-Type: multipart/mixed; boundary=i\n\n\
    --i\nContent-Type: image/png; name=a.png\n\nx\n--i--\n\
    --b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJvbTogZEB4CgpI\n\
    --b\nContent-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline\n\nx\n--b--\n";

#[test]
fn files_are_listed_each_forwarded_mail_as_one() {
    let event = one(letter("Content-Type: multipart/mixed; boundary=b\n", FILES));
    assert_eq!(
        (event.text.as_deref(), event.attachments_count),
        (Some("Hola"), 4)
    );
    let told: Vec<_> = event
        .attachments
        .iter()
        .map(|file| (file.kind.as_str(), file.mime.as_deref()))
        .collect();
    let expected = [
        ("document", Some("application/pdf")),
        ("message", Some("message/rfc822")),
        ("message", Some("message/rfc822")),
        ("image", Some("image/png")),
    ];
    assert_eq!(told, expected);
    assert_eq!(
        event.attachments[0].name.as_deref(),
        Some("factura año.pdf")
    );
    assert_eq!(event.attachments[0].size, Some(3));
}

#[test]
fn where_ses_found_a_virus_the_files_are_named_and_not_to_be_kept() {
    let receipt = Receipt {
        virus: Verdict::Fail,
        ..receipt()
    };
    let raw = letter("Content-Type: multipart/mixed; boundary=b\n", FILES);
    let event = mail::read(raw.as_bytes(), &receipt, now()).events.remove(0);
    assert_eq!((event.attachments.len(), event.attachments_count), (4, 4));
    assert!(event.attachments.iter().all(|file| file.not_to_keep));
    assert!(event.note.unwrap().contains("virus"));
    assert!(one(raw).attachments.iter().all(|file| !file.not_to_keep));
}

#[test]
fn each_listed_file_is_had_by_its_id_in_the_size_that_was_told() {
    let raw = letter("Content-Type: multipart/mixed; boundary=b\n", FILES);
    let listed = one(&raw).attachments;
    let files: Vec<Part> = listed
        .iter()
        .map(|file| part(raw.as_bytes(), file.id.as_deref().unwrap()).unwrap())
        .collect();
    for (file, listed) in files.iter().zip(&listed) {
        assert_eq!(Some(file.content.len() as u64), listed.size);
        assert_eq!((&file.mime, &file.name), (&listed.mime, &listed.name));
    }
    let contents: Vec<_> = files
        .iter()
        .map(|file| String::from_utf8_lossy(&file.content))
        .collect();
    assert_eq!(contents[0], "ABC");
    assert!(contents[1].starts_with("From: c@x.example\n") && contents[1].contains("--i--"));
    assert_eq!(contents[2], "From: d@x\n\nH");
    assert_eq!(contents[3], "x");
}

/// The parser turns texts into UTF-8; a file must stay what it was.
#[test]
fn a_file_of_text_keeps_its_own_bytes() {
    let head = letter(
        "Content-Type: multipart/mixed; boundary=b\n",
        "--b\nContent-Type: text/plain\n\nHola\n\
         --b\nContent-Type: text/csv; charset=iso-8859-1\nContent-Disposition: attachment; filename=a.csv\n\n",
    );
    let raw = [head.as_bytes(), b"art\xedculo;2\n--b--\n"].concat();
    let file = &one(&raw).attachments[0];
    let taken = part(&raw, file.id.as_deref().unwrap()).unwrap();
    assert_eq!(taken.content, b"art\xedculo;2");
    assert_eq!(
        (taken.name.as_deref(), file.size),
        (Some("a.csv"), Some(10))
    );
}

#[test]
fn what_is_not_listed_is_not_given_out() {
    let raw = letter("Content-Type: multipart/mixed; boundary=b\n", FILES);
    for id in ["", "0", "1", "01", "2 ", "-2", "99", "4294967296", "x"] {
        assert_eq!(part(raw.as_bytes(), id), None, "{id}");
    }
    assert_eq!(part(b"no mail", "1"), None);
    assert_eq!(part(b"", "1"), None);
}

#[test]
fn of_very_many_files_all_are_counted_and_the_first_are_listed() {
    let file = "--b\nContent-Type: image/png\nContent-Disposition: attachment\n\nx\n";
    let body = format!("{}--b--\n", file.repeat(5000));
    let event = one(letter("Content-Type: multipart/mixed; boundary=b\n", &body));
    assert_eq!(
        (event.attachments.len(), event.attachments_count),
        (100, 5000)
    );
}
