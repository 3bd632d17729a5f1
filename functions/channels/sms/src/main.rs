//! The sms channel: verify, read, enqueue. Wiring only.

use channel::signature::twilio::PublicUrl;
use channel_sms::Sms;
use runtime::{BootError, Environment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    let address = Environment::read(|env| env.text("PUBLIC_URL"))?;
    let public_url = PublicUrl::parse(&address)
        .map_err(|error| BootError::part("the public address (PUBLIC_URL)", error))?;
    runtime::webhook::run(Sms::new(public_url)).await
}
