//! What the local stack cannot do, and what we do about it. When one of these fails, a new version can do it: then the
//! work-around named here may go.

use crate::office;

/// `ventanilla dlq replay` copies messages back itself. (It would all the same: a move task loses their order.)
#[tokio::test(flavor = "multi_thread")]
async fn the_local_stack_moves_no_dead_letters() {
    let stack = office::open().await;
    let answer = stack
        .http
        .post(&stack.made.endpoint)
        .header("authorization", stack.authorization("sqs"))
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", "AmazonSQS.StartMessageMoveTask")
        .body(r#"{"SourceArn":"arn:aws:sqs:eu-west-1:000000000000:ventanilla-inbox-dead.fifo"}"#)
        .send()
        .await
        .unwrap();
    assert!(!answer.status().is_success());
}
