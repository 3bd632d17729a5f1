//! History and record, in Spanish.

use domain::person::Withheld;

use super::Spanish;
use crate::render::words::HistoryWords;
use crate::render::words::history::{Entry, Title};

impl HistoryWords for Spanish {
    fn title(&self, title: Title) -> &'static str {
        match title {
            Title::LastMessages => "Últimos mensajes",
            Title::Timeline => "Historial de la conversación",
            Title::Customer => "Ficha del cliente",
            Title::Crm => "Ficha del CRM",
        }
    }

    fn entry(&self, entry: Entry) -> &'static str {
        match entry {
            Entry::Name => "Nombre",
            Entry::Language => "Idioma",
            Entry::Open => "Otras abiertas",
            Entry::Past => "Anteriores",
        }
    }

    fn customer(&self) -> &'static str {
        "cliente"
    }

    fn team(&self) -> &'static str {
        "nuestro equipo"
    }

    fn machine(&self) -> &'static str {
        "respuesta automática"
    }

    fn unknown_answer(&self) -> &'static str {
        "(respuesta sin texto guardado)"
    }

    fn took_back(&self) -> &'static str {
        "(mensaje borrado por quien lo escribió)"
    }

    fn given_to(&self, name: &str) -> String {
        format!("asignada a {name}")
    }

    fn resolved(&self) -> &'static str {
        "resuelta"
    }

    fn reopened(&self) -> &'static str {
        "abierta de nuevo"
    }

    fn older(&self, count: Option<usize>, reference: &str) -> String {
        let count = count.map_or_else(|| "muchos".to_owned(), |count| count.to_string());
        format!("y {count} más, anteriores: «ventanilla thread show {reference}»")
    }

    fn withheld(&self, why: Withheld, reference: &str) -> String {
        let why = match why {
            Withheld::AnotherName => "quien escribe da otro nombre",
            Withheld::AnotherOrder => "pregunta por un pedido que no consta como suyo",
        };
        format!(
            "No se muestra el historial del cliente: {why}. Si es la misma persona: «ventanilla customer confirm {reference}»"
        )
    }

    fn crm_unavailable(&self) -> &'static str {
        "Ficha del CRM no disponible"
    }

    fn crm_unknown(&self) -> &'static str {
        "El CRM no tiene ficha de este cliente"
    }
}
