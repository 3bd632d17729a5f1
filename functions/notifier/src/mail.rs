//! A notice as a mail that mail programs put beside the others of its thread.

use std::str::FromStr;

use delivery::{MailError, Mailer, MessageId};
use domain::ids::hashed;
use domain::notice::{LOOP_HEADER, Notice, NoticeKind};
use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;

use crate::render::{MailTexts, one_line};

/// What takes finished mails.
pub trait Mails {
    /// Sends a whole MIME message, as [`Mailer::send_raw`].
    ///
    /// # Errors
    /// As there.
    fn send_raw(
        &self,
        from: &str,
        to: &[String],
        mime: Vec<u8>,
        tags: &[(&str, &str)],
    ) -> impl Future<Output = Result<MessageId, MailError>>;
}

impl Mails for Mailer {
    async fn send_raw(
        &self,
        from: &str,
        to: &[String],
        mime: Vec<u8>,
        tags: &[(&str, &str)],
    ) -> Result<MessageId, MailError> {
        Mailer::send_raw(self, from, to, mime, tags).await
    }
}

/// The address that our mails come from: `care@example.com`, without a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    address: String,
    domain: String,
}

/// The text is no bare mail address.
#[derive(Debug, thiserror::Error)]
#[error("this is no bare mail address")]
pub struct NoAddress;

impl FromStr for Sender {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let strange = |c: char| c.is_control() || c.is_whitespace() || "<>\",;:()".contains(c);
        match text.split_once('@') {
            Some((local, domain))
                if !local.is_empty() && is_domain(domain) && !text.contains(strange) =>
            {
                Ok(Self {
                    address: text.to_owned(),
                    domain: domain.to_owned(),
                })
            }
            _ => Err(NoAddress),
        }
    }
}

fn is_domain(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
}

impl Sender {
    /// The bare address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The MIME message that tells a notice to `address`, sent at `now`.
    ///
    /// SES puts its own Message-ID in the place of ours, so no notice can refer to the one before. All of them refer
    /// instead to one id that no mail has, the same for a thread and a recipient: by it mail programs put them together
    /// (RFC 5322 §3.6.4, RFC 5256 §2.2). The two headers against automatic answers are RFC 3834's and Exchange's.
    ///
    /// # Errors
    /// When it cannot be written, which does not happen in memory.
    pub fn mime(
        &self,
        notice: &Notice,
        address: &str,
        texts: MailTexts,
        now: Timestamp,
    ) -> Result<Vec<u8>, std::io::Error> {
        let id = atom(notice.id.as_str());
        let root = format!(
            "{}.{}@{}",
            about(notice),
            atom(notice.to.agent.as_str()),
            self.domain
        );
        let to = one_line(&notice.to.name, 60);
        MessageBuilder::new()
            .from(Address::new_address(
                Some(from(notice)),
                self.address.as_str(),
            ))
            .to(Address::new_address(Some(to), address))
            .subject(texts.subject)
            .date(Date::new(now.as_second()))
            .message_id(format!("{id}@{}", self.domain))
            .in_reply_to(root.clone())
            .references(root)
            .header("Auto-Submitted", Raw::new("auto-generated"))
            .header("X-Auto-Response-Suppress", Raw::new("All"))
            .header("X-Ventanilla-Notice", Raw::new(id))
            .header(LOOP_HEADER, Raw::new("1"))
            .text_body(texts.text)
            .html_body(texts.html)
            .write_to_vec()
    }
}

/// What mail programs put together: the notices of a thread, and the digests, which are about no single one.
fn about(notice: &Notice) -> String {
    match notice.kind {
        NoticeKind::Digest => "digest".to_owned(),
        _ => atom(notice.thread.as_str()),
    }
}

/// Customers know the brand, and nothing of this suite.
fn from(notice: &Notice) -> String {
    let brand = one_line(&notice.brand, 60);
    match notice.kind {
        NoticeKind::Receipt => brand,
        _ => format!("Ventanilla · {brand}"),
    }
}

/// A text as it may stand in a message id (RFC 5322 `dot-atom`): ids of ours do; whatever does not is hashed.
fn atom(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !text.is_empty() && text.len() <= 64 && text.chars().all(fits) {
        text.to_owned()
    } else {
        hashed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_a_bare_address() {
        assert!("care@example.com".parse::<Sender>().is_ok());
        for text in [
            "",
            "care",
            "@example.com",
            "care@",
            "a@b@c",
            "Care <care@example.com>",
            "care@ex\r\nample.com",
        ] {
            assert!(text.parse::<Sender>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn what_fits_into_no_message_id_is_hashed() {
        assert_eq!(atom("AL-483120"), "AL-483120");
        assert_eq!(atom("ana maría>"), hashed("ana maría>"));
        assert_eq!(atom(""), hashed(""));
    }
}
