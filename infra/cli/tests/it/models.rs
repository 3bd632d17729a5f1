//! Learning anew, comparing, switching and going back, against a played table and vault.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::table::{item, page, well};

use crate::played::{self, Played};
use crate::run;

/// What the shop is asked; each text tells its topic by its words.
fn texts() -> Vec<(&'static str, String)> {
    let things = [
        "botas",
        "camisa",
        "falda",
        "gorra",
        "mochila",
        "bufanda",
        "abrigo",
        "cinturón",
    ];
    let about = |topic: &'static str, before: &'static str| {
        let text = move |thing: &&str| (topic, format!("{before} {thing}"));
        things.iter().map(text).collect::<Vec<_>>()
    };
    [
        about("pedido", "dónde está el envío de la"),
        about("pedido", "cuándo llega el paquete con la"),
        about("pedido", "el transportista no trajo la"),
        about("pago", "me habéis cobrado dos veces la"),
        about("pago", "la tarjeta falla al pagar la"),
        about("pago", "quiero la factura con IVA de la"),
    ]
    .concat()
}

/// Whether a text is held out, as the command says it does: one in five, by its words alone.
fn is_held_out(text: &str) -> bool {
    let digest = domain::hashed(&text.to_lowercase());
    u64::from_str_radix(&digest[..15], 16)
        .unwrap()
        .is_multiple_of(5)
}

/// Labelled texts in a file; `flip` says of which the topic is the wrong one.
fn written(folder: &TempDir, name: &str, flip: impl Fn(&str) -> bool) -> PathBuf {
    let line = |(topic, text): &(&str, String)| {
        let topic = match (*topic, flip(text)) {
            ("pedido", true) => "pago",
            ("pago", true) => "pedido",
            (topic, _) => topic,
        };
        format!("{topic}\t{text}\n")
    };
    let lines: String = texts().iter().map(line).collect();
    let file = folder.path().join(name);
    std::fs::write(&file, lines).unwrap();
    file
}

fn version_in_use(versions: &str) -> String {
    let versions: Value = serde_json::from_str(versions).unwrap();
    versions["version"].as_str().unwrap_or("none").to_owned()
}

impl Played {
    async fn retrains(&self, data: &Path, more: &[&str]) -> crate::Ran {
        let mut arguments = vec!["topics", "retrain", "--data", data.to_str().unwrap()];
        arguments.extend_from_slice(more);
        self.run(&arguments).await
    }

    async fn version_in_use(&self) -> String {
        version_in_use(&self.run(&["topics", "versions", "--json"]).await.out)
    }

