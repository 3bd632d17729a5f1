//! What can be wrong with a message, in words for the customer who wrote it.

/// Why a message of an authentic session cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The body is no JSON object, or a field is no text.
    BodyInvalid,
    /// Nothing tells the session (only bodies read outside the webhook).
    SessionMissing,
    /// `client_message_id` is no UUID.
    ClientMessageIdInvalid,
    /// `text` is missing or blank.
    TextMissing,
    /// `text` is larger than [`crate::LARGEST_TEXT`].
    TextTooLong,
    /// `email` is no address.
    EmailInvalid,
    /// `phone` is no number.
    PhoneInvalid,
    /// Neither `email` nor `phone` is there, and the client is no chat: nobody could answer.
    ContactMissing,
}

impl Fault {
    const ALL: [Self; 8] = [
        Self::BodyInvalid,
        Self::SessionMissing,
        Self::ClientMessageIdInvalid,
        Self::TextMissing,
        Self::TextTooLong,
        Self::EmailInvalid,
        Self::PhoneInvalid,
        Self::ContactMissing,
    ];

    /// The code that the client is told; also the reason in [`channel::Unreadable`].
    pub fn code(self) -> &'static str {
        match self {
            Self::BodyInvalid => "body_invalid",
            Self::SessionMissing => "session_missing",
            Self::ClientMessageIdInvalid => "client_message_id_invalid",
            Self::TextMissing => "text_missing",
            Self::TextTooLong => "text_too_long",
            Self::EmailInvalid => "email_invalid",
            Self::PhoneInvalid => "phone_invalid",
            Self::ContactMissing => "contact_missing",
        }
    }

    /// The fault of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }

    /// The JSON pointer of the field.
    pub(crate) fn place(self) -> &'static str {
        match self {
            Self::BodyInvalid => "",
            Self::SessionMissing => "/token",
            Self::ClientMessageIdInvalid => "/client_message_id",
            Self::TextMissing | Self::TextTooLong => "/text",
            Self::EmailInvalid | Self::ContactMissing => "/email",
            Self::PhoneInvalid => "/phone",
        }
    }

    /// The HTTP status to answer.
    pub(crate) fn status(self) -> u16 {
        match self {
            Self::TextTooLong => 413,
            _ => 400,
        }
    }

    /// The words for the customer: Spanish, English.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::BodyInvalid => (
                "El formulario no se ha podido leer.",
                "The form could not be read.",
            ),
            Self::SessionMissing => (
                "Falta la sesión; recarga la página.",
                "The session is missing; reload the page.",
            ),
            Self::ClientMessageIdInvalid => (
                "El identificador del mensaje no es un UUID.",
                "The message id is not a UUID.",
            ),
            Self::TextMissing => ("Escribe tu mensaje.", "Write your message."),
            Self::TextTooLong => (
                "El mensaje es demasiado largo (máximo 16 KB).",
                "The message is too long (16 KB at most).",
            ),
            Self::EmailInvalid => (
                "El correo electrónico no es válido.",
                "The e-mail address is not valid.",
            ),
            Self::PhoneInvalid => (
                "El teléfono no es válido.",
                "The phone number is not valid.",
            ),
            Self::ContactMissing => (
                "Indica un correo electrónico o un teléfono para que podamos responderte.",
                "Give an e-mail address or a phone number so that we can answer you.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_fault_is_found_again_by_its_code() {
        for fault in Fault::ALL {
            assert_eq!(Fault::of_code(fault.code()), Some(fault));
        }
        assert_eq!(Fault::of_code("no such code"), None);
    }
}
