//! The mail as it leaves.

use domain::notice::{Notice, NoticeKind};
use mail_parser::{Message, MessageParser};
use notifier::mail::Sender;
use notifier::render::{self, Beside};

use crate::notices::{assigned, breached, follow_up, notice, now};

fn mime(notice: &Notice) -> Vec<u8> {
    let sender: Sender = "care@luna.example".parse().unwrap();
    sender
        .mime(
            notice,
            "ana@luna.example",
            render::mail(notice, &Beside::default(), now()).unwrap(),
            now(),
        )
        .unwrap()
}

fn parsed(bytes: &[u8]) -> Message<'_> {
    MessageParser::new().parse(bytes).unwrap()
}

fn header(mail: &Message<'_>, name: &'static str) -> Option<String> {
    mail.header_raw(name).map(|value| value.trim().to_owned())
}

#[test]
fn it_has_both_forms_and_says_whom_it_is_from() {
    let bytes = mime(&assigned());
    let mail = parsed(&bytes);
    let texts = render::mail(&assigned(), &Beside::default(), now()).unwrap();
    let lines = |text: &str| text.replace("\r\n", "\n");
    assert_eq!(lines(&mail.body_text(0).unwrap()), texts.text);
    assert_eq!(lines(&mail.body_html(0).unwrap()), texts.html);
    assert_eq!(
        mail.subject(),
        Some("[AL-483120] Cambio de talla · Marta G. · WhatsApp")
    );
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!(from.name(), Some("Ventanilla · Alpargata & Luna"));
    assert_eq!(from.address(), Some("care@luna.example"));
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!(
        (to.name(), to.address()),
        (Some("Ana Ruiz"), Some("ana@luna.example"))
    );
}

#[test]
fn it_says_that_no_person_wrote_it_and_which_notice_it_is() {
    let bytes = mime(&assigned());
    let mail = parsed(&bytes);
    assert_eq!(
        header(&mail, "Auto-Submitted").as_deref(),
        Some("auto-generated")
    );
    assert_eq!(
        header(&mail, "X-Auto-Response-Suppress").as_deref(),
        Some("All")
    );
    assert_eq!(
        header(&mail, "X-Ventanilla-Notice").as_deref(),
        Some("4f1c0d")
    );
    assert_eq!(mail.message_id(), Some("4f1c0d@luna.example"));
}

#[test]
fn mails_of_a_thread_refer_to_one_root_and_those_of_others_do_not() {
    let root = |notice: &Notice| {
        let bytes = mime(notice);
        let mail = parsed(&bytes);
        assert_eq!(header(&mail, "References"), header(&mail, "In-Reply-To"));
        header(&mail, "References").unwrap()
    };
    assert_eq!(root(&assigned()), "<AL-483120.ana@luna.example>");
    assert_eq!(root(&assigned()), root(&follow_up()));
    assert_ne!(
        root(&assigned()),
        root(&breached()),
        "another recipient has another root"
    );
    let other = Notice {
        thread: "AL-1".into(),
        ..notice(NoticeKind::Assigned)
    };
    assert_ne!(root(&assigned()), root(&other));
}

#[test]
fn names_and_ids_add_no_header() {
    let mut notice = assigned();
    notice.brand = "Luna\r\nBcc: all@evil.example".to_owned();
    notice.to.name = "Ana\r\nX-Evil: 1".to_owned();
    notice.id = "x\r\nX-Evil: 2".into();
    notice.thread = "AL\r\nX-Evil: 3>".into();
    notice.customer_name = Some("M\r\nX-Evil: 4 \u{85}".to_owned());
    let bytes = mime(&notice);
    let mail = parsed(&bytes);
    assert!(mail.bcc().is_none());
    assert_eq!(header(&mail, "X-Evil"), None);
    assert!(
        mail.body_text(0).is_some(),
        "the headers end where they should"
    );
}
