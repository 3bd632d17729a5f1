//! The background of a notice, from the table and the CRM.

use std::sync::Arc;
use std::time::Duration;

use domain::Care;
use domain::notice::Notice;
use jiff::Timestamp;
use runtime::chain;
use runtime::secrets::SecretSource;

use crate::background::{Background, Backgrounds, gather, is_shown};
use crate::care::Cares;
use crate::crm::CrmLookUp;
use crate::record::{Record, Records};

/// How long reading may take: a notice does not wait longer for what stands beside it.
const PATIENCE: Duration = Duration::from_secs(3);
/// Entries that are read to show a few messages; a timeline holds more than those.
const USUAL: usize = 60;
/// Entries that are read to show and count what somebody takes over.
const HANDED_OVER: usize = 250;

/// Brings what the table and the CRM know.
pub struct Known<R, C, F> {
    /// Where records are read.
    pub records: R,
    /// Where the configuration is read.
    pub cares: C,
    /// The way to the CRM.
    pub crm: CrmLookUp<F>,
}

impl<R: Records, C: Cares, F: SecretSource> Backgrounds for Known<R, C, F> {
    async fn of(&self, notice: &Notice, now: Timestamp) -> Background {
        if !is_shown(notice) {
            return Background::default();
        }
        let Ok((record, care)) = tokio::time::timeout(PATIENCE, self.read(notice)).await else {
            tracing::warn!(thread = %notice.thread, "the record took too long: the notice is told without it");
            return Background::default();
        };
        let Some(record) = record else {
            return Background::default();
        };
        let mut background = gather(notice, &record, care.as_deref());
        let crm = care.as_ref().and_then(|care| care.crm.as_ref());
        if let Some(crm) = crm.filter(|_| record.thread.history_withheld.is_none()) {
            background.crm = self.crm.ask(crm, &record.thread, now).await;
        }
        background
    }
}

impl<R: Records, C: Cares, F: SecretSource> Known<R, C, F> {
    async fn read(&self, notice: &Notice) -> (Option<Record>, Option<Arc<Care>>) {
        let most = if notice.handed_over.is_some() {
            HANDED_OVER
        } else {
            USUAL
        };
        let record = match self.records.record(&notice.thread, most).await {
            Ok(record) => record,
            Err(error) => {
                tracing::warn!(thread = %notice.thread, error = chain(&error), "the notice is told without the record");
                return (None, None);
            }
        };
        let care = self.cares.care().await;
        let care = care.inspect_err(|error| {
            tracing::warn!(error = chain(error), "the record is told without names");
        });
        (record, care.ok())
    }
}
