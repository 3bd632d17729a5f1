//! Who sends a notice. One sender holds it at a time, and what was sent is never sent again.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use domain::NoticeId;
use jiff::{SignedDuration, Timestamp};

use crate::error::StoreError;
use crate::item::{key_item, number, number_of, text, text_of};
use crate::{Store, keys};

/// How long a sender may take: longer than the notifier's time limit, so that a lease runs out only if its holder died.
const LEASE: SignedDuration = SignedDuration::from_secs(90);

/// The right to send a notice, until it runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The notice.
    pub notice: NoticeId,
    /// What tells this holder from others.
    token: String,
    /// Somebody held it before and did not say how it went: it may have been sent.
    pub tried_before: bool,
}

/// What asking for a notice gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Send it.
    Taken(Lease),
    /// It was sent, or a digest tells it.
    AlreadySent,
    /// Somebody else is sending it, at the latest until then.
    HeldUntil(Timestamp),
}

impl Store {
    /// Asks for the right to send a notice. Whoever asks has it from a queue, so it leaves the index of those that no queue
    /// has: no digest may stand for it any more. One for which a digest stands already is told with that.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn claim_notice(
        &self,
        notice: &NoticeId,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let token = uuid::Uuid::new_v4().to_string();
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::notice(notice))))
            .update_expression("SET lease = :token, lease_until = :until, tries = if_not_exists(tries, :none) + :one REMOVE unsent_pk, unsent_sk")
            .condition_expression("attribute_not_exists(sent_at) AND attribute_not_exists(told_with) AND (attribute_not_exists(lease) OR lease_until < :now)")
            .expression_attribute_values(":token", text(&token))
            .expression_attribute_values(":until", number(now.saturating_add(LEASE).map_or(i64::MAX, Timestamp::as_millisecond)))
            .expression_attribute_values(":now", number(now.as_millisecond()))
            .expression_attribute_values(":none", number(0))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match answer {
            Ok(answer) => {
                let tries = answer
                    .attributes
                    .as_ref()
                    .and_then(|item| number_of(item, "tries"))
                    .unwrap_or(1);
                Ok(Claim::Taken(Lease {
                    notice: notice.clone(),
                    token,
                    tried_before: tries > 1,
                }))
            }
            Err(error) => held_or_sent(error, now),
        }
    }

    /// It was sent, and `sent_as` is the name that it has there. A lease that ran out meanwhile does not matter: what
    /// was sent was sent.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn notice_sent(
        &self,
        lease: &Lease,
        sent_as: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::notice(&lease.notice))))
            .update_expression("SET sent_at = :now, sent_as = :sent_as REMOVE lease, lease_until, unsent_pk, unsent_sk")
            .expression_attribute_values(":now", text(now.to_string()))
            .expression_attribute_values(":sent_as", text(sent_as))
            .send()
            .await
            .map_err(|error| StoreError::call("UpdateItem", error))?;
        Ok(())
    }

    /// It was certainly not sent: others may try at once.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn release_notice(&self, lease: &Lease) -> Result<(), StoreError> {
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::notice(&lease.notice))))
            .update_expression("REMOVE lease, lease_until, tries")
            .condition_expression("lease = :token")
            .expression_attribute_values(":token", text(&lease.token))
            .send()
            .await;
        match answer {
            Ok(_) => Ok(()),
            Err(error) if is_refused(&error) => Ok(()),
            Err(error) => Err(StoreError::call("UpdateItem", error)),
        }
    }

    /// When a notice was sent and what it is called there, for those who look.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn notice_sent_as(&self, notice: &NoticeId) -> Result<Option<String>, StoreError> {
        let item = self.get(&keys::notice(notice)).await?;
        Ok(item
            .map(|item| text_of(&item, "sent_as"))
            .filter(|sent_as| !sent_as.is_empty()))
    }
}

fn is_refused<R>(error: &SdkError<UpdateItemError, R>) -> bool {
    matches!(
        error.as_service_error(),
        Some(UpdateItemError::ConditionalCheckFailedException(_))
    )
}

fn held_or_sent<R>(error: SdkError<UpdateItemError, R>, now: Timestamp) -> Result<Claim, StoreError>
where
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let Some(UpdateItemError::ConditionalCheckFailedException(refused)) = error.as_service_error()
    else {
        return Err(StoreError::call("UpdateItem", error));
    };
    let item = refused.item.clone().unwrap_or_default();
    if item.contains_key("sent_at") || item.contains_key("told_with") {
        return Ok(Claim::AlreadySent);
    }
    let until =
        number_of(&item, "lease_until").and_then(|until| Timestamp::from_millisecond(until).ok());
    Ok(Claim::HeldUntil(until.unwrap_or(now)))
}
