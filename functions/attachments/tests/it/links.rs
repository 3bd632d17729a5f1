//! What links open.

use attachments::links::FileLinks;
use bytes::Bytes;
use channel::{Method, Request, Response};
use delivery::{FileLink, LINK_LIFETIME, LinkSecret};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use testkit::table::{fault, item};

use crate::world::{Secret, World, kept, not_kept};

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn token(index: u32, key: &str) -> String {
    let secret: LinkSecret = serde_json::from_value(json!({ "link_key": key })).unwrap();
    let link = FileLink::to("ab12".into(), index, now());
    link.token(&secret).unwrap()
}

fn request(method: Method, path: String) -> Request {
    Request {
        method,
        path,
        raw_query: String::new(),
        headers: Default::default(),
        body: Bytes::new(),
        source_address: String::new(),
    }
}

async fn links(world: &World, secret: &str) -> FileLinks<Secret> {
    let store = world.table.store().await;
    FileLinks::new(Secret(secret.to_owned()), store, world.stored().await)
}

async fn opened_at(world: &World, token: &str, now: Timestamp) -> Response {
    let links = links(world, r#"{"link_key":"k"}"#).await;
    let request = request(Method::Get, format!("/files/{token}"));
    links.answer(&request, now).await
}

async fn opened(world: &World, token: &str) -> Response {
    opened_at(world, token, now()).await
}

fn entry(index: u32, name: &str, outcome: Value) -> Value {
    let entry = json!({
        "event_key": "ab12", "index": index, "name": name, "provider_kind": "image", "size": 4, "outcome": outcome
    });
    item("FILE#ab12", &format!("{index:05}"), &entry)
}

#[tokio::test]
async fn a_link_leads_to_the_file_for_five_minutes() {
    let world = World::start().await;
    world
        .table
        .holds(entry(3, "pie derecho.png", kept("image/png")));
    let response = opened(&world, &token(3, "k")).await;
    assert_eq!(response.status, 302);
    let location = &response.headers["location"];
    for part in [
        "/files/ab12/3?",
        "X-Amz-Expires=300",
        "response-content-type=image%2Fpng",
        "response-content-disposition=inline%3B%20filename",
    ] {
        assert!(location.contains(part), "{part}: {location}");
    }
    assert_eq!(response.headers["cache-control"], "no-store");
    assert_eq!(response.headers["referrer-policy"], "no-referrer");
}

#[tokio::test]
async fn what_could_run_in_a_browser_is_saved_and_not_shown() {
    let world = World::start().await;
    world
        .table
        .holds(entry(0, "pedido.html", kept("text/html")));
    let location = opened(&world, &token(0, "k")).await.headers["location"].clone();
    assert!(
        location.contains("response-content-disposition=attachment"),
        "{location}"
    );
    assert!(
        location.contains("response-content-type=application%2Foctet-stream"),
        "{location}"
    );
}

#[tokio::test]
async fn a_link_opens_its_own_file_and_no_other() {
    let world = World::start().await;
    world.table.holds(entry(0, "a.png", kept("image/png")));
    assert_eq!(
        opened(&world, &token(1, "k")).await.status,
        202,
        "not the file beside it"
    );
    let (own, other) = (token(0, "k"), token(1, "k"));
    let payload = other.split_once('.').unwrap().0;
    let signature = own.split_once('.').unwrap().1;
    let mixed = opened(&world, &format!("{payload}.{signature}")).await;
    assert_eq!(mixed.status, 403);
}

#[tokio::test]
async fn a_forged_or_expired_link_opens_nothing_and_asks_no_table() {
    let world = World::start().await;
    world.table.holds(entry(0, "a.png", kept("image/png")));
    for bad in [
        token(0, "other"),
        String::new(),
        "x".repeat(9_000),
        "../../x".to_owned(),
    ] {
        let response = opened(&world, &bad).await;
        assert_eq!(response.status, 403);
        assert!(response.body.contains("no es válido") && response.body.contains("not valid"));
    }
    let later = now() + LINK_LIFETIME;
    let response = opened_at(&world, &token(0, "k"), later).await;
    assert_eq!(response.status, 403);
    assert!(response.body.contains("ha caducado") && response.body.contains("expired"));
    assert!(world.table.asked("GetItem").is_empty());
}

#[tokio::test]
async fn a_file_on_its_way_is_looked_for_again_and_one_that_never_came_is_not() {
    let world = World::start().await;
    let response = opened(&world, &token(0, "k")).await;
    assert_eq!(response.status, 202);
    assert!(response.body.contains("todavía se está trayendo"));
    assert!(
        response
            .body
            .contains(r#"http-equiv="refresh" content="5""#)
    );
    let later = now() + SignedDuration::from_hours(3);
    let response = opened_at(&world, &token(0, "k"), later).await;
    assert_eq!(response.status, 404);
    assert!(!response.body.contains("refresh"));
}

#[tokio::test]
async fn a_file_that_we_do_not_have_is_told_with_its_reason_in_both_languages() {
    let world = World::start().await;
    let name = "<script>alert(1)</script>.exe";
    world.table.holds(entry(0, name, not_kept("executable")));
    let response = opened(&world, &token(0, "k")).await;
    assert_eq!(response.status, 404);
    assert_eq!(response.headers["content-type"], "text/html; charset=utf-8");
    assert!(response.body.contains("puede ejecutarse en un ordenador"));
    assert!(response.body.contains("it can run on a computer"));
    assert!(!response.body.contains("<script"), "{}", response.body);
    let policy = &response.headers["content-security-policy"];
    assert!(policy.starts_with("default-src 'none'"));
    world
        .table
        .holds(entry(1, "historia", not_kept("not_to_keep")));
    let story = opened(&world, &token(1, "k")).await;
    assert!(story.body.contains("el proveedor no permite guardarlo"));
}

#[tokio::test]
async fn what_cannot_be_told_now_is_asked_to_be_tried_later() {
    let world = World::start().await;
    world.table.plays("GetItem", |_, _| {
        fault("ThrottlingException", json!({ "message": "slow down" }))
    });
    assert_eq!(opened(&world, &token(0, "k")).await.status, 503);
    let links = links(&world, "{}").await;
    let request = request(Method::Get, format!("/files/{}", token(0, "k")));
    assert_eq!(links.answer(&request, now()).await.status, 503, "no secret");
}

#[tokio::test]
async fn only_get_and_only_this_path() {
    let world = World::start().await;
    let links = links(&world, r#"{"link_key":"k"}"#).await;
    let post = request(Method::Post, format!("/files/{}", token(0, "k")));
    assert_eq!(links.answer(&post, now()).await.status, 405);
    let elsewhere = request(Method::Get, format!("/{}", token(0, "k")));
    assert_eq!(links.answer(&elsewhere, now()).await.status, 403);
}
