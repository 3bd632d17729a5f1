//! A function killed anywhere loses nothing and doubles nothing.

use std::fs;
use std::process::Command;
use std::time::Duration;

use jiff::Timestamp;
use testkit::wait::until;
use testkit::{Customer, Stack};

use crate::office::{self, count, mails_about, open_units, thread_of, threads_of};
use testkit::shop::agent_of;

#[tokio::test(flavor = "multi_thread")]
async fn a_router_killed_in_the_middle_of_a_batch_loses_and_doubles_nothing() {
    let stack = office::open().await;
    let _alone = office::closed_road().await;
    let store = stack.store();
    let events: Vec<_> = (0..10)
        .map(|number| Customer::on_telegram().writes(&format!("caida {number}")))
        .collect();
    let killer = async {
        let mut killed = 0;
        for _ in 0..3 {
            tokio::time::sleep(Duration::from_millis(70)).await;
            killed += kill_routers(&stack);
        }
        killed
    };
    let (_, killed) = futures::join!(stack.route(&events), killer);
    assert!(killed > 0, "nothing was killed: this run showed nothing");
    stack.route_until_taken(&events).await.unwrap();
    let threads = threads_of(&store, &events).await;
    assert_eq!(threads.len(), 10);
    for thread in &threads {
        assert_eq!(count(&store, &thread.id, "message").await, 1);
        assert_eq!(count(&store, &thread.id, "decision").await, 1);
    }
    assert_eq!(open_units(&store, &agent_of("caida", 1)).await, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_was_committed_but_not_sent_is_sent_by_the_repeat_of_its_event() {
    let stack = office::open().await;
    let store = stack.store();
    let event = Customer::on_telegram().writes("mudo: la repetición lo dice");
    commit_without_sending(&stack, &event).await;
    stack
        .route_until_taken(std::slice::from_ref(&event))
        .await
        .unwrap();
    let thread = thread_of(&store, &event).await.unwrap().unwrap();
    assert_one_mail(&stack, &thread.id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_was_committed_but_not_sent_is_flushed_by_a_sweep() {
    let stack = office::open().await;
    let store = stack.store();
    let event = Customer::on_telegram().writes("mudo: el barrido lo dice");
    commit_without_sending(&stack, &event).await;
    let thread = thread_of(&store, &event).await.unwrap().unwrap();
    until("a sweep to find the stray notice", async || {
        stack.sweep().await?;
        Ok(strays_are_gone(&stack).await)
    })
    .await
    .unwrap();
    assert_one_mail(&stack, &thread.id).await;
}

async fn strays_are_gone(stack: &Stack) -> Option<()> {
    let strays = stack.store().unsent(Timestamp::now(), 100).await.ok()?;
    strays.is_empty().then_some(())
}

/// Handles an event with a queue of notices that does not exist: the process dies between commit and send.
async fn commit_without_sending(stack: &Stack, event: &domain::ContactEvent) {
    let nowhere = format!(
        "{}-is-not-there.fifo",
        stack.queue("notices").trim_end_matches(".fifo")
    );
    let died = stack
        .desk_telling(&nowhere)
        .receive(event, Timestamp::now())
        .await;
    assert!(died.is_err(), "the notice could not be sent");
}

async fn assert_one_mail(stack: &Stack, thread: &domain::ThreadId) {
    let mails = until("the mail of the assignment", async || {
        Ok(Some(mails_about(stack, thread).await).filter(|mails| !mails.is_empty()))
    })
    .await
    .unwrap();
    assert_eq!(mails.len(), 1);
}

/// Kills every running router, as a machine that fails would; how many.
fn kill_routers(stack: &Stack) -> usize {
    let mut killed = 0;
    let name = format!(
        "AWS_LAMBDA_FUNCTION_NAME={}",
        stack.made.functions["router"]
    );
    let endpoint = format!("AWS_ENDPOINT_URL={}", stack.made.endpoint);
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let pid = process.file_name().to_string_lossy().into_owned();
        let Ok(environment) = fs::read(process.path().join("environ")) else {
            continue;
        };
        let is = |wanted: &str| {
            environment
                .split(|byte| *byte == 0)
                .any(|entry| entry == wanted.as_bytes())
        };
        if is(&name) && is(&endpoint) {
            let status = Command::new("kill").args(["-9", &pid]).status();
            killed += usize::from(status.is_ok_and(|status| status.success()));
        }
    }
    killed
}
