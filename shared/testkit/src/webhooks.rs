//! Requests as providers send them, with their proof of origin.

use anyhow::Result;
use bytes::Bytes;
use delivery::Vault;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sha2::Sha256;
use uuid::Uuid;

use crate::Stack;

impl Stack {
    /// A Telegram update with the bot's secret token.
    ///
    /// # Errors
    /// When the webhook cannot be reached.
    pub async fn telegram(&self, update: &Value) -> Result<StatusCode> {
        let token = self.secret("telegram", "secret_token").to_owned();
        self.telegram_with_token(update.to_string(), &token).await
    }

    /// Any body to the Telegram webhook with any token.
    ///
    /// # Errors
    /// When the webhook cannot be reached.
    pub async fn telegram_with_token(
        &self,
        body: impl Into<String>,
        token: &str,
    ) -> Result<StatusCode> {
        let request = self
            .http
            .post(self.webhook("telegram"))
            .header("content-type", "application/json")
            .header("x-telegram-bot-api-secret-token", token)
            .body(body.into());
        Ok(request.send().await?.status())
    }

    /// A WhatsApp body with Meta's signature.
    ///
    /// # Errors
    /// When the webhook cannot be reached.
    pub async fn whatsapp(&self, body: &Value) -> Result<StatusCode> {
        let body = body.to_string();
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.secret("whatsapp", "app_secret").as_bytes())?;
        mac.update(body.as_bytes());
        let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
        let request = self
            .http
            .post(self.webhook("whatsapp"))
            .header("content-type", "application/json")
            .header("x-hub-signature-256", signature)
            .body(body);
        Ok(request.send().await?.status())
    }

    /// A message of the web form, in a session of its own.
    ///
    /// # Errors
    /// When the webhook cannot be reached, or gives no session.
    pub async fn web_form(&self, form: &Value) -> Result<StatusCode> {
        let origin = &self.made.web_origin;
        let session: Value = self
            .http
            .get(self.webhook("web_session"))
            .header("origin", origin)
            .send()
            .await?
            .json()
            .await?;
        let request = self
            .http
            .post(self.webhook("web_messages"))
            .header("origin", origin)
            .bearer_auth(session["session"].as_str().unwrap_or_default())
            .json(form);
        Ok(request.send().await?.status())
    }

    /// A mail as SES takes it in: the MIME into the bucket, then the notification to the topic.
    ///
    /// # Errors
    /// When the bucket or the topic cannot be reached.
    pub async fn mail(&self, mime: &str, dmarc: &str) -> Result<()> {
        let key = Uuid::new_v4().simple().to_string();
        let bucket = self.made.buckets.get("mail").cloned().unwrap_or_default();
        let content = Bytes::copy_from_slice(mime.as_bytes());
        Vault::new(self.clients.s3(), &bucket)
            .put(&key, content, "message/rfc822")
            .await?;
        let verdict = |status: &str| json!({ "status": status });
        let now = jiff::Timestamp::now().to_string();
        let notification = json!({
            "notificationType": "Received",
            "mail": { "timestamp": now, "source": "cliente@clienta.example", "messageId": key, "destination": ["hola@tienda.example"], "headersTruncated": false, "headers": [], "commonHeaders": {} },
            "receipt": {
                "timestamp": now,
                "recipients": ["hola@tienda.example"],
                "spamVerdict": verdict("PASS"), "virusVerdict": verdict("PASS"), "spfVerdict": verdict("PASS"),
                "dkimVerdict": verdict("PASS"), "dmarcVerdict": verdict(dmarc),
                "action": { "type": "S3", "bucketName": bucket, "objectKey": key },
            },
        });
        let topic = self.made.topics.get("mail").cloned().unwrap_or_default();
        let text = notification.to_string();
        let form = [
            ("Action", "Publish"),
            ("Version", "2010-03-31"),
            ("TopicArn", &topic),
            ("Message", &text),
        ];
        let request = self
            .http
            .post(&self.made.endpoint)
            .header("authorization", self.authorization("sns"))
            .form(&form);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    fn webhook(&self, name: &str) -> &str {
        self.made.webhooks.get(name).map_or("", String::as_str)
    }
}

/// A Telegram update with a private text message.
pub fn telegram_text(update: i64, chat: i64, message: i64, date: i64, text: &str) -> Value {
    json!({
        "update_id": update,
        "message": {
            "message_id": message,
            "date": date,
            "from": { "id": chat, "is_bot": false, "first_name": "Luis", "language_code": "es" },
            "chat": { "id": chat, "type": "private", "first_name": "Luis" },
            "text": text,
        },
    })
}

/// A WhatsApp body with a text message.
pub fn whatsapp_text(phone: &str, message: &str, date: i64, text: &str) -> Value {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "34900123456", "phone_number_id": "106540352242922" },
            "contacts": [{ "profile": { "name": "Marta" }, "wa_id": phone }],
            "messages": [{ "from": phone, "id": message, "timestamp": date.to_string(), "type": "text", "text": { "body": text } }],
        }}]}],
    })
}
