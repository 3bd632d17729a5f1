//! How a file that Twilio keeps is had: pictures of messages, recordings of calls.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};

use crate::files::{Access, Fetch, Unfetchable};
use crate::{HostRule, OutsideUrl};

/// Where Twilio names its files: its API, of the United States and of the regions that keep their own data
/// (<https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions>). The token goes to these hosts only.
const API: &[HostRule] = &[
    HostRule::Exactly("api.twilio.com"),
    HostRule::Exactly("api.dublin.ie1.twilio.com"),
    HostRule::Exactly("api.sydney.au1.twilio.com"),
];

/// Where its API sends on to, without the token: the store of protected files, and the one of files that anybody may open.
/// The last host is S3's own and has everybody's buckets below it, so a rule for hosts cannot tell Twilio's from others; it is
/// followed all the same because only the API over TLS can name it, and accounts that do not protect their files have no
/// other. No other host of S3 is in use.
/// (<https://help.twilio.com/articles/223183748>)
const STORES: &[HostRule] = &[
    HostRule::Exactly("mms.twiliocdn.com"),
    HostRule::Exactly("media.twiliocdn.com"),
    HostRule::Exactly("s3-external-1.amazonaws.com"),
];

/// The request for a file at `url`, as the account of the access secret's `account_sid` and `auth_token`.
///
/// # Errors
/// [`Unfetchable`] when the address is not of Twilio's API, or the secret lacks a field.
pub fn media(url: &str, access: Access<'_>) -> Result<Fetch, Unfetchable> {
    let url = OutsideUrl::parse(url, API)?;
    let account = access.text("account_sid")?;
    let token = access.text("auth_token")?;
    Ok(Fetch {
        url,
        headers: vec![("authorization", basic(&account, &token))],
        redirects: STORES,
    })
}

/// RFC 7617.
fn basic(user: &SecretString, password: &SecretString) -> SecretString {
    let pair = format!("{}:{}", user.expose_secret(), password.expose_secret());
    SecretString::from(format!("Basic {}", STANDARD.encode(pair)))
}
