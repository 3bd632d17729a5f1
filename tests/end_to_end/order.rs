//! Messages of a contact stand in the order of the provider's time; a late one takes its place.

use jiff::{SignedDuration, Timestamp};
use testkit::Customer;

use crate::office::{self, texts, threads_of};

#[tokio::test(flavor = "multi_thread")]
async fn a_late_message_takes_its_place_and_the_clock_its_time() {
    let stack = office::open().await;
    let store = stack.store();
    let customer = Customer::on_telegram();
    let base = Timestamp::now() - SignedDuration::from_mins(30);
    let at = |minutes| base + SignedDuration::from_mins(minutes);
    let second = customer.writes_at("orden: segundo", at(10));
    let third = customer.writes_at("orden: tercero", at(20));
    let first = customer.writes_at("orden: primero", at(0));
    for event in [&second, &third, &first] {
        stack
            .route_until_taken(std::slice::from_ref(event))
            .await
            .unwrap();
    }
    let threads = threads_of(&store, &[first, second, third]).await;
    assert_eq!(threads.len(), 1);
    let timeline = store.timeline(&threads[0].id).await.unwrap();
    assert_eq!(
        texts(&timeline),
        ["orden: primero", "orden: segundo", "orden: tercero"]
    );
    assert_eq!(
        threads[0].clock.as_ref().unwrap().started_at,
        at(0),
        "counted from the first question"
    );
    assert_eq!(
        threads[0].excerpt, "orden: tercero",
        "the last words are the latest ones"
    );
}
