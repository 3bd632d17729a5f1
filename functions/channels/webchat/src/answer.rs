//! What the browser is answered, with the headers that let its page read it (the Fetch standard's CORS protocol).

use channel::{Reading, Refusal, Response};
use serde_json::json;

use crate::session::Issued;
use crate::{Fault, SESSION_PATH};

/// How long a browser may remember a preflight, in seconds.
const PREFLIGHT_SECONDS: &str = "3600";

pub(crate) fn preflight(site: &str) -> Response {
    readable(Response::empty(204), Some(site))
        .with_header("access-control-allow-methods", "GET, POST, OPTIONS")
        .with_header(
            "access-control-allow-headers",
            "authorization, content-type",
        )
        .with_header("access-control-max-age", PREFLIGHT_SECONDS)
}

pub(crate) fn session(issued: &Issued) -> Response {
    let body = json!({"session": issued.token, "expires_at": issued.expires_at});
    Response::json(200, &body).with_header("cache-control", "no-store")
}

/// The answer to a message that is durable, or that could not be used. A caught machine is answered like a person.
pub(crate) fn taken(site: Option<&str>, reading: &Reading) -> Response {
    let response = match reading.events.first() {
        Some(event) => {
            let id = event
                .external_message_id
                .as_deref()
                .and_then(|id| id.rsplit_once(':'))
                .map(|(_, id)| id);
            Response::json(200, &json!({"accepted": true, "client_message_id": id}))
        }
        None => faulty(reading),
    };
    readable(response, site)
}

fn faulty(reading: &Reading) -> Response {
    let told = reading
        .unreadable
        .first()
        .and_then(|unreadable| Fault::of_code(&unreadable.reason));
    let fault = told.unwrap_or(Fault::BodyInvalid);
    error(fault.status(), fault.code(), fault.words())
}

pub(crate) fn refused(path: &str, refusal: Refusal) -> Response {
    error(refusal.status(), refusal.code(), words(path, refusal))
}

fn words(path: &str, refusal: Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::Unproved if path == SESSION_PATH => (
            "Falta comprobar que eres una persona.",
            "It is still to be shown that you are a person.",
        ),
        Refusal::Forged if path == SESSION_PATH => (
            "No se ha podido comprobar quién eres; recarga la página.",
            "Who you are could not be checked; reload the page.",
        ),
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
            "La petición no se ha podido leer.",
            "The request could not be read.",
        ),
    }
}

fn error(status: u16, code: &str, (spanish, english): (&str, &str)) -> Response {
    Response::json(
        status,
        &json!({"error": {"code": code, "message_es": spanish, "message_en": english}}),
    )
}

/// Lets the page of an allowed site read the answer; caches are told that it differs by origin either way.
pub(crate) fn readable(response: Response, site: Option<&str>) -> Response {
    let response = response.with_header("vary", "Origin");
    match site {
        Some(site) => response.with_header("access-control-allow-origin", site),
        None => response,
    }
}
