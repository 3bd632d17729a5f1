//! The desk's own way to tell topics, with and without a model.

use simulation::{Assumptions, ByTopics, RecordedEvent, Run, compare, simulate};
use topics::{Example, train};

use crate::builders::{monday, shop_with};

const ORDERS: [&str; 6] = [
    "no ha llegado el paquete",
    "dónde está el paquete que compré",
    "el repartidor no vino con el paquete",
    "cuándo llega el paquete",
    "el paquete lleva una semana de retraso",
    "sigue sin llegar el paquete a casa",
];

const PAYMENTS: [&str; 6] = [
    "me habéis cobrado dos veces con la tarjeta",
    "la tarjeta no funciona al pagar",
    "un cargo en la tarjeta que no es mío",
    "no me deja pagar con la tarjeta",
    "cobro repetido en mi tarjeta",
    "la tarjeta da error al pagar",
];

fn run(model: Option<topics::Model>, text: &str) -> Run {
    let care = shop_with(|file| file.routing.classifier_confidence = Some(0));
    let mut recorded: RecordedEvent = monday("10:00", "marta");
    recorded.event.motive = None;
    recorded.event.text = Some(text.to_owned());
    simulate(
        &care,
        &ByTopics { model },
        &[recorded],
        &Assumptions::default(),
        &mut |_| {},
    )
    .unwrap()
}

#[test]
fn a_model_tells_what_no_rule_does_and_the_change_is_told() {
    let examples = |topic: &'static str, texts: [&'static str; 6]| {
        texts.into_iter().map(move |text| Example::new(topic, text))
    };
    let examples: Vec<Example> = examples("pedido", ORDERS)
        .chain(examples("pago", PAYMENTS))
        .collect();
    let model = train(&examples, &[], &mut |_| {}).unwrap().model;
    let text = "hola, la tarjeta da error y no me deja pagar";
    let (before, after) = (run(None, text), run(Some(model), text));
    assert_eq!(before.threads[0].topic_by, "general");
    let told = (
        after.threads[0].topic.as_str(),
        after.threads[0].topic_by.as_str(),
    );
    assert_eq!(told, ("pago", "classifier"));
    assert_eq!(compare(&before, &after).another_topic.len(), 1);
}
