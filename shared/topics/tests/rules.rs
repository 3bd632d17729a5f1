//! How keyword rules are weighed.
#![allow(missing_docs, clippy::unwrap_used)]

use domain::config::read_file;
use domain::timeline::TopicEntry;
use domain::{AccountId, Care, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use rstest::rstest;

const CARE: &str = include_str!("../../../infra/config/care.toml");

/// A shop in which only these words lead to a topic.
fn shop(rules: &[(&str, &[&str])]) -> Care {
    let mut care = read_file(CARE).unwrap().1;
    for topic in care.topics.values_mut() {
        let own = rules.iter().filter(|(id, _)| topic.id.as_str() == *id);
        topic.keywords = own
            .flat_map(|(_, words)| words.iter().map(|word| word.to_string()))
            .collect();
    }
    care
}

fn tell(care: &Care, text: &str) -> TopicEntry {
    let channel = ChannelId::new("telegram");
    let (key, account) = (EventKey::of(&channel, &[text]), AccountId::new("bot"));
    let mut event = ContactEvent::new(
        channel,
        account,
        EventKind::Message,
        key,
        Timestamp::UNIX_EPOCH,
    );
    event.text = Some(text.to_owned());
    topics::tell(care, None, &event)
}

#[rstest]
#[case::more_words_weigh_more(&["uno"], &["dos", "tres"], "uno dos tres", "pago")]
#[case::of_equal_weights_the_longer_phrase_wins(&["uno", "dos"], &["tres cuatro"], "uno dos tres cuatro", "pago")]
#[case::then_what_is_said_first(&["uno"], &["dos"], "dos uno", "pago")]
#[case::then_the_smaller_id(&["uno"], &["uno"], "uno", "factura")]
#[case::repeating_adds_nothing(&["uno"], &["dos tres"], "uno uno uno dos tres", "pago")]
#[case::a_longer_phrase_takes_its_words(&["dos", "tres", "cuatro"], &["uno dos"], "uno dos tres cuatro", "pago")]
#[case::whole_words_only(&["un", "os", "do"], &["tres"], "uno dos tres", "pago")]
#[case::accents_and_case_do_not_matter(&[], &["CANCIÓN de Año"], "cancion DE AÑO", "pago")]
#[case::a_phrase_may_run_over_line_ends(&[], &["uno dos"], "cero uno\ndos", "pago")]
fn the_topic_with_the_most_weight_wins(
    #[case] invoice: &[&str],
    #[case] payment: &[&str],
    #[case] text: &str,
    #[case] topic: &str,
) {
    let care = shop(&[("factura", invoice), ("pago", payment)]);
    assert_eq!(tell(&care, text).topic.as_str(), topic);
}

#[test]
fn the_words_are_told_as_the_configuration_writes_them_in_the_order_of_the_text() {
    let care = shop(&[("pago", &["Tarjeta", "cobro  duplicado"])]);
    assert_eq!(
        tell(&care, "un COBRO duplicado en mi tarjeta y tarjeta").words,
        ["cobro  duplicado", "Tarjeta"]
    );
}

#[test]
fn a_keyword_without_words_leads_nowhere() {
    let care = shop(&[("pago", &["", "…", " "])]);
    assert_eq!(tell(&care, "… hola").by, "general");
}

/// A public comment on the shop's page.
fn comment(care: &Care, text: &str, kind: EventKind) -> TopicEntry {
    let channel = ChannelId::new("facebook");
    let (key, account) = (EventKey::of(&channel, &[text]), AccountId::new("page"));
    let mut event = ContactEvent::new(channel, account, kind, key, Timestamp::UNIX_EPOCH);
    event.text = Some(text.to_owned());
    topics::tell(care, None, &event)
}

#[test]
fn an_insult_in_public_goes_to_whoever_answers_those_and_in_private_where_it_belongs() {
    let mut care = shop(&[("pedido", &["pedido"])]);
    care.routing.public_insults = Some("reclamacion".into());
    let insult = "Sois unos sinvergüenzas y unos ladrones, ¿dónde está mi pedido, imbéciles?";
    let told = comment(&care, insult, EventKind::Comment);
    assert_eq!(
        (told.topic.as_str(), told.by.as_str()),
        ("reclamacion", "insult")
    );
    assert!(!told.words.is_empty());
    let private = comment(&care, insult, EventKind::Message);
    assert_eq!(private.topic.as_str(), "pedido");
    let polite = comment(&care, "¿Dónde está mi pedido?", EventKind::Comment);
    assert_eq!(polite.topic.as_str(), "pedido");
    care.routing.public_insults = None;
    assert_eq!(
        comment(&care, insult, EventKind::Comment).topic.as_str(),
        "pedido"
    );
}
