//! The web chat's messages, read for the session that asks. Wiring only.
#![recursion_limit = "256"]

use channel_webchat::Webchat;
use delivery::Clients;
use jiff::Timestamp;
use runtime::secrets::{SecretCache, SecretsManager};
use runtime::{BootError, Environment};
use store::Store;
use transcript::Transcript;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    runtime::boot();
    let (table, secret, origins) = Environment::read(|env| {
        (
            env.text("TABLE_NAME"),
            env.text("CHANNEL_SECRET_ID"),
            env.optional("WEB_ORIGINS").unwrap_or_default(),
        )
    })?;
    let webchat = Webchat::from_list(&origins)
        .map_err(|error| BootError::part("the list of sites in WEB_ORIGINS", error))?;
    let clients = Clients::from_env().await;
    let store = Store::from_config(clients.config(), table);
    let secrets = SecretCache::new(SecretsManager::new(&clients, secret));
    let transcript = Transcript::new(webchat, store, secrets);
    runtime::http::run(async |request, _| transcript.answer(request, Timestamp::now()).await).await
}
