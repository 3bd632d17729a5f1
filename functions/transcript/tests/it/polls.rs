//! What a poll tells and what it reads.

use serde_json::json;

use testkit::table::{item, key, page, well};

use crate::scene::{Scene, answered};

/// One open request in version 4 with a message and its answer.
async fn talking() -> Scene {
    let scene = Scene::new().await;
    scene.is_known(2, &["TP-1"]);
    scene.thread("TP-1", 4, "open");
    scene.timelines(&[("TP-1", vec![scene.wrote(1, "Hola"), answered(2, "Buenas")])]);
    scene
}

#[tokio::test]
async fn before_anybody_wrote_a_poll_reads_one_item() {
    let scene = Scene::new().await;
    assert_eq!(scene.poll(None).await, (vec![], None));
    assert_eq!(scene.reads(), (1, vec![], 0));
}

#[tokio::test]
async fn the_first_poll_tells_the_open_requests() {
    let scene = talking().await;
    let (texts, next) = scene.poll(None).await;
    assert_eq!(texts, ["Hola", "Buenas"]);
    assert!(next.is_some());
}

#[tokio::test]
async fn a_poll_without_news_reads_two_items_in_one_call() {
    let scene = talking().await;
    let (_, next) = scene.poll(None).await;
    let (singles, batches, timelines) = scene.reads();
    let (texts, again) = scene.poll(next.as_deref()).await;
    assert_eq!((texts.len(), &again), (0, &next));
    assert_eq!(
        scene.reads(),
        (singles, [batches, vec![2]].concat(), timelines)
    );
}

#[tokio::test]
async fn news_of_one_request_reads_its_timeline_and_no_other() {
    let scene = talking().await;
    scene.is_known(2, &["TP-1", "TP-2"]);
    scene.thread("TP-2", 1, "waiting_on_customer");
    let (_, next) = scene.poll(None).await;
    let (_, _, timelines) = scene.reads();
    scene.thread("TP-1", 5, "open");
    scene.timelines(&[(
        "TP-1",
        vec![
            scene.wrote(1, "Hola"),
            answered(2, "Buenas"),
            answered(3, "¿Sigue ahí?"),
        ],
    )]);
    let (texts, next) = scene.poll(next.as_deref()).await;
    assert_eq!(texts, ["Hola", "Buenas", "¿Sigue ahí?"]);
    assert_eq!(scene.reads().2, timelines + 1);
    assert_eq!(scene.poll(next.as_deref()).await.0.len(), 0);
}

#[tokio::test]
async fn a_new_request_is_told_though_the_chat_did_not_know_it() {
    let scene = talking().await;
    let (_, next) = scene.poll(None).await;
    scene.is_known(3, &["TP-1", "TP-2"]);
    scene.thread("TP-2", 1, "open");
    scene.timelines(&[("TP-2", vec![scene.wrote(5, "Otra cosa")])]);
    assert_eq!(scene.poll(next.as_deref()).await.0, ["Otra cosa"]);
}

#[tokio::test]
async fn the_last_resolved_request_is_still_shown_and_watched_no_more() {
    let scene = talking().await;
    scene.customer("c1", 3, &[], &json!({"last_resolved": "TP-1"}));
    scene.thread("TP-1", 5, "resolved");
    let (texts, next) = scene.poll(None).await;
    assert_eq!(texts, ["Hola", "Buenas"]);
    scene.poll(next.as_deref()).await;
    assert_eq!(scene.reads().1.last(), Some(&1));
}

#[tokio::test]
async fn a_customer_who_was_joined_with_another_is_followed() {
    let scene = talking().await;
    let (_, next) = scene.poll(None).await;
    let into = json!({"merged_into": {"customer": "c2", "merge": "m1"}});
    scene.customer("c1", 3, &[], &into);
    scene.customer("c2", 9, &["TP-1"], &json!({}));
    assert_eq!(scene.poll(next.as_deref()).await.0, ["Hola", "Buenas"]);
}

#[tokio::test]
async fn messages_of_several_requests_are_told_in_the_order_of_time() {
    let scene = Scene::new().await;
    scene.is_known(2, &["TP-1", "TP-2"]);
    scene.thread("TP-1", 4, "open");
    scene.thread("TP-2", 4, "open");
    scene.timelines(&[
        ("TP-1", vec![scene.wrote(1, "uno"), answered(4, "cuatro")]),
        ("TP-2", vec![scene.wrote(2, "dos"), answered(3, "tres")]),
    ]);
    let texts = scene.poll(None).await.0;
    assert_eq!(texts, ["uno", "dos", "tres", "cuatro"]);
}

#[tokio::test]
async fn however_many_requests_are_open_ten_are_looked_at() {
    let scene = Scene::new().await;
    let ids: Vec<String> = (1..=14).map(|number| format!("TP-{number}")).collect();
    let open: Vec<&str> = ids.iter().map(String::as_str).collect();
    scene.is_known(2, &open);
    for id in &open {
        scene.thread(id, 1, "open");
    }
    scene.timelines(&[
        ("TP-4", vec![scene.wrote(1, "vieja")]),
        ("TP-14", vec![scene.wrote(2, "nueva")]),
    ]);
    assert_eq!(scene.poll(None).await.0, ["nueva"]);
    assert_eq!(scene.reads().2, 10);
}

#[tokio::test]
async fn a_cursor_that_does_not_fit_is_as_good_as_none() {
    let scene = talking().await;
    let (_, next) = scene.poll(None).await;
    for after in [next.as_deref().map(|next| &next[1..]), Some("x"), Some("")] {
        assert_eq!(scene.poll(after).await.0, ["Hola", "Buenas"]);
    }
}

#[tokio::test]
async fn timelines_are_read_from_their_newest_end_and_as_they_are_now() {
    let scene = talking().await;
    scene.poll(None).await;
    let asked = &scene.table.asked("Query")[0];
    assert_eq!(asked["ConsistentRead"], true);
    assert_eq!(asked["ScanIndexForward"], false);
    assert_eq!(asked["Limit"], 100);
}

#[tokio::test]
async fn a_timeline_in_several_pages_is_told_whole() {
    let scene = talking().await;
    let entry = |sort: &str, entry| item("THREAD#TP-1", sort, &entry);
    let newest = [entry("AT#2", answered(2, "Buenas"))];
    let oldest = [entry("AT#1", scene.wrote(1, "Hola"))];
    let first = page(&newest, Some(&key("THREAD#TP-1", "AT#2")));
    let pages = vec![well(first), well(page(&oldest, None))];
    scene.table.plays_in_turn("Query", pages);
    assert_eq!(scene.poll(None).await.0, ["Hola", "Buenas"]);
}
