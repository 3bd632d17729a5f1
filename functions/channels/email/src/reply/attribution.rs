//! The line that announces quoted history: `On … wrote:`, `El … escribió:`.

/// Mail clients break it in no more lines than this.
const MOST_LINES: usize = 4;
/// Nor is it ever longer, in bytes.
const LONGEST: usize = 400;

/// What such a line says in Spanish, Galician, Catalan, English, French, Portuguese, German, Italian, Dutch.
const WROTE: [&str; 20] = [
    "escribió",
    "escribio",
    "escribiu",
    "va escriure",
    "ha escrit",
    "wrote",
    "a écrit",
    "a ecrit",
    "escreveu",
    "schrieb",
    "ha scritto",
    "schreef",
    "geschreven",
    "skrev",
    "napisał",
    "missatge de ",
    "mensaje de ",
    "mensagem de ",
    "message de ",
    "messaggio di ",
];

/// How it begins in those languages, where it does not begin with a name and address or with a date.
const OPENINGS: [&str; 16] = [
    "on ",
    "el ",
    "em ",
    "no dia ",
    "le ",
    "am ",
    "il ",
    "op ",
    "den ",
    "o ",
    "a ",
    "w dniu ",
    "missatge de ",
    "mensaje de ",
    "message de ",
    "quoting ",
];

/// How many lines from the first one are such an announcement, if they are.
pub(super) fn length(lines: &[&str]) -> Option<usize> {
    if !opens(lines.first()?) {
        return None;
    }
    let written = lines
        .iter()
        .take(MOST_LINES)
        .take_while(|line| !line.trim().is_empty())
        .count();
    (1..=written).find(|count| announces(&lines[..*count]))
}

/// Whether an announcement is sure even if no line with `>` follows: it gives an address, or a time and a year.
pub(super) fn is_sure(lines: &[&str]) -> bool {
    let line = joined(lines);
    line.contains('@') || has_time(&line) && has_year(&line)
}

fn opens(line: &str) -> bool {
    let line = normal(line);
    OPENINGS.iter().any(|opening| line.starts_with(opening))
        || line.starts_with(|c: char| c.is_ascii_digit())
        || line.contains('@')
}

fn announces(lines: &[&str]) -> bool {
    let line = joined(lines);
    let ends = line.len() <= LONGEST && line.ends_with(':');
    let dated = line.contains(|c: char| c.is_ascii_digit());
    ends && dated && (WROTE.iter().any(|word| line.contains(word)) || is_dated_address(&line))
}

/// `2026-11-21 11:28 GMT+01:00 Ana <ana@shop.example>:`
fn is_dated_address(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit())
        && has_time(line)
        && line.contains('@')
        && line.ends_with(">:")
}

fn joined(lines: &[&str]) -> String {
    normal(&lines.join(" "))
}

/// Lower case, single spaces, without the dashes and asterisks that clients put around.
fn normal(line: &str) -> String {
    let lower: String = line
        .chars()
        .take(LONGEST + MOST_LINES)
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(['-', '*', ' ', '_'])
        .to_owned()
}

fn has_time(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (1..bytes.len()).any(|at| {
        matches!(bytes[at], b':' | b'.') && digit(at - 1) && digit(at + 1) && digit(at + 2)
    })
}

fn has_year(line: &str) -> bool {
    let words = line.split(|c: char| !c.is_ascii_digit());
    words
        .filter(|word| word.len() == 4)
        .any(|word| word.starts_with("19") || word.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("On Mon, Apr 2, 2012 at 6:26 PM, Megan One <xxx@gmail.com> wrote:")]
    #[case("El lun, 2 abr 2012 a las 18:26, Ana (<ana@shop.example>) escribió:")]
    #[case("El 2 de abril de 2012, 18:26, Ana<ana@shop.example> escribió:")]
    #[case("El dl., 2 d’abr. 2012 a les 18:26, Ana va escriure:")]
    #[case("Missatge de Ana <ana@shop.example> del dia dl., 2 d’abr. 2012 a les 18:26:")]
    #[case("Le lun. 2 avr. 2012 à 18:26, Ana <ana@shop.example> a écrit\u{a0}:")]
    #[case("Em seg., 2 de abr. de 2012 às 18:26, Ana escreveu:")]
    #[case("Ana <ana@shop.example> escreveu no dia segunda, 2/04/2012 à(s) 18:26:")]
    #[case("Am Mo., 2. Apr. 2012 um 18:26 Uhr schrieb Ana <ana@shop.example>:")]
    #[case("Il giorno lun 2 apr 2012 alle ore 18:26 Ana <ana@shop.example> ha scritto:")]
    #[case("Op 2 apr. 2012, om 18:26 heeft Ana <ana@shop.example> het volgende geschreven:")]
    #[case("2014-10-17 11:28 GMT+03:00 Ana <ana@shop.example>:")]
    #[case("--- On Wed, Apr 4, 2012 at 3:59 PM, me@shop.example wrote:")]
    fn announcements_as_clients_write_them(#[case] line: &str) {
        assert_eq!(length(&[line]), Some(1), "{line}");
        assert!(is_sure(&[line]), "{line}");
    }

    #[rstest]
    #[case(&["On Fri, May 6, 2011 at 6:03 PM, Ana of the Shop", "<ana@shop.example> wrote:", "", "x"], 2)]
    #[case(&["On Nov 30, 2011, at 12:47 PM, Ana <", "ana@shop.example>", "wrote:", "> x"], 3)]
    fn announcements_on_several_lines(#[case] lines: &[&str], #[case] expected: usize) {
        assert_eq!(length(lines), Some(expected));
    }

    #[rstest]
    #[case("On Monday I bought two pairs:")]
    #[case("El pedido 20418:")]
    #[case("Ana wrote:")]
    #[case("On blah-blah-blah")]
    #[case("")]
    fn what_a_customer_writes_is_no_announcement(#[case] line: &str) {
        assert_eq!(length(&[line]), None, "{line}");
    }

    #[test]
    fn a_story_told_with_a_colon_is_not_sure() {
        let line = "El 3 de mayo vuestro compañero Juan me escribió:";
        assert_eq!(length(&[line]), Some(1));
        assert!(!is_sure(&[line]));
    }
}
