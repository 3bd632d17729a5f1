//! Notices to tell: Marta's wrong size, Monday 23 November 2026, 9:42 in Madrid.

use std::collections::BTreeMap;

use domain::Language;
use domain::config::{ClockKind, KeptBy, Relaxation, Route};
use domain::file::NoticeFile;
use domain::mood::Mood;
use domain::notice::{Notice, NoticeKind, PromiseFacts, Recipient, Why};
use domain::routing::Preference;
use jiff::Timestamp;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn now() -> Timestamp {
    at("2026-11-23T08:42:00Z")
}

/// To Ana by mail, in Spanish.
pub(crate) fn notice(kind: NoticeKind) -> Notice {
    let label = |language: &str, text: &str| (Language::new(language), text.to_owned());
    Notice {
        id: "4f1c0d".into(),
        kind,
        to: Recipient {
            agent: "ana".into(),
            name: "Ana Ruiz".to_owned(),
            language: "es".into(),
            route: Route::Email("ana@luna.example".to_owned()),
        },
        thread: "AL-483120".into(),
        version: 7,
        at: now(),
        brand: "Alpargata & Luna".to_owned(),
        zone: "Europe/Madrid".to_owned(),
        topic: BTreeMap::from([label("es", "Cambio de talla"), label("en", "Size exchange")]),
        channel: "whatsapp".into(),
        customer_name: Some("Marta García".to_owned()),
        segment: Some("VIP".to_owned()),
        language: "es".into(),
        excerpt: "Me llegó la 42 y pedí la 40.\n¿Me la cambiáis antes del viernes?".to_owned(),
        wrote_at: at("2026-11-23T08:40:00Z"),
        messages: 1,
        attachments: 1,
        files: Vec::new(),
        more_files: 0,
        orders: vec!["20418".to_owned()],
        answer_before: Some(at("2026-11-23T09:40:00Z")),
        why: None,
        promise: None,
        channel_was: None,
        handed_over: None,
        accept_before: None,
        mood: Mood::default(),
        held: None,
        otherwise: Vec::new(),
        instead_of: None,
        together: Vec::new(),
        more_together: 0,
        raised: false,
        complaint: None,
    }
}

pub(crate) fn assigned() -> Notice {
    let words = vec!["talla".to_owned(), "cambiáis".to_owned()];
    let why = Why {
        because: Preference::KnowsCustomer,
        relaxed: Vec::new(),
        words,
    };
    Notice {
        why: Some(why),
        files: vec![file("image", Some("pie derecho.jpg"), Some(81_920))],
        ..notice(NoticeKind::Assigned)
    }
}

/// A file.
pub(crate) fn file(kind: &str, name: Option<&str>, size: Option<u64>) -> NoticeFile {
    NoticeFile {
        event_key: "ab12".into(),
        index: 0,
        kind: kind.to_owned(),
        name: name.map(str::to_owned),
        size,
        not_to_keep: false,
    }
}

/// Addresses as they are made for a notice's files.
pub(crate) fn links(notice: &Notice) -> Vec<String> {
    (0..notice.files.len())
        .map(|number| format!("https://care.luna.example/files/TOKEN{number}"))
        .collect()
}

/// With a voice message, a story and more than can be shown.
pub(crate) fn follow_up() -> Notice {
    let story = NoticeFile {
        not_to_keep: true,
        ..file("story_mention", None, None)
    };
    Notice {
        messages: 3,
        attachments: 15,
        files: vec![
            file("voice", None, Some(2_449_000)),
            story,
            file("document", Some("DNI & más.pdf"), None),
        ],
        more_files: 12,
        wrote_at: at("2026-11-22T21:15:00Z"),
        ..notice(NoticeKind::FollowUp)
    }
}

/// Ana has it, and an hour is left.
pub(crate) fn reminder() -> Notice {
    Notice {
        promise: Some(promise("2026-11-23T09:40:00Z", 0)),
        ..notice(NoticeKind::Reminder)
    }
}

/// Bruno is told that Ana let it lie; the second promise ends next week.
pub(crate) fn breached() -> Notice {
    let mut notice = notice(NoticeKind::Breached);
    notice.to.agent = "bruno".into();
    notice.to.name = "Bruno Sanz".to_owned();
    notice.answer_before = Some(at("2026-11-30T12:00:00Z"));
    Notice {
        promise: Some(promise("2026-11-23T07:37:00Z", 3_900)),
        ..notice
    }
}

fn promise(due_at: &str, overdue_seconds: i64) -> PromiseFacts {
    PromiseFacts {
        commitment: "answer".to_owned(),
        within: "4h".to_owned(),
        clock: ClockKind::Business,
        since: at("2026-11-20T11:37:00Z"),
        due_at: at(due_at),
        overdue_seconds,
        kept_by: KeptBy::Answer,
        answered_at: None,
        agent_name: Some("Ana Ruiz".to_owned()),
    }
}

/// The same for somebody who is told in English, who was found by giving up the customer's language.
pub(crate) fn in_english(notice: Notice) -> Notice {
    let mut notice = notice;
    notice.to.language = "en".into();
    if let Some(why) = &mut notice.why {
        why.relaxed = vec![Relaxation::Language, Relaxation::Level];
    }
    notice
}

/// The same to a Slack channel.
pub(crate) fn in_slack(notice: Notice, channel: &str) -> Notice {
    let mut notice = notice;
    notice.to.route = Route::Slack(channel.to_owned());
    notice
}
