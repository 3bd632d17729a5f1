//! Waiting for what happens elsewhere, with an end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long anything may take that passes queues, also behind what all other tests put there on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// Asks again until there is an answer.
///
/// # Errors
/// When there is none in three minutes, or asking fails.
pub async fn until<T>(what: &str, ask: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(found) = ask().await? {
            return Ok(found);
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    bail!("waited three minutes in vain for {what}");
}
