//! Near-identical texts share a key, different ones do not.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::collections::HashMap;

use proptest::prelude::*;
use rstest::rstest;
use topics::{sketches, unescape};

const CUSTOMERS: [&str; 2] = [
    include_str!("../../../infra/config/topics/starter_es.tsv"),
    include_str!("../../../infra/config/topics/held_out_es.tsv"),
];

const PASTED: &str = "Hola Marta, sois una vergüenza: el repartidor de Getafe tira los paquetes por encima de la valla \
                      y nadie de la tienda contesta desde el lunes. Devolved el dinero a los 340 afectados";

fn alike(one: &str, other: &str) -> bool {
    let keys = sketches(other);
    sketches(one).iter().any(|key| keys.contains(key))
}

fn customers() -> Vec<String> {
    let lines = CUSTOMERS.iter().flat_map(|file| file.lines());
    lines
        .filter_map(|line| Some(unescape(line.split_once('\t')?.1)))
        .collect()
}

#[rstest]
#[case::numbers(PASTED.replace("340", "2 150"))]
#[case::case(PASTED.to_uppercase())]
#[case::small(PASTED.to_lowercase())]
#[case::names(PASTED.replace("Marta", "Luis Alberto"))]
#[case::a_name_in_the_middle(PASTED.replace("Getafe", "Vigo"))]
#[case::no_accents(PASTED.replace('ü', "u"))]
#[case::mentions_links_emoji(format!("@tienda @consumo {PASTED} 😡😡 https://t.example/a?b=1 #vergüenza"))]
#[case::lines(PASTED.replace(' ', "\n"))]
#[case::first_words(PASTED.replace("Hola Marta, sois una", "Buenas tardes, menuda"))]
#[case::last_words(PASTED.replace("340 afectados", "clientes"))]
#[case::words_before_and_behind(format!("ATENCIÓN difundid: {PASTED} por favor ya"))]
fn the_same_text_with_small_changes_shares_a_key(#[case] other: String) {
    assert_ne!(other, PASTED);
    assert!(alike(PASTED, &other), "{other}");
}

#[rstest]
#[case("hola")]
#[case("gracias")]
#[case("y mi pedido?")]
#[case("Hola, buenas tardes, ¿dónde está mi pedido 20418? Gracias")]
#[case("")]
#[case("👍👍👍 https://a.example 12 34 56 78")]
#[case("a b c d e f g h i j k l")]
fn a_text_that_says_nothing_of_its_own_has_no_key(#[case] text: &str) {
    assert_eq!(sketches(text), Vec::<String>::new());
}

#[test]
fn different_customers_share_no_key() {
    let mut texts = customers();
    texts.sort();
    texts.dedup();
    let mut by_key: HashMap<String, Vec<&str>> = HashMap::new();
    for text in &texts {
        for key in sketches(text) {
            by_key.entry(key).or_default().push(text);
        }
    }
    let shared: Vec<_> = by_key.values().filter(|texts| texts.len() > 1).collect();
    println!(
        "{} texts, {} keys, {} shared",
        texts.len(),
        by_key.len(),
        shared.len()
    );
    assert!(shared.iter().all(|texts| texts.len() <= 3), "{shared:?}");
    assert!(shared.len() * 200 <= by_key.len(), "{shared:?}");
}

#[test]
fn most_texts_keep_a_key_when_two_words_come_or_go_at_an_end() {
    let long: Vec<String> = customers()
        .into_iter()
        .filter(|text| text.split_whitespace().count() >= 14)
        .collect();
    let with_key: Vec<&String> = long
        .iter()
        .filter(|text| !sketches(text).is_empty())
        .collect();
    let changed = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        [
            format!("difundid compañeros {text}"),
            format!("{text} pásalo rápido"),
            words[2..].join(" "),
            words[..words.len() - 2].join(" "),
        ]
    };
    let kept: Vec<bool> = with_key
        .iter()
        .flat_map(|text| changed(text).map(|other| alike(text, &other)))
        .collect();
    let share = kept.iter().filter(|kept| **kept).count() as f64 / kept.len() as f64;
    println!(
        "{} texts, {share:.3} of their changes share a key",
        with_key.len()
    );
    assert!(with_key.len() > 50 && share >= 0.85, "{share}");
}

#[test]
fn a_hostile_text_is_borne() {
    for text in [
        "palabra ".repeat(500_000),
        "\u{301}".repeat(400_000),
        "x".repeat(1_000_000),
    ] {
        assert!(sketches(&text).len() <= 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exchanging_two_words_at_either_end_keeps_a_key(
        words in proptest::collection::vec("[a-z]{4,9}", 12..40),
        ends in proptest::collection::vec("[a-z]{1,9}", 4),
    ) {
        let mut changed = words.clone();
        let last = changed.len() - 1;
        for (at, end) in [0, 1, last - 1, last].into_iter().zip(ends) {
            changed[at] = format!("{end}q");
        }
        let (one, other) = (words.join(" "), changed.join(" "));
        prop_assume!(sketches(&one).len() == 2);
        prop_assert!(alike(&one, &other));
    }

    #[test]
    fn case_numbers_mentions_and_emoji_change_no_key(
        words in proptest::collection::vec("[a-z]{3,9}", 6..40),
        number in 0_u32..100_000,
    ) {
        let text = words.join(" ");
        let dressed = format!("@tienda {number} {} 😡 https://a.example/{number}", text.to_uppercase());
        prop_assert_eq!(sketches(&text), sketches(&dressed));
    }

    #[test]
    fn any_text_has_at_most_two_keys(text in "\\PC{0,400}") {
        let keys = sketches(&text);
        prop_assert!(keys.len() <= 2);
        for key in &keys {
            prop_assert!(key.len() == 16 && key.chars().all(|c| c.is_ascii_hexdigit()), "{}", key);
        }
    }
}
