//! The reader `sns`: what SNS sends that is no mail. It asks for nothing and opens nothing, but it is told.

use channel::{Reader, Reading, Unreadable, Verified, lenient, walk};
use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use serde_json::Value;

/// The reader of SNS's own envelopes: as they come over HTTPS, and as Lambda is given them, in a list of records
/// (<https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html>,
/// <https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html>).
#[derive(Clone, Copy, Debug, Default)]
pub struct Sns;

channel::conformance!(reader Sns, crate::specimen::Envelopes);

impl Reader for Sns {
    fn channel(&self) -> ChannelId {
        ChannelId::new("sns")
    }

    /// Each envelope is an event of kind `other`. What stands in it is not told: it may be anything.
    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        let body = match walk::json(body.bytes()) {
            Ok(body) => body,
            Err(unreadable) => return Reading::nothing(unreadable),
        };
        let mut reading = Reading::default();
        if body.get("Records").is_some() {
            for (place, record) in walk::list(&body, "", "Records", &mut reading) {
                let envelope = record.get("Sns").unwrap_or(&Value::Null);
                self.take(envelope, &format!("{place}/Sns"), received_at, &mut reading);
            }
        } else {
            self.take(&body, "", received_at, &mut reading);
        }
        walk::at_least_something(reading)
    }
}

impl Sns {
    fn take(&self, envelope: &Value, place: &str, received_at: Timestamp, reading: &mut Reading) {
        match self.event(envelope, received_at) {
            Ok(event) => reading.events.push(event),
            Err(field) => reading.unreadable.push(Unreadable {
                place: format!("{place}/{field}"),
                reason: "no text, and no envelope of SNS is without it".to_owned(),
            }),
        }
    }

    /// Or the name of the field that is missing.
    fn event(
        &self,
        envelope: &Value,
        received_at: Timestamp,
    ) -> Result<ContactEvent, &'static str> {
        let text = |name: &'static str| match envelope.get(name) {
            Some(Value::String(text)) => lenient::clean(text).ok_or(name),
            _ => Err(name),
        };
        let (kind, id, topic) = (text("Type")?, text("MessageId")?, text("TopicArn")?);
        let channel = self.channel();
        let key = EventKey::of(&channel, &["other", &kind, &id]);
        let account = AccountId::new(topic.as_str());
        let mut event = ContactEvent::new(channel, account, EventKind::Other, key, received_at);
        event.external_message_id = Some(id);
        event.timestamp = text("Timestamp")
            .ok()
            .and_then(|written| written.parse().ok())
            .and_then(|at| channel::time::plausible(at, received_at));
        event.note = remark(&kind).map(str::to_owned);
        event.sns_type = Some(kind);
        event.topic_arn = Some(topic);
        Ok(event)
    }
}

fn remark(kind: &str) -> Option<&'static str> {
    match kind {
        "SubscriptionConfirmation" => Some("a subscription waits to be confirmed"),
        "UnsubscribeConfirmation" => Some("a subscription was ended"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The folder of the specimen is not the crate's, so the suite does not find the collected samples.
    #[test]
    fn the_collected_samples_read_as_recorded() {
        let folder = "../../../../shared/data/channels/sns";
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        if folder.is_dir() {
            let read = |body| {
                Sns.read(
                    &Verified::handed_in_by_operator(body),
                    channel::conformance::now(),
                )
            };
            let compared = channel::expectations::all_hold(&folder, false, read);
            assert!(compared > 0);
        }
    }
}
