//! The language of short messages, in seven languages.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use domain::Care;
use domain::config::read_file;
use proptest::prelude::*;
use rstest::rstest;
use topics::{language, language_of, unescape};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const MESSAGES: &str = include_str!("../../../infra/config/topics/languages.tsv");

fn shop() -> Care {
    read_file(include_str!("../../../infra/config/care.toml"))
        .unwrap()
        .1
}

fn messages() -> Vec<(&'static str, String)> {
    let lines = MESSAGES.lines().filter_map(|line| line.split_once('\t'));
    lines.map(|(code, text)| (code, unescape(text))).collect()
}

fn bare(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The share of texts whose language is told, and how many there are.
fn told_right<'t>(texts: impl Iterator<Item = (&'t str, String)>) -> (f64, usize) {
    let right: Vec<bool> = texts
        .map(|(code, text)| language_of(&text).is_some_and(|(told, _)| told == code))
        .collect();
    let share = right.iter().filter(|right| **right).count() as f64 / right.len().max(1) as f64;
    (share, right.len())
}

#[test]
fn ninety_seven_of_a_hundred_labelled_messages_are_told_at_every_length_with_and_without_accents() {
    for (name, words) in [("1 to 3", 1..=3), ("4 to 6", 4..=6), ("7 or more", 7..=999)] {
        let of_length = || {
            let fits = |text: &str| words.contains(&text.split_whitespace().count());
            messages().into_iter().filter(move |(_, text)| fits(text))
        };
        let (as_written, count) = told_right(of_length());
        let (without, _) = told_right(of_length().map(|(code, text)| (code, bare(&text))));
        println!("{name} words: {as_written:.3}, without accents {without:.3}, of {count}");
        assert!(
            as_written >= 0.97 && without >= 0.97,
            "{name}: {as_written} {without}"
        );
    }
}

#[test]
fn what_is_told_with_confidence_is_right() {
    let confident =
        |(_, text): &(&str, String)| language_of(text).is_some_and(|(_, share)| share >= 0.9);
    let (right, count) = told_right(messages().into_iter().filter(confident));
    println!("told with 0.9 or more: {count}, right {right:.3}");
    assert!(right >= 0.98 && count * 10 >= messages().len() * 9);
}

#[rstest]
#[case("y mi pedido?", "es")]
#[case("ola k ase, donde ta mi paketeeee", "es")]
#[case("cade meu pedido", "pt")]
#[case("on es la meva comanda", "ca")]
#[case("ou est mon colis svp", "fr")]
#[case("dove il mio pacco", "it")]
#[case("wo bleibt mein paket", "de")]
#[case("wheres my stuff", "en")]
#[case("¿Pero?", "es")]
fn messy_short_messages_are_told(#[case] text: &str, #[case] code: &str) {
    let (told, share) = language_of(text).unwrap();
    assert_eq!(told, code, "{share}");
    assert!(share > 0.5 && share <= 1.0);
}

#[rstest]
#[case("")]
#[case("20418 👍 !!!")]
#[case("https://tienda.example/pedido ana@correo.example @tienda")]
#[case("Где мой заказ?")]
fn where_there_is_nothing_to_tell_by_nothing_is_told(#[case] text: &str) {
    assert_eq!(language_of(text), None);
    assert_eq!(language(&shop(), text, &["pt"]).as_str(), "pt");
}

#[test]
fn the_usual_language_gives_way_to_a_text_that_speaks_against_it() {
    let usual = shop().usual_language();
    assert_eq!(usual.as_str(), "es");
    assert_eq!(language(&shop(), "ciao, grazie", &[]).as_str(), "it");
    assert_eq!(language(&shop(), "ok", &[]), usual);
}

#[test]
fn another_language_is_told_only_where_the_brand_serves_it() {
    let dutch =
        "Goedemiddag, mijn bestelling is nog steeds niet aangekomen, kunnen jullie mij helpen?";
    let mut care = shop();
    assert_ne!(language(&care, dutch, &[]).as_str(), "nl");
    care.languages.push(domain::Language::new("nl"));
    assert_eq!(language(&care, dutch, &[]).as_str(), "nl");
    assert_eq!(
        language(&care, "Hola, todavía no ha llegado mi pedido", &["nl"]).as_str(),
        "es"
    );
}

#[test]
fn a_huge_text_is_told_by_its_beginning() {
    let text = format!(
        "mi pedido no llega {}",
        "the parcel is late ".repeat(200_000)
    );
    assert!(language_of(&text).is_some());
    assert_eq!(
        language_of(&"x".repeat(1_000_000)),
        None,
        "a word too long to be one"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_borne_and_a_confidence_is_a_share(text in "\\PC{0,300}") {
        if let Some((code, share)) = language_of(&text) {
            prop_assert!(["es", "en", "pt", "fr", "ca", "it", "de"].contains(&code));
            prop_assert!(share > 0.1 && share <= 1.0);
        }
    }
}

#[rstest]
#[case("Mi carta.", "es")]
#[case("Una carta", "es")]
#[case("La mia borsa non è ancora arrivata", "it")]
#[case("Where is my parcel?", "en")]
fn two_words_of_many_languages_are_the_brands_and_a_sentence_is_its_own(
    #[case] text: &str,
    #[case] code: &str,
) {
    assert_eq!(language(&shop(), text, &[]).as_str(), code);
}

#[test]
fn codes_of_letters_and_digits_have_no_language() {
    assert_eq!(language_of("canario1608501c582b4bf9b0b87108504329d9"), None);
    let words = "dónde está mi paquete";
    let with_code = format!("{words} 1Z999AA10123456784 ecfacade9b");
    assert_eq!(language_of(&with_code), language_of(words));
}
