//! The facebook channel: verify, read, enqueue. Wiring only.

use channel_facebook::Facebook;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), runtime::BootError> {
    runtime::webhook::run(Facebook::default()).await
}
