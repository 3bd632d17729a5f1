//! Who is who: what joins customers, what never does, and what people undo.

use desk::Received;
use domain::timeline::What;
use domain::{ContactEvent, EventKind, Identity, IdentityKind, Proof, ThreadId};
use jiff::{SignedDuration, Timestamp};
use testkit::Customer;

use crate::live::{self, Live};

const PHONE: &str = "+34600000001";
const OTHER_PHONE: &str = "+34600000002";

fn verified(kind: IdentityKind, value: &str) -> Identity {
    Identity {
        kind,
        value: value.to_owned(),
        proof: Proof::Verified,
    }
}

/// A message of a contact, with what is verified of them.
fn message(customer: &Customer, identities: &[Identity]) -> ContactEvent {
    let mut event = customer.writes("cola");
    event.sender_name = Some("Marta".to_owned());
    event.identities = identities.to_vec();
    event
}

/// What WhatsApp says when a customer's number or id has changed: no message, and both are verified.
fn changed(customer: &Customer, identities: &[Identity]) -> ContactEvent {
    let mut event = message(customer, identities);
    event.kind = EventKind::Other;
    event.opens_thread = false;
    event
}

async fn are_one(live: &Live, one: &ContactEvent, other: &ContactEvent) -> bool {
    live.customer_of(one).await.id == live.customer_of(other).await.id
}

/// Two strangers to each other, each with an open thread; the first has a phone.
async fn two(live: &Live) -> (Customer, ContactEvent, Customer, ContactEvent) {
    let (whatsapp, telegram) = (Customer::on("whatsapp"), Customer::on_telegram());
    let first = message(&whatsapp, &[verified(IdentityKind::Phone, PHONE)]);
    let second = message(&telegram, &[]);
    live.receives(&first).await;
    live.receives(&second).await;
    assert!(!are_one(live, &first, &second).await);
    (whatsapp, first, telegram, second)
}

#[tokio::test]
async fn a_shared_phone_of_a_telegram_contact_joins() {
    let live = live::open().await;
    let (_, first, telegram, second) = two(&live).await;
    let shared = message(&telegram, &[verified(IdentityKind::Phone, PHONE)]);
    live.receives(&shared).await;
    assert!(are_one(&live, &first, &second).await);
    let customer = live.customer_of(&first).await;
    assert_eq!(customer.open.len(), 2);
    assert_eq!(live.count("MERGE#"), 1);
    let told = live.told(&live.thread_of(&first).await.unwrap().id, "who");
    assert_eq!(told.len(), 1, "its story tells the merge");
    live.is_sound(3);
}

#[tokio::test]
async fn an_address_whose_dmarc_passed_joins() {
    let live = live::open().await;
    let address = verified(IdentityKind::Email, "marta@clienta.example");
    let (mail, chat) = (Customer::on("email"), Customer::on("webchat"));
    let first = message(&mail, std::slice::from_ref(&address));
    let second = message(&chat, std::slice::from_ref(&address));
    live.receives(&first).await;
    live.receives(&second).await;
    assert!(are_one(&live, &first, &second).await);
    assert_eq!(live.count("MERGE#"), 0, "nobody was two before");
}

#[tokio::test]
async fn what_is_claimed_a_handle_or_a_name_joins_nobody() {
    let live = live::open().await;
    let (_, first, telegram, _) = two(&live).await;
    let mut claims = message(&telegram, &[verified(IdentityKind::Phone, PHONE)]);
    claims.identities[0].proof = Proof::Claimed;
    claims
        .identities
        .push(verified(IdentityKind::Username, "whatsapp:@marta"));
    live.receives(&claims).await;
    assert!(!are_one(&live, &first, &claims).await);
    let handle = verified(IdentityKind::Username, "telegram:@marta");
    let again = message(&Customer::on_telegram(), &[handle]);
    live.receives(&again).await;
    assert!(!are_one(&live, &claims, &again).await);
}

#[tokio::test]
async fn a_changed_number_joins_the_customers_of_both() {
    let live = live::open().await;
    let old = Customer::on("whatsapp");
    let new = Customer::on("whatsapp");
    let first = message(&old, &[verified(IdentityKind::Phone, PHONE)]);
    let second = message(&new, &[verified(IdentityKind::Phone, OTHER_PHONE)]);
    live.receives(&first).await;
    live.receives(&second).await;
    let both = [PHONE, OTHER_PHONE].map(|phone| verified(IdentityKind::Phone, phone));
    let joined = live.receives(&changed(&old, &both)).await;
    assert!(
        matches!(joined, Received::Joined(_)),
        "and stands on a thread"
    );
    assert!(are_one(&live, &first, &second).await);
    live.is_sound(2);
}

