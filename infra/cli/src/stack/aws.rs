//! How the stack's AWS is reached.

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::{BehaviorVersion, Region};
use delivery::{Clients, NoticeQueue, Vault};
use desk::Desk;
use serde::Deserialize;
use serde_json::Value;
use store::Store;

use super::{Output, Stack};

/// The name of the only profile that a local stack knows.
const PROFILE: &str = "local";

/// A stack that plays AWS: where it is, and the keys that it takes.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Local {
    endpoint: String,
    region: String,
    environment: Keys,
}

#[derive(Clone, Debug, Deserialize)]
struct Keys {
    #[serde(rename = "AWS_ACCESS_KEY_ID")]
    id: String,
    #[serde(rename = "AWS_SECRET_ACCESS_KEY")]
    secret: String,
}

impl Local {
    /// What the local stack's file tells; none for another file.
    pub(super) fn of_json(json: &Value) -> Option<Self> {
        Self::deserialize(json).ok()
    }

    /// Clients of it. Its keys stand in a profile of their own, and nothing of the operator's profiles is read.
    // These names are deprecated in favour of those of `aws-runtime`, an inner crate of the SDK.
    #[allow(deprecated)]
    async fn clients(&self) -> Clients {
        use aws_config::profile::profile_file::{ProfileFileKind, ProfileFiles};
        let Keys { id, secret } = &self.environment;
        let profile =
            format!("[{PROFILE}]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n");
        let files = ProfileFiles::builder()
            .with_contents(ProfileFileKind::Credentials, profile)
            .build();
        let credentials = ProfileFileCredentialsProvider::builder()
            .profile_files(files.clone())
            .profile_name(PROFILE)
            .build();
        let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
            .profile_files(files)
            .profile_name(PROFILE)
            .credentials_provider(credentials)
            .region(Region::new(self.region.clone()))
            .endpoint_url(&self.endpoint)
            .load()
            .await;
        Clients::new(config)
    }
}

impl Stack {
    /// The clients: of the local stack, or of AWS as the environment and the operator's profile say.
    pub(crate) async fn clients(&self) -> Clients {
        match &self.local {
            Some(local) => local.clients().await,
            None => Clients::from_env().await,
        }
    }

    /// The table, to look into.
    pub(crate) async fn store(&self) -> anyhow::Result<Store> {
        let table = self.value(Output::Table)?;
        Ok(Store::from_config(self.clients().await.config(), table))
    }

    /// The desk, to act.
    pub(crate) async fn desk(&self) -> anyhow::Result<Desk> {
        let (table, notices, vault) = (
            self.value(Output::Table)?,
            self.value(Output::Notices)?,
            self.value(Output::Vault)?,
        );
        let clients = self.clients().await;
        let store = Store::from_config(clients.config(), table);
        Ok(Desk::new(
            store,
            NoticeQueue::new(clients.sqs(), notices),
            Vault::new(clients.s3(), vault),
        ))
    }
}
