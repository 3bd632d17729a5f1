#![allow(clippy::unwrap_used)]

use serde_json::json;

use super::*;
use crate::testing::{Lines, PlayedInbox, PlayedVault, noon};

impl Direct for Lines {
    fn answer(&self, reading: &Reading) -> Value {
        json!({ "events": reading.events.len().to_string() })
    }
}

const CHANNEL: Lines = Lines {
    keeps_unreadable: true,
};

async fn invoked(inbox: &PlayedInbox, vault: &PlayedVault) -> Result<Value, Failure> {
    let context = Context::new("r-1", noon());
    take(&CHANNEL, &inbox, &vault, &json!({ "no": "line" }), &context).await
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_and_answered() {
    let (inbox, vault) = (PlayedInbox::default(), PlayedVault::default());
    assert_eq!(
        invoked(&inbox, &vault).await.unwrap(),
        json!({ "events": "0" })
    );
    assert_eq!(vault.kept.lock().unwrap()[0].1, br#"{"no":"line"}"#);
}

#[tokio::test]
async fn an_invocation_fails_when_nothing_is_durable() {
    let vault = PlayedVault {
        fails: true,
        ..PlayedVault::default()
    };
    let failure = invoked(&PlayedInbox::default(), &vault).await.unwrap_err();
    assert_eq!(failure.code, "NotDurable");
}
