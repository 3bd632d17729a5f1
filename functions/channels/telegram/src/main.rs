//! The telegram channel: verify, read, enqueue. Wiring only.

use channel_telegram::Telegram;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), runtime::BootError> {
    runtime::webhook::run(Telegram::default()).await
}
