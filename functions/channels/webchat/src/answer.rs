//! What the browser is answered, with the headers that let its page read it (the Fetch standard's CORS protocol).

use channel::{Reading, Refusal, Response};
use serde_json::json;

use crate::Fault;
use crate::session::Issued;

/// How long a browser may remember a preflight, in seconds.
const PREFLIGHT_SECONDS: &str = "3600";

pub(crate) fn preflight(origin: &str) -> Response {
    readable(Response::empty(204), Some(origin))
        .with_header("access-control-allow-methods", "GET, POST, OPTIONS")
        .with_header(
            "access-control-allow-headers",
            "authorization, content-type",
        )
        .with_header("access-control-max-age", PREFLIGHT_SECONDS)
}

pub(crate) fn session(origin: &str, issued: &Issued) -> Response {
    let body = json!({"session": issued.token, "expires_at": issued.expires_at});
    readable(Response::json(200, &body), Some(origin)).with_header("cache-control", "no-store")
}

/// The answer to a message that is durable, or that could not be used. A caught machine is answered like a person.
pub(crate) fn taken(origin: Option<&str>, reading: &Reading) -> Response {
    let response = match reading.events.first() {
        Some(event) => {
            let id = event
                .external_message_id
                .as_deref()
                .and_then(|id| id.split_once(':'))
                .map(|(_, id)| id);
            Response::json(200, &json!({"accepted": true, "client_message_id": id}))
        }
        None => faulty(reading),
    };
    readable(response, origin)
}

fn faulty(reading: &Reading) -> Response {
    let told = reading
        .unreadable
        .first()
        .and_then(|unreadable| Fault::of_code(&unreadable.reason));
    let fault = told.unwrap_or(Fault::BodyInvalid);
    error(fault.status(), fault.code(), fault.words())
}

pub(crate) fn refused(origin: Option<&str>, refusal: Refusal) -> Response {
    readable(
        error(refusal.status(), refusal.code(), words(refusal)),
        origin,
    )
}

fn words(refusal: Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::Unproved | Refusal::Forged => {
            ("Falta una sesión válida.", "There is no valid session.")
        }
        Refusal::Expired => (
            "La sesión ha caducado; recarga la página.",
            "The session has expired; reload the page.",
        ),
        Refusal::Forbidden => (
            "Este sitio no está autorizado.",
            "This site is not allowed.",
        ),
        Refusal::NotFound => ("Aquí no hay nada.", "There is nothing here."),
        Refusal::MethodNotAllowed => ("Método no permitido.", "The method is not allowed."),
        Refusal::TooLarge => (
            "El mensaje es demasiado grande.",
            "The message is too large.",
        ),
        Refusal::Unusable(_) => (
            "El formulario no se ha podido leer.",
            "The form could not be read.",
        ),
    }
}

fn error(status: u16, code: &str, (spanish, english): (&str, &str)) -> Response {
    Response::json(
        status,
        &json!({"error": {"code": code, "message_es": spanish, "message_en": english}}),
    )
}

/// Lets the page of an allowed origin read the answer; caches are told that it differs by origin either way.
fn readable(response: Response, origin: Option<&str>) -> Response {
    let response = response.with_header("vary", "Origin");
    match origin {
        Some(origin) => response.with_header("access-control-allow-origin", origin),
        None => response,
    }
}
