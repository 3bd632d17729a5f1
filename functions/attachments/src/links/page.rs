//! Pages in place of a file, in Spanish and English: the link does not say who opens it.

use askama::Template;
use channel::Response;
use domain::file::FileReason;

/// Seconds after which the page of a file that is being fetched looks again.
const LOOK_AGAIN: u32 = 5;

/// What is said in place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page<'p> {
    /// The link is none of ours.
    Forged,
    /// Its time is over.
    Expired,
    /// The file is on its way.
    Coming,
    /// It should have come, and nothing is known of it.
    Missing,
    /// We do not have this file, for a reason.
    NotKept(&'p str, FileReason),
    /// We cannot tell now.
    Unavailable,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Html<'p> {
    name: &'p str,
    spanish: String,
    english: String,
    look_again: Option<u32>,
}

impl Page<'_> {
    /// The page.
    pub(super) fn response(self) -> Response {
        let (spanish, english) = self.words();
        let name = match self {
            Self::NotKept(name, _) => name,
            _ => "",
        };
        let look_again = (self == Self::Coming).then_some(LOOK_AGAIN);
        let html = Html {
            name,
            spanish,
            english,
            look_again,
        };
        let text = html.render().unwrap_or_default();
        guarded(Response::text(self.status(), text))
            .with_header("content-type", "text/html; charset=utf-8")
    }

    fn status(self) -> u16 {
        match self {
            Self::Forged | Self::Expired => 403,
            Self::Coming => 202,
            Self::Missing | Self::NotKept(..) => 404,
            Self::Unavailable => 503,
        }
    }

    fn words(self) -> (String, String) {
        let (spanish, english) = match self {
            Self::Forged => (
                "Este enlace no es válido. Ábrelo desde el aviso, entero y sin cambios.",
                "This link is not valid. Open it from the notice, whole and unchanged.",
            ),
            Self::Expired => (
                "Este enlace ha caducado: los enlaces a archivos duran siete días.",
                "This link has expired: links to files last seven days.",
            ),
            Self::Coming => (
                "El archivo todavía se está trayendo. Esta página se actualiza sola.",
                "The file is still being fetched. This page looks again by itself.",
            ),
            Self::Missing => (
                "El archivo no ha llegado. Avisa a tu responsable.",
                "The file has not arrived. Tell your lead.",
            ),
            Self::Unavailable => (
                "Ahora no se puede abrir el archivo. Inténtalo dentro de un momento.",
                "The file cannot be opened now. Try again in a moment.",
            ),
            Self::NotKept(_, reason) => {
                return (
                    format!("El archivo no se ha guardado: {}.", reason.in_spanish()),
                    format!("The file was not kept: {}.", reason.in_english()),
                );
            }
        };
        (spanish.to_owned(), english.to_owned())
    }
}

/// With the headers of every answer: it is nobody's to keep, to frame or to guess at, and its address, which opens a file,
/// goes nowhere.
pub(super) fn guarded(response: Response) -> Response {
    response
        .with_header("cache-control", "no-store")
        .with_header("referrer-policy", "no-referrer")
        .with_header("x-content-type-options", "nosniff")
        .with_header("x-robots-tag", "noindex")
        .with_header(
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        )
}
