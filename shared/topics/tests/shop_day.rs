//! The messages that a small shop gets in a day, with the shop's own `care.toml`.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::config::read_file;
use domain::timeline::TopicEntry;
use domain::{AccountId, Care, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use rstest::rstest;
use topics::{language, tell};

fn shop() -> Care {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../infra/config/care.toml");
    let text = std::fs::read_to_string(path).unwrap();
    read_file(&text).unwrap_or_else(|error| panic!("{error}")).1
}

fn message(text: &str) -> ContactEvent {
    let channel = ChannelId::new("whatsapp");
    let key = EventKey::of(&channel, &[text]);
    let mut event = ContactEvent::new(
        channel,
        AccountId::new("shop"),
        EventKind::Message,
        key,
        Timestamp::UNIX_EPOCH,
    );
    event.text = Some(text.to_owned());
    event
}

fn told(event: &ContactEvent) -> TopicEntry {
    tell(&shop(), None, event)
}

#[rstest]
#[case("¿Dónde está mi pedido 20418?", "pedido", "es")]
#[case("¿y mi pedido??", "pedido", "es")]
#[case("Quiero devolver las botas", "devolucion", "es")]
#[case("Charged twice for order 20377", "pago", "en")]
#[case("Me habéis cobrado dos veces", "pago", "es")]
#[case("Sigo sin respuesta", "reclamacion", "es")]
#[case("gracias, pero sigue sin llegar", "pedido", "es")]
#[case("¿La 38 talla grande? ¿Y cuándo llega lo mío?", "producto", "es")]
#[case("Vull canviar la talla", "devolucion", "ca")]
#[case("I want to file a formal complaint", "reclamacion", "en")]
#[case("Ejerzo mi derecho de supresión", "privacidad", "es")]
#[case("Soy la hija de Marta, pedido 20511", "pedido", "es")]
#[case("VOY A CONSUMO", "reclamacion", "es")]
#[case("Mi tarjeta es 4111 1111 1111 1111", "pago", "es")]
#[case("Quiero hablar con una persona", "general", "es")]
#[case("Envíenme la hoja de reclamaciones", "reclamacion", "es")]
#[case(
    "Me llegó la 42 y pedí la 40, ¿me la cambiáis antes del viernes?",
    "devolucion",
    "es"
)]
#[case("Necesito factura con CIF del pedido 20455", "factura", "es")]
#[case("Hi, where is my order 20390? It was due on Tuesday.", "pedido", "en")]
#[case("Do you have the red espadrilles in a 39?", "producto", "en")]
#[case("On és la meva comanda?", "pedido", "ca")]
#[case(
    "I would like to return these sandals, they are the wrong size",
    "devolucion",
    "en"
)]
fn a_message_has_this_topic_and_language(
    #[case] text: &str,
    #[case] topic: &str,
    #[case] code: &str,
) {
    let entry = told(&message(text));
    assert_eq!(
        (entry.topic.as_str(), entry.by.as_str()),
        (topic, "rule"),
        "{entry:?}"
    );
    assert!(!entry.words.is_empty(), "the words that led there are told");
    assert_eq!(language(&shop(), text, &[]).as_str(), code);
}

#[test]
fn what_no_rule_knows_goes_to_the_general_topic() {
    for text in ["hola", "", "👍", "?????", "Invest in crypto today!"] {
        let entry = told(&message(text));
        assert_eq!(
            (entry.topic.as_str(), entry.by.as_str()),
            ("general", "general"),
            "{text}"
        );
        assert!(entry.words.is_empty());
    }
}

#[rstest]
#[case("factura", "factura")]
#[case("  FACTURACIÓN ", "factura")]
#[case("return or EXCHANGE", "devolucion")]
#[case("Order and delivery", "pedido")]
fn the_customers_own_choice_beats_every_rule(#[case] motive: &str, #[case] topic: &str) {
    let mut event = message("Vuestro repartidor es una vergüenza, voy a consumo");
    event.motive = Some(motive.to_owned());
    let entry = told(&event);
    assert_eq!((entry.topic.as_str(), entry.by.as_str()), (topic, "motive"));
    assert_eq!(entry.words.len(), 1);
}

