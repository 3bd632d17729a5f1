//! The web chat: verify, read, enqueue. Wiring only.

use channel_webchat::{InvalidOrigin, Webchat};
use runtime::{BootError, Environment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    let origins = Environment::read(|env| env.optional("WEB_ORIGINS").unwrap_or_default())?;
    let webchat = Webchat::from_list(&origins).map_err(|error: InvalidOrigin| {
        BootError::part("the list of sites in WEB_ORIGINS", error)
    })?;
    runtime::webhook::run_with_errands(webchat).await
}
