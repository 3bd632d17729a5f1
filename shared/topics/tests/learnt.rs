//! What a model learns from examples, and how it stands bad input.
#![allow(missing_docs, clippy::unwrap_used)]

use proptest::prelude::*;
use topics::{Abstained, Example, Model, ModelError, TrainError, evaluate, train};

const TEXTS: &[(&str, &str)] = &[
    ("pago", "me habéis cobrado dos veces"),
    ("pago", "no me deja pagar con la tarjeta"),
    ("pago", "hay un cargo en mi cuenta que no reconozco"),
    ("pago", "¿se puede pagar a plazos?"),
    ("pago", "el pago con bizum da error"),
    ("pago", "me han cobrado de más en la compra"),
    ("pedido", "dónde está mi paquete"),
    ("pedido", "no ha llegado lo que pedí hace una semana"),
    ("pedido", "el repartidor no ha pasado por casa"),
    ("pedido", "quiero cambiar la dirección de entrega"),
    ("pedido", "el envío va con mucho retraso"),
    ("pedido", "el número de seguimiento no funciona"),
    ("producto", "¿qué talla me recomendáis?"),
    ("producto", "¿tenéis el bolso negro en stock?"),
    ("producto", "¿de qué material son los zapatos?"),
    ("producto", "¿cuándo vuelve a estar disponible?"),
    ("producto", "¿las botas son impermeables?"),
    ("producto", "guía de tallas de los vaqueros"),
];

fn examples() -> Vec<Example> {
    TEXTS
        .iter()
        .map(|(label, text)| Example::new(*label, *text))
        .collect()
}

fn learnt() -> Model {
    train(&examples(), &[], &mut |_| ()).unwrap().model
}

#[test]
fn what_was_learnt_is_told_in_other_words_and_the_words_are_named() {
    let model = learnt();
    for (text, topic) in [
        ("Me cobraron dos veces la misma compra", "pago"),
        ("mi paquete no llega", "pedido"),
        ("necesito saber la talla", "producto"),
    ] {
        assert_eq!(model.classify(text).best, topic, "{text}");
    }
    let verdict = model.classify("me COBRARON dos veces");
    assert!(
        verdict
            .words
            .iter()
            .take(2)
            .any(|word| word.word == "cobraron"),
        "{:?}",
        verdict.words
    );
    assert!(verdict.words.is_sorted_by(|a, b| a.weight >= b.weight));
}

#[test]
fn greeting_signature_legal_notice_and_history_change_nothing_of_a_long_mail() {
    let mail = "Estimados señores:\n\nEl envío va con mucho retraso.\n\n-- \nLucía Ferrer\nTel. 600 000 000\n\
                Este mensaje y sus adjuntos son confidenciales.\n\nEl lun, 16 nov 2026, Tienda escribió:\n> ¿Qué talla?";
    let (model, short) = (
        learnt(),
        learnt().classify("El envío va con mucho retraso."),
    );
    assert_eq!(model.classify(mail), short);
}

#[test]
fn a_text_without_words_or_with_unknown_ones_is_not_answered() {
    let model = learnt();
    for text in ["", "   ", "…!!", "👍🏽"] {
        let verdict = model.classify(text);
        assert_eq!(
            (verdict.topic, verdict.abstained),
            (None, Some(Abstained::NoWords)),
            "{text}"
        );
    }
    assert_eq!(model.classify("日本語のテキスト").topic, None);
}

#[test]
fn the_same_examples_give_the_same_bytes_and_others_another_version() {
    let pool = [
        "¿dónde está mi compra?".to_owned(),
        "cobro doble".to_owned(),
    ];
    for pool in [&[][..], &pool] {
        let bytes = || {
            train(&examples(), pool, &mut |_| ())
                .unwrap()
                .model
                .to_bytes()
        };
        assert_eq!(bytes(), bytes());
    }
    let fewer = train(&examples()[1..], &[], &mut |_| ()).unwrap().model;
    assert_ne!(fewer.version(), learnt().version());
}

