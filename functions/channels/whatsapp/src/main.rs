//! The whatsapp channel: verify, read, enqueue. Wiring only.

use channel_whatsapp::Whatsapp;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), runtime::BootError> {
    runtime::webhook::run(Whatsapp).await
}
