//! A poison message stops itself only.

use serde_json::json;
use testkit::Customer;
use testkit::invoke::{batch, record};

use crate::office::{self, thread_of};

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_nobody_can_read_is_kept_and_holds_neither_its_batch_nor_its_group() {
    let stack = office::open().await;
    let store = stack.store();
    let before = stack.vault().list("quarantine/", 1000).await.unwrap().len();
    let good = Customer::on_telegram().writes("veneno");
    let group = good.order_group();
    let mut event = batch(std::slice::from_ref(&good)).unwrap();
    let records = event["Records"].as_array_mut().unwrap();
    records.insert(0, record("{ this is no event", &group));
    records.push(record(
        &json!({ "channel": 7 }).to_string(),
        "another group",
    ));
    let answer = stack.invoke("router", &event).await.unwrap();
    assert_eq!(answer["batchItemFailures"], json!([]));
    assert!(thread_of(&store, &good).await.unwrap().is_some());
    let after = stack.vault().list("quarantine/", 1000).await.unwrap().len();
    assert!(after >= before + 2, "both are kept whole");
}
