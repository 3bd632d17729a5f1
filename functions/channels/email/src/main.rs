//! Mail: from SES's notifications to the inbox. Wiring only.

mod handler;

use delivery::{Clients, Inbox, Vault};
use handler::MailHandler;
use runtime::{BootError, Environment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    let (mail, vault, queue) = Environment::read(|env| {
        (
            env.text("MAIL_BUCKET"),
            env.text("VAULT_BUCKET"),
            env.text("INBOX_QUEUE_URL"),
        )
    })?;
    let clients = Clients::from_env().await;
    let inbox = Inbox::new(clients.sqs(), queue, Vault::new(clients.s3(), vault));
    let mails = Vault::new(clients.s3(), &mail);
    runtime::batch::run(&clients, MailHandler::new(mails, mail, inbox)).await
}
