//! Threads that go from one to another, in Spanish.

use domain::mood::Mood;
use domain::reassign::Cause;

use super::Spanish;
use crate::render::words::{Heading, PassingOnWords};

impl PassingOnWords for Spanish {
    fn heading(&self, heading: Heading) -> &'static str {
        match heading {
            Heading::Accept => "Aceptar",
            Heading::ComesFrom => "Viene de",
            Heading::ChannelChange => "Cambio de canal",
            Heading::Mood => "Tono",
            Heading::Reason => "Motivo",
            Heading::Absent => "Quién",
            Heading::Missed => "Última sin aceptar",
            Heading::Now => "Qué pasa ahora",
            Heading::HeldFor => "Retenida porque",
        }
    }

    fn back_in_the_line(&self) -> &'static str {
        "Esta conversación ha vuelto a la lista de espera: ya no tienes que responder"
    }

    fn accept_before(&self, when: &str) -> String {
        format!("acéptala o responde antes de {when}; si no, se ofrecerá a otra persona.")
    }

    fn comes_from(&self, name: Option<&str>, cause: Cause) -> String {
        let name = name.unwrap_or("otra persona");
        let why = match cause {
            Cause::OfferMissed => "no la aceptó ni respondió a tiempo",
            Cause::WaitedLonger => "la conversación llevaba demasiado tiempo en espera",
            Cause::Leave => "está de vacaciones o de permiso",
            Cause::Absent => "consta como ausente",
            Cause::Deactivated => "ya no recibe conversaciones",
            Cause::OffShift => "no vuelve a su turno antes del próximo plazo",
            Cause::Topic => "la conversación ha cambiado de tema",
            Cause::Breached => "el plazo venció sin respuesta",
            Cause::Operator => "lo ha decidido tu responsable",
        };
        format!("{name} ({why})")
    }

    fn went_because(&self, cause: Cause) -> &'static str {
        match cause {
            Cause::OfferMissed => "no la aceptaste ni respondiste a tiempo.",
            Cause::WaitedLonger => "la conversación llevaba demasiado tiempo en espera.",
            Cause::Leave => "estás de vacaciones o de permiso.",
            Cause::Absent => "constas como ausente.",
            Cause::Deactivated => "ya no recibes conversaciones.",
            Cause::OffShift => "no vuelves a tu turno antes del próximo plazo.",
            Cause::Topic => "la conversación ha cambiado de tema.",
            Cause::Breached => "el plazo venció sin respuesta.",
            Cause::Operator => "lo ha decidido tu responsable.",
        }
    }

    fn channel_change(&self, was: &str, is: &str) -> String {
        format!("antes, {was}; ahora, {is}. Responde por {is}.")
    }

    fn mood(&self, mood: Mood) -> Option<&'static str> {
        match (mood.is_angry(), mood.is_urgent()) {
            (true, true) => Some("suena a enfado y a urgencia"),
            (true, false) => Some("suena a enfado"),
            (false, true) => Some("suena a urgencia"),
            (false, false) => None,
        }
    }

    fn absent(&self, name: &str) -> String {
        format!("{name} no responde")
    }

    fn somebody(&self) -> &'static str {
        "alguien de tu equipo"
    }

    fn missed_too_many(&self) -> &'static str {
        "no ha aceptado ni respondido a tiempo las últimas conversaciones que se le ofrecieron."
    }

    fn what_they_have_moves(&self) -> &'static str {
        "sus conversaciones pasan a quien pueda atenderlas; las que no, esperan en la lista."
    }

    fn look_after(&self, name: &str) -> String {
        format!(
            "habla con {name}. Volverá a recibir conversaciones cuando responda o acepte alguna, o al empezar su próximo turno."
        )
    }

    fn incident_is_held(&self) -> &'static str {
        "Llegan muchos mensajes casi iguales: quedan retenidos hasta que los revises"
    }

    fn spam(&self, signs: Option<&str>) -> String {
        match signs {
            Some(signs) => format!("parece spam, por {signs}"),
            None => "parece spam".to_owned(),
        }
    }

    fn incident(&self, count: u32) -> String {
        format!("llegó entre muchos textos casi iguales (hacía el número {count} en diez minutos)")
    }

    fn review(&self, reference: &str) -> String {
        format!(
            "mira las retenidas con «ventanilla spam list»; si esta es de un cliente, «ventanilla spam release {reference}». \
             Nadie responderá hasta entonces."
        )
    }
}
