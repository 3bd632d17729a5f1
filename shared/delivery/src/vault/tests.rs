#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::{always, bucket, clients};
use wiremock::MockServer;

async fn vault(server: &MockServer) -> Vault {
    Vault::new(clients(server).await.s3(), "vault")
}

#[tokio::test]
async fn what_was_put_is_got_back() {
    let server = bucket().await;
    let vault = vault(&server).await;
    vault
        .put("texts/ñ b.txt", Bytes::from_static(b"\0\xff"), "text/plain")
        .await
        .unwrap();
    assert_eq!(vault.get("texts/ñ b.txt").await.unwrap(), &b"\0\xff"[..]);
}

/// The local stack and any bare address have no names of buckets: they stand in the path.
#[tokio::test]
async fn a_bucket_at_a_bare_address_stands_in_the_path() {
    let server = bucket().await;
    vault(&server)
        .await
        .put("k", Bytes::from_static(b"x"), "text/plain")
        .await
        .unwrap();
    assert_eq!(
        server.received_requests().await.unwrap()[0].url.path(),
        "/vault/k"
    );
}

#[tokio::test]
async fn nothing_under_a_key_is_told_apart_from_a_fault() {
    let missing = vault(&bucket().await).await.get("k").await.unwrap_err();
    assert!(matches!(missing, DeliveryError::NoSuchObject { .. }));
    let broken = vault(&always(503, "").await).await;
    assert!(broken.get("k").await.unwrap_err().is_transient());
    assert!(
        broken
            .put("k", Bytes::new(), "text/plain")
            .await
            .unwrap_err()
            .is_transient()
    );
    assert!(broken.list("p", 1).await.unwrap_err().is_transient());
}

#[tokio::test]
async fn a_listing_gives_keys_and_sizes_up_to_its_limit() {
    let page = "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key><Size>3</Size></Contents>\
        <Contents><Key>b</Key><Size>4</Size></Contents></ListBucketResult>";
    let vault = vault(&always(200, page).await).await;
    let a = StoredObject {
        key: "a".to_owned(),
        size: 3,
    };
    assert_eq!(vault.list("", 1).await.unwrap(), [a]);
    assert_eq!(vault.list("", 9).await.unwrap().len(), 2);
}
