#![allow(clippy::unwrap_used)]

use serde_json::json;

use super::*;

fn shown(asked: &str) -> String {
    let customer: Customer = serde_json::from_value(json!({
        "id": "c1", "version": 4, "name": "Marta\u{1b}[2J", "apart": ["c7"],
        "open": [
            { "thread": "AL-1", "topic": "pedido", "channel": "whatsapp", "orders": ["20418", "20511"] },
            { "thread": "AL-2", "topic": "general", "channel": "sms", "home": "c2", "name": "Luis", "withheld": true }
        ]
    }))
    .unwrap();
    let merges: Vec<Merge> = serde_json::from_value(json!([
        {
            "id": "M-1", "survivor": "c1", "merged": "c2", "at": "2026-11-23T09:00:00Z", "before": {},
            "because": { "by": "event", "event": "e1", "kinds": ["phone", "username"] }
        },
        {
            "id": "M-2", "survivor": "c1", "merged": "c3", "at": "2026-11-23T10:00:00Z", "before": {},
            "because": { "by": "operator" }, "undone_at": "2026-11-24T09:00:00Z"
        }
    ]))
    .unwrap();
    let shown = Shown {
        asked: &asked.into(),
        customer: &customer,
        merges: &merges,
    };
    whole(&shown, &TimeZone::get("Europe/Madrid").unwrap())
}

#[test]
fn a_customer_is_shown_with_open_threads_and_merges() {
    insta::assert_snapshot!(shown("c2"), @r"
    customer    c1, Marta·[2J
    stands for  c2, who was merged into them
    told apart  c7

    THREAD  TOPIC    CHANNEL   ORDERS       WRITER                   OF
    AL-1    pedido   whatsapp  20418 20511  the customer             c1
    AL-2    general  sms                    somebody else, it seems  c2

    MERGE  WHEN                 MERGED  WHY                                         UNDONE
    M-1    2026-11-23 10:00:00  c2      an event: a phone, an id of the provider's
    M-2    2026-11-23 11:00:00  c3      an operator                                 2026-11-24 10:00:00
    ");
}

#[test]
fn who_asks_for_the_one_who_stands_is_not_told_of_another() {
    assert!(!shown("c1").contains("stands for"));
}

#[test]
fn nothing_open_is_said() {
    let nobody = Customer::new("c9".into());
    let shown = Shown {
        asked: &nobody.id,
        customer: &nobody,
        merges: &[],
    };
    assert_eq!(
        whole(&shown, &TimeZone::UTC),
        "customer    c9, without a name\n\nno open threads\n"
    );
}
