//! The teams channel: verify, read, enqueue. Wiring only.

use channel_teams::Teams;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), runtime::BootError> {
    runtime::webhook::run_with_errands(Teams).await
}
