//! Promises, in Spanish.

use domain::config::{ClockKind, KeptBy};

use super::Spanish;
use crate::render::words::{Holder, PromiseWords, Standing};

impl PromiseWords for Spanish {
    fn promise_headline(&self, Standing { kept_by, late }: Standing) -> &'static str {
        match (kept_by, late) {
            (KeptBy::FollowUp, false) => "Se acerca la hora en que se prometió responder",
            (KeptBy::FollowUp, true) => "Ha pasado la hora en que se prometió responder",
            (KeptBy::Resolution, false) => "El plazo para resolver está a punto de vencer",
            (KeptBy::Resolution, true) => "El plazo para resolver ha vencido",
            (KeptBy::Legal, false) => "El plazo legal está a punto de vencer",
            (KeptBy::Legal, true) => "El plazo legal ha vencido sin respuesta motivada",
            (_, false) => "El plazo está a punto de vencer",
            (_, true) => "El plazo ha vencido sin respuesta",
        }
    }

    fn due(&self, when: &str, Standing { kept_by, late }: Standing, yours: bool) -> String {
        match (kept_by, late) {
            (KeptBy::FollowUp, _) if yours => format!("Prometiste responder antes de {when}"),
            (KeptBy::FollowUp, _) => format!("Se prometió responder antes de {when}"),
            (KeptBy::Resolution, false) => format!("Resolver antes de {when}"),
            (KeptBy::Resolution, true) => format!("Había que resolver antes de {when}"),
            (KeptBy::Legal, false) => format!("Plazo legal: respuesta motivada antes de {when}"),
            (KeptBy::Legal, true) => format!("El plazo legal acababa a {when}"),
            (_, false) => format!("Responder antes de {when}"),
            (_, true) => format!("Había que responder antes de {when}"),
        }
    }

    fn promised(&self, within: &str, clock: ClockKind, kept_by: KeptBy) -> String {
        let what = match kept_by {
            KeptBy::Resolution => "resolución",
            KeptBy::Legal => "respuesta motivada",
            _ => "respuesta",
        };
        match clock {
            ClockKind::Business => format!("{what} en {within} de horario de atención"),
            _ => format!("{what} en {within}"),
        }
    }

    fn to_do(&self, holder: &Holder, Standing { kept_by, late }: Standing) -> String {
        match holder {
            Holder::You => you(kept_by, late).to_owned(),
            Holder::Other(name) if late => {
                let now = verb(
                    kept_by,
                    "responda",
                    "la resuelva",
                    "dé una respuesta motivada",
                );
                format!("habla con {name} o busca a otra persona que {now} ya.")
            }
            Holder::Other(name) => match kept_by {
                KeptBy::Resolution => format!("comprueba que {name} la resuelve a tiempo."),
                KeptBy::Legal => {
                    format!("comprueba que {name} da una respuesta motivada a tiempo.")
                }
                _ => format!("comprueba que {name} llega a tiempo."),
            },
            Holder::Nobody if late => {
                let now = verb(
                    kept_by,
                    "responda",
                    "la resuelva",
                    "dé una respuesta motivada",
                );
                format!("busca a alguien que {now} ya.")
            }
            Holder::Nobody => {
                let able = verb(
                    kept_by,
                    "responder",
                    "resolverla",
                    "dar una respuesta motivada",
                );
                format!("busca a alguien que pueda {able} a tiempo.")
            }
        }
    }

    fn withdrawn(&self, reference: &str, kept_by: KeptBy, kept: Option<(&str, &str)>) -> String {
        let done = match kept_by {
            KeptBy::Resolution => "se resolvió",
            KeptBy::Legal => "se dio una respuesta motivada",
            _ => "se respondió",
        };
        match kept {
            Some((when, due)) => format!(
                "La alarma de {reference} ya no vale: {done} a tiempo, a {when} (vencía a {due}); lo supimos después"
            ),
            None => format!("La alarma de {reference} ya no vale: el plazo acaba más tarde"),
        }
    }

    fn nothing_to_do(&self, kept: bool) -> &'static str {
        if kept {
            "nada, porque el plazo se cumplió."
        } else {
            "nada por esa alarma; cuenta el plazo nuevo."
        }
    }

    fn raised(&self) -> &'static str {
        "va delante de las demás de su lista de espera, porque ya se incumplió un plazo."
    }

    fn threads_want_attention(&self, count: usize) -> String {
        if count == 1 {
            "1 conversación pide atención".to_owned()
        } else {
            format!("{count} conversaciones piden atención")
        }
    }

    fn one_after_the_other(&self) -> &'static str {
        "empieza por la primera, la que más retraso lleva. Las tuyas, respóndelas; por las demás, habla con quien las tiene. \
         Si no llegas a todas, pide ayuda a tu responsable."
    }

    fn in_short(&self, when: &str, late: bool) -> String {
        if late {
            format!("vencida (a {when})")
        } else {
            format!("a punto de vencer (a {when})")
        }
    }

    fn late_by(&self, span: &str) -> String {
        format!("retraso de {span}")
    }

    fn has_it(&self, holder: &Holder) -> String {
        match holder {
            Holder::You => "la tienes tú".to_owned(),
            Holder::Other(name) => format!("la tiene {name}"),
            Holder::Nobody => "no la tiene nadie todavía".to_owned(),
        }
    }
}

fn you(kept_by: KeptBy, late: bool) -> &'static str {
    match (kept_by, late) {
        (KeptBy::FollowUp, false) => {
            "responde antes de esa hora; si aún no puedes, dile al cliente cuándo podrás."
        }
        (KeptBy::FollowUp, true) => {
            "responde cuanto antes; si aún no puedes, pide disculpas y di una nueva fecha."
        }
        (KeptBy::Resolution, false) => {
            "resuélvela antes de esa hora; si no llegas, avisa a tu responsable."
        }
        (KeptBy::Resolution, true) => {
            "resuélvela cuanto antes; si no puedes, avisa a tu responsable."
        }
        (KeptBy::Legal, false) => {
            "da una respuesta motivada antes de esa hora; si no llegas, avisa a tu responsable."
        }
        (KeptBy::Legal, true) => {
            "da una respuesta motivada hoy mismo, y avisa a tu responsable de que el plazo ha pasado."
        }
        (_, false) => "responde antes de esa hora; si no llegas, avisa a tu responsable.",
        (_, true) => "responde cuanto antes; si no puedes, avisa a tu responsable.",
    }
}

fn verb(
    kept_by: KeptBy,
    answer: &'static str,
    resolve: &'static str,
    legal: &'static str,
) -> &'static str {
    match kept_by {
        KeptBy::Resolution => resolve,
        KeptBy::Legal => legal,
        _ => answer,
    }
}
