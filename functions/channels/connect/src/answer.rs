//! What a flow is answered: a flat object of texts, as it takes nothing else, of at most 32 KB
//! (<https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html>). EventBridge asks for no answer and
//! gets the same one.

use channel::Reading;
use serde_json::{Value, json};

/// Longest reference, in characters: Amazon's ids have 36, and no more than 256 by its documents.
const LONGEST_REFERENCE: usize = 256;

/// The answer once everything that was read is durable. The flow finds it as `$.External.accepted` and
/// `$.External.reference`.
pub(crate) fn of(reading: &Reading) -> Value {
    let Some(event) = reading.events.first() else {
        return json!({"accepted": "false", "reference": ""});
    };
    let id = event.external_message_id.as_deref().unwrap_or_default();
    let reference: String = id.chars().take(LONGEST_REFERENCE).collect();
    json!({"accepted": "true", "reference": reference})
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use channel::{Reader, Verified};
    use jiff::Timestamp;

    use super::*;
    use crate::Connect;

    fn answer(body: &Value) -> Value {
        let proved = Verified::delivered_by_aws(body.to_string());
        of(&Connect.read(&proved, Timestamp::UNIX_EPOCH))
    }

    fn flow(id: &str) -> Value {
        json!({"Details": {"ContactData": {"ContactId": id}}})
    }

    #[test]
    fn the_flow_is_told_that_its_request_was_taken() {
        let told = json!({"accepted": "true", "reference": "c-1"});
        assert_eq!(answer(&flow("c-1")), told);
    }

    #[test]
    fn the_flow_is_told_that_its_request_was_not_read() {
        let told = json!({"accepted": "false", "reference": ""});
        assert_eq!(answer(&json!({"Details": {}})), told);
    }

    #[test]
    fn whatever_comes_the_answer_is_flat_of_texts_and_small() {
        for body in [flow(&"ñ".repeat(100_000)), flow(""), json!([])] {
            let answer = answer(&body);
            assert!(answer.to_string().len() < 32 * 1024);
            let fields = answer.as_object().unwrap();
            assert!(fields.values().all(Value::is_string), "{answer}");
        }
    }
}
