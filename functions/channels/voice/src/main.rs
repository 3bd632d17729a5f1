//! The voice channel: answer the call, verify, read, enqueue. Wiring only.

use channel_voice::{Given, Settings, Voice};
use runtime::{BootError, Environment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    let given = Environment::read(|env| Given {
        public_url: env.text("PUBLIC_URL"),
        brand: env.text("BRAND_NAME"),
        greeting: env.optional("VOICE_GREETING"),
        language: env.optional("VOICE_LANGUAGE"),
        ring: env.optional("VOICE_RING"),
        ring_seconds: env.optional("VOICE_RING_SECONDS"),
    })?;
    let settings =
        Settings::of(given).map_err(|error| BootError::part("the voice channel", error))?;
    runtime::webhook::run(Voice::new(settings)).await
}
