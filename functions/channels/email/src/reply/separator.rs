//! What parts the new text from history that is not quoted line by line: `-----Original Message-----`, or the quoted
//! mail's own header.

/// The headings that clients put above it.
const ORIGINAL: [&str; 14] = [
    "original message",
    "reply message",
    "mensaje original",
    "mensaje de respuesta",
    "missatge original",
    "mensaxe orixinal",
    "message d'origine",
    "message original",
    "mensagem original",
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "messaggio originale",
    "oorspronkelijk bericht",
];
/// The headings above what somebody passes on.
const FORWARDED: [&str; 14] = [
    "forwarded message",
    "begin forwarded message",
    "mensaje reenviado",
    "inicio del mensaje reenviado",
    "missatge reenviat",
    "inici del missatge reenviat",
    "message transféré",
    "message transmis",
    "début du message transféré",
    "mensagem encaminhada",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
];
/// The labels of a quoted mail's header.
const FROM: [&str; 6] = ["from", "de", "von", "da", "van", "remitente"];
const SENT: [&str; 17] = [
    "sent",
    "date",
    "enviado",
    "enviado el",
    "fecha",
    "enviat",
    "enviat el",
    "data",
    "envoyé",
    "envoye",
    "date d'envoi",
    "enviada em",
    "gesendet",
    "datum",
    "inviato",
    "verzonden",
    "enviada",
];
const TO: [&str; 8] = ["to", "para", "per a", "à", "an", "a", "aan", "destinatario"];
const SUBJECT: [&str; 7] = [
    "subject", "asunto", "assumpte", "objet", "assunto", "betreff", "oggetto",
];
/// A quoted header has no more lines than this, folded ones included.
const LONGEST_HEADER: usize = 10;

/// Whether from the first of the lines on all is history.
pub(super) fn is_history(lines: &[&str]) -> bool {
    lines.first().is_some_and(|line| is_original(line)) || is_header(lines)
}

/// Whether somebody passes on what follows.
pub(super) fn is_forward(lines: &[&str]) -> bool {
    let Some(line) = lines.first() else {
        return false;
    };
    let heading = heading(line);
    let dashed = line.trim_start().starts_with("--") || line.trim_end().ends_with(':');
    dashed && FORWARDED.contains(&heading.as_str())
}

fn is_original(line: &str) -> bool {
    line.trim_start().starts_with("--")
        && line.trim_end().ends_with("--")
        && ORIGINAL.contains(&heading(line).as_str())
}

/// The words of a heading, in lower case, without dashes and colon around.
fn heading(line: &str) -> String {
    if line.len() > 200 {
        return String::new();
    }
    line.trim()
        .trim_matches(['-', ' ', ':', '*'])
        .to_lowercase()
        .replace('’', "'")
}

/// A quoted header: its author first, when and on what, each under its label. Travellers write `De:`, `Para:`, `Fecha:`
/// too, so the subject must be there.
fn is_header(lines: &[&str]) -> bool {
    let labels = || {
        lines
            .iter()
            .take(LONGEST_HEADER)
            .take_while(|line| !line.trim().is_empty())
            .filter_map(|line| label(line))
    };
    let any = |names: &[&str]| labels().any(|label| names.contains(&label.as_str()));
    let author_first = lines
        .first()
        .and_then(|line| label(line))
        .is_some_and(|label| FROM.contains(&label.as_str()));
    author_first && any(&SENT) && any(&SUBJECT) && (any(&TO) || lines[0].contains('@'))
}

/// `From` of `*From:* Ana`, in lower case.
fn label(line: &str) -> Option<String> {
    let (label, _) = line.split_once(':')?;
    (label.len() <= 30).then(|| {
        label
            .trim_matches(['*', ' ', '\t', '\u{a0}'])
            .to_lowercase()
            .replace('’', "'")
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(&["-----Original Message-----"])]
    #[case(&["----- Original Message -----"])]
    #[case(&["-----Mensaje original-----"])]
    #[case(&["-------- Message d’origine --------"])]
    #[case(&["From: ana@shop.example", "Sent: March-09-12 4:22 PM", "To: Dan", "Subject: x"])]
    #[case(&["De: Ana <ana@shop.example>", "Enviado: lunes, 2 de abril de 2012 18:26", "Para: Luis", "Asunto: x"])]
    #[case(&["*De:* Ana", "*Enviado el:* lunes", "*Para:* Luis", "*Asunto:* x"])]
    #[case(&["De : Ana", "Envoyé : lundi", "À : Luis", "Objet : x"])]
    #[case(&["Von: Ana", "Gesendet: Montag", "An: Luis", "Betreff: x"])]
    fn history_begins_here(#[case] lines: &[&str]) {
        assert!(is_history(lines));
        assert!(!is_forward(lines));
    }

    #[rstest]
    #[case(&["De: Madrid", "Para: Barcelona", "Fecha: 12 de marzo"])]
    #[case(&["mensaje original"])]
    #[case(&["From: my wife", "To: me"])]
    #[case(&["---"])]
    fn a_customers_own_words_are_not_history(#[case] lines: &[&str]) {
        assert!(!is_history(lines));
    }

    #[rstest]
    #[case("---------- Forwarded message ---------")]
    #[case("-------- Mensaje reenviado --------")]
    #[case("Begin forwarded message:")]
    fn what_is_passed_on_is_known(#[case] line: &str) {
        assert!(is_forward(&[line]));
        assert!(!is_history(&[line]));
    }
}
