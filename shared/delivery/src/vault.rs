//! The vault: a bucket for what is too long or too strange for the table and the queues.

use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;

use crate::DeliveryError;

/// A bucket: long texts, events too large for a queue, quarantine. Also reads the bucket that SES puts mail into.
#[derive(Clone, Debug)]
pub struct Vault {
    client: aws_sdk_s3::Client,
    bucket: String,
}

/// What a listing says of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredObject {
    /// Its key.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
}

impl Vault {
    /// The vault in a bucket.
    pub fn new(client: aws_sdk_s3::Client, bucket: impl Into<String>) -> Self {
        Self {
            client,
            bucket: bucket.into(),
        }
    }

    /// Stores an object whole, in place of any other under the same key.
    ///
    /// # Errors
    /// [`DeliveryError::Vault`] when it is not stored, or not known to be.
    pub async fn put(
        &self,
        key: &str,
        content: Bytes,
        content_type: &str,
    ) -> Result<(), DeliveryError> {
        let request = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .content_type(content_type);
        match request.body(ByteStream::from(content)).send().await {
            Ok(_) => Ok(()),
            Err(error) => Err(DeliveryError::vault("PutObject", error)),
        }
    }

    /// Fetches an object whole.
    ///
    /// # Errors
    /// [`DeliveryError::NoSuchObject`] when there is none; [`DeliveryError::Vault`] for anything else.
    pub async fn get(&self, key: &str) -> Result<Bytes, DeliveryError> {
        let output = match self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(key)
            .send()
            .await
        {
            Ok(output) => output,
            Err(error) if error.code() == Some("NoSuchKey") => {
                return Err(DeliveryError::NoSuchObject {
                    key: key.to_owned(),
                });
            }
            Err(error) => return Err(DeliveryError::vault("GetObject", error)),
        };
        match output.body.collect().await {
            Ok(body) => Ok(body.into_bytes()),
            Err(error) => Err(DeliveryError::vault("GetObject", error)),
        }
    }

    /// Lists the objects whose key begins with `prefix`, in the order of their keys, at most `limit` of them.
    ///
    /// # Errors
    /// [`DeliveryError::Vault`] when a page cannot be had.
    pub async fn list(
        &self,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<StoredObject>, DeliveryError> {
        let everything = |_: &StoredObject| true;
        self.list_where(prefix, None, everything, limit).await
    }

    /// Lists the wanted ones of the objects whose key begins with `prefix` and comes behind `after`, in the order of
    /// their keys, at most `limit` of them. To go on, ask for what comes behind the last one.
    ///
    /// # Errors
    /// [`DeliveryError::Vault`] when a page cannot be had.
    pub async fn list_where(
        &self,
        prefix: &str,
        after: Option<&str>,
        wanted: impl Fn(&StoredObject) -> bool,
        limit: usize,
    ) -> Result<Vec<StoredObject>, DeliveryError> {
        let request = self
            .client
            .list_objects_v2()
            .bucket(&self.bucket)
            .prefix(prefix)
            .set_start_after(after.map(str::to_owned));
        let mut pages = request.into_paginator().send();
        let mut found = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| DeliveryError::vault("ListObjectsV2", error))?;
            let objects = page.contents().iter().filter_map(stored);
            found.extend(objects.filter(|object| wanted(object)));
            if found.len() >= limit {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    /// Takes an object away; that there is none is as good. The bucket keeps old versions for a while.
    ///
    /// # Errors
    /// [`DeliveryError::Vault`] when it is not known to be gone.
    pub async fn delete(&self, key: &str) -> Result<(), DeliveryError> {
        let request = self.client.delete_object().bucket(&self.bucket).key(key);
        match request.send().await {
            Ok(_) => Ok(()),
            Err(error) => Err(DeliveryError::vault("DeleteObject", error)),
        }
    }
}

fn stored(object: &aws_sdk_s3::types::Object) -> Option<StoredObject> {
    let size = object
        .size()
        .and_then(|size| u64::try_from(size).ok())
        .unwrap_or_default();
    object.key().map(|key| StoredObject {
        key: key.to_owned(),
        size,
    })
}

#[cfg(test)]
mod tests;
