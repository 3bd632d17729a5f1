//! The deployed local stack, as `infra/local/stack.py deploy` described it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use delivery::{Clients, NoticeQueue, Vault};
use desk::Desk;
use serde::Deserialize;
use store::Store;

/// A deployed stack.
#[derive(Debug)]
pub struct Stack {
    /// What was deployed, and where.
    pub made: Made,
    /// AWS clients of it.
    pub clients: Clients,
    /// For everything that speaks plain HTTP.
    pub http: reqwest::Client,
}

/// `stack.json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Made {
    /// Where the local AWS answers.
    pub endpoint: String,
    /// Where the provider sandbox answers.
    pub sandbox: String,
    /// The AWS region.
    pub region: String,
    /// The origin that may show the web form.
    pub web_origin: String,
    /// Webhook addresses by name.
    pub webhooks: BTreeMap<String, String>,
    /// The table.
    pub table: String,
    /// Buckets by name.
    pub buckets: BTreeMap<String, String>,
    /// Queue addresses by name.
    pub queues: BTreeMap<String, String>,
    /// SNS topics by name.
    pub topics: BTreeMap<String, String>,
    /// Function names by their part of the road.
    pub functions: BTreeMap<String, String>,
    /// Secrets by channel.
    pub secrets: BTreeMap<String, Secret>,
}

/// A secret with its local value.
#[derive(Clone, Debug, Deserialize)]
pub struct Secret {
    /// Its value.
    pub value: BTreeMap<String, String>,
}

impl Stack {
    /// The stack of `$VENTANILLA_STATE/stack.json`, by default `.local/stack.json` below the project's root.
    ///
    /// # Errors
    /// When nothing was deployed.
    pub fn deployed() -> Result<Self> {
        let state = std::env::var("VENTANILLA_STATE").unwrap_or_else(|_| ".local".to_owned());
        let file = root().join(state).join("stack.json");
        let text = std::fs::read_to_string(&file).with_context(|| {
            format!(
                "{} is not there: run `make local`, or `make test` whole",
                file.display()
            )
        })?;
        let made: Made =
            serde_json::from_str(&text).context("stack.json is not as deploy.py writes it")?;
        let clients = Clients::new(configuration(&made));
        let http = reqwest::Client::builder()
            .pool_max_idle_per_host(64)
            .build()?;
        Ok(Self {
            made,
            clients,
            http,
        })
    }

    /// The table.
    pub fn store(&self) -> Store {
        Store::from_config(self.clients.config(), &self.made.table)
    }

    /// A desk of our own over the same table and queues.
    pub fn desk(&self) -> Desk {
        self.desk_telling(self.queue("notices"))
    }

    /// A desk of our own that tells another queue of its notices.
    pub fn desk_telling(&self, notices: &str) -> Desk {
        let queue = NoticeQueue::new(self.clients.sqs(), notices);
        Desk::new(self.store(), queue, self.vault())
    }

    /// The vault.
    pub fn vault(&self) -> Vault {
        Vault::new(
            self.clients.s3(),
            self.made.buckets.get("vault").cloned().unwrap_or_default(),
        )
    }

    /// A queue's address.
    pub fn queue(&self, name: &str) -> &str {
        self.made.queues.get(name).map_or("", String::as_str)
    }

    /// What the local stack wants to see in `authorization` to know which service a plain HTTP call is for. It checks no
    /// signature.
    pub fn authorization(&self, service: &str) -> String {
        let scope = format!("test/20260101/{}/{service}/aws4_request", self.made.region);
        format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=x")
    }

    /// A value of a channel's secret.
    pub fn secret(&self, channel: &str, name: &str) -> &str {
        self.made
            .secrets
            .get(channel)
            .and_then(|secret| secret.value.get(name))
            .map_or("", String::as_str)
    }
}

fn configuration(made: &Made) -> aws_config::SdkConfig {
    use aws_config::{BehaviorVersion, Region};
    let credentials =
        aws_sdk_sqs::config::Credentials::new("test", "test", None, None, "local stack");
    aws_config::SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(made.region.clone()))
        .endpoint_url(&made.endpoint)
        .credentials_provider(aws_sdk_sqs::config::SharedCredentialsProvider::new(
            credentials,
        ))
        .build()
}

/// The project's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
