//! The instagram channel: verify, read, enqueue. Wiring only.

use channel_instagram::Instagram;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), runtime::BootError> {
    runtime::webhook::run(Instagram::default()).await
}
