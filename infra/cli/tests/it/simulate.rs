//! What another configuration would change, in files only.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Ran, command, fixtures};

/// A shop with two agents, as the simulation's own tests have it.
const SHOP: &str = include_str!("../../../../shared/simulation/tests/it/shop.toml");

/// A folder to work in, with the demo's configuration changed by `change`.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn with(change: impl Fn(&str) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let care = std::fs::read_to_string(demo("care.toml")).unwrap();
        std::fs::write(folder.path().join("new.toml"), change(&care)).unwrap();
        Self { folder }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut simulate = command(&["simulate"]);
        simulate.args(arguments).current_dir(self.folder.path());
        simulate.output().unwrap().into()
    }

    fn simulate(&self, arguments: &[&str]) -> Ran {
        let (care, day) = (demo("care.toml"), demo("simulation/day.jsonl"));
        let files = ["--current", text(&care), "--config", "new.toml", text(&day)];
        self.run(&[&files, arguments].concat())
    }
}

fn demo(file: &str) -> PathBuf {
    fixtures().join("../../../config").join(file)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn same(care: &str) -> String {
    care.to_owned()
}

/// Neus and Inés hold half of what they do.
fn half(care: &str) -> String {
    care.replace(
        "capacity = 8\ncapacity_max = 10\nteam = \"atencion\"\nshift = \"tardes\"",
        "capacity = 4\nteam = \"atencion\"\nshift = \"tardes\"",
    )
    .replace(
        "capacity = 6\nteam = \"atencion\"\nshift = \"mananas\"",
        "capacity = 3\nteam = \"atencion\"\nshift = \"mananas\"",
    )
}

#[test]
fn the_demos_day_is_told_and_drawn() {
    let desk = Desk::with(half);
    let ran = desk.simulate(&["--handling", "voice=12m,webchat=15m,email=35m,other=28m"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.starts_with("142 messages, 2026-11-23 to "),
        "{}",
        ran.out
    );
    for part in [
        "\nTOGETHER ",
        "\nbroken: respuesta ",
        "\nneus ",
        " would be another agent's:\nTHREAD ",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let picture = std::fs::read_to_string(desk.file("simulation.svg")).unwrap();
    assert!(picture.starts_with("<svg ") && picture.contains("Neus Vidal"));
}

/// A morning of a shop with two agents: a message every three minutes.
fn morning() -> String {
    let lines = (0..16).map(|number| {
        let motive = ["Mi pedido", "Mi pedido", "Pago", "otra cosa"][number % 4];
        let event = serde_json::json!({
            "channel": "telegram", "account": "bot", "kind": "message", "opens_thread": true, "public": false,
            "attachments_count": 0, "event_key": format!("event {number}"), "contact_id": format!("c{number}"),
            "text": format!("mensaje {number}"), "motive": motive, "language": "es",
            "received_at": format!("2026-11-16T09:{:02}:00Z", 3 * number),
        });
        serde_json::json!({ "event": event, "thread": format!("TI-{number}") }).to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_would_change_is_told_in_tables() {
    let desk = Desk::with(same);
    std::fs::write(desk.file("now.toml"), SHOP).unwrap();
    let new = SHOP.replace(
        "motives = [\"Pago\"]",
        "motives = [\"Pago\", \"otra cosa\"]",
    );
    std::fs::write(
        desk.file("new.toml"),
        new.replace("capacity = 2\ncapacity_max = 3", "capacity = 1"),
    )
    .unwrap();
    std::fs::write(desk.file("morning.jsonl"), morning()).unwrap();
    let ran = desk.run(&[
        "--current",
        "now.toml",
        "--config",
        "new.toml",
        "morning.jsonl",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // A version names the whole content of a file, so it is another with every new field.
    let lines = ran
        .out
        .lines()
        .map(|line| line.split(", version").next().unwrap());
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_same_configuration_changes_nothing() {
    let desk = Desk::with(same);
    let ran = desk.simulate(&["--no-picture", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["same"], true);
    assert_eq!(told["now"]["totals"], told["new"]["totals"]);
    assert!(!desk.file("simulation.svg").exists());
}

#[test]
fn everything_is_told_to_programs() {
    let desk = Desk::with(half);
    let ran = desk.simulate(&["--json", "--picture", "load.svg", "--handling", "other=30m"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["same"], false);
    assert_eq!(told["now"]["messages"], 142);
    assert!(
        told["now"]["agents"]["neus"]["units"]
            .as_array()
            .unwrap()
            .len()
            > 2
    );
    assert!(
        !told["changes"]["another_agent"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert!(desk.file("load.svg").exists());
}

#[test]
fn problems_of_a_configuration_are_told_with_their_lines() {
    let desk = Desk::with(|care| care.replace("capacity = 3", "capasity = 3"));
    let ran = desk.simulate(&[]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(
        ran.out.starts_with("new.toml:") && ran.out.contains("capasity"),
        "{}",
        ran.out
    );
}

#[test]
fn a_line_that_is_no_event_is_told_with_its_number() {
    let desk = Desk::with(same);
    let good = std::fs::read_to_string(demo("simulation/day.jsonl")).unwrap();
    let first = good.lines().next().unwrap();
    std::fs::write(
        desk.file("bad.jsonl"),
        format!("{first}\n{{\"event\": 7}}\n"),
    )
    .unwrap();
    let ran = desk.run(&["--current", "new.toml", "--config", "new.toml", "bad.jsonl"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .starts_with("ventanilla: bad.jsonl: line 2 is no recorded event"),
        "{}",
        ran.err
    );
    std::fs::write(desk.file("empty.jsonl"), "\n").unwrap();
    let ran = desk.run(&[
        "--current",
        "new.toml",
        "--config",
        "new.toml",
        "empty.jsonl",
    ]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("no customer's message"), "{}", ran.err);
}

#[test]
fn what_is_missing_or_wrong_in_the_arguments_is_said() {
    let desk = Desk::with(same);
    let said = |arguments: &[&str]| {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        ran.err
    };
    assert!(said(&["day.jsonl"]).contains("Give --config NEW"));
    assert!(said(&["--config", "new.toml"]).contains("Give a FILE"));
    assert!(said(&["--config", "new.toml", "day.jsonl", "--picture", "load.png"]).contains(".svg"));
    assert!(
        said(&["--config", "new.toml", "day.jsonl", "--handling", "voice"])
            .contains("write voice=8m")
    );
    assert!(said(&["--config", "new.toml", "day.jsonl", "--since", "now"]).contains("--since"));
}

#[test]
fn a_model_that_is_none_and_a_channel_that_nobody_used_are_told() {
    let desk = Desk::with(same);
    let ran = desk.simulate(&["--model", "new.toml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("ventanilla: new.toml: "), "{}", ran.err);
    let ran = desk.simulate(&["--no-picture", "--handling", "emial=9m"]);
    assert!(
        ran.err
            .contains("note: --handling emial: no message came by it"),
        "{}",
        ran.err
    );
}

#[test]
fn without_a_file_of_now_a_stack_is_needed() {
    let desk = Desk::with(same);
    for arguments in [
        &["--config", "new.toml", "day.jsonl"][..],
        &["--config", "new.toml", "--since", "2026-11-23"],
        &["record", "--since", "2026-11-23"],
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 1, "{arguments:?}");
        assert!(
            ran.err.contains("no stack was named"),
            "{arguments:?}: {}",
            ran.err
        );
    }
}