    fn models_kept(&self) -> Vec<String> {
        self.objects.lock().unwrap().keys().cloned().collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worse_model_is_not_used_unless_forced_and_can_be_taken_back() {
    let (played, folder) = (played::start().await, tempfile::tempdir().unwrap());
    let good = written(&folder, "good.tsv", |_| false);
    let dry = played.retrains(&good, &["--dry-run"]).await;
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(dry.out.ends_with(": would be used\n"), "{}", dry.out);
    assert_eq!(
        (
            played.version_in_use().await.as_str(),
            played.models_kept().len()
        ),
        ("none", 0)
    );

    let first = played.retrains(&good, &[]).await;
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first.out.contains("used from now on, the first"),
        "{}",
        first.out
    );
    let version = played.version_in_use().await;
    let kept = [
        format!("models/{version}.model"),
        format!("models/{version}.twin"),
    ];
    assert_eq!(played.models_kept(), kept);

    // What is held out is labelled as before, and everything that is learnt from says the opposite.
    let bad = written(&folder, "bad.tsv", |text| !is_held_out(text));
    let worse = played.retrains(&bad, &[]).await;
    assert_eq!(worse.code, 1, "{}", worse.out);
    assert!(worse.out.contains("not used: it is worse"), "{}", worse.out);
    assert!(
        !worse.out.contains("favours"),
        "its twin never saw them: {}",
        worse.out
    );
    assert_eq!(played.version_in_use().await, version);

    let forced = played.retrains(&bad, &["--force"]).await;
    assert_eq!(forced.code, 0, "{}", forced.err);
    assert!(
        forced.out.contains(&format!("instead of {version}")),
        "{}",
        forced.out
    );
    assert_ne!(played.version_in_use().await, version);
    let back = played.run(&["topics", "rollback"]).await;
    assert_eq!((back.code, back.err.as_str()), (0, ""));
    assert_eq!(played.version_in_use().await, version);
    let again = played.retrains(&good, &[]).await;
    assert!(
        again
            .out
            .ends_with("in use already; there is nothing new to learn\n"),
        "{}",
        again.out
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_of_a_file_is_installed_and_corrections_are_learnt_on_top() {
    let (played, folder) = (played::start().await, tempfile::tempdir().unwrap());
    let base = written(&folder, "base.tsv", |_| false);
    let model = folder.path().join("m.model");
    let (base_path, model_path) = (base.to_str().unwrap(), model.to_str().unwrap());
    let trained = run(&["topics", "train", "--data", base_path, "--out", model_path]);
    assert_eq!(trained.code, 0, "{}", trained.err);
    let installed = played.run(&["topics", "install", model_path]).await;
    assert_eq!((installed.code, installed.err.as_str()), (0, ""));
    let version = played.version_in_use().await;
    let twice = played.run(&["topics", "install", model_path]).await;
    assert_eq!(twice.out, format!("{version}: in use already\n"));

    let correction = json!({
        "thread": "AL-1", "customer": "c", "at": "2026-11-23T09:00:00Z", "by": "ana", "text": "no me sale el reembolso",
        "from": "pedido", "topic": "pago"
    });
    let correction = item(
        "CORRECTIONS",
        "2026-11-23T09:00:00.000000000Z#AL-1",
        &correction,
    );
    played.table.plays("Query", move |_, _| {
        well(page(std::slice::from_ref(&correction), None))
    });
    let learnt = played.retrains(&base, &[]).await;
    assert_eq!(learnt.code, 0, "{} {}", learnt.out, learnt.err);
    assert!(
        learnt.out.contains("48 labelled texts and 1 corrections"),
        "{}",
        learnt.out
    );
    assert!(
        !learnt.out.contains("favours"),
        "it was trained from the same texts: {}",
        learnt.out
    );
    assert_ne!(played.version_in_use().await, version);

    let named = played.run(&["topics", "rollback", &version]).await;
    assert_eq!(named.code, 0, "{}", named.err);
    let same = played.run(&["topics", "rollback", &version]).await;
    assert!(
        same.code == 1 && same.err.contains("in use already"),
        "{}",
        same.err
    );
    let unknown = played.run(&["topics", "rollback", "000000000000"]).await;
    assert!(
        unknown.code == 1 && unknown.err.contains("was never used"),
        "{}",
        unknown.err
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_the_first_model_there_was_none_to_go_back_to() {
    let (played, folder) = (played::start().await, tempfile::tempdir().unwrap());
    let nothing = played.run(&["topics", "rollback"]).await;
    assert!(
        nothing.code == 1 && nothing.err.contains("there is nothing to go back to"),
        "{}",
        nothing.err
    );
    let good = written(&folder, "good.tsv", |_| false);
    assert_eq!(played.retrains(&good, &[]).await.code, 0);
    let back = played.run(&["topics", "rollback"]).await;
    assert!(
        back.out.starts_with("no model is used, instead of "),
        "{}",
        back.out
    );
    assert_eq!(played.version_in_use().await, "none");
    let again = played.run(&["topics", "rollback"]).await;
    assert!(
        again.out.contains(": used again, instead of none\n"),
        "{}",
        again.out
    );
}

#[test]
fn a_file_that_is_no_model_is_refused_before_any_stack_is_looked_for() {
    let ran = run(&["topics", "install", "care.toml"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err, "ventanilla: care.toml: it is no model of topics\n");
}
