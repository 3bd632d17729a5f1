//! Which model tells topics, beside which configuration is applied. The model itself lies in the vault.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::item::{decode, encode, number, text_of};
use crate::keys;

/// The models that were used before and can be used again.
const MOST_BEFORE: usize = 20;

/// The model in use, and those before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrentModel {
    /// Its version; none where no model is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Versions used before, latest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// Counts every change.
    #[serde(default)]
    pub revision: u64,
}

impl CurrentModel {
    /// Another version in use from now on.
    #[must_use]
    pub fn replaced_by(&self, version: &str, now: Timestamp) -> Self {
        let mut before: Vec<String> = self.version.iter().chain(&self.before).cloned().collect();
        before.retain(|old| old != version);
        before.truncate(MOST_BEFORE);
        Self {
            version: Some(version.to_owned()),
            since: Some(now),
            before,
            revision: self.revision,
        }
    }
}

/// What decides at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The version of the configuration.
    pub config: String,
    /// The version of the model.
    pub model: Option<String>,
}

impl Store {
    /// Which configuration and model are applied, in one call.
    ///
    /// # Errors
    /// [`StoreError::NoConfig`] when no configuration was applied; others when the table cannot be read.
    pub async fn applied(&self) -> Result<Applied, StoreError> {
        let (config, model) = (keys::current_config(), keys::current_model());
        let found = self.batch_get(vec![config.clone(), model.clone()]).await?;
        let current = found.get(&config).ok_or(StoreError::NoConfig)?;
        let version = found.get(&model).map(|item| text_of(item, "version"));
        Ok(Applied {
            config: text_of(current, "version"),
            model: version.filter(|version| !version.is_empty()),
        })
    }

    /// The model in use and those before it.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn current_model(&self) -> Result<CurrentModel, StoreError> {
        let item = self.get(&keys::current_model()).await?;
        Ok(item.map(decode).transpose()?.unwrap_or_default())
    }

    /// Uses another model from now on, if the one in use is still that of `seen`. False where somebody was faster.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn use_model(&self, model: &CurrentModel) -> Result<bool, StoreError> {
        let next = CurrentModel {
            revision: model.revision + 1,
            ..model.clone()
        };
        let item = encode("the model in use", &keys::current_model(), &next)?;
        let written = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk) OR revision = :seen")
            .expression_attribute_values(":seen", number(model.revision))
            .send()
            .await;
        match written {
            Ok(_) => Ok(true),
            Err(error)
                if matches!(
                    error.as_service_error(),
                    Some(PutItemError::ConditionalCheckFailedException(_))
                ) =>
            {
                Ok(false)
            }
            Err(error) => Err(StoreError::call("PutItem", error)),
        }
    }
}