#[test]
fn a_model_survives_being_written_and_read() {
    let model = learnt();
    let read = Model::from_bytes(&model.to_bytes()).unwrap();
    assert_eq!(
        (read.version(), read.topics()),
        (model.version(), model.topics())
    );
    for (_, text) in TEXTS {
        let (before, after) = (model.classify(text), read.classify(text));
        assert_eq!(before.topic, after.topic);
        assert!((before.confidence - after.confidence).abs() < 1e-4);
    }
}

#[test]
fn bytes_that_are_no_model_are_told_apart() {
    let bytes = learnt().to_bytes();
    let error = |bytes: &[u8]| Model::from_bytes(bytes).unwrap_err();
    assert_eq!(error(b""), ModelError::NoModel);
    assert_eq!(error(b"label\ttext"), ModelError::NoModel);
    let mut newer = bytes.clone();
    newer[7] = 9;
    assert_eq!(error(&newer), ModelError::OtherForm(9));
    for cut in (8..bytes.len()).step_by(997) {
        assert_eq!(error(&bytes[..cut]), ModelError::Damaged);
    }
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(error(&changed), ModelError::Damaged);
}

#[test]
fn too_little_to_learn_is_told() {
    let fault = |texts: &[(&str, &str)]| {
        let examples: Vec<Example> = texts
            .iter()
            .map(|(label, text)| Example::new(*label, *text))
            .collect();
        train(&examples, &[], &mut |_| ()).unwrap_err()
    };
    assert_eq!(fault(&[]), TrainError::NoExamples);
    assert_eq!(fault(&[("oos", "hola")]), TrainError::NoExamples);
    assert_eq!(
        fault(&[("a", "x"), ("a", "y"), ("oos", "z")]),
        TrainError::OneTopic("a".to_owned())
    );
    assert_eq!(
        fault(&[("a", "x"), ("b", "y")]),
        TrainError::TooFew("a".to_owned())
    );
    assert_eq!(
        fault(&[("a", "x"), ("a", "y"), ("b", "!"), ("b", "?")]),
        TrainError::NoWords("b".to_owned())
    );
}

#[test]
fn a_topic_with_one_example_is_learnt_and_said_to_be_scarce() {
    let mut examples = examples();
    examples.push(Example::new("empleo", "quiero enviar mi currículum"));
    let trained = train(&examples, &[], &mut |_| ()).unwrap();
    assert_eq!(trained.scarce, ["empleo"]);
    assert_eq!(trained.model.classify("mi currículum").best, "empleo");
}

#[test]
fn progress_ends_where_it_said_it_would() {
    let mut told = Vec::new();
    train(&examples(), &[], &mut |progress| told.push(progress)).unwrap();
    let last = told.last().unwrap();
    assert_eq!(last.done, last.of);
    assert!(told.is_sorted_by_key(|progress| progress.done));
}

#[test]
fn an_evaluation_counts_what_is_right_and_what_was_not_answered() {
    let mut test = examples();
    test.push(Example::new("pago", "¿dónde está mi paquete?"));
    test.push(Example::new("oos", "👍🏽"));
    let found = evaluate(&learnt(), &test);
    assert_eq!((found.in_scope, found.out_of_scope), (19, 1));
    assert_eq!(found.abstained_out_of_scope, Some(1.0));
    assert_eq!(
        found.confusion[&("pago".to_owned(), "pedido".to_owned())],
        1
    );
    assert_eq!(found.topics["pago"].have, 7);
    assert!((found.accuracy.unwrap() - 18.0 / 19.0).abs() < 1e-9);
    assert_eq!(found.curve.len(), 20);
    assert!(
        found
            .curve
            .is_sorted_by(|a, b| a.confidence >= b.confidence)
    );
    assert!((0.0..=1.0).contains(&found.calibration_error.unwrap()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_it_fail(text in "\\PC{0,300}", many in 0usize..2000) {
        thread_local!(static MODEL: Model = learnt());
        let text = format!("{text}{}", " ab\u{301}".repeat(many));
        let verdict = MODEL.with(|model| model.classify(&text));
        prop_assert!((0.0..=1.0).contains(&verdict.confidence));
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..300), form in any::<bool>()) {
        let begun = [b"VTOPICS\x01".as_slice(), &bytes].concat();
        let read = Model::from_bytes(if form { &begun } else { &bytes });
        prop_assert!(read.is_err());
    }
}
