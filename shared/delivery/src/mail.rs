//! Sending a finished mail by SES.

use aws_sdk_ses::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::send_raw_email::SendRawEmailError;
use aws_sdk_ses::primitives::Blob;
use aws_sdk_ses::types::{MessageTag, RawMessage};

/// SES's id of a sent mail. On the wire its Message-ID is `<this@REGION.amazonses.com>`, whatever the MIME says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageId(pub String);

/// A mail was not sent. SES's own text is left out, because it quotes addresses; its code is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// SES is busy, out of reach or over its rate: try again.
    #[error("SES did not take the mail for now ({code})")]
    Retry {
        /// SES's word, or what became of the call.
        code: String,
    },
    /// This mail will never go to these recipients.
    #[error("SES refuses this mail ({code})")]
    Recipient {
        /// SES's word.
        code: String,
    },
    /// No mail goes out until somebody sees to it: sending paused, sender not verified, no permission.
    #[error("SES sends no mail of ours ({code})")]
    Channel {
        /// SES's word.
        code: String,
    },
}

/// Sends mails by SES.
#[derive(Clone, Debug)]
pub struct Mailer {
    client: aws_sdk_ses::Client,
    configuration_set: Option<String>,
}

impl Mailer {
    /// Over a client of SES.
    pub fn new(client: aws_sdk_ses::Client) -> Self {
        Self {
            client,
            configuration_set: None,
        }
    }

    /// The same with a configuration set, by which SES tells what became of each mail ([`crate::MailFate`]).
    pub fn in_configuration_set(self, name: Option<String>) -> Self {
        Self {
            configuration_set: name,
            ..self
        }
    }

    /// Sends a whole MIME message from `from` to the envelope recipients `to`. Each tag is a name and a value; characters
    /// that SES does not take in them become `_`.
    ///
    /// # Errors
    /// A [`MailError`] that says whether trying again can help. A call that timed out counts as to be tried again: a mail
    /// told twice is better than none.
    pub async fn send_raw(
        &self,
        from: &str,
        to: &[String],
        mime: Vec<u8>,
        tags: &[(&str, &str)],
    ) -> Result<MessageId, MailError> {
        if to.is_empty() || to.iter().any(|address| !sendable_address(address)) {
            return Err(MailError::Recipient {
                code: "InvalidRecipient".to_owned(),
            });
        }
        let message = RawMessage::builder()
            .data(Blob::new(mime))
            .build()
            .map_err(unbuildable)?;
        let request = self
            .client
            .send_raw_email()
            .source(from)
            .set_destinations(Some(to.to_vec()))
            .set_configuration_set_name(self.configuration_set.clone());
        let request = request.set_tags(Some(tags_of(tags)?)).raw_message(message);
        match request.send().await {
            Ok(output) => Ok(MessageId(output.message_id)),
            Err(error) => Err(classified(&error, from)),
        }
    }
}

fn sendable_address(address: &str) -> bool {
    address.contains('@') && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

fn unbuildable(_: impl std::error::Error) -> MailError {
    MailError::Recipient {
        code: "InvalidMessage".to_owned(),
    }
}

fn tags_of(tags: &[(&str, &str)]) -> Result<Vec<MessageTag>, MailError> {
    let tag = |(name, value): &(&str, &str)| {
        MessageTag::builder()
            .name(tame(name))
            .value(tame(value))
            .build()
    };
    let tags: Result<Vec<_>, _> = tags.iter().map(tag).collect();
    tags.map_err(unbuildable)
}

/// Tags are ASCII letters, digits, `_`, `-`, at most 256 of them (API reference, `MessageTag`).
fn tame(text: &str) -> String {
    text.chars()
        .take(256)
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect()
}

fn classified(error: &SdkError<SendRawEmailError>, from: &str) -> MailError {
    let SdkError::ServiceError(answer) = error else {
        let code = match error {
            SdkError::TimeoutError(_) => "Timeout",
            SdkError::DispatchFailure(_) => "DispatchFailure",
            SdkError::ResponseError(_) => "ResponseError",
            // Nothing left this machine, and nothing will the next time.
            _ => {
                return MailError::Channel {
                    code: "ConstructionFailure".to_owned(),
                };
            }
        };
        return MailError::Retry {
            code: code.to_owned(),
        };
    };
    let code = answer.err().code().unwrap_or("Unknown").to_owned();
    let busy = answer.raw().status().is_server_error() || answer.raw().status().as_u16() == 429;
    match code.as_str() {
        _ if busy => MailError::Retry { code },
        "Throttling"
        | "ThrottlingException"
        | "TooManyRequestsException"
        | "RequestTimeout"
        | "LimitExceeded" => MailError::Retry { code },
        "MessageRejected" if blames_sender(answer.err(), from) => MailError::Channel { code },
        "MessageRejected" | "InvalidParameterValue" | "ValidationError" => {
            MailError::Recipient { code }
        }
        // Paused, no such configuration set, domain not verified, no permission, wrong clock or key …
        _ => MailError::Channel { code },
    }
}

/// An unverified identity is rejected with its address: the sender's means that no mail goes out at all. In the SES
/// sandbox the same words name an unverified recipient.
fn blames_sender(error: &SendRawEmailError, from: &str) -> bool {
    let address = from
        .rsplit('<')
        .next()
        .unwrap_or(from)
        .trim_end_matches('>')
        .trim();
    let message = error.message().unwrap_or_default();
    message.contains("not verified") && !address.is_empty() && message.contains(address)
}

#[cfg(test)]
mod tests;
