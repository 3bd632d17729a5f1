//! The links in notices: from a signed token to the file. Wiring only.

// The futures of runner, handler and SDK nest deeper than the compiler looks by default.
#![recursion_limit = "256"]

use attachments::links::FileLinks;
use delivery::{Clients, StoredFiles};
use jiff::Timestamp;
use runtime::secrets::SecretsManager;
use runtime::{BootError, Environment};
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    runtime::boot();
    let (table, vault, secret) = Environment::read(|env| {
        (
            env.text("TABLE_NAME"),
            env.text("VAULT_BUCKET"),
            env.text("LINK_SECRET_ID"),
        )
    })?;
    let clients = Clients::from_env().await;
    let links = FileLinks::new(
        SecretsManager::new(&clients, secret),
        Store::from_config(clients.config(), table),
        StoredFiles::new(&clients, vault),
    );
    runtime::http::run(async |request, _context| links.answer(request, Timestamp::now()).await)
        .await
}
