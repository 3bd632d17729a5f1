//! The router: takes events from the inbox, one contact in order, hands them to the desk, and has their files fetched.
//! Wiring only.

mod router;

use delivery::{Clients, FileJobs, NoticeQueue, Vault};
use desk::Desk;
use router::Router;
use runtime::{BootError, Environment, batch};
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    let clients = Clients::from_env().await;
    let (table, notices, files, vault) = Environment::read(|env| {
        (
            env.text("TABLE_NAME"),
            env.text("NOTICES_QUEUE_URL"),
            env.text("ATTACHMENTS_QUEUE_URL"),
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
    let file_jobs = FileJobs::new(clients.sqs(), files);
    let router = Router {
        desk,
        vault,
        file_jobs,
    };
    batch::run(&clients, router).await
}
