//! Amazon Connect's flows and contact events: read, enqueue, answer. Wiring only.
#![recursion_limit = "256"]

use channel_connect::Connect;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), runtime::BootError> {
    runtime::direct::run(Connect).await
}
