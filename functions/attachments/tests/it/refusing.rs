//! What is not kept, and that it is told why.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use attachments::{FileFetcher, Places, files};
use delivery::{Outside, Vault};
use domain::event::Attachment;
use jiff::Timestamp;
use runtime::Context;
use runtime::batch::{MessageHandler as _, Outcome};
use serde_json::Value;
use wiremock::ResponseTemplate;

use crate::world::{
    MOST, PNG, Secret, World, by_id, by_url, file, job, keys, message, not_kept, whatsapp_serves,
};

async fn outcome(world: &World, channel: &str, file: Attachment) -> Value {
    let done = world.handle(&job(channel, vec![file]), MOST).await;
    assert_eq!(done, Outcome::Done);
    assert_eq!(
        world.object("/vault/files/ab12/0"),
        None,
        "nothing is stored"
    );
    world.recorded().pop().unwrap().1
}

#[tokio::test]
async fn a_refusal_is_final() {
    for (status, reason) in [(403, "refused"), (400, "refused"), (410, "gone")] {
        let world = World::start().await;
        whatsapp_serves(&world, "77", ResponseTemplate::new(status)).await;
        let told = outcome(&world, "whatsapp", by_id("77")).await;
        assert_eq!(told, not_kept(reason), "{status}");
    }
}

#[tokio::test]
async fn a_file_that_is_said_to_be_too_large_is_not_asked_for() {
    let world = World::start().await;
    let mut large = by_id("77");
    large.size = Some(25 * 1024 * 1024 + 1);
    assert_eq!(
        outcome(&world, "whatsapp", large).await,
        not_kept("too_large")
    );
    assert!(world.asked().await.is_empty());
}

#[tokio::test]
async fn a_file_is_left_where_its_header_says_that_it_is_too_large() {
    let world = World::start().await;
    let large = vec![0; 25 * 1024 * 1024 + 1];
    whatsapp_serves(&world, "77", file(&large)).await;
    let told = outcome(&world, "whatsapp", by_id("77")).await;
    assert_eq!(told, not_kept("too_large"));
}

/// A provider that sends zeros in pieces, without saying how many, until nobody listens. Gives its address.
fn endless() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        let mut chunk = b"100000\r\n".to_vec();
        chunk.resize(chunk.len() + 0x10_0000, 0);
        chunk.extend(b"\r\n");
        let mut sent = stream.write_all(head);
        for _ in 0..100 {
            sent = sent.and_then(|()| stream.write_all(&chunk));
        }
    });
    address
}

#[tokio::test]
async fn a_file_is_left_where_it_grows_too_large_whatever_was_said() {
    let world = World::start().await;
    let places = Places {
        outside: Outside::new(Some(endless())),
        mails: Vault::new(world.clients().await.s3(), "mails"),
        stored: world.stored().await,
        store: world.table.store().await,
    };
    let keys = Secret(keys().to_string());
    let fetcher = FileFetcher::new(files::sources(), places, keys, MOST);
    let job = job("messenger", vec![by_url("https://cdn.fbsbx.com/1")]);
    let message = message(serde_json::to_string(&job).unwrap(), 1);
    let context = Context::new("request", Timestamp::MAX);
    assert_eq!(fetcher.handle(&message, &context).await, Outcome::Done);
    assert_eq!(world.recorded().pop().unwrap().1, not_kept("too_large"));
}

#[tokio::test]
async fn a_foreign_host_is_never_asked() {
    for url in [
        "https://169.254.169.254/latest/meta-data",
        "https://evil.example/1.png",
        "http://scontent.xx.fbcdn.net/1.png",
        "https://scontent.xx.fbcdn.net.evil.example/1.png",
    ] {
        let world = World::start().await;
        let told = outcome(&world, "messenger", by_url(url)).await;
        assert_eq!(told, not_kept("foreign"), "{url}");
        assert!(world.asked().await.is_empty(), "{url}");
    }
}

#[tokio::test]
async fn nobody_sends_us_on_to_a_foreign_host() {
    let world = World::start().await;
    let sent_on = ResponseTemplate::new(302).insert_header("location", "https://evil.example/x");
    world.serves("cdn.fbsbx.com/1", sent_on).await;
    let told = outcome(&world, "messenger", by_url("https://cdn.fbsbx.com/1")).await;
    assert_eq!(told, not_kept("foreign"));
    assert_eq!(world.asked().await, ["/cdn.fbsbx.com/1"]);
}

#[tokio::test]
async fn what_runs_is_not_stored_whatever_it_is_called() {
    for (name, content) in [
        ("foto.jpg", b"MZ\x90\0\x03\0\0\0".as_slice()),
        ("factura.pdf.exe", PNG),
        ("nota.txt", b"#!/bin/sh\nrm -rf /"),
    ] {
        let world = World::start().await;
        whatsapp_serves(&world, "77", file(content)).await;
        let mut program = by_id("77");
        program.name = Some(name.to_owned());
        let told = outcome(&world, "whatsapp", program).await;
        assert_eq!(told, not_kept("executable"), "{name}");
    }
}

#[tokio::test]
async fn what_leads_nowhere_is_told() {
    let world = World::start().await;
    let told = outcome(&world, "whatsapp", Attachment::default()).await;
    assert_eq!(told, not_kept("nameless"));
    let told = outcome(&world, "carrier-pigeon", by_id("77")).await;
    assert_eq!(told, not_kept("no_reader"));
    let nonsense = ResponseTemplate::new(200).set_body_string("[]");
    world.serves("graph.facebook.com/v25.0/77", nonsense).await;
    let told = outcome(&world, "whatsapp", by_id("77")).await;
    assert_eq!(told, not_kept("nameless"));
}
