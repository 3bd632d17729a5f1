//! A notice whose first way does not work goes another one, and that is known.

use domain::{ContactEvent, NoticeId, ThreadId};
use serde_json::json;
use testkit::wait::until;
use testkit::{Customer, Stack};

use crate::office::{self, mails_about, posts_about, thread_of};

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_slack_refuses_goes_by_mail() {
    let stack = office::open().await;
    let _road = office::road().await;
    refuse_in_slack(&stack, "C0AVERIA").await;
    let (event, thread) = written(&stack, "averia: no enciende").await;
    let mails = until("the mail in Slack's place", async || {
        Ok(Some(mails_about(&stack, &thread).await).filter(|mails| !mails.is_empty()))
    })
    .await
    .unwrap();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].to_string().contains("averia-1@tienda.example"));
    let posts = posts_about(&stack, &thread).await;
    assert!(posts.iter().all(|post| post["answer"]["ok"] == false));
    let sent_as = sent_as(&stack, &notice_of(&stack, &event).await).await;
    assert!(
        sent_as.starts_with("email:") && sent_as.ends_with(" instead"),
        "{sent_as}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_comes_back_follows_in_slack_once() {
    let stack = office::open().await;
    let _road = office::road().await;
    let (event, thread) = written(&stack, "rebote: ¿hay alguien?").await;
    let notice = notice_of(&stack, &event).await;
    let sent_as = sent_as(&stack, &notice).await;
    assert!(sent_as.starts_with("email:"), "{sent_as}");
    assert!(posts_about(&stack, &thread).await.is_empty());

    for _ in 0..2 {
        come_back(&stack, &notice, "rebote-1@tienda.example").await;
    }
    let posts = until("the Slack message in the mail's place", async || {
        Ok(Some(posts_about(&stack, &thread).await).filter(|posts| !posts.is_empty()))
    })
    .await
    .unwrap();
    assert!(posts[0].to_string().contains("C0REBOTE"));
    until("both bounces to be taken", async || {
        Ok(all_taken(&stack).await.then_some(()))
    })
    .await
    .unwrap();
    assert_eq!(posts_about(&stack, &thread).await.len(), 1);
}

/// A message that was handled, and its thread.
async fn written(stack: &Stack, text: &str) -> (ContactEvent, ThreadId) {
    let event = Customer::on_telegram().writes(text);
    let events = std::slice::from_ref(&event);
    stack.route_until_taken(events).await.unwrap();
    let thread = thread_of(&stack.store(), &event).await.unwrap().unwrap();
    (event, thread.id)
}

/// The notice of an assignment.
async fn notice_of(stack: &Stack, event: &ContactEvent) -> NoticeId {
    let known = stack.store().look_up(event).await.unwrap();
    known.seen.unwrap().notices[0].clone()
}

/// What a notice was sent as, once it was.
async fn sent_as(stack: &Stack, notice: &NoticeId) -> String {
    let store = stack.store();
    until("the notice to be told", async || {
        Ok(store.notice_sent_as(notice).await?)
    })
    .await
    .unwrap()
}

/// From now on the sandbox takes nothing in a channel.
async fn refuse_in_slack(stack: &Stack, channel: &str) {
    let fault = json!({
        "kind": "error", "error": "is_archived", "method": "chat.postMessage", "channel": channel, "times": null
    });
    let address = format!("{}/_sandbox/behaviour", stack.made.sandbox);
    let answer = stack.http.post(address).json(&fault).send().await.unwrap();
    assert!(answer.status().is_success());
}

/// What SES's topic puts into the queue for a mail that came back. The local SES tells nothing of that kind.
async fn come_back(stack: &Stack, notice: &NoticeId, address: &str) {
    let event = json!({
        "eventType": "Bounce",
        "bounce": {
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": [{ "emailAddress": address, "action": "failed", "status": "5.1.1" }]
        },
        "mail": {
            "messageId": "0102018c-000000",
            "destination": [address],
            "tags": { "ses:configuration-set": ["ventanilla-notices"], "notice": [notice] }
        }
    });
    let sqs = stack.clients.sqs();
    let send = sqs.send_message().queue_url(stack.queue("bounces"));
    send.message_body(event.to_string()).send().await.unwrap();
}

/// Whether nothing is left in the queue of what came back.
async fn all_taken(stack: &Stack) -> bool {
    let counts = [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
    ];
    let sqs = stack.clients.sqs();
    let mut request = sqs.get_queue_attributes().queue_url(stack.queue("bounces"));
    for count in counts {
        request = request.attribute_names(count.into());
    }
    let answer = request.send().await.unwrap();
    let attributes = answer.attributes.unwrap_or_default();
    attributes.values().all(|count| count == "0")
}
