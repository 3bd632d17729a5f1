use std::fmt::Write;
use std::path::Path;

use tempfile::TempDir;

use crate::{Ran, lines, run, run_with_input};

const PAYMENT: [&str; 6] = [
    "me habéis cobrado dos veces",
    "no me deja pagar con tarjeta",
    "hay un cobro que no reconozco",
    "quiero pagar a plazos",
    "el pago da error",
    "me cobraron de más",
];
const ORDER: [&str; 6] = [
    "dónde está mi paquete",
    "no llega lo que pedí",
    "el repartidor no ha venido",
    "el envío va con retraso",
    "cambiad la dirección de entrega",
    "mi paquete no aparece",
];

/// A folder with labelled texts and a model learnt from them.
fn folder() -> (TempDir, Ran) {
    let folder = TempDir::new().unwrap();
    let mut labelled = String::new();
    for (topic, texts) in [("pago", PAYMENT), ("pedido", ORDER)] {
        for text in texts {
            writeln!(labelled, "{topic}\t{text}").unwrap();
        }
    }
    std::fs::write(folder.path().join("labelled.tsv"), labelled).unwrap();
    let ran = train(folder.path(), "labelled.tsv");
    (folder, ran)
}

fn train(folder: &Path, data: &str) -> Ran {
    run(&[
        "topics",
        "train",
        "--data",
        &at(folder, data),
        "--out",
        &at(folder, "model"),
    ])
}

fn at(folder: &Path, file: &str) -> String {
    folder.join(file).to_str().unwrap().to_owned()
}

#[test]
fn training_tells_what_it_learnt_and_how_far_it_is() {
    let (_folder, ran) = folder();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("2 topics, 12 examples, 0 of no topic"),
        "{}",
        ran.out
    );
    assert!(ran.err.starts_with("training: "), "{}", ran.err);
}

#[test]
fn every_line_gives_one_line_whatever_is_in_it() {
    let (folder, _) = folder();
    let huge = "pagar ".repeat(200_000);
    let input = [
        b"Me cobraron dos veces!!!\n\n\xff\xfe\n".as_slice(),
        huge.as_bytes(),
        b"\nsin fin de linea",
    ]
    .concat();
    let ran = run_with_input(
        &["topics", "classify", "--model", &at(folder.path(), "model")],
        &input,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = lines(&ran.out);
    assert_eq!(told.len(), 5);
    assert_eq!(
        (&told[0]["best"], &told[0]["language"]),
        (&"pago".into(), &"es".into())
    );
    assert!(told[0]["anger"].as_f64().unwrap() > 0.0);
    let reasons = told[0]["reasons"].as_array().unwrap();
    assert!(
        reasons
            .iter()
            .any(|reason| reason["of"] == "topic" && reason["word"] == "cobraron")
    );
    assert!(
        reasons
            .iter()
            .any(|reason| reason["of"] == "anger" && reason["sign"].is_string())
    );
    assert!(told[1]["topic"].is_null() && told[2]["topic"].is_null());
    assert_eq!(told[3]["best"], "pago");
}

#[test]
fn an_evaluation_is_told_to_people_to_programs_and_as_a_picture() {
    let (folder, _) = folder();
    let (model, data, curve) = (
        at(folder.path(), "model"),
        at(folder.path(), "labelled.tsv"),
        at(folder.path(), "curve.svg"),
    );
    let arguments = ["topics", "evaluate", "--model", &model, "--data", &data];
    let report = run(&[&arguments[..], &["--curve", &curve]].concat());
    assert_eq!(report.code, 0, "{}", report.err);
    for part in [
        "accuracy, best guess",
        "HAVE \\ TOLD",
        "PRECISION",
        "CONFIDENCE",
        "ANSWERED",
    ] {
        assert!(report.out.contains(part), "{part}: {}", report.out);
    }
    let picture = std::fs::read_to_string(&curve).unwrap();
    assert!(picture.starts_with("<svg") && picture.trim_end().ends_with("</svg>"));
    let json = run(&[&arguments[..], &["--json"]].concat());
    let told = &lines(&json.out)[0];
    assert_eq!(
        (&told["texts"], &told["accuracy"]),
        (&12.into(), &1.0.into())
    );
    let other = run(&[&arguments[..], &["--curve", "curve.png"]].concat());
    assert_eq!(other.code, 2);
    assert!(other.err.contains(".svg"), "{}", other.err);
}

#[test]
fn an_explanation_names_the_words_of_each_topic() {
    let (folder, _) = folder();
    let explain = |text: &str| {
        run(&[
            "topics",
            "explain",
            "--model",
            &at(folder.path(), "model"),
            text,
        ])
        .out
    };
    let told = explain("me cobraron el paquete dos veces");
    assert!(
        told.contains("pago  score") && told.contains("pedido  score"),
        "{told}"
    );
    assert!(
        told.contains("cobraron") && told.contains("paquete"),
        "{told}"
    );
    assert!(explain("¡¡!!").starts_with("abstains: there is no word in it"));
}

#[test]
fn files_that_cannot_be_used_are_told_with_what_to_do() {
    let (folder, _) = folder();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    for (bytes, says) in [
        (b"pago\tuno\nno tab\n".as_slice(), "line 2 has no tab"),
        (b"pago\t\xff\n", "line 1 is not UTF-8"),
        (b"", "no example"),
        (b"pago\tuno\npago\tdos\n", "at least two topics"),
        (b"pago\tuno\npedido\tdos\n", "has one example"),
    ] {
        write("bad.tsv", bytes);
        let ran = train(folder.path(), "bad.tsv");
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert!(ran.err.contains(says), "{}", ran.err);
    }
    let bytes = std::fs::read(folder.path().join("model")).unwrap();
    write("cut", &bytes[..bytes.len() / 2]);
    write("other", b"pago\tuno\n");
    for (file, says) in [
        ("cut", "cut or damaged"),
        ("other", "no model of topics"),
        ("none", "cannot be read"),
    ] {
        let ran = run(&[
            "topics",
            "explain",
            "--model",
            &at(folder.path(), file),
            "hola",
        ]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}
