//! The messenger channel: verify, read, enqueue. Wiring only.

use channel_messenger::Messenger;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), runtime::BootError> {
    runtime::webhook::run(Messenger::default()).await
}
