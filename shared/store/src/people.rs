//! Customers with whom they were merged into, and the merges themselves.

use domain::customer::Customer;
use domain::merging::Merge;
use domain::people::{People, Standing};
use domain::{CustomerId, MergeId, Thread, ThreadId};

use crate::error::StoreError;
use crate::item::{decode, text, text_of};
use crate::keys::{self, Key};
use crate::{Store, keys::MERGES};

impl Store {
    /// Customers with the ways to those who stand for them, and threads, as they are now. What does not exist is left
    /// out. One call, and one more for each merge that is followed.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn people(
        &self,
        customers: &[CustomerId],
        threads: &[ThreadId],
    ) -> Result<(People, Vec<Thread>), StoreError> {
        let mut people = People::default();
        let wanted = customers.iter().map(keys::customer);
        let keys_of_threads: Vec<Key> = threads.iter().map(keys::thread).collect();
        let mut found = self
            .batch_get(wanted.chain(keys_of_threads.iter().cloned()).collect())
            .await?;
        let threads = keys_of_threads
            .iter()
            .filter_map(|key| found.remove(key))
            .map(decode)
            .collect::<Result<_, _>>()?;
        while !found.is_empty() {
            let read: Vec<Customer> = found.into_values().map(decode).collect::<Result<_, _>>()?;
            people.extend(read);
            let further = people.to_be_read();
            found = self
                .batch_get(further.iter().map(keys::customer).collect())
                .await?;
        }
        Ok((people, threads))
    }

    /// Whoever stands for a customer, as they are now.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn who_stands_for(&self, id: &CustomerId) -> Result<Option<Standing>, StoreError> {
        let (people, _) = self.people(std::slice::from_ref(id), &[]).await?;
        Ok(people.standing(id))
    }

    /// Threads by their ids, as they are now. What does not exist is left out.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn threads(&self, ids: &[ThreadId]) -> Result<Vec<Thread>, StoreError> {
        Ok(self.people(&[], ids).await?.1)
    }

    /// A merge.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn merge(&self, id: &MergeId) -> Result<Option<Merge>, StoreError> {
        self.get(&keys::merge(id)).await?.map(decode).transpose()
    }

    /// The merges that a customer came out of as the one who stands for both, undone ones too, at most `most`, in no
    /// order that means anything.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn merges_into(
        &self,
        customer: &CustomerId,
        most: usize,
    ) -> Result<Vec<Merge>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk AND begins_with(sk, :merge)")
            .expression_attribute_values(":pk", text(keys::customer(customer).pk))
            .expression_attribute_values(":merge", text(MERGES))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut wanted = Vec::new();
        while wanted.len() < most {
            let Some(item) = pages.next().await else {
                break;
            };
            let item = item.map_err(|error| StoreError::call("Query", error))?;
            let id = text_of(&item, "sk");
            wanted.extend(
                id.strip_prefix(MERGES)
                    .map(|id| keys::merge(&MergeId::new(id))),
            );
        }
        let found = self.batch_get(wanted).await?;
        found.into_values().map(decode).collect()
    }
}
