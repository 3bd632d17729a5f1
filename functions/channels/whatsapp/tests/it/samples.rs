//! Our own fixtures, and the collected samples of providers where they are at hand.

use std::path::Path;

use channel::expectations;

use crate::read;

#[test]
fn our_fixtures_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    assert!(expectations::all_hold(&folder, true, read) > 30);
}

#[test]
fn collected_samples_read_as_expected() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/channels/whatsapp");
    if folder.is_dir() {
        assert!(expectations::all_hold(&folder, false, read) >= 15);
    }
}

/// The whole shape, once: these are the bytes that travel in the queue.
#[test]
fn the_whole_event_of_a_plain_message() {
    let reading = read(include_bytes!("../../fixtures/text_with_bsuid.json").to_vec());
    insta::assert_json_snapshot!(reading.events);
}
