//! Files of mails: parts of the mail, which stands in the mail bucket.

use bytes::Bytes;
use channel_email::mail::part;
use delivery::{DeliveryError, Vault};
use domain::event::Attachment;
use domain::file::FileReason;
use tokio::sync::OnceCell;

use crate::fetch::Unfetched;

/// A mail that is fetched when the first of its files is asked for, and once.
pub(crate) struct Mail<'m> {
    bucket: &'m Vault,
    key: &'m str,
    whole: OnceCell<Result<Bytes, Unfetched>>,
}

impl<'m> Mail<'m> {
    /// The mail under a key.
    pub(crate) fn new(bucket: &'m Vault, key: &'m str) -> Self {
        Self {
            bucket,
            key,
            whole: OnceCell::new(),
        }
    }

    /// One of its files.
    pub(crate) async fn file(&self, file: &Attachment) -> Result<Bytes, Unfetched> {
        let id = file.id.as_deref().ok_or(FileReason::Nameless)?;
        let whole = self.whole.get_or_init(|| self.fetch()).await.clone()?;
        let part = part(&whole, id).ok_or(FileReason::Gone)?;
        Ok(Bytes::from(part.content))
    }

    async fn fetch(&self) -> Result<Bytes, Unfetched> {
        self.bucket
            .get(self.key)
            .await
            .map_err(|error| match error {
                DeliveryError::NoSuchObject { .. } => FileReason::Gone.into(),
                _ => FileReason::OutOfReach.into(),
            })
    }
}
