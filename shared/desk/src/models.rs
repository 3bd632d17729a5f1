//! Which model tells topics: using another one, and going back to one that was used before.
//!
//! Beside a model may lie its twin: what the same examples teach when a part of them, always the same part, is held out.
//! A later model is compared with the twin, which has never seen the texts that it is asked about.

use bytes::Bytes;
use delivery::DeliveryError;
use jiff::Timestamp;
use store::{CurrentModel, StoreError};
use topics::{Model, ModelError};

use crate::Desk;
use crate::care::model_key;

/// What a model is, for whoever looks into the vault.
const CONTENT_TYPE: &str = "application/octet-stream";

/// A model that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// The table.
    #[error("the table could not be used")]
    Store(#[from] StoreError),
    /// The vault.
    #[error("the vault could not be used")]
    Vault(#[source] DeliveryError),
    /// The vault does not have it.
    #[error("the vault has no model {0}")]
    Gone(String),
    /// The bytes.
    #[error("these are not the bytes of a model that this version can use")]
    Unreadable(#[from] ModelError),
    /// It is no version that was used.
    #[error("the model {0} was never used; `ventanilla topics versions` tells which were")]
    NeverUsed(String),
    /// Nothing to go back to.
    #[error("no model is used, and none was: there is nothing to go back to")]
    NothingBefore,
    /// It is used already.
    #[error("the model {0} is in use already")]
    InUse(String),
    /// Somebody was faster.
    #[error(
        "somebody else changed the model in use meanwhile; look at `ventanilla topics versions`, then try again"
    )]
    Contended,
}

impl Desk {
    /// The model in use and those before it.
    ///
    /// # Errors
    /// [`ModelsError::Store`] when the table cannot be read.
    pub async fn models(&self) -> Result<CurrentModel, ModelsError> {
        Ok(self.store.current_model().await?)
    }

    /// The model of a version.
    ///
    /// # Errors
    /// [`ModelsError`] when the vault does not have it, or this program cannot read it.
    pub async fn model(&self, version: &str) -> Result<Model, ModelsError> {
        self.model_at(&model_key(version), version).await
    }

    /// The twin of a version; none where it has none, or none that this program can read.
    ///
    /// # Errors
    /// [`ModelsError::Vault`] when the vault cannot be used.
    pub async fn twin(&self, version: &str) -> Result<Option<Model>, ModelsError> {
        match self.model_at(&twin_key(version), version).await {
            Ok(twin) => Ok(Some(twin)),
            Err(ModelsError::Gone(_) | ModelsError::Unreadable(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Uses a model from now on, if the one in use is still that of `seen`; functions follow within seconds. One that is
    /// in use already stays so.
    ///
    /// # Errors
    /// [`ModelsError`] when these are not the bytes of a model, somebody else was faster, or vault or table cannot be used.
    pub async fn install_model(
        &self,
        bytes: Bytes,
        twin: Option<Bytes>,
        seen: &CurrentModel,
        now: Timestamp,
    ) -> Result<CurrentModel, ModelsError> {
        let model = Model::from_bytes(&bytes)?;
        let version = model.version();
        if let Some(twin) = twin {
            self.keep_model(&twin_key(version), twin).await?;
        }
        self.keep_model(&model_key(version), bytes).await?;
        if seen.version.as_deref() == Some(version) {
            return Ok(seen.clone());
        }
        self.switch(seen.replaced_by(version, now)).await
    }

    /// Uses a model again: the one of a version, or without one the one before. Before the first there was none.
    ///
    /// # Errors
    /// [`ModelsError`] when it was never used, cannot be used any more, or somebody else was faster.
    pub async fn roll_back_model(
        &self,
        to: Option<&str>,
        now: Timestamp,
    ) -> Result<CurrentModel, ModelsError> {
        let seen = self.store.current_model().await?;
        let Some(version) = to.or_else(|| seen.before.first().map(String::as_str)) else {
            return self.use_none(seen, now).await;
        };
        if seen.version.as_deref() == Some(version) {
            return Err(ModelsError::InUse(version.to_owned()));
        }
        if !seen.before.iter().any(|before| before == version) {
            return Err(ModelsError::NeverUsed(version.to_owned()));
        }
        self.model(version).await?;
        self.switch(seen.replaced_by(version, now)).await
    }

    async fn use_none(
        &self,
        seen: CurrentModel,
        now: Timestamp,
    ) -> Result<CurrentModel, ModelsError> {
        let Some(version) = seen.version else {
            return Err(ModelsError::NothingBefore);
        };
        let none = CurrentModel {
            version: None,
            since: Some(now),
            before: vec![version],
            revision: seen.revision,
        };
        self.switch(none).await
    }

    async fn switch(&self, to: CurrentModel) -> Result<CurrentModel, ModelsError> {
        match self.store.use_model(&to).await? {
            true => Ok(to),
            false => Err(ModelsError::Contended),
        }
    }

    async fn keep_model(&self, key: &str, bytes: Bytes) -> Result<(), ModelsError> {
        let kept = self.vault.put(key, bytes, CONTENT_TYPE).await;
        kept.map_err(ModelsError::Vault)
    }

    async fn model_at(&self, key: &str, version: &str) -> Result<Model, ModelsError> {
        match self.vault.get(key).await {
            Ok(bytes) => Ok(Model::from_bytes(&bytes)?),
            Err(DeliveryError::NoSuchObject { .. }) => Err(ModelsError::Gone(version.to_owned())),
            Err(error) => Err(ModelsError::Vault(error)),
        }
    }
}

/// Where the twin of a model lies in the vault.
fn twin_key(version: &str) -> String {
    format!("models/{version}.twin")
}
