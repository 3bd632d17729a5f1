//! The x channel: verify, read, enqueue. Wiring only.

use channel_x::X;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), runtime::BootError> {
    runtime::webhook::run(X).await
}
