//! The router: takes events from the inbox, one contact in order, and hands them to the desk.

use delivery::{Clients, NoticeQueue, Vault, parse_inbox_body};
use desk::{Desk, Received};
use jiff::Timestamp;
use runtime::batch::{self, Message, MessageHandler, Outcome};
use runtime::{BootError, Context, Environment, Metric, chain};
use store::Store;

struct Router {
    desk: Desk,
    vault: Vault,
}

impl MessageHandler for Router {
    async fn handle(&self, message: &Message, context: &Context) -> Outcome {
        let event = match parse_inbox_body(&message.body, &self.vault).await {
            Ok(event) => event,
            Err(error) => return Outcome::of(&error),
        };
        match self.desk.receive(&event, Timestamp::now()).await {
            Ok(received) => {
                report(&event.channel, event.event_key.as_str(), &received, context);
                Outcome::Done
            }
            Err(error) if error.is_transient() => Outcome::retry(chain(&error)),
            Err(error) => Outcome::Poison(chain(&error)),
        }
    }
}

fn report(channel: &domain::ChannelId, event: &str, received: &Received, context: &Context) {
    let (what, thread) = match received {
        Received::Opened(thread) => ("opened", Some(thread)),
        Received::Joined(thread) => ("joined", Some(thread)),
        Received::Repeated => ("repeated", None),
        Received::Ignored => ("ignored", None),
    };
    if *received == Received::Ignored {
        context.metrics.count(Metric::EventsIgnored);
    }
    let thread = thread.map(domain::ThreadId::as_str);
    tracing::info!(%channel, event.key = event, thread.id = thread, outcome = what, "event received");
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    let clients = Clients::from_env().await;
    let (table, notices, vault) = Environment::read(|env| {
        (
            env.text("TABLE_NAME"),
            env.text("NOTICES_QUEUE_URL"),
            env.text("VAULT_BUCKET"),
        )
    })?;
    let store = Store::from_config(clients.config(), table);
    let vault = Vault::new(clients.s3(), vault);
    let desk = Desk::new(
        store,
        NoticeQueue::new(clients.sqs(), notices),
        vault.clone(),
    );
    batch::run(&clients, Router { desk, vault }).await
}