#[test]
fn a_motive_that_nobody_configured_leaves_it_to_the_rules() {
    for motive in ["", "…", "promo-verano"] {
        let mut event = message("Quiero devolver las botas");
        event.motive = Some(motive.to_owned());
        assert_eq!(
            (told(&event).topic.as_str(), told(&event).by.as_str()),
            ("devolucion", "rule")
        );
    }
}

#[test]
fn history_and_signature_do_not_tell_the_topic() {
    let mut mail = message(
        "Quiero devolver las botas\n\n-- \nFacturas y Pagos SL\nDepartamento de facturación\nIVA incluido",
    );
    assert_eq!(told(&mail).topic.as_str(), "devolucion");
    mail.text = Some("Gracias, ya ha llegado\n> ¿Dónde está la factura? ¿Y el IVA?".to_owned());
    assert_ne!(told(&mail).topic.as_str(), "factura");
    mail.text = Some("quoted: factura factura".to_owned());
    mail.reply_text = Some("quiero devolver las botas".to_owned());
    assert_eq!(told(&mail).topic.as_str(), "devolucion");
}

#[test]
fn a_subject_counts_in_a_first_mail_and_helps_out_in_a_reply() {
    let mut mail = message("Lo que pone en el asunto.");
    mail.subject = Some("Charged twice for order 20377".to_owned());
    assert_eq!(told(&mail).topic.as_str(), "pago");
    mail.references = vec!["<1@shop.example>".to_owned()];
    assert_eq!(told(&mail).topic.as_str(), "pago");
    mail.text = Some("And now I want to return the boots".to_owned());
    assert_eq!(told(&mail).topic.as_str(), "devolucion");
}

#[test]
fn a_huge_text_is_read_from_its_beginning_only() {
    let filler = "lorem ipsum ".repeat(40_000);
    assert_eq!(
        told(&message(&format!(
            "Quiero devolver las botas. {filler} factura"
        )))
        .topic
        .as_str(),
        "devolucion"
    );
    assert_eq!(told(&message(&format!("{filler} factura"))).by, "general");
    let marks = "\u{301}".repeat(400_000);
    assert_eq!(told(&message(&marks)).by, "general");
    assert_eq!(language(&shop(), &filler, &["en"]).as_str().len(), 2);
}

#[rstest]
#[case("hola", &[], "es")]
#[case("ok", &["en"], "en")]
#[case("👍", &["ca", "es"], "ca")]
#[case("hola", &["en"], "es")]
#[case("20418", &["not a language", "x", "", "en"], "en")]
#[case("", &["EN"], "en")]
fn a_doubtful_text_takes_the_first_hint_it_does_not_contradict(
    #[case] text: &str,
    #[case] hints: &[&str],
    #[case] code: &str,
) {
    assert_eq!(language(&shop(), text, hints).as_str(), code);
}

#[rstest]
#[case("Bonjour, je n'ai toujours pas reçu mon colis", "fr")]
#[case("Olá, ainda não recebi a minha encomenda", "pt")]
#[case("Hallo, wann kommt meine Bestellung?", "de")]
#[case("Buongiorno, vorrei cambiare la taglia delle mie scarpe", "it")]
#[case("Bon dia, encara no he rebut les sabates", "ca")]
#[case(
    "Buenos días, todavía no me han mandado el código de seguimiento",
    "es"
)]
#[case("My boots fell apart after two days", "en")]
#[case("https://www.the-and-for.example/you me@the.example ¿qué tal?", "es")]
fn a_clear_text_is_told_whatever_the_hint(#[case] text: &str, #[case] code: &str) {
    assert_eq!(language(&shop(), text, &["es", "en"]).as_str(), code);
}
