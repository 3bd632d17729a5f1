//! Promises as they were judged, by the day on which their customers began to wait: what reports read.

use domain::judgement::Judgement;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::commit::expiry;
use crate::error::StoreError;
use crate::item::{Item, decode, encode, text};
use crate::{Store, keys};

/// How long a judgement is kept: two years and some weeks, so that a year can be compared with the one before it also by
/// those who come late to it.
pub const REMEMBER_JUDGEMENTS: SignedDuration = SignedDuration::from_hours(24 * 800);

impl Store {
    /// The judgements of clocks that began at `from` or later and before `to`, in the order of their beginnings. Each page is
    /// given to `each` as it is read, and nothing is kept.
    ///
    /// It asks for each day (UTC) of the span by itself, also for those on which there was nothing: keep spans within
    /// [`REMEMBER_JUDGEMENTS`].
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn judgements(
        &self,
        from: Timestamp,
        to: Timestamp,
        each: &mut dyn FnMut(Vec<Judgement>),
    ) -> Result<(), StoreError> {
        let days = keys::day(from).series(jiff::ToSpan::days(1));
        let last = to.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(to);
        for day in days.take_while(|day| from < to && *day <= keys::day(last)) {
            self.judgements_of(day, from, to, each).await?;
        }
        Ok(())
    }

    async fn judgements_of(
        &self,
        day: Date,
        from: Timestamp,
        to: Timestamp,
        each: &mut dyn FnMut(Vec<Judgement>),
    ) -> Result<(), StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk AND sk BETWEEN :from AND :to")
            .expression_attribute_values(":pk", text(keys::promises_partition(day)))
            .expression_attribute_values(":from", text(keys::instant(from)))
            // Every key of that very instant goes on behind it, and so lies beyond.
            .expression_attribute_values(":to", text(keys::instant(to)))
            .into_paginator()
            .send();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| StoreError::call("Query", error))?;
            let items = page.items.unwrap_or_default();
            each(items.into_iter().map(decode).collect::<Result<_, _>>()?);
        }
        Ok(())
    }
}

/// A judgement as the table holds it.
pub(crate) fn judgement_item(judgement: &Judgement, now: Timestamp) -> Result<Item, StoreError> {
    let mut item = encode("a judgement", &keys::judgement(judgement), judgement)?;
    item.insert("expires_at".to_owned(), expiry(now, REMEMBER_JUDGEMENTS));
    Ok(item)
}
