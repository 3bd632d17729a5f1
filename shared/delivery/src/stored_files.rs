//! Customers' files in the vault: `files/<event key>/<place>`.

use std::time::Duration;

use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;
use domain::EventKey;

use crate::{Clients, DeliveryError};

/// How long an address opens that leads to a file: long enough for a slow line to begin, too short to be passed on.
const OPENS_FOR: Duration = Duration::from_secs(5 * 60);
/// How long one attempt to store a file may take: 25 MB at 1 MB/s.
const ATTEMPT: Duration = Duration::from_secs(25);
/// How long storing may take with all its attempts.
const OPERATION: Duration = Duration::from_secs(60);

/// How a file is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serving {
    /// Its media type as browsers are told.
    pub content_type: String,
    /// Whether it is shown or saved, and under which name (RFC 6266).
    pub disposition: String,
}

/// The part of the vault that holds customers' files.
#[derive(Clone, Debug)]
pub struct StoredFiles {
    client: aws_sdk_s3::Client,
    bucket: String,
}

impl StoredFiles {
    /// The files in the vault's bucket.
    pub fn new(clients: &Clients, bucket: impl Into<String>) -> Self {
        let timeouts = TimeoutConfig::builder()
            .operation_attempt_timeout(ATTEMPT)
            .operation_timeout(OPERATION)
            .build();
        let config = aws_sdk_s3::config::Builder::from(clients.config())
            .timeout_config(timeouts)
            .build();
        Self {
            client: aws_sdk_s3::Client::from_conf(config),
            bucket: bucket.into(),
        }
    }

    /// Stores a file, in place of the same one.
    ///
    /// # Errors
    /// [`DeliveryError::Vault`] when it is not stored, or not known to be.
    pub async fn put(
        &self,
        event: &EventKey,
        index: u32,
        content: Bytes,
        serving: &Serving,
    ) -> Result<(), DeliveryError> {
        let request = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(key(event, index))
            .content_type(&serving.content_type)
            .content_disposition(&serving.disposition);
        match request.body(ByteStream::from(content)).send().await {
            Ok(_) => Ok(()),
            Err(error) => Err(DeliveryError::vault("PutObject", error)),
        }
    }

    /// An address that opens a file for five minutes. Nobody is asked: whether there is one shows when it is opened.
    ///
    /// # Errors
    /// [`DeliveryError::Vault`] without credentials to sign it with.
    pub async fn address(
        &self,
        event: &EventKey,
        index: u32,
        serving: &Serving,
    ) -> Result<String, DeliveryError> {
        let expiry = PresigningConfig::expires_in(OPENS_FOR);
        let expiry = expiry.map_err(|error| DeliveryError::vault("GetObject", error))?;
        let request = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(key(event, index))
            .response_content_type(&serving.content_type)
            .response_content_disposition(&serving.disposition)
            .response_cache_control("private, no-store");
        match request.presigned(expiry).await {
            Ok(signed) => Ok(signed.uri().to_owned()),
            Err(error) => Err(DeliveryError::vault("GetObject", error)),
        }
    }
}

fn key(event: &EventKey, index: u32) -> String {
    format!("files/{event}/{index}")
}

#[cfg(test)]
mod tests;
