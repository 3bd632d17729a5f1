//! Customers' files: from their providers and out of mails into the vault. Wiring only.

// The futures of runner, handler and SDK nest deeper than the compiler looks by default.
#![recursion_limit = "256"]

use attachments::{FileFetcher, Places, files};
use delivery::{Clients, Outside, StoredFiles, Vault};
use runtime::secrets::SecretsManager;
use runtime::{BootError, Environment};
use store::Store;

struct Settings {
    table: String,
    vault: String,
    mails: String,
    access_secret: String,
    outside: Option<String>,
    most_receptions: u32,
}

impl Settings {
    fn read(env: &mut Environment<'_>) -> Self {
        Self {
            table: env.text("TABLE_NAME"),
            vault: env.text("VAULT_BUCKET"),
            mails: env.text("MAIL_BUCKET"),
            access_secret: env.text("ACCESS_SECRET_ID"),
            outside: env.optional("OUTSIDE_URL"),
            most_receptions: env.parsed("MAX_RECEIVE_COUNT"),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    runtime::boot();
    let settings = Environment::read(Settings::read)?;
    let clients = Clients::from_env().await;
    let places = Places {
        outside: Outside::new(settings.outside),
        mails: Vault::new(clients.s3(), settings.mails),
        stored: StoredFiles::new(&clients, settings.vault),
        store: Store::from_config(clients.config(), settings.table),
    };
    let access = SecretsManager::new(&clients, settings.access_secret);
    let fetcher = FileFetcher::new(files::sources(), places, access, settings.most_receptions);
    runtime::batch::run(&clients, fetcher).await
}
