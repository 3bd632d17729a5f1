//! Where a request comes from: a token of the Bot Connector, signed with a key that Microsoft publishes
//! (<https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication>, *Authenticate
//! requests from the Bot Connector service to your bot*).
//!
//! The signature is over the token and not over the body. What ties them together is the address of the service and the
//! name of the channel, so these two, and nothing else, are looked for in the body before it counts as proved, and only
//! once the token does.

use std::time::Duration;

use channel::signature::{equal_texts, token};
use channel::{
    Answer, Errand, Errands, HostRule, Method, OutsideUrl, Refusal, Request, Secrets, Webhook,
    lenient,
};
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::Value;

use crate::{Secret, Teams};

/// The path below the API's root.
const PATH: &str = "/teams";
/// One activity a request. Teams' messages are far below this.
const LARGEST_BODY: usize = 1024 * 1024;
/// Who signs.
const ISSUER: &str = "https://api.botframework.com";
/// Teams, as the Bot Framework calls it. Other channels of the same bot are refused: on some of them the writer chooses
/// their own id, and could choose that of somebody in Teams.
const TEAMS: &str = "msteams";
/// Where the public keys are.
const KEYS: &str = "https://login.botframework.com/v1/.well-known/keys";
const HOSTS: &[HostRule] = &[HostRule::Exactly("login.botframework.com")];
/// How long the keys are kept: as often as Microsoft's own libraries ask for a key that they do not know. So a new key
/// is believed after an hour at most, and a forged one makes nobody ask more often.
const KEPT: Duration = Duration::from_hours(1);
/// The clocks may differ by five minutes. Microsoft's tokens are good for about an hour, but no page promises it: only
/// what is good for much longer is refused.
const WINDOW: token::Window = token::Window {
    longest: SignedDuration::from_hours(7 * 24),
    skew: SignedDuration::from_mins(5),
};

/// What a token says, as far as it counts.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Claims {
    #[serde(deserialize_with = "lenient::text")]
    iss: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    aud: Option<String>,
    /// Written so in tokens, and `serviceUrl` on Microsoft's page.
    #[serde(alias = "serviceUrl", deserialize_with = "lenient::text")]
    serviceurl: Option<String>,
}

/// What the activity says of where it comes from. A field that is there twice is refused: two readers could each see
/// another.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Origin {
    #[serde(deserialize_with = "lenient::text")]
    service_url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    channel_id: Option<String>,
}

impl Webhook for Teams {
    type Secret = Secret;

    /// Nothing is proved without Microsoft's keys.
    fn prove(
        &self,
        _request: &Request,
        _secrets: &Secrets<Secret>,
        _now: Timestamp,
    ) -> Result<Answer, Refusal> {
        Err(Refusal::Unproved)
    }

    fn largest_body(&self) -> usize {
        LARGEST_BODY
    }
}

impl Errands for Teams {
    /// The public keys. Nobody is asked for a request without a token, or while we do not know who we are.
    fn errand(
        &self,
        request: &Request,
        secrets: &Secrets<Secret>,
        _now: Timestamp,
    ) -> Result<Option<Errand>, Refusal> {
        if request.path != PATH {
            return Err(Refusal::NotFound);
        }
        if request.method != Method::Post {
            return Err(Refusal::MethodNotAllowed);
        }
        bearer(request)?;
        if secrets
            .all()
            .all(|secret| secret.app_id.expose_secret().is_empty())
        {
            return Err(Refusal::Forged);
        }
        let keys = OutsideUrl::parse(KEYS, HOSTS).map_err(|_| Refusal::Unproved)?;
        Ok(Some(Errand::get(keys, KEPT)))
    }

    fn prove_with(
        &self,
        request: &Request,
        secrets: &Secrets<Secret>,
        now: Timestamp,
        brought: &[u8],
    ) -> Result<Answer, Refusal> {
        let signed = token::rs256::<Claims>(bearer(request)?, brought, now, WINDOW)?;
        let claims = signed.claims();
        let audience = claims.aud.as_deref().unwrap_or_default();
        let is_for_us = secrets
            .all()
            .any(|secret| equal_texts(&secret.app_id, audience));
        if claims.iss.as_deref() != Some(ISSUER) || !is_for_us {
            return Err(Refusal::Forged);
        }
        check_origin(&request.body, claims, signed.key())?;
        Ok(Answer::Read(signed.proves(&request.body)))
    }
}

/// Whether the token speaks of this activity, and its key for Teams.
fn check_origin(body: &[u8], claims: &Claims, key: &Value) -> Result<(), Refusal> {
    let origin: Origin = serde_json::from_slice(body).map_err(|_| Refusal::Forged)?;
    if origin.service_url.is_none() || origin.service_url != claims.serviceurl {
        return Err(Refusal::Forged);
    }
    let endorsements = key.get("endorsements").and_then(Value::as_array);
    let is_endorsed = endorsements.is_some_and(|list| list.iter().any(|one| one == TEAMS));
    if origin.channel_id.as_deref() == Some(TEAMS) && is_endorsed {
        Ok(())
    } else {
        Err(Refusal::Forbidden)
    }
}

fn bearer(request: &Request) -> Result<&str, Refusal> {
    let header = request.header("authorization").ok_or(Refusal::Unproved)?;
    let (scheme, token) = header.split_once(' ').ok_or(Refusal::Forged)?;
    if scheme.eq_ignore_ascii_case("Bearer") {
        Ok(token)
    } else {
        Err(Refusal::Forged)
    }
}

#[cfg(test)]
mod tests;
