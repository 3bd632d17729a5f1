//! The applied configuration. It is cut into parts, so that a roster of any size fits, and the switch to a new one is a
//! single write.

use domain::Care;
use domain::config::CareFile;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, key_item, number, number_of, text, text_of};
use crate::keys::{self, Key};

/// Bytes of one part: DynamoDB's largest item is 400 kB.
const PART: usize = 300_000;

impl Store {
    /// The version of the applied configuration.
    ///
    /// # Errors
    /// [`StoreError::NoConfig`] when none was applied; others when the table cannot be read.
    pub async fn config_version(&self) -> Result<String, StoreError> {
        Ok(text_of(&self.current_config().await?, "version"))
    }

    /// The applied configuration.
    ///
    /// # Errors
    /// [`StoreError::NoConfig`] when none was applied; [`StoreError::BadConfig`] when this version of the program
    /// cannot use it; others when the table cannot be read.
    pub async fn config(&self) -> Result<Care, StoreError> {
        let (version, file) = self.read_config().await?;
        Care::check(&file).map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            bad(&version, problems.join("; "))
        })
    }

    /// The applied configuration as it was written. It is not checked again.
    ///
    /// # Errors
    /// As [`Store::config`].
    pub async fn config_file(&self) -> Result<CareFile, StoreError> {
        let (_, file) = self.read_config().await?;
        Ok(file)
    }

    /// The applied configuration with its version.
    async fn read_config(&self) -> Result<(String, CareFile), StoreError> {
        let current = self.current_config().await?;
        let version = text_of(&current, "version");
        let parts = number_of(&current, "parts").unwrap_or(0);
        let mut json = String::new();
        for part in 0..parts {
            let item = self.get(&part_key(&version, part)).await?;
            let item =
                item.ok_or_else(|| bad(&version, format!("part {part} of {parts} is missing")))?;
            json.push_str(&text_of(&item, "json"));
        }
        let file = serde_json::from_str(&json).map_err(|error| bad(&version, error.to_string()))?;
        Ok((version, file))
    }

    /// Applies a configuration: its parts first, then capacities, then the switch.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written; then the old configuration is still the applied one.
    pub async fn apply_config(&self, file: &CareFile, care: &Care) -> Result<(), StoreError> {
        let json = serde_json::to_string(file).map_err(|source| StoreError::Encode {
            what: "the configuration",
            source: Box::new(source),
        })?;
        let parts = cut(&json);
        for (number, part) in (0_i64..).zip(&parts) {
            let mut item = key_item(&part_key(&care.version, number));
            item.insert("json".to_owned(), text(*part));
            self.put(item).await?;
        }
        self.write_capacities(care).await?;
        let mut current = key_item(&keys::current_config());
        current.insert("version".to_owned(), text(&care.version));
        current.insert("parts".to_owned(), number(parts.len()));
        self.put(current).await
    }

    async fn current_config(&self) -> Result<Item, StoreError> {
        self.get(&keys::current_config())
            .await?
            .ok_or(StoreError::NoConfig)
    }

    pub(crate) async fn get(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key_item(key)))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::call("GetItem", error))?;
        Ok(answer.item)
    }

    pub(crate) async fn put(&self, item: Item) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .send()
            .await
            .map_err(|error| StoreError::call("PutItem", error))?;
        Ok(())
    }
}

fn bad(version: &str, reason: String) -> StoreError {
    StoreError::BadConfig {
        version: version.to_owned(),
        reason,
    }
}

fn part_key(version: &str, part: i64) -> Key {
    Key {
        pk: keys::config_partition(version),
        sk: format!("PART#{part:04}"),
    }
}

/// Cuts a text into parts at character boundaries.
fn cut(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.floor_char_boundary(PART);
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_loses_nothing() {
        let long = "ñandú".repeat(120_000);
        let parts = cut(&long);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= PART));
        assert_eq!(parts.concat(), long);
    }
}
