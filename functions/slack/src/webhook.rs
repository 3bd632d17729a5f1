//! Where a request comes from: Slack signs each one, also those by which it only tries whether we are there
//! (<https://docs.slack.dev/authentication/verifying-requests-from-slack>).

use bytes::Bytes;
use channel::signature::slack;
use channel::{Answer, Method, Refusal, Request, Response, Secrets, Webhook};
use jiff::Timestamp;

use crate::body::{self, Body};
use crate::{Secret, Slack};

/// The path below the API's root, for events, interactivity and commands alike.
const PATH: &str = "/slack";
/// No body by which Slack tries us is larger than this, in bytes; larger ones are not looked into before they are read.
const LARGEST_TRIAL: usize = 4096;

impl Webhook for Slack {
    type Secret = Secret;

    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<Secret>,
        now: Timestamp,
    ) -> Result<Answer, Refusal> {
        if request.path != PATH {
            return Err(Refusal::NotFound);
        }
        if request.method != Method::Post {
            return Err(Refusal::MethodNotAllowed);
        }
        let keys = secrets.all().map(|secret| &secret.signing_secret);
        let proved = slack::v0(request, keys, now)?;
        Ok(match answer_to_trial(&request.body) {
            Some(response) => Answer::Say(response),
            None => Answer::Read(proved),
        })
    }
}

/// What to say to a request that only asks whether we are there: `url_verification` wants its challenge back
/// (<https://docs.slack.dev/reference/events/url_verification>), `ssl_check` any 200.
fn answer_to_trial(body: &Bytes) -> Option<Response> {
    if body.len() > LARGEST_TRIAL {
        return None;
    }
    match body::parse(body).ok()? {
        Body::Event(event) if event.get("type")? == "url_verification" => {
            Some(Response::text(200, event.get("challenge")?.as_str()?))
        }
        Body::Form(form) if body::is_ssl_check(&form) => Some(Response::empty(200)),
        _ => None,
    }
}