#[tokio::test]
async fn a_changed_number_or_id_of_which_one_is_known_leads_to_the_same_customer() {
    for (old, new) in [
        (
            verified(IdentityKind::Phone, PHONE),
            verified(IdentityKind::Phone, OTHER_PHONE),
        ),
        (
            verified(IdentityKind::Username, "bsuid:ES.1"),
            verified(IdentityKind::Username, "bsuid:MX.1"),
        ),
    ] {
        let live = live::open().await;
        let before = Customer::on("whatsapp");
        let first = message(&before, std::slice::from_ref(&old));
        live.receives(&first).await;
        live.receives(&changed(&before, &[old, new.clone()])).await;
        let after = message(&Customer::on("whatsapp"), &[new]);
        assert_eq!(
            live.receives(&after).await,
            Received::Joined(live.thread_of(&first).await.unwrap().id)
        );
        live.is_sound(2);
    }
}

#[tokio::test]
async fn a_changed_number_of_somebody_unknown_is_remembered_and_makes_no_customer() {
    let live = live::open().await;
    let both = [PHONE, OTHER_PHONE].map(|phone| verified(IdentityKind::Phone, phone));
    let told = live
        .receives(&changed(&Customer::on("whatsapp"), &both))
        .await;
    assert_eq!(told, Received::Ignored);
    assert_eq!((live.count("CUSTOMER#"), live.count("ALIAS#")), (0, 0));
}

#[tokio::test]
async fn a_number_that_was_silent_for_a_year_is_somebody_elses() {
    let live = live::open().await;
    let line = Customer::on("sms");
    let long_ago = Timestamp::now() - SignedDuration::from_hours(24 * 366);
    let phone = verified(IdentityKind::Phone, &format!("+{}", line.id()));
    let mut first = message(&line, std::slice::from_ref(&phone));
    first.received_at = long_ago;
    first.timestamp = Some(long_ago);
    live.receives(&first).await;
    let second = message(&line, &[phone]);
    assert!(matches!(live.receives(&second).await, Received::Opened(_)));
    assert!(!are_one(&live, &first, &second).await);
    assert_eq!(live.count("MERGE#"), 0);
    live.is_sound(2);
}

#[tokio::test]
async fn an_undone_merge_gives_threads_back_and_is_not_made_again() {
    let live = live::open().await;
    let (whatsapp, first, telegram, second) = two(&live).await;
    let shared = message(&telegram, &[verified(IdentityKind::Phone, PHONE)]);
    live.receives(&shared).await;
    let customer = live.customer_of(&first).await.id;
    let store = live.office.desk.store();
    let merges = store.merges_into(&customer, 10).await.unwrap();
    let undone = live
        .office
        .desk
        .unmerge(&merges[0].id, Timestamp::now())
        .await;
    assert!(undone.unwrap().undone_at.is_some());
    assert!(!are_one(&live, &first, &second).await);
    for again in [&telegram, &whatsapp] {
        live.receives(&message(again, &[verified(IdentityKind::Phone, PHONE)]))
            .await;
    }
    assert!(!are_one(&live, &first, &second).await);
    live.is_sound(5);
    let twice = live
        .office
        .desk
        .unmerge(&merges[0].id, Timestamp::now())
        .await;
    assert!(
        twice
            .unwrap_err()
            .to_string()
            .ends_with("is undone already")
    );
}

#[tokio::test]
async fn a_merge_by_hand_joins_and_says_so_if_there_is_nothing_to_join() {
    let live = live::open().await;
    let (_, first, _, second) = two(&live).await;
    let desk = &live.office.desk;
    let one = live.customer_of(&first).await.id;
    let other = live.customer_of(&second).await.id;
    desk.merge(&other, &one, Timestamp::now()).await.unwrap();
    assert!(are_one(&live, &first, &second).await);
    let again = desk
        .merge(&one, &other, Timestamp::now())
        .await
        .unwrap_err();
    assert!(again.to_string().contains("already"), "{again}");
    let nobody = desk.merge(&one, &"nobody".into(), Timestamp::now()).await;
    assert!(
        nobody
            .unwrap_err()
            .to_string()
            .contains("no customer nobody")
    );
    let never = desk.unmerge(&"M-1".into(), Timestamp::now()).await;
    assert!(never.unwrap_err().to_string().contains("no merge M-1"));
    live.is_sound(2);
}

