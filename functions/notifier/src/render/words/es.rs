//! Spanish.

mod complaints;
mod history;
mod passing_on;
mod promises;

use domain::config::Relaxation;
use domain::notice::NoticeKind;
use domain::routing::Preference;
use jiff::civil::{Date, Weekday};

use super::{FileWord, Holder, Label, Words, is_one};
use crate::render::time::{Day, Moment};

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

pub(super) struct Spanish;

impl Words for Spanish {
    fn code(&self) -> &'static str {
        "es"
    }

    fn moment(&self, moment: &Moment) -> String {
        let article = if moment.hour == 1 { "la" } else { "las" };
        let day = match moment.day {
            Day::Yesterday => "de ayer".to_owned(),
            Day::Today => "de hoy".to_owned(),
            Day::Tomorrow => "de mañana".to_owned(),
            Day::Other {
                weekday,
                date,
                another_year,
            } => format!("del {}", full_date(weekday, date, another_year)),
        };
        format!("{article} {} {day}", moment.clock)
    }

    fn short_moment(&self, moment: &Moment) -> String {
        match moment.day {
            Day::Today => moment.clock.clone(),
            Day::Yesterday => format!("ayer, {}", moment.clock),
            Day::Tomorrow => format!("mañana, {}", moment.clock),
            Day::Other {
                weekday,
                date,
                another_year,
            } => {
                format!(
                    "{}, {}",
                    full_date(weekday, date, another_year),
                    moment.clock
                )
            }
        }
    }

    fn less_than_a_minute(&self) -> &'static str {
        "menos de 1 min"
    }

    fn headline(&self, kind: NoticeKind) -> &'static str {
        match kind {
            NoticeKind::Assigned => "Esta conversación es tuya",
            NoticeKind::FollowUp => "Hay mensajes nuevos en tu conversación",
            NoticeKind::TakenOver => {
                "Esta conversación ha pasado a otra persona: ya no tienes que responder"
            }
            NoticeKind::Reminder => "El plazo está a punto de vencer",
            NoticeKind::Breached => "El plazo ha vencido sin respuesta",
            NoticeKind::AgentAbsent => "Alguien de tu equipo no responde y cuenta como ausente",
            NoticeKind::Review => "Una conversación retenida espera tu revisión",
            NoticeKind::Digest => "Varios avisos en uno",
            NoticeKind::Withdrawn => "La alarma ya no vale",
            NoticeKind::Receipt => "Hemos recibido su reclamación",
        }
    }

    fn left(&self, span: &str) -> String {
        let verb = if is_one(span) || span == self.less_than_a_minute() {
            "queda"
        } else {
            "quedan"
        };
        format!("{verb} {span}")
    }

    fn expired(&self, span: &str) -> String {
        format!("caducó hace {span}")
    }

    fn ago(&self, span: &str) -> String {
        format!("hace {span}")
    }

    fn quoted(&self, text: &str) -> String {
        format!("«{text}»")
    }

    fn no_words(&self) -> &'static str {
        "(sin texto)"
    }

    fn messages(&self, count: u32) -> String {
        if count == 1 {
            "1 mensaje".to_owned()
        } else {
            format!("{count} mensajes")
        }
    }

    fn files(&self, count: u32) -> String {
        if count == 1 {
            "1 archivo".to_owned()
        } else {
            format!("{count} archivos")
        }
    }

    fn files_title(&self, linked: bool) -> &'static str {
        if linked {
            "Archivos (los enlaces duran siete días)"
        } else {
            "Archivos"
        }
    }

    fn file(&self, word: FileWord) -> &'static str {
        match word {
            FileWord::Image => "imagen",
            FileWord::Voice => "mensaje de voz",
            FileWord::Audio => "audio",
            FileWord::Video => "vídeo",
            FileWord::Sticker => "sticker",
            FileWord::Story => "historia",
            FileWord::Mail => "correo",
            FileWord::File => "archivo",
        }
    }

    fn not_to_keep(&self) -> &'static str {
        "solo se puede ver en la aplicación del proveedor"
    }

    fn decimal(&self) -> char {
        ','
    }

    fn and_more(&self, count: usize) -> String {
        format!("y {count} más")
    }

    fn label(&self, label: Label) -> &'static str {
        match label {
            Label::Order => "Pedido",
            Label::Orders => "Pedidos",
            Label::Segment => "Segmento",
            Label::WritesIn => "Escribe en",
            Label::Why => "Por qué tú",
            Label::TopicFrom => "Tema deducido de",
            Label::Promised => "Prometido",
            Label::NextPromise => "Siguiente plazo",
            Label::WaitsSince => "Espera desde",
            Label::Overdue => "Retraso",
            Label::HeldBy => "La tiene",
            Label::ToDo => "Qué hacer",
            Label::Raised => "Prioritaria",
            Label::Complaint => "Reclamación",
            Label::Receipt => "Acuse de recibo",
        }
    }

    fn in_opening_hours(&self, span: &str) -> String {
        format!("{span} de horario de atención")
    }

    fn holder(&self, holder: &Holder) -> String {
        match holder {
            Holder::You => "tú".to_owned(),
            Holder::Other(name) => name.clone(),
            Holder::Nobody => "nadie todavía".to_owned(),
        }
    }

    fn because(&self, preference: Preference) -> &'static str {
        match preference {
            Preference::KnowsCustomer => "ya has atendido a esta persona",
            Preference::LowerLevel => {
                "tienes el nivel que pide el tema, y quienes tienen más quedan libres para lo difícil"
            }
            Preference::LowerLoad => "ahora tienes más hueco que los demás que podían atenderla",
            Preference::LongerWithout => {
                "eres quien lleva más tiempo sin recibir una conversación nueva"
            }
            Preference::Id => {
                "otras personas podían atenderla igual de bien, y esta vez te toca a ti"
            }
            Preference::OnlyOne => "no hay nadie más a quien dársela ahora",
            Preference::Operator => "te la ha asignado tu responsable",
        }
    }

    fn relaxed(&self, relaxation: Relaxation, language: &str) -> String {
        match relaxation {
            Relaxation::Language => format!("no hay nadie libre que hable {language}"),
            Relaxation::Level => "no hay nadie libre con el nivel que pide el tema".to_owned(),
            Relaxation::Team => "no hay nadie libre en el equipo de este tema".to_owned(),
        }
    }

    fn language(&self, code: &str) -> &'static str {
        match code {
            "es" => "español",
            "en" => "inglés",
            "ca" => "catalán",
            "gl" => "gallego",
            "eu" => "euskera",
            "fr" => "francés",
            "de" => "alemán",
            "it" => "italiano",
            "pt" => "portugués",
            "nl" => "neerlandés",
            "ar" => "árabe",
            "ro" => "rumano",
            _ => "su idioma",
        }
    }

    fn channel(&self, id: &str) -> Option<&'static str> {
        match id {
            "facebook" => Some("comentario en Facebook"),
            "email" => Some("e-mail"),
            "voice" => Some("teléfono"),
            "webchat" => Some("chat de la web"),
            _ => None,
        }
    }

    fn some_request(&self) -> &'static str {
        "Consulta"
    }

    fn instead_of(&self, name: &str) -> String {
        format!(
            "Este aviso era para {name}; no se le puede avisar por su vía. Pásaselo tú, por favor:"
        )
    }

    fn told(&self, name: &str) -> String {
        format!("Aviso para {name}.")
    }

    fn times_of(&self, zone: &str) -> String {
        format!("Las horas son las de {zone}.")
    }

    fn mail_is_not_read(&self) -> &'static str {
        "Este correo es automático: lo que respondas a él no le llega al cliente."
    }
}

fn full_date(weekday: Weekday, date: Date, another_year: bool) -> String {
    let weekday = match weekday {
        Weekday::Monday => "lunes",
        Weekday::Tuesday => "martes",
        Weekday::Wednesday => "miércoles",
        Weekday::Thursday => "jueves",
        Weekday::Friday => "viernes",
        Weekday::Saturday => "sábado",
        Weekday::Sunday => "domingo",
    };
    let month = usize::try_from(date.month() - 1)
        .ok()
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or_default();
    let year = if another_year {
        format!(" de {}", date.year())
    } else {
        String::new()
    };
    format!("{weekday} {} de {month}{year}", date.day())
}
