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
    let server = bucket().await;
    let missing = vault(&server).await.get("k").await.unwrap_err();
    assert!(matches!(missing, DeliveryError::NoSuchObject { .. }));
    let server = always(503, "").await;
    let broken = vault(&server).await;
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
    let server = always(200, page).await;
    let vault = vault(&server).await;
    let a = StoredObject {
        key: "a".to_owned(),
        size: 3,
    };
    assert_eq!(vault.list("", 1).await.unwrap(), [a]);
    assert_eq!(vault.list("", 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_listing_goes_on_over_pages_and_behind_a_key_and_leaves_out_what_is_not_wanted() {
    let server = bucket().await;
    let vault = vault(&server).await;
    for key in ["a/1", "a/2", "a/3", "a/4", "a/5", "b/1"] {
        vault.put(key, Bytes::new(), "text/plain").await.unwrap();
    }
    let keys = async |after: Option<&str>, limit| {
        let odd = |object: &StoredObject| !object.key.ends_with(['2', '4']);
        let found = vault.list_where("a/", after, odd, limit).await.unwrap();
        found
            .into_iter()
            .map(|object| object.key)
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(None, 9).await, ["a/1", "a/3", "a/5"]);
    assert_eq!(keys(None, 2).await, ["a/1", "a/3"]);
    assert_eq!(keys(Some("a/3"), 9).await, ["a/5"]);
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_to_delete_nothing_is_well() {
    let server = bucket().await;
    let vault = vault(&server).await;
    vault.put("k", Bytes::new(), "text/plain").await.unwrap();
    for _ in 0..2 {
        vault.delete("k").await.unwrap();
    }
    assert!(matches!(
        vault.get("k").await,
        Err(DeliveryError::NoSuchObject { .. })
    ));
    let server = always(503, "").await;
    let broken = Vault::new(clients(&server).await.s3(), "vault");
    assert!(broken.delete("k").await.unwrap_err().is_transient());
}