/// Marta writes on her line, then Luis does.
async fn a_shared_line(live: &Live) -> (Customer, ContactEvent, ContactEvent) {
    let line = Customer::on("whatsapp");
    let phone = verified(IdentityKind::Phone, PHONE);
    let marta = message(&line, std::slice::from_ref(&phone));
    let mut luis = message(&line, &[phone]);
    luis.sender_name = Some("Luis".to_owned());
    live.receives(&marta).await;
    live.receives(&luis).await;
    (line, marta, luis)
}

async fn is_withheld(live: &Live, event: &ContactEvent) -> bool {
    let thread = live.thread_of(event).await.unwrap();
    thread.history_withheld.is_some()
}

#[tokio::test]
async fn another_name_on_the_line_has_a_thread_of_their_own_without_history() {
    let live = live::open().await;
    let (_, marta, luis) = a_shared_line(&live).await;
    assert!(are_one(&live, &marta, &luis).await);
    assert!(is_withheld(&live, &luis).await && !is_withheld(&live, &marta).await);
    let customer = live.customer_of(&marta).await;
    assert_eq!(
        (customer.name.as_deref(), customer.open.len()),
        (Some("Marta"), 2)
    );
    let told = live.told(&live.thread_of(&luis).await.unwrap().id, "who");
    assert!(matches!(&told[0].what, What::Who(who) if who.found.word() == "stranger"));
}

#[tokio::test]
async fn an_address_of_the_customers_named_in_the_text_shows_the_history_again() {
    let live = live::open().await;
    let (line, marta, _) = a_shared_line(&live).await;
    let mut signed = message(&line, &[verified(IdentityKind::Phone, PHONE)]);
    signed
        .identities
        .push(verified(IdentityKind::Email, "marta@clienta.example"));
    live.receives(&signed).await;
    let mut luis = message(&line, &[verified(IdentityKind::Phone, PHONE)]);
    luis.sender_name = Some("Luis".to_owned());
    luis.text = Some("cola: mi correo es marta@clienta.example".to_owned());
    live.receives(&luis).await;
    assert!(!is_withheld(&live, &luis).await);
    assert!(are_one(&live, &marta, &luis).await);
}

#[tokio::test]
async fn another_person_becomes_a_customer_of_their_own() {
    let live = live::open().await;
    let (line, marta, luis) = a_shared_line(&live).await;
    let thread = live.thread_of(&luis).await.unwrap().id;
    let split = live
        .office
        .desk
        .split(&thread, Timestamp::now())
        .await
        .unwrap();
    assert_eq!(split.threads, std::slice::from_ref(&thread));
    assert!(!are_one(&live, &marta, &luis).await && !is_withheld(&live, &luis).await);
    let mut again = message(&line, &[verified(IdentityKind::Phone, PHONE)]);
    again.sender_name = Some("Luis".to_owned());
    assert_eq!(live.receives(&again).await, Received::Joined(thread));
    assert!(!are_one(&live, &marta, &again).await);
    live.is_sound(3);
    let nothing = live
        .office
        .desk
        .split(&"TP-0".into(), Timestamp::now())
        .await;
    assert!(nothing.unwrap_err().to_string().contains("no thread TP-0"));
}

#[tokio::test]
async fn the_same_person_under_another_name_gets_their_history_back() {
    let live = live::open().await;
    let (_, marta, luis) = a_shared_line(&live).await;
    let desk = &live.office.desk;
    let of = async |event| -> ThreadId { live.thread_of(event).await.unwrap().id };
    desk.same_person(&of(&luis).await, Timestamp::now())
        .await
        .unwrap();
    assert!(!is_withheld(&live, &luis).await);
    assert_eq!(live.customer_of(&marta).await.name.as_deref(), Some("Luis"));
    let nothing = desk.same_person(&of(&marta).await, Timestamp::now()).await;
    assert!(!nothing.unwrap_err().is_transient());
}
