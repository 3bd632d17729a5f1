//! A file beside what is applied, with the threads that are open there.

use domain::config::CareFile;
use serde_json::{Value, json};
use testkit::Shop;
use testkit::table::{item, well};

use crate::played::{self, Played};

/// The applied shop after a change, as a file in a folder of its own.
fn changed(change: impl FnOnce(&mut CareFile)) -> (tempfile::TempDir, String) {
    let shop = Shop::new().counter("pedido", 2, 2).counter("pago", 0, 0);
    let (mut file, _) = shop.build().unwrap();
    change(&mut file);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.toml");
    std::fs::write(&path, toml::to_string(&file).unwrap()).unwrap();
    let name = path.to_str().unwrap().to_owned();
    (folder, name)
}

/// The shop, where `pedido-1` has a thread.
async fn shop() -> Played {
    let played = played::start().await;
    let load = json!({ "open": 1, "capacity": 2 });
    played.table.holds(item("AGENT#pedido-1", "LOAD", &load));
    played.has_thread("TP-1", json!({ "agent": "pedido-1", "weight": 1 }));
    played.finds("AGENT#pedido-1", &["TP-1"]);
    played
}

fn without_the_first(file: &mut CareFile) {
    file.agents.retain(|agent| agent.id != "pedido-1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_a_change_moves_is_told_and_nothing_is_written() {
    let played = shop().await;
    let (_folder, new) = changed(without_the_first);
    let ran = played.run(&["config", "diff", &new]).await;
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(super::without_versions(&ran.out), @r"
    changes from version VERSION to VERSION:
      agent pedido-1: removed
      TP-1: pedido-1 takes no threads any more, goes to pedido-2
    ");
    let ran = played.run(&["config", "diff", "--json", &new]).await;
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        told["moves"]["taken_from"],
        json!([{ "thread": "TP-1", "from": "pedido-1", "to": "pedido-2", "cause": "deactivated" }])
    );
    for write in ["PutItem", "UpdateItem", "TransactWriteItems"] {
        assert_eq!(played.table.asked(write), Vec::<Value>::new(), "{write}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_applied_already_changes_nothing() {
    let played = shop().await;
    let (_folder, same) = changed(|_| {});
    let ran = played.run(&["config", "diff", &same]).await;
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        super::without_versions(&ran.out),
        "nothing changes: version VERSION says the same\n"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_applied_and_cannot_be_read_stands_in_nobodys_way() {
    let played = shop().await;
    let current = json!({ "version": "old", "parts": 1 });
    played.table.holds(item("CONFIG", "CURRENT", &current));
    let part = json!({ "json": "{\"brand\": 1}" });
    played.table.holds(item("CONFIG#old", "PART#0000", &part));
    let (_folder, new) = changed(|_| {});
    let ran = played.run(&["config", "diff", &new]).await;
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out
            .starts_with("the applied configuration cannot be compared: "),
        "{}",
        ran.out
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn applying_tells_what_it_changes_before_it_is_done() {
    let played = shop().await;
    played.table.plays("UpdateItem", |_, _| well(json!({})));
    let (_folder, new) = changed(|file| file.agents[1].capacity = 3);
    let ran = played.run(&["config", "apply", &new]).await;
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let lines: Vec<&str> = ran.out.lines().collect();
    let place = |text: &str| lines.iter().position(|line| line.contains(text));
    let told = place("  agent pedido-2: capacity 3, was 2");
    let applied = place(": applied as version ");
    assert!(told.is_some() && told < applied, "{}", ran.out);
    assert!(!played.table.asked("PutItem").is_empty());
}
