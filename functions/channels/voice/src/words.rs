//! What is said, in the two languages that we speak. `{brand}` and `{marca}` are the brand.

use crate::settings::Language;

/// The sentences of a language.
pub(crate) struct Words {
    /// Before somebody is rung.
    pub(crate) greeting: &'static str,
    /// Where nobody is rung.
    pub(crate) greeting_alone: &'static str,
    /// Nobody can take the call.
    pub(crate) offer: &'static str,
    /// The same to somebody whom we could not call back.
    pub(crate) offer_to_nobody: &'static str,
    /// After another key than the one that was offered.
    pub(crate) leave_a_message: &'static str,
    pub(crate) will_call_back: &'static str,
    pub(crate) message_taken: &'static str,
    /// To the agent who picks up.
    pub(crate) to_agent: &'static str,
}

const SPANISH: Words = Words {
    greeting: "Ha llamado a {marca}. Un momento, por favor: enseguida le atendemos.",
    greeting_alone: "Ha llamado a {marca}.",
    offer: "Ahora mismo no podemos atenderle. Pulse 1 para que le llamemos, o deje su mensaje después de la señal.",
    offer_to_nobody: "Ahora mismo no podemos atenderle. Deje su mensaje y su número de teléfono después de la señal.",
    leave_a_message: "Deje su mensaje después de la señal.",
    will_call_back: "Gracias. Le llamaremos lo antes posible.",
    message_taken: "Gracias. Hemos recibido su mensaje.",
    to_agent: "Llamada de un cliente de {marca}. Pulse cualquier tecla para atenderla.",
};

const ENGLISH: Words = Words {
    greeting: "You have called {brand}. One moment, please: we will be with you shortly.",
    greeting_alone: "You have called {brand}.",
    offer: "We cannot take your call right now. Press 1 to be called back, or leave a message after the tone.",
    offer_to_nobody: "We cannot take your call right now. Leave a message with your telephone number after the tone.",
    leave_a_message: "Leave a message after the tone.",
    will_call_back: "Thank you. We will call you back as soon as we can.",
    message_taken: "Thank you. We have your message.",
    to_agent: "A call from a customer of {brand}. Press any key to take it.",
};

impl Words {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &SPANISH,
            Language::English => &ENGLISH,
        }
    }
}

/// A sentence with the brand in its place.
pub(crate) fn of_brand(sentence: &str, brand: &str) -> String {
    sentence.replace("{marca}", brand).replace("{brand}", brand)
}
