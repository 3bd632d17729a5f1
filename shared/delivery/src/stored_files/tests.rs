#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::testing::{always, bucket, clients};

fn serving() -> Serving {
    Serving {
        content_type: "image/png".to_owned(),
        disposition: "inline; filename=\"pie.png\"".to_owned(),
    }
}

#[tokio::test]
async fn a_file_is_stored_under_its_message_with_the_way_it_is_served() {
    let s3 = bucket().await;
    let files = StoredFiles::new(&clients(&s3).await, "vault");
    let content = Bytes::from_static(b"png");
    files
        .put(&EventKey::new("ab12"), 3, content, &serving())
        .await
        .unwrap();
    let request = &s3.received_requests().await.unwrap()[0];
    assert!(
        request.url.path().ends_with("/files/ab12/3"),
        "{}",
        request.url
    );
    assert_eq!(request.headers["content-type"], "image/png");
    assert_eq!(
        request.headers["content-disposition"],
        "inline; filename=\"pie.png\""
    );
}

#[tokio::test]
async fn an_address_opens_one_file_for_five_minutes_and_says_how_it_is_served() {
    let s3 = bucket().await;
    let files = StoredFiles::new(&clients(&s3).await, "vault");
    let address = files
        .address(&EventKey::new("ab12"), 3, &serving())
        .await
        .unwrap();
    for part in [
        "/files/ab12/3?",
        "X-Amz-Expires=300",
        "X-Amz-Signature=",
        "response-content-type=image%2Fpng",
        "response-content-disposition=inline%3B",
        "response-cache-control=private",
    ] {
        assert!(address.contains(part), "{part}: {address}");
    }
    assert!(s3.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_vault_that_takes_nothing_is_an_error_that_passes() {
    let s3 = always(503, "<Error><Code>SlowDown</Code></Error>").await;
    let files = StoredFiles::new(&clients(&s3).await, "vault");
    let stored = files
        .put(&EventKey::new("ab12"), 0, Bytes::new(), &serving())
        .await;
    assert!(stored.unwrap_err().is_transient());
}
