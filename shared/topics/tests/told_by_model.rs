//! Who tells a topic: motive before rules before the model before the general topic.
#![allow(missing_docs, clippy::unwrap_used)]

use domain::config::read_file;
use domain::timeline::TopicEntry;
use domain::{AccountId, Care, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use topics::{Example, Model, train};

const CARE: &str = include_str!("../../../infra/config/care.toml");

/// A shop without keywords, that asks for so much confidence.
fn shop(percent: u8) -> Care {
    let mut care = read_file(CARE).unwrap().1;
    care.topics
        .values_mut()
        .for_each(|topic| topic.keywords.clear());
    care.routing.classifier_confidence = percent;
    care
}

fn learnt(first: &str, second: &str) -> Model {
    let examples: Vec<Example> = ["azul", "azul celeste", "muy azul", "azul claro", "más azul"]
        .iter()
        .map(|text| Example::new(first, *text))
        .chain(
            [
                "bicicleta",
                "una bicicleta",
                "bicicleta vieja",
                "mi bicicleta",
                "bicicletas",
            ]
            .map(|text| Example::new(second, text)),
        )
        .collect();
    train(&examples, &[], &mut |_| ()).unwrap().model
}

fn event(text: &str) -> ContactEvent {
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
    event
}

fn tell(care: &Care, model: &Model, text: &str) -> TopicEntry {
    topics::tell(care, Some(model), &event(text))
}

#[test]
fn a_sure_model_tells_the_topic_with_its_words_confidence_and_version() {
    let model = learnt("pago", "pedido");
    let told = tell(&shop(50), &model, "mi bicicleta");
    assert_eq!(
        (told.topic.as_str(), told.by.as_str()),
        ("pedido", "classifier")
    );
    assert_eq!(told.words.first().map(String::as_str), Some("bicicleta"));
    assert!(told.confidence.unwrap() >= 50);
    assert_eq!(told.model.as_deref(), Some(model.version()));
}

#[test]
fn one_that_is_not_sure_enough_or_abstains_leaves_the_general_topic_and_says_so() {
    let model = learnt("pago", "pedido");
    for (percent, text) in [(100, "mi bicicleta"), (0, "👍🏽")] {
        let told = tell(&shop(percent), &model, text);
        assert_eq!(
            (told.topic.as_str(), told.by.as_str()),
            ("general", "general")
        );
        assert!(told.confidence.is_some() && told.model.is_some() && told.words.is_empty());
    }
}

#[test]
fn a_topic_that_the_brand_does_not_have_counts_as_silence() {
    let told = tell(&shop(0), &learnt("pago", "bicis"), "mi bicicleta");
    assert_eq!(
        (told.topic.as_str(), told.by.as_str()),
        ("general", "general")
    );
}

#[test]
fn motive_and_rules_come_first_and_do_not_ask_the_model() {
    let (mut care, model) = (shop(0), learnt("pago", "pedido"));
    let pay = care
        .topics
        .values_mut()
        .find(|topic| topic.id.as_str() == "pago")
        .unwrap();
    pay.keywords = vec!["bicicleta".to_owned()];
    let by_rule = tell(&care, &model, "mi bicicleta");
    assert_eq!(
        (by_rule.topic.as_str(), by_rule.by.as_str()),
        ("pago", "rule")
    );
    assert_eq!((by_rule.confidence, by_rule.model), (None, None));
    let mut chosen = event("mi bicicleta");
    chosen.motive = Some("Factura".to_owned());
    assert_eq!(topics::tell(&care, Some(&model), &chosen).by, "motive");
    assert_eq!(
        topics::tell(&shop(0), None, &event("mi bicicleta")).model,
        None
    );
}

#[test]
fn in_a_reply_the_subject_speaks_only_if_the_text_is_empty() {
    let (care, model) = (shop(0), learnt("pago", "pedido"));
    let mut reply = event("muy azul");
    reply.subject = Some("mi bicicleta".to_owned());
    reply.references = vec!["m1".to_owned()];
    assert_eq!(
        topics::tell(&care, Some(&model), &reply).topic.as_str(),
        "pago"
    );
    reply.text = Some(String::new());
    assert_eq!(
        topics::tell(&care, Some(&model), &reply).topic.as_str(),
        "pedido"
    );
}
