//! Anger, urgency and insult, measured on the half of the labelled messages that the list was not made with.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod labelled;

use labelled::{auroc, is_held_out};
use proptest::prelude::*;
use rstest::rstest;
use topics::{Mood, Score, mood, unescape};

const MESSAGES: &str = include_str!("../../../infra/config/topics/mood.tsv");

struct Labelled {
    degrees: [u8; 3],
    mood: Mood,
}

/// The held-out half.
fn held_out() -> Vec<Labelled> {
    let rows = MESSAGES
        .lines()
        .map(|line| line.splitn(4, '\t').collect::<Vec<_>>());
    rows.filter(|row| row.len() == 4 && is_held_out(row[3]))
        .map(|row| Labelled {
            degrees: [0, 1, 2].map(|at| row[at].parse().unwrap()),
            mood: mood(&unescape(row[3])),
        })
        .collect()
}

#[rstest]
#[case::anger(0, |mood: Mood| mood.anger.value, 0.82)]
#[case::urgency(1, |mood: Mood| mood.urgency.value, 0.84)]
#[case::insult(2, |mood: Mood| mood.insult.value, 0.88)]
fn a_score_ranks_messages_as_people_do(
    #[case] feeling: usize,
    #[case] score: fn(Mood) -> f64,
    #[case] least: f64,
) {
    let messages = held_out();
    for degree in [1, 2] {
        let values = |with: bool| -> Vec<f64> {
            let chosen = messages
                .iter()
                .filter(|message| (message.degrees[feeling] >= degree) == with);
            chosen.map(|message| score(message.mood.clone())).collect()
        };
        let (with, without) = (values(true), values(false));
        let ranked = auroc(&with, &without);
        println!(
            "degree {degree} or more: AUROC {ranked:.3}, {} of {}",
            with.len(),
            messages.len()
        );
        assert!(ranked >= if degree == 1 { least } else { 0.78 }, "{ranked}");
    }
}

#[rstest]
#[case("Es la TERCERA vez que escribo y nadie me responde!!!", &["TERCERA vez", "nadie me responde", "!!!"])]
#[case("Me habéis estafado, pienso poner una denuncia", &["Me habéis estafado", "denuncia"])]
#[case("This is unacceptable, I will call my lawyer", &["unacceptable", "lawyer"])]
#[case("isso é uma vergonha", &["uma vergonha"])]
#[case("j'en ai marre, c'est une arnaque", &["marre", "arnaque"])]
#[case("n'estic fart, preneu el pèl", &["fart", "preneu el pèl"])]
#[case("è una vergogna, sono stufo", &["vergogna", "stufo"])]
#[case("Frechheit! Es reicht", &["Frechheit", "Es reicht"])]
fn anger_tells_its_reasons_as_written(#[case] text: &str, #[case] reasons: &[&str]) {
    let anger = mood(text).anger;
    assert!(anger.value > 0.5, "{anger:?}");
    for reason in reasons {
        assert!(anger.reasons.iter().any(|told| told == reason), "{anger:?}");
    }
}

#[rstest]
#[case("Es para mañana, lo necesito hoy mismo")]
#[case("i need it asap please")]
#[case("preciso o quanto antes")]
#[case("c'est urgent, je pars demain")]
#[case("ho necesito com més aviat millor")]
#[case("mi serve entro domani")]
#[case("bitte dringend, spätestens bis morgen")]
fn urgency_is_heard_in_seven_languages(#[case] text: &str) {
    assert!(mood(text).urgency.value > 0.5, "{:?}", mood(text).urgency);
}

#[rstest]
#[case("No es urgente, cuando podáis")]
#[case("no es nada urgente")]
#[case("it's not urgent, no rush")]
#[case("ce n'est pas urgent")]
#[case("es ist nicht dringend")]
fn what_is_denied_is_not_urgent(#[case] text: &str) {
    assert_eq!(mood(text).urgency, Score::default());
}

#[test]
fn a_denial_reaches_no_further_than_its_clause() {
    assert!(mood("No, es urgente").urgency.value > 0.5);
    assert!(mood("no me llega y es urgente").urgency.value > 0.5);
}

#[test]
fn insults_are_known_in_disguise_and_not_when_said_of_oneself() {
    for text in [
        "sois unos g1lip0llas",
        "HIJOS DE PUTAAAA",
        "sois unos l\u{AD}adrones",
        "you are idiots",
    ] {
        assert!(mood(text).insult.value > 0.7, "{text}");
    }
    for text in [
        "soy idiota, me equivoqué de talla",
        "I'm an idiot, wrong size",
        "mi pedido 20418",
    ] {
        assert_eq!(mood(text).insult, Score::default(), "{text}");
    }
}

#[test]
fn joy_may_shout() {
    for text in [
        "¡¡¡Muchas gracias, me encantan!!!",
        "Perfecto, gracias!!",
        "hola, ¿qué horario tenéis?",
    ] {
        assert_eq!(mood(text).anger, Score::default(), "{text}");
    }
}

#[test]
fn what_is_quoted_is_not_ones_own_mood() {
    assert_eq!(
        mood("Gracias.\n> Sois unos ladrones, es urgente"),
        Mood::default()
    );
}

#[test]
fn a_hostile_text_is_borne_and_its_reasons_stay_few_and_short() {
    let texts = [
        "ladrones ".repeat(300_000),
        "\u{301}".repeat(400_000),
        "!".repeat(500_000),
        "urgenteee".repeat(90_000),
    ];
    for text in texts {
        let mood = mood(&text);
        for score in [mood.anger, mood.urgency, mood.insult] {
            assert!((0.0..=1.0).contains(&score.value) && score.reasons.len() <= 8);
            assert!(
                score
                    .reasons
                    .iter()
                    .all(|reason| reason.chars().count() <= 60)
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_score_has_reasons_just_when_it_is_above_0(text in "(\\PC{0,6}|urgente|no|ladrones|gracias|!!|\n){0,30}") {
        let mood = mood(&text);
        for score in [mood.anger, mood.urgency, mood.insult] {
            prop_assert!((0.0..=1.0).contains(&score.value));
            prop_assert_eq!(score.value > 0.0, !score.reasons.is_empty());
            for reason in &score.reasons {
                prop_assert!(text.contains(reason.as_str()), "{}", reason);
            }
        }
    }
}
