//! What Meta sends, as far as we read it
//! (<https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages>).
//! Everything is optional: what an event cannot do without is asked for where it is built.

use serde::Deserialize;
use serde_json::Value;

use channel::lenient;
pub(crate) use meta::wire::{id_among, part, word};

/// Our number.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Metadata {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) display_phone_number: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) phone_number_id: Option<String>,
}

/// A customer, as listed beside the messages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Contact {
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) profile: Option<Profile>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) wa_id: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) user_id: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) parent_user_id: Option<String>,
}

/// What a customer shows of themselves.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Profile {
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) username: Option<String>,
}

/// What a message refers to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Context {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) forwarded: Option<bool>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) frequently_forwarded: Option<bool>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) referred_product: Option<Product>,
}

/// A product of the catalogue that a message is about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Product {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) product_retailer_id: Option<String>,
}

/// The advertisement or post by which the customer came.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Referral {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) source_id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) source_type: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) headline: Option<String>,
}

/// Why something failed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Failure {
    #[serde(deserialize_with = "lenient::number")]
    pub(crate) code: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) title: Option<String>,
}

/// The first reason in a list of failures: Meta gives one.
pub(crate) fn first_failure(element: &Value) -> Option<Failure> {
    Failure::deserialize(element.get("errors")?.get(0)?).ok()
}

/// A reason in words: number and title.
pub(crate) fn words(failure: &Failure) -> String {
    let code = failure.code.map(|code| code.to_string());
    [code, failure.title.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Media {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) mime_type: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) filename: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) url: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) voice: Option<bool>,
    pub(crate) caption: Option<String>,
}

/// A system message: the customer's number or id has changed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct System {
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    pub(crate) kind: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) body: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) wa_id: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) new_wa_id: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) user_id: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) previous_user_id: Option<String>,
}

/// An element's time, in seconds as number or text.
pub(crate) fn seconds(element: &Value) -> Option<i64> {
    meta::wire::number(element, "timestamp")
}
