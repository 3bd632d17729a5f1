//! What a function finds around it, on this machine: clients of a played AWS and the desk over them.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use delivery::{Clients, NoticeQueue, Vault};
use desk::Desk;
use store::Store;

/// The table's name.
pub const TABLE: &str = "bench";

/// Where the table and the queue of notices answer.
#[derive(Clone, Debug)]
pub struct Cloud {
    table: SdkConfig,
    queue: SdkConfig,
    queue_url: String,
}

impl Cloud {
    /// Clients of these two; a call tries once, since nothing here fails in passing.
    pub async fn at(table: &str, queue: &str) -> Self {
        Self {
            table: config(table).await,
            queue: config(queue).await,
            queue_url: format!("{queue}/0/notices.fifo"),
        }
    }

    /// The table.
    pub fn store(&self) -> Store {
        Store::from_config(&self.table, TABLE)
    }

    /// A desk that knows nothing yet, as after a cold start. Nothing here is ever put into its vault.
    pub fn desk(&self) -> Desk {
        let clients = Clients::new(self.queue.clone());
        let notices = NoticeQueue::new(clients.sqs(), &self.queue_url);
        Desk::new(self.store(), notices, Vault::new(clients.s3(), "vault"))
    }
}

/// The table by another way than HTTP.
pub async fn store_by(way: SharedHttpClient) -> Store {
    let config = config("http://127.0.0.1").await.into_builder();
    Store::from_config(&config.http_client(way).build(), TABLE)
}

async fn config(url: &str) -> SdkConfig {
    let key = aws_sdk_sqs::config::Credentials::new("id", "key", None, None, "bench");
    aws_config::defaults(BehaviorVersion::v2026_01_12())
        .region(Region::from_static("eu-south-2"))
        .endpoint_url(url)
        .credentials_provider(key)
        .retry_config(aws_config::retry::RetryConfig::disabled())
        .load()
        .await
}
