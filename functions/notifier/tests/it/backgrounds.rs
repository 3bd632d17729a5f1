//! What stands beside Marta's wrong size: her thread, her customer item, and backgrounds to look at.

use std::collections::BTreeMap;

use domain::notice::{HandedOver, Notice, NoticeKind};
use domain::person::Withheld;
use domain::reassign::Cause;
use domain::{ContactKey, Language, Thread};
use notifier::background::{
    Background, CrmAnswer, CustomerRecord, Happened, Happening, History, OtherThread,
};
use serde_json::{Value, json};

use crate::notices::{assigned, at, follow_up};

/// Marta's thread on a channel, with her contact there.
pub(crate) fn thread(channel: &str, contact_id: &str) -> Thread {
    serde_json::from_value(thread_json(channel, contact_id)).unwrap()
}

pub(crate) fn thread_json(channel: &str, contact_id: &str) -> Value {
    let contact = ContactKey::of(&channel.into(), &"luna".into(), contact_id);
    json!({ "id": "AL-483120", "version": 7, "customer": "c1", "channel": channel, "account": "luna",
        "contact": contact, "contact_id": contact_id, "customer_name": "Marta García", "language": "es",
        "topic": "cola", "orders": ["20377", "20418"], "status": "open", "agent": "cola-1", "weight": 1,
        "opened_at": "2026-11-20T11:37:00Z", "last_message_at": "2026-11-23T08:40:00Z", "excerpt": "Me llegó la 42",
        "messages": 3, "attachments": 1 })
}

pub(crate) fn wrote(when: &str, channel: &str, text: &str, files: usize) -> Happened {
    let (channel, text) = (channel.into(), text.to_owned());
    Happened {
        at: at(when),
        what: Happening::Wrote {
            channel,
            text,
            files,
        },
    }
}

pub(crate) fn answered(when: &str, by: Option<&str>, text: Option<&str>) -> Happened {
    Happened {
        at: at(when),
        what: Happening::Answered {
            by: by.map(str::to_owned),
            channel: None,
            text: text.map(str::to_owned),
            automatic: false,
        },
    }
}

fn said() -> Vec<Happened> {
    vec![
        wrote(
            "2026-11-20T11:37:00Z",
            "email",
            "Hola, no sé qué talla pedir.\n¿La 40 talla grande?",
            0,
        ),
        answered(
            "2026-11-20T12:05:00Z",
            Some("Bruno Sanz"),
            Some("Pide la 40."),
        ),
        Happened {
            at: at("2026-11-22T20:00:00Z"),
            what: Happening::Answered {
                by: None,
                channel: Some("whatsapp".into()),
                text: Some("Estamos cerrados".to_owned()),
                automatic: true,
            },
        },
        Happened {
            at: at("2026-11-22T20:10:00Z"),
            what: Happening::TookBack {
                channel: "whatsapp".into(),
            },
        },
        wrote("2026-11-23T08:30:00Z", "whatsapp", "", 2),
        answered("2026-11-23T08:35:00Z", None, None),
    ]
}

fn other(id: &str, topic: (&str, &str), channel: Option<&str>) -> OtherThread {
    let label = |language: &str, text: &str| (Language::new(language), text.to_owned());
    OtherThread {
        id: id.into(),
        topic: BTreeMap::from([label("es", topic.0), label("en", topic.1)]),
        channel: channel.map(Into::into),
    }
}

fn record() -> CustomerRecord {
    CustomerRecord {
        name: Some("Marta García".to_owned()),
        language: Some("es".into()),
        open: vec![other("AL-500001", ("Factura", "Invoice"), Some("email"))],
        past: vec![
            other("AL-400002", ("Pedido", "Order"), None),
            other("AL-400001", ("Pago", "Payment"), None),
        ],
    }
}

/// All that can be known.
pub(crate) fn everything() -> Background {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Background {
        history: Some(History {
            happened: said(),
            older: 0,
            counted: true,
            withheld: None,
        }),
        customer: Some(record()),
        crm: CrmAnswer::Known(vec![
            field("Puntos", "1240"),
            field("Último pedido", "20418, en reparto"),
        ]),
    }
}

/// Somebody else seems to write, and the CRM is down for them.
pub(crate) fn withheld() -> Background {
    let mut background = everything();
    background.customer = None;
    background.crm = CrmAnswer::Unavailable;
    let history = background.history.as_mut().unwrap();
    history.withheld = Some(Withheld::AnotherName);
    history.happened.truncate(1);
    background
}

/// Handed over, with all that happened.
pub(crate) fn whole_timeline() -> Background {
    let mut background = everything();
    let history = background.history.as_mut().unwrap();
    let given = |when, what| Happened { at: at(when), what };
    history.happened.insert(
        1,
        given(
            "2026-11-20T11:37:01Z",
            Happening::GivenTo("Bruno Sanz".to_owned()),
        ),
    );
    history
        .happened
        .insert(3, given("2026-11-20T12:06:00Z", Happening::Resolved));
    history
        .happened
        .insert(4, given("2026-11-22T19:59:00Z", Happening::Reopened));
    history.older = 12;
    background
}

pub(crate) fn handed(cause: Cause, to: Option<&str>) -> HandedOver {
    HandedOver {
        cause,
        from: Some("Bruno Sanz".to_owned()),
        to: to.map(str::to_owned),
    }
}

/// Ana gets what Bruno had, who is on leave; the customer is angry.
pub(crate) fn handed_over() -> Notice {
    let mut notice = assigned();
    notice.handed_over = Some(handed(Cause::Leave, Some("Ana Ruiz")));
    notice.accept_before = Some(at("2026-11-23T09:02:00Z"));
    (notice.mood.anger, notice.mood.urgency) = (80, 90);
    notice
}

/// Marta wrote by mail before.
pub(crate) fn channel_changed() -> Notice {
    Notice {
        channel_was: Some("email".into()),
        ..follow_up()
    }
}

/// The lead is told that Bruno does not respond.
pub(crate) fn agent_absent() -> Notice {
    Notice {
        handed_over: Some(handed(Cause::OfferMissed, None)),
        ..crate::notices::notice(NoticeKind::AgentAbsent)
    }
}

/// An item of the table for an entry of the thread's timeline.
pub(crate) fn entry(number: usize, what: &Value) -> Value {
    json!({ "at": format!("2026-11-22T10:{:02}:{:02}Z", number / 60, number % 60), "id": number.to_string(), "what": what })
}

pub(crate) fn message_json(text: &str) -> Value {
    json!({ "kind": "message", "channel": "whatsapp", "event_key": "k", "external_message_id": text, "text": text,
        "received_at": "2026-11-22T10:00:00Z" })
}
