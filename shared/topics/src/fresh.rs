//! What a message itself says: without quoted history, signature, and the greeting that names whom it is for.
//!
//! Channels cut their own history where they know its form; this catches what is left, for texts of any channel.

use crate::words::plain_words;

/// A greeting longer than this says something.
const LONGEST_GREETING: usize = 8;

/// Words that begin a greeting, without accents.
const GREETINGS: &[&str] = &[
    "hola",
    "buenos",
    "buenas",
    "estimado",
    "estimada",
    "estimados",
    "estimadas",
    "apreciado",
    "apreciados",
    "hello",
    "hi",
    "dear",
    "hey",
    "bon",
    "bona",
    "benvolgut",
    "benvolguts",
    "bonjour",
    "bonsoir",
    "ola",
    "bom",
    "boa",
    "prezado",
    "prezados",
    "caro",
    "cari",
    "ciao",
    "hallo",
    "guten",
    "sehr",
];

/// A line longer than this is no farewell, however it begins.
const LONGEST_FAREWELL: usize = 6;

/// What a farewell begins with, or the line that a telephone adds, without accents.
const FAREWELLS: &[&str] = &[
    "saludos",
    "un saludo",
    "un cordial saludo",
    "reciban un",
    "atentamente",
    "atte",
    "cordialmente",
    "enviado desde",
    "regards",
    "best regards",
    "kind regards",
    "sincerely",
    "yours faithfully",
    "yours sincerely",
    "sent from",
    "salutacions",
    "una salutacio",
    "atentament",
    "enviat des",
    "atenciosamente",
    "cumprimentos",
    "com os melhores cumprimentos",
    "enviado do",
    "cordialement",
    "bien a vous",
    "salutations",
    "envoye de",
    "cordiali saluti",
    "distinti saluti",
    "inviato da",
    "mit freundlichen",
    "viele gruße",
    "gesendet von",
];

/// Words of which a legal notice has one of each pair in its first line, without accents.
const NOTICES: &[(&str, &str)] = &[
    ("mensaje", "confidencial"),
    ("correo", "confidencial"),
    ("correo", "destinatario"),
    ("aviso", "legal"),
    ("clausula", "confidencialidad"),
    ("message", "confidential"),
    ("email", "confidential"),
    ("mail", "confidential"),
    ("message", "confidentiel"),
    ("missatge", "confidencial"),
    ("mensagem", "confidencial"),
    ("messaggio", "riservato"),
];

/// The lines of a text that are new and say something.
pub(crate) fn fresh(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if begins_the_past(line) || (!kept.is_empty() && says_no_more(line)) {
            break;
        }
        if !line.is_empty() && !line.starts_with('>') {
            kept.push(line);
        }
    }
    if kept.len() > 1 && kept.first().is_some_and(|line| is_greeting(line)) {
        kept.remove(0);
    }
    kept.join("\n")
}

/// A line after which nothing is new: the signature's delimiter (RFC 3676 §4.3), or what mail programs write above the
/// message that is answered.
fn begins_the_past(line: &str) -> bool {
    if line == "--" || line.starts_with("-----") || line.starts_with("_____") {
        return true;
    }
    let closed = line.strip_suffix(':').unwrap_or_default().to_lowercase();
    let first = closed.split_whitespace().next().unwrap_or_default();
    let verbs = [
        "escribió",
        "escribio",
        "wrote",
        "va escriure",
        "a écrit",
        "escreveu",
        "schrieb",
        "ha scritto",
    ];
    ["el", "on", "le", "em", "il", "am", "del"].contains(&first)
        && verbs.iter().any(|verb| closed.contains(verb))
}

/// A farewell, or the first line of a legal notice: behind them stand a name, an address, and what lawyers want.
fn says_no_more(line: &str) -> bool {
    let words = plain_words(line);
    let plain = words.join(" ");
    let begins = |farewell: &&str| {
        let rest = plain.strip_prefix(*farewell);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let has = |word: &str| words.iter().any(|said| said == word);
    (words.len() <= LONGEST_FAREWELL && FAREWELLS.iter().any(begins))
        || NOTICES
            .iter()
            .any(|(one, other)| has(one) && has(other) && words.len() > LONGEST_FAREWELL)
}

/// A first line such as "Estimado departamento de reclamaciones:", which names an addressee and no matter.
fn is_greeting(line: &str) -> bool {
    let words = plain_words(line);
    line.ends_with([',', ':', '!', '.'])
        && words.len() <= LONGEST_GREETING
        && words
            .first()
            .is_some_and(|first| GREETINGS.contains(&first.as_str()))
}

#[cfg(test)]
mod tests {
    use super::fresh;

    #[test]
    fn history_signature_and_greeting_fall_away() {
        let mail = "Estimado departamento de reclamaciones:\n\nQuiero devolver las botas.\n> la factura\n\n-- \nFacturas SL";
        assert_eq!(fresh(mail), "Quiero devolver las botas.");
        let reply = "No llega.\nEl vie, 20 nov 2026, Alpargata & Luna escribió:\nSu pago";
        assert_eq!(fresh(reply), "No llega.");
    }

    #[test]
    fn what_follows_a_farewell_or_begins_a_legal_notice_falls_away() {
        for end in [
            "Un saludo,\nLucía Ferrer\nC/ Mayor 3, factura a nombre de Ferrer SL",
            "Enviado desde mi iPhone",
            "Atentamente\nDepartamento de Compras",
            "Kind regards,\nJohn\nReturns Ltd",
            "Este mensaje y sus adjuntos son confidenciales; este mensaje es confidencial y va dirigido a su destinatario.",
        ] {
            assert_eq!(
                fresh(&format!("No llega mi paquete.\n\n{end}")),
                "No llega mi paquete.",
                "{end}"
            );
        }
    }

    #[test]
    fn what_could_be_the_matter_itself_stays() {
        for text in [
            "Hola, quiero una factura.",
            "Buenas botas:\n¿la 38?",
            "El vendedor me dijo:\nno hay talla",
            "Saludos\n¿y mi pedido?",
            "Quiero esto:\nsaludos grabados en la taza de mi padre, por favor",
        ] {
            let last = text.lines().last().unwrap_or_default();
            assert!(fresh(text).ends_with(last), "{text}");
        }
        assert_eq!(fresh("Hola, buenas:"), "Hola, buenas:");
    }
}
