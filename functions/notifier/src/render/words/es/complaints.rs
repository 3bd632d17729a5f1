//! Complaints, in Spanish. To customers: usted.

use jiff::civil::Date;

use super::{Spanish, full_date};
use crate::render::words::ComplaintWords;

impl ComplaintWords for Spanish {
    fn reasoned_answer(&self, before: Option<&str>) -> String {
        match before {
            Some(when) => format!("respuesta motivada antes de {when}"),
            None => "pide una respuesta motivada; no hay plazo configurado".to_owned(),
        }
    }

    fn send_the_receipt(&self, reference: &str, received: &str) -> String {
        format!(
            "no tenemos un correo comprobado del cliente: envíaselo tú con tu respuesta, con la referencia {reference} y la fecha \
             en que llegó ({received})."
        )
    }

    fn long_date(&self, date: Date) -> String {
        full_date(date.weekday(), date, true)
    }

    fn received_your_complaint(&self) -> &'static str {
        "Hemos recibido su reclamación"
    }

    fn reference_label(&self) -> &'static str {
        "Referencia"
    }

    fn received_label(&self) -> &'static str {
        "Recibida"
    }

    fn answer_label(&self) -> &'static str {
        "Respuesta"
    }

    fn answered_by(&self, date: &str) -> String {
        format!("le daremos una respuesta motivada a más tardar el {date}")
    }

    fn answered_in_time(&self) -> &'static str {
        "le daremos una respuesta motivada en el plazo legal"
    }

    fn your_words(&self) -> &'static str {
        "Usted nos escribió"
    }

    fn dispute_body(&self, name: &str, adheres: bool) -> String {
        let adhered = if adheres {
            "estamos adheridos"
        } else {
            "no estamos adheridos"
        };
        format!(
            "Si nuestra respuesta no le satisface, puede acudir a {name}, entidad de resolución de litigios a la que {adhered}:"
        )
    }

    fn this_is_proof(&self) -> &'static str {
        "Este correo es la prueba de que hemos recibido su reclamación: consérvelo."
    }

    fn how_to_add(&self) -> &'static str {
        "Es un mensaje automático y nadie lee lo que se responda a él. Si quiere añadir algo, escríbanos por donde nos \
         escribió e indique la referencia."
    }
}
