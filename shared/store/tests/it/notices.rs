//! Notices that are read again, and those that follow one whose mail came back.

use domain::NoticeId;
use domain::notice::Notice;
use serde_json::{Value, json};
use testkit::PlayedTable;
use testkit::table::{Answer, condition_failed, key, well};

use crate::builders::{message, opening};

fn notice() -> Notice {
    opening(&message()).notices.remove(0)
}

fn row(body: &str) -> Value {
    let mut row = key("NOTICE#n1", "NOTICE");
    row["body"] = json!({ "S": body });
    row
}

async fn table(operation: &'static str, answer: Answer) -> PlayedTable {
    let table = PlayedTable::start().await;
    table.plays_in_turn(operation, vec![answer]);
    table
}

#[tokio::test]
async fn a_notice_is_read_as_it_was_written() {
    let body = serde_json::to_string(&notice()).unwrap();
    let table = table("GetItem", well(json!({ "Item": row(&body) }))).await;
    let read = table.store().await.notice(&NoticeId::new("n1")).await;
    assert_eq!(read.unwrap(), Some(notice()));
    assert_eq!(table.asked("GetItem")[0]["Key"], key("NOTICE#n1", "NOTICE"));
}

#[tokio::test]
async fn a_notice_that_is_not_there_is_none_and_one_that_cannot_be_read_is_not_quoted() {
    let absent = table("GetItem", well(json!({}))).await;
    let read = absent.store().await.notice(&NoticeId::new("n1")).await;
    assert_eq!(read.unwrap(), None);

    let body = r#"{"id":"n1","kind":"SECRETO"}"#;
    let odd = table("GetItem", well(json!({ "Item": row(body) }))).await;
    let error = odd.store().await.notice(&NoticeId::new("n1")).await;
    assert!(!format!("{:?}", error.unwrap_err()).contains("SECRETO"));
}

#[tokio::test]
async fn a_notice_is_added_unsent_and_one_that_is_there_stays_as_it_is() {
    let first = table("PutItem", well(json!({}))).await;
    first.store().await.add_notice(&notice()).await.unwrap();
    let put = first.asked("PutItem").remove(0);
    assert_eq!(put["ConditionExpression"], "attribute_not_exists(pk)");
    assert_eq!(put["Item"]["unsent_pk"], json!({ "S": "UNSENT" }));

    let again = table("PutItem", condition_failed(&row("{}"))).await;
    again.store().await.add_notice(&notice()).await.unwrap();
}
