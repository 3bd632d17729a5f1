//! Agents, held threads and contacts, against a played table.

use serde_json::{Value, json};
use testkit::table::{item, page, well};

use crate::played::{self, Played};

fn incident(count: u32) -> Value {
    json!({
        "status": "open", "held": {
            "why": "incident", "incident": "3f2a", "count": count, "since": "2026-11-23T09:00:00Z",
            "review_by": "2026-11-24T09:00:00Z"
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agents_are_listed_with_what_they_hold() {
    let played = played::start().await;
    let load = json!({ "open": 1, "capacity": 2, "away": true, "misses": 1 });
    played.table.holds(item("AGENT#pedido-1", "LOAD", &load));
    let listed = played.run(&["agent", "list"]).await;
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    let line = |id: &str| {
        let mut lines = listed.out.lines();
        let line = lines.find(|line| line.starts_with(id)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(line("pedido-1").starts_with("pedido-1 Agente pedido-1 away"));
    assert!(
        line("pedido-1").contains("1 of 2 1"),
        "{}",
        line("pedido-1")
    );
    assert!(line("pedido-2").starts_with("pedido-2 Agente pedido-2 working"));
    assert!(line("jefa").contains("never assigned"));
    let json = crate::lines(&played.run(&["agent", "list", "--json"]).await.out);
    assert_eq!(json.len(), 3);
    assert_eq!(
        (&json[1]["agent"], &json[1]["away"]),
        (&json!("pedido-1"), &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agent_is_shown_with_their_threads() {
    let played = played::start().await;
    played.has_thread("AL-1", json!({ "agent": "pedido-1", "weight": 1 }));
    played.finds("AGENT#pedido-1", &["AL-1"]);
    let shown = played.run(&["agent", "show", "pedido-1"]).await;
    assert_eq!((shown.code, shown.err.as_str()), (0, ""));
    assert!(shown.out.contains("skills     pedido 1\n"), "{}", shown.out);
    assert!(shown.out.contains("\nAL-1    pedido-1"), "{}", shown.out);
    let unknown = played.run(&["agent", "show", "nobody"]).await;
    assert_eq!(unknown.code, 1);
    assert!(
        unknown
            .err
            .contains("`ventanilla agent list` tells who there is")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_absent_hands_over_and_that_is_told() {
    let played = played::start().await;
    played.has_thread("AL-1", json!({ "agent": "pedido-1", "weight": 1 }));
    played.finds("AGENT#pedido-1", &["AL-1"]);
    let absent = played.run(&["agent", "absent", "pedido-1"]).await;
    assert_eq!((absent.code, absent.err.as_str()), (0, ""));
    assert_eq!(
        absent.out,
        "pedido-1: absent: what they have goes to others\n  handed over: AL-1 to pedido-2\n"
    );
    let decided = played.put("THREAD#AL-1");
    let occasion = decided
        .iter()
        .find_map(|item| item["what"]["M"]["occasion"]["S"].as_str());
    assert_eq!(occasion, Some("absent"));
    let unknown = played.run(&["agent", "away", "nobody"]).await;
    assert_eq!(unknown.code, 1);
    assert!(
        unknown.err.contains("there is no agent `nobody`"),
        "{}",
        unknown.err
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_is_accepted_by_the_agent_who_has_it_only() {
    let played = played::start().await;
    let offer = json!({ "since": "2026-11-23T09:00:00Z", "until": "2026-11-23T09:20:00Z" });
    played.has_thread(
        "AL-1",
        json!({ "agent": "pedido-1", "weight": 1, "offer": offer }),
    );
    let other = played
        .run(&["thread", "accept", "al-1", "--agent", "pedido-2"])
        .await;
    assert_eq!(other.code, 1);
    assert!(
        other.err.contains("`pedido-2` does not have the thread"),
        "{}",
        other.err
    );
    let shown = played.run(&["thread", "show", "AL-1"]).await;
    assert!(
        shown
            .out
            .contains("offer      to be accepted or answered by 2026-11-23 10:20:00\n"),
        "{}",
        shown.out
    );
    let accepted = played
        .run(&["thread", "accept", "al-1", "--agent", "pedido-1"])
        .await;
    assert_eq!((accepted.code, accepted.err.as_str()), (0, ""));
    assert_eq!(
        accepted.out,
        "AL-1: pedido-1 accepts it; it is offered to nobody else\n"
    );
    let put = played.put("THREAD#AL-1");
    assert!(
        put.iter().all(|item| item.get("offer").is_none()),
        "{put:?}"
    );
}

/// Queries find the timeline of `AL-1` and the corrections that were put.
fn find_what_was_said_and_put(played: &Played) {
    let message = json!({
        "at": "2026-11-23T09:00:00Z", "id": "m", "what": {
            "kind": "message", "channel": "email", "event_key": "e", "text": "Me habéis cobrado dos veces",
            "received_at": "2026-11-23T09:00:00Z"
        }
    });
    let table = played.table.clone();
    played.table.plays("Query", move |_, request| {
        let put = table.asked("TransactWriteItems");
        let corrections = put.iter().flat_map(|request| {
            let writes = request["TransactItems"].as_array().unwrap();
            writes.iter().map(|write| write["Put"]["Item"].clone())
        });
        let of = |item: &Value| item["pk"]["S"] == "CORRECTIONS";
        let found: Vec<Value> = match request["ExpressionAttributeValues"][":pk"]["S"].as_str() {
            Some("THREAD#AL-1") => vec![item("THREAD#AL-1", "AT#1", &message)],
            Some("CORRECTIONS") => corrections.filter(of).collect(),
            _ => Vec::new(),
        };
        well(page(&found, None))
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moving_a_thread_tells_who_has_it_and_that_it_teaches() {
    let played = played::start().await;
    played.has_thread("AL-1", json!({ "agent": "pedido-1", "weight": 1 }));
    find_what_was_said_and_put(&played);
    let unknown = played
        .run(&["thread", "move", "AL-1", "--topic", "nada"])
        .await;
    assert_eq!(unknown.code, 1);
    assert!(
        unknown
            .err
            .contains("AL-1: the topics are general, pago, pedido: there is no topic `nada`"),
        "{}",
        unknown.err
    );
    let moved = played
        .run(&["thread", "move", "AL-1", "--topic", "pago", "--by", "Lucía"])
        .await;
    assert_eq!((moved.code, moved.err.as_str()), (0, ""));
    assert_eq!(
        moved.out,
        "AL-1: about pago now; pedido-1 hands it over: it waits in line for an agent\n  kept as an example for \
         `ventanilla topics retrain`\n"
    );
    let corrections = played.run(&["topics", "corrections"]).await;
    assert_eq!((corrections.code, corrections.err.as_str()), (0, ""));
    assert_eq!(corrections.out, "pago\tMe habéis cobrado dos veces\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_incident_is_listed_in_a_line_and_released_whole() {
    let played = played::start().await;
    played.has_thread("AL-1", incident(21));
    played.has_thread("AL-2", incident(22));
    played.finds("WAITING#~held", &["AL-1", "AL-2"]);
    let listed = played.run(&["spam", "list"]).await;
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    assert_eq!(listed.out.lines().count(), 2, "{}", listed.out);
    assert!(
        listed.out.contains("AL-1 and 1 more  2026-11-23 10:00:00"),
        "{}",
        listed.out
    );
    assert_eq!(
        crate::lines(&played.run(&["spam", "list", "--json"]).await.out).len(),
        2
    );
    let other = played.run(&["spam", "release", "--incident", "77"]).await;
    assert_eq!(other.code, 1);
    assert!(
        other.err.contains("nothing is held of an incident 77"),
        "{}",
        other.err
    );
    let released = played.run(&["spam", "release", "--incident", "3f"]).await;
    assert_eq!((released.code, released.err.as_str()), (0, ""));
    let (first, rest) = released.out.split_once('\n').unwrap();
    assert!(first.starts_with("AL-1: released; pedido-"), "{first}");
    assert!(
        rest.starts_with("AL-2: released; pedido-") && rest.ends_with("\n2 released, 0 left\n"),
        "{rest}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_held_does_not_keep_the_others_from_being_released() {
    let played = played::start().await;
    played.has_thread("AL-1", json!({}));
    played.has_thread("AL-2", incident(21));
    let released = played
        .run(&["spam", "release", "AL-1", "AL-7", "AL-2"])
        .await;
    assert_eq!(released.code, 1);
    assert!(
        released.err.contains("note: AL-1 is not held"),
        "{}",
        released.err
    );
    assert!(
        released.err.contains("note: there is no thread AL-7"),
        "{}",
        released.err
    );
    assert!(
        released.out.starts_with("AL-2: released"),
        "{}",
        released.out
    );
    assert!(
        released.out.ends_with("1 released, 2 left\n"),
        "{}",
        released.out
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_is_blocked_by_a_thread_of_theirs() {
    let played = played::start().await;
    played.has_thread("AL-1", json!({}));
    for (verb, update) in [
        ("block", "SET blocked_at = :now"),
        ("unblock", "REMOVE blocked_at"),
    ] {
        let ran = played.run(&["contact", verb, "AL-1"]).await;
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(
            ran.out
                .starts_with("AL-1: what its contact on email writes"),
            "{}",
            ran.out
        );
        let asked = played.table.asked("UpdateItem");
        let last = asked.last().unwrap();
        assert_eq!(last["Key"]["pk"]["S"], "CONTACT#email#k");
        assert_eq!(last["UpdateExpression"], update);
    }
    let unknown = played.run(&["contact", "block", "AL-9"]).await;
    assert_eq!(unknown.code, 1);
    assert!(
        unknown.err.contains("there is no thread AL-9"),
        "{}",
        unknown.err
    );
}
