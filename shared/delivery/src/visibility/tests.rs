#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::{always, clients};
use serde_json::Value;

const ARN: &str = "arn:aws:sqs:eu-south-2:123456789012:desk-inbox.fifo";

fn postponements(count: usize) -> Vec<Postponement> {
    (0..count)
        .map(|number| Postponement {
            receipt_handle: format!("r{number}"),
            seconds: 4,
        })
        .collect()
}

#[test]
fn an_arn_names_its_queue() {
    assert_eq!(
        queue_url(ARN).unwrap(),
        "https://sqs.eu-south-2.amazonaws.com/123456789012/desk-inbox.fifo"
    );
    let china = queue_url("arn:aws-cn:sqs:cn-north-1:1:q").unwrap();
    assert_eq!(china, "https://sqs.cn-north-1.amazonaws.com.cn/1/q");
    for bad in [
        "",
        "arn:aws:sns:eu-south-2:1:topic",
        "arn:aws:sqs:eu-south-2:1",
        "arn:aws:sqs:eu-south-2:1:q:more",
    ] {
        assert_eq!(queue_url(bad), None, "{bad}");
    }
}

#[tokio::test]
async fn messages_are_postponed_ten_at_a_time() {
    let server = always(200, r#"{"Successful":[],"Failed":[]}"#).await;
    Visibility::new(clients(&server).await.sqs())
        .postpone(ARN, &postponements(11))
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    let bodies: Vec<Value> = requests
        .iter()
        .map(|request| request.body_json().unwrap())
        .collect();
    assert_eq!(bodies[0]["Entries"].as_array().unwrap().len(), 10);
    assert_eq!(bodies[1]["Entries"][0]["ReceiptHandle"], "r10");
    assert_eq!(bodies[1]["Entries"][0]["VisibilityTimeout"], 4);
}

#[tokio::test]
async fn a_refused_one_is_an_error() {
    let answer =
        r#"{"Successful":[],"Failed":[{"Id":"0","SenderFault":true,"Code":"MessageNotInflight"}]}"#;
    let server = always(200, answer).await;
    let visibility = Visibility::new(clients(&server).await.sqs());
    let error = visibility
        .postpone(ARN, &postponements(1))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, DeliveryError::NotTaken { count: 1, code } if code == "MessageNotInflight")
    );
    assert!(
        visibility
            .postpone("arn:aws:sns:x:1:t", &postponements(1))
            .await
            .is_err()
    );
}
