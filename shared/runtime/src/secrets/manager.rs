//! Secrets of AWS Secrets Manager.

use aws_sdk_secretsmanager::error::ProvideErrorMetadata as _;
use delivery::Clients;
use secrecy::SecretString;

use super::{SecretError, SecretSource, Stage};

/// One secret of Secrets Manager; or none, whose value is an empty object: for a function that proves without one.
#[derive(Clone, Debug)]
pub struct SecretsManager {
    client: aws_sdk_secretsmanager::Client,
    id: Option<String>,
}

impl SecretsManager {
    /// The secret with an id or ARN.
    pub fn new(clients: &Clients, id: impl Into<Option<String>>) -> Self {
        Self {
            client: aws_sdk_secretsmanager::Client::new(clients.config()),
            id: id.into(),
        }
    }
}

impl SecretSource for SecretsManager {
    async fn fetch(&self, stage: Stage) -> Result<Option<SecretString>, SecretError> {
        let Some(id) = &self.id else {
            return Ok((stage == Stage::Current).then(|| SecretString::from("{}")));
        };
        let label = match stage {
            Stage::Current => "AWSCURRENT",
            Stage::Previous => "AWSPREVIOUS",
        };
        let request = self
            .client
            .get_secret_value()
            .secret_id(id)
            .version_stage(label);
        match request.send().await {
            Ok(output) => Ok(output.secret_string.map(SecretString::from)),
            Err(error) if error.code() == Some("ResourceNotFoundException") => Ok(None),
            Err(error) => Err(SecretError::Unavailable {
                source: error.into(),
            }),
        }
    }
}
