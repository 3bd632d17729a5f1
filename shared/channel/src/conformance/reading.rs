//! What is asked of every reader.

use std::collections::BTreeSet;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

use super::{Specimen, bodies, damage, fixtures, log, read};
use crate::Reading;
use crate::expectations;

/// What no reason, place or log line may hold.
pub(super) const PLANTED: &str = "PLANTED Calle Mayor 1, +34600555111";

/// Bodies that no provider means.
pub(super) fn garbage() -> Vec<Vec<u8>> {
    let mut garbage: Vec<Vec<u8>> = [
        &b""[..],
        b"\xff\xfe\x00",
        b"\0",
        b"null",
        b"[]",
        b"{}",
        b"\"text\"",
        b"1e999",
        b"{\"object\":",
        b"[[{\"entry\":[null]}]]",
        b"a=b&a=c&%zz",
        b"Subject: =?utf-8?B?////?=\r\n\r\n",
    ]
    .map(<[u8]>::to_vec)
    .into();
    garbage.push(vec![b'['; 200_000]);
    garbage.push(b"{\"a\":".repeat(50_000));
    garbage.push(vec![b'x'; 400_000]);
    garbage
}

/// Whatever comes tells something or is kept: never neither.
fn nothing_is_lost(reading: &Reading) -> bool {
    !(reading.events.is_empty() && reading.unreadable.is_empty())
}

/// All fixtures of the channel's own folder, notes included.
pub fn all_fixtures_read_as_recorded<S: Specimen>() {
    let compared = expectations::all_hold(&fixtures::<S>(), true, |body| read::<S>(body));
    assert!(compared > 0, "the channel has no fixtures");
}

/// The collected samples, where they are at hand: in `shared/data/channels` beside the project.
pub fn all_collected_samples_read_as_recorded<S: Specimen>() {
    let beside = |folder: &Path| folder.join("shared/data/channels");
    let mut above = Path::new(S::folder()).ancestors().map(beside);
    let Some(collected) = above.find(|folder| folder.is_dir()) else {
        return;
    };
    for name in S::COLLECTED {
        let folder = collected.join(name);
        let compared = expectations::all_hold(&folder, false, |body| read::<S>(body));
        assert!(compared > 0, "no samples in {name}");
    }
}

/// Bytes without sense are kept for somebody to look at.
pub fn garbage_is_kept_and_never_panics<S: Specimen>() {
    for body in garbage() {
        assert!(
            nothing_is_lost(&read::<S>(body.clone())),
            "lost: {:?}",
            String::from_utf8_lossy(&body[..body.len().min(40)])
        );
    }
}

/// An event is named by what it is, and not by when or how often it came.
pub fn the_same_event_ten_times_has_one_key<S: Specimen>() {
    for body in bodies::<S>() {
        let keys = |reading: Reading| -> Vec<_> {
            let events = reading.events.into_iter();
            events.map(|event| event.event_key).collect()
        };
        let all: BTreeSet<_> = (0..10).map(|_| keys(read::<S>(body.clone()))).collect();
        assert_eq!(all.len(), 1, "keys differ from one delivery to the next");
    }
}

/// Any bytes at all.
pub fn arbitrary_bytes_never_panic<S: Specimen>() {
    let mut runner = TestRunner::new(quiet(200));
    let outcome = runner.run(&vec(any::<u8>(), 0..600), |bytes| {
        assert!(nothing_is_lost(&read::<S>(bytes)));
        Ok(())
    });
    outcome.unwrap();
}

/// Fixtures cut short, with a byte changed, with a value of another shape.
pub fn damaged_fixtures_never_panic_and_lose_nothing<S: Specimen>() {
    for body in bodies::<S>() {
        for damaged in damage::of(&body) {
            let reading = read::<S>(damaged.clone());
            let shown = String::from_utf8_lossy(&damaged);
            assert!(nothing_is_lost(&reading), "lost: {shown}");
        }
    }
}

/// A text of the customer's in any field stands in no reason, no place and no line of any log.
pub fn nothing_planted_is_told<S: Specimen>() {
    for body in bodies::<S>() {
        for planted in damage::with_text(&body, PLANTED) {
            let (reading, lines) = log::during(|| read::<S>(planted));
            assert!(!lines.contains("PLANTED"), "in the log: {lines}");
            for part in &reading.unreadable {
                let told = format!("{} {}", part.place, part.reason);
                assert!(!told.contains("PLANTED"), "in a reason: {told}");
            }
        }
    }
}

pub(super) fn quiet(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}
