//! Unsolicited offers, and customers who must never be taken for them.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod labelled;

use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind, Proof};
use jiff::Timestamp;
use labelled::{auroc, is_held_out};
use proptest::prelude::*;
use rstest::rstest;
use topics::{OUT_OF_SCOPE, SpamFacts, spam, unescape};

const MESSAGES: &str = include_str!("../../../infra/config/topics/spam.tsv");

/// Customers' messages with their topics, written for the topics' sake.
const CUSTOMERS: [&str; 3] = [
    include_str!("../../../infra/config/topics/starter_es.tsv"),
    include_str!("../../../infra/config/topics/held_out_es.tsv"),
    include_str!("../../../infra/config/topics/other_languages.tsv"),
];

/// From here on a message may be held.
const HELD: f64 = 0.9;

const STRANGER: SpamFacts = SpamFacts {
    told_by_provider: false,
    unproved_sender: true,
    bulk: false,
    new_contact: true,
};

fn value(line: &str) -> f64 {
    spam(&unescape(line), &STRANGER).value
}

#[test]
fn no_customer_is_held_even_as_an_unproved_stranger() {
    let labelled = MESSAGES
        .lines()
        .filter_map(|line| line.strip_prefix("ham\t"));
    let topics = CUSTOMERS.iter().flat_map(|file| file.lines());
    let customers = topics
        .filter_map(|line| line.split_once('\t'))
        .filter(|(label, _)| *label != OUT_OF_SCOPE)
        .map(|(_, text)| text)
        .chain(labelled);
    let mut count = 0;
    for text in customers {
        count += 1;
        assert!(value(text) < HELD, "{text}: {:?}", spam(text, &STRANGER));
    }
    println!("{count} customers' messages, none held");
    assert!(count > 1_000);
}

#[test]
fn offers_rank_above_customers_in_the_half_that_the_list_was_not_made_with() {
    let of = |label: &str| -> Vec<f64> {
        let rows = MESSAGES.lines().filter_map(|line| line.split_once('\t'));
        rows.filter(|(own, text)| *own == label && is_held_out(text))
            .map(|(_, text)| value(text))
            .collect()
    };
    let (offers, customers) = (of("spam"), of("ham"));
    let ranked = auroc(&offers, &customers);
    let held = offers.iter().filter(|value| **value >= HELD).count();
    println!(
        "AUROC {ranked:.3}; at {HELD} held: {held} of {} offers",
        offers.len()
    );
    assert!(ranked >= 0.85 && held > 0);
}

#[rstest]
#[case(
    "Posicionamos su web en la primera página de Google, auditoría SEO gratis",
    "primera página de Google"
)]
#[case(
    "Gana dinero desde casa con criptomonedas, rentabilidad garantizada, escríbeme por Telegram",
    "criptomonedas"
)]
#[case(
    "Préstamos rápidos sin aval y sin papeleo, aprobación inmediata",
    "sin aval"
)]
#[case(
    "Your page will be permanently deleted for copyright infringement. Verify your account: https://meta-help.top/x",
    "meta-help.top"
)]
#[case(
    "Compra seguidores reales: 1000 seguidores por 5 euros",
    "1000 seguidores"
)]
#[case(
    "We are an agency. Grow your business with our SEO services and backlinks",
    "backlinks"
)]
fn an_offer_is_held_and_says_why(#[case] text: &str, #[case] reason: &str) {
    let told = spam(text, &STRANGER);
    assert!(
        told.value >= HELD && told.reasons.iter().any(|own| own == reason),
        "{told:?}"
    );
}

#[rstest]
#[case("Mi pedido 20418 no llega, el seguimiento dice https://www.correos.es/track/20418")]
#[case(
    "Me ha llegado un SMS: su paquete está retenido, pague 1,99 en http://aduana.top/x ¿es vuestro?"
)]
#[case(
    "Hola, he ganado el sorteo de Instagram, ¿cómo reclamo el premio? https://instagram.com/p/x"
)]
#[case("I ordered boots, order #20418, click here to see the photo: https://photos.example/1")]
#[case("¿Se puede pagar con bitcoin?")]
#[case("GRATIS GRATIS GRATIS oferta promo descuento interesado")]
fn a_customer_is_not_held(#[case] text: &str) {
    let facts = SpamFacts {
        told_by_provider: true,
        bulk: true,
        ..STRANGER
    };
    assert!(spam(text, &facts).value < HELD, "{:?}", spam(text, &facts));
}

#[test]
fn facts_alone_and_one_phrase_alone_hold_nobody() {
    let facts = SpamFacts {
        told_by_provider: true,
        unproved_sender: true,
        bulk: true,
        new_contact: true,
    };
    for text in [
        "",
        "hola",
        "viagra",
        "viagra viagra viagra",
        "https://a.xyz https://b.top https://c.click 💰🚀🔞",
    ] {
        assert!(spam(text, &facts).value < HELD, "{text}");
    }
}

#[test]
fn a_known_contact_weighs_less_than_a_new_one() {
    let text = "Somos una agencia de posicionamiento web";
    let known = SpamFacts {
        new_contact: false,
        ..STRANGER
    };
    assert!(spam(text, &known).value < spam(text, &STRANGER).value);
}

#[test]
fn facts_are_read_from_the_event() {
    let channel = ChannelId::new("email");
    let key = EventKey::of(&channel, &["1"]);
    let mut event = ContactEvent::new(
        channel,
        AccountId::new("a"),
        EventKind::Message,
        key,
        Timestamp::UNIX_EPOCH,
    );
    assert_eq!(SpamFacts::of(&event, false), SpamFacts::default());
    event.spam = true;
    event.contact_proof = Proof::Claimed;
    event.no_acknowledgement = true;
    let all = SpamFacts {
        told_by_provider: true,
        unproved_sender: true,
        bulk: true,
        new_contact: true,
    };
    assert_eq!(SpamFacts::of(&event, true), all);
}

#[test]
fn a_hostile_text_is_borne() {
    for text in [
        "seo ".repeat(500_000),
        "https://".repeat(200_000),
        "a.b/".repeat(300_000),
        "\u{301}".repeat(400_000),
    ] {
        let told = spam(&text, &STRANGER);
        assert!((0.0..=1.0).contains(&told.value) && told.reasons.len() <= 8);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_a_score(text in "(\\PC{0,8}|seo|bitcoin|mi pedido|https://a.top/x| |\n){0,40}", new in any::<bool>()) {
        let told = spam(&text, &SpamFacts { new_contact: new, ..SpamFacts::default() });
        prop_assert!((0.0..=1.0).contains(&told.value));
    }
}
