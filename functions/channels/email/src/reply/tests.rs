#![allow(clippy::unwrap_used)]
use rstest::rstest;

use super::*;

#[rstest]
#[case::quoted(
    "Hola\n\nEl lun, 2 abr 2012 a las 18:26, Ana (<ana@shop.example>) escribió:\n\n> Hi\n>\n> Ana",
    "Hola"
)]
#[case::not_marked(
    "Hola\n\nOn Apr 2, 2012, at 6:26 PM, Ana <ana@shop.example> wrote:\n\nHi\nAna",
    "Hola"
)]
#[case::original("Hola\n\n-----Mensaje original-----\nDe: Ana\nHi", "Hola")]
#[case::header("Hola\nDe: Ana\nEnviado: lunes\nPara: Luis\nAsunto: x\n\nHi", "Hola")]
#[case::bare_marks(
    "\nHello\n\n> Subject: Test\n> From: ana@shop.example\n>\n> Hi",
    "Hello"
)]
#[case::marks_at_once(
    "Hello\n> On 22 Aug 2015, at 19:21, Ana <ana@shop.example> wrote:\n>\n> Hi",
    "Hello"
)]
#[case::below("On Apr 2, 2012 at 18:26 Ana wrote:\n> Hi\n\nHola\nLuis", "Hola\nLuis")]
#[case::between(
    "On Apr 2, 2012 at 18:26 Ana wrote:\n> one?\n\nyes\n\n> two?\n> really?\n\nno",
    "yes\n\n> two?\n> really?\n\nno"
)]
#[case::signature("Gracias\n-- \nAna Ruiz\nTel. 600", "Gracias")]
#[case::both(
    "Hola \n\n-- \nAna\n\nOn Apr 2, 2012 at 18:26 Ana <a@b.example> wrote:\n> Hi",
    "Hola"
)]
#[case::phone(
    "Hello\n\nSent from my iPhone\n\nOn Apr 3, 2012, at 4:19 PM, bob <b@x.example> wrote:\n\n> Hi",
    "Hello\n\nSent from my iPhone"
)]
fn history_and_signature_are_cut(#[case] text: &str, #[case] expected: &str) {
    let expected = expected.replace("\n\n> two?\n> really?", "");
    assert_eq!(new_text(text).as_deref(), Some(expected.as_str()));
}

#[rstest]
#[case::nothing_quoted("Plain email.\n\nHope it works well!\n\nMikel")]
#[case::an_arrow("Mirad:\n> esto\nno va")]
#[case::a_story(
    "El 3 de mayo vuestro compañero Juan me escribió:\n\n«llega mañana»\n\nPero no ha llegado"
)]
#[case::a_journey(
    "Quiero un viaje\nDe: Madrid\nPara: Barcelona\nFecha: 12 de marzo\n¿Cuánto cuesta?"
)]
#[case::only_quoted("On Apr 2, 2012 at 18:26 Ana wrote:\n> Hi\n> there")]
#[case::only_history("-----Original Message-----\nFrom: Ana\n\nHi")]
#[case::passed_on(
    "FYI\n\n---------- Forwarded message ---------\nFrom: a@b.example\nDate: today\nTo: x\nSubject: y\n\nHi"
)]
#[case::a_long_end(&format!("Lista\n--\n{}", "otra cosa\n".repeat(20)))]
#[case::blank("  \n\n")]
#[case::empty("")]
fn in_doubt_all_is_kept(#[case] text: &str) {
    assert_eq!(new_text(text), None);
}

#[test]
fn many_lines_are_split_in_a_moment() {
    for line in [
        "\n",
        "> x\n",
        "> x\ny\n",
        "On 1 wrote:\n",
        "-- \n",
        "a@b 1 wrote:\n\n",
    ] {
        let text = format!("x\n{}", line.repeat(64 * 1024 / line.len()));
        assert!(new_text(&text).is_none_or(|new| new.len() <= text.len()));
    }
}

proptest::proptest! {
    #[test]
    fn new_text_is_made_of_the_texts_own_lines(
        lines in proptest::collection::vec(proptest::sample::select(vec![
            "Hola", "", "> cita", ">", "On 2 Apr 2012 at 18:26 a@b wrote:", "El 3 me escribió:", "-- ", "--",
            "-----Original Message-----", "From: a@b", "Sent: x", "Subject: y", "---------- Forwarded message ---------",
        ]), 0..30)
    ) {
        let text = lines.join("\n");
        if let Some(new) = new_text(&text) {
            proptest::prop_assert!(!new.trim().is_empty());
            proptest::prop_assert!(new.lines().all(|line| lines.iter().any(|own| own.trim() == line.trim())));
        }
    }

    #[test]
    fn any_text_is_split_without_a_panic(text in "(?s).{0,300}") {
        new_text(&text);
    }
}
