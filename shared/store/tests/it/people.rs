//! Where contacts and identities lead, customers with the ways between them, and what writes them together.

use domain::change::Change;
use domain::customer::{Customer, MergedInto};
use domain::identity::{Lead, LeadWrite, Leading};
use domain::merging::{self, Because, Merge, Regrouping};
use domain::people::Standing;
use domain::{AliasKey, ContactEvent, Identity, IdentityKind, Proof};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::{Commit, Committed};
use testkit::PlayedTable;
use testkit::table::{TABLE, cancelled, item, key, page, reason, well};

use crate::builders::{joining, message, noon, opening};

fn phone() -> Identity {
    Identity {
        kind: IdentityKind::Phone,
        value: "+34600000001".to_owned(),
        proof: Proof::Verified,
    }
}

fn with_phone() -> ContactEvent {
    ContactEvent {
        identities: vec![phone()],
        ..message()
    }
}

fn alias_of(event: &ContactEvent, identity: &Identity) -> AliasKey {
    AliasKey::of(&event.channel, identity)
}

async fn parts(write: impl AsyncFnOnce(&store::Store) -> Committed) -> Vec<Value> {
    let table = PlayedTable::start().await;
    assert_eq!(write(&table.store().await).await, Committed::Yes);
    let asked = table.asked("TransactWriteItems").remove(0);
    asked["TransactItems"].as_array().unwrap().clone()
}

/// The update of a lead, as it is on the wire.
async fn led(write: LeadWrite) -> Value {
    let (event, leads) = (message(), [write]);
    let change = joining(&event);
    let commit = Commit {
        event: Some(&event),
        change: Some(&change),
        identify: Some(&leads),
    };
    let parts = parts(async |store| store.commit(&commit, noon()).await.unwrap()).await;
    let mut updates = parts.iter().map(|part| &part["Update"]);
    updates
        .find(|update| update["Key"]["sk"]["S"] == "CUSTOMER")
        .unwrap()
        .clone()
}

fn to_c1(was: Option<Lead>) -> LeadWrite {
    LeadWrite {
        of: Leading::Alias(alias_of(&message(), &phone())),
        to: "c1".into(),
        was,
        seen_at: Some(noon()),
        aliases: Default::default(),
    }
}

fn lead(customer: &str, seen_at: Option<Timestamp>) -> Option<Lead> {
    Some(Lead {
        customer: customer.into(),
        seen_at,
    })
}

#[tokio::test]
async fn a_lead_is_written_only_where_it_leads_nowhere_or_there_already() {
    let update = led(to_c1(None)).await;
    assert_eq!(
        update["ConditionExpression"],
        "attribute_not_exists(pk) OR customer = :customer"
    );
    let again = led(to_c1(lead("c1", None))).await;
    assert_eq!(again["ConditionExpression"], "customer = :customer");
}

#[tokio::test]
async fn a_lead_is_taken_from_another_only_if_it_was_not_used_since() {
    let seen = noon() - SignedDuration::from_hours(24 * 400);
    let update = led(to_c1(lead("c0", Some(seen)))).await;
    assert_eq!(
        update["ConditionExpression"],
        "customer = :was AND seen_at = :was_seen_at"
    );
    let values = &update["ExpressionAttributeValues"];
    assert_eq!(values[":was"]["S"], "c0");
    assert_eq!(values[":was_seen_at"]["N"], seen.as_second().to_string());
    let never_seen = led(to_c1(lead("c0", None))).await;
    assert_eq!(
        never_seen["ConditionExpression"],
        "customer = :was AND attribute_not_exists(seen_at)"
    );
}

#[tokio::test]
async fn a_contact_remembers_what_came_with_it_and_no_value_stands_in_the_table() {
    let event = with_phone();
    let contact = LeadWrite {
        of: Leading::Contact(event.channel.clone(), event.contact_key().unwrap()),
        aliases: [alias_of(&event, &phone())].into(),
        ..to_c1(None)
    };
    let update = led(contact).await;
    assert!(!update.to_string().contains("600000001"));
    insta::assert_json_snapshot!(update);
}

#[tokio::test]
async fn an_event_is_looked_up_by_contact_identities_and_the_addresses_it_names() {
    let mut event = with_phone();
    event.text = Some("soy marta@clienta.example".to_owned());
    let alias = alias_of(&event, &phone());
    let address = Identity {
        kind: IdentityKind::Email,
        value: "marta@clienta.example".to_owned(),
        proof: Proof::Verified,
    };
    let table = PlayedTable::start().await;
    let contact = format!("CONTACT#telegram#{}", event.contact_key().unwrap());
    let mut held = key(&contact, "CUSTOMER");
    held["customer"] = json!({ "S": "c1" });
    held["seen_at"] = json!({ "N": noon().as_second().to_string() });
    held["aliases"] = json!({ "SS": [alias.as_str()] });
    table.holds(held);
    let leads = |alias: &AliasKey, to: &str| {
        table.holds(item(
            &format!("ALIAS#{alias}"),
            "CUSTOMER",
            &json!({ "customer": to }),
        ));
    };
    leads(&alias, "c2");
    leads(&alias_of(&event, &address), "c3");
    let known = table.store().await.look_up(&event).await.unwrap();
    let contact = known.leads.contact.unwrap();
    assert_eq!(Some(contact.lead), lead("c1", Some(noon())));
    assert!(contact.aliases.contains(&alias));
    assert_eq!(known.leads.aliases, [(alias, lead("c2", None))]);
    assert_eq!(known.named, ["c3".into()]);
    assert_eq!(table.asked("BatchGetItem").len(), 1);
}

fn merged(id: &str, into: &str) -> Value {
    let customer = Customer {
        version: 3,
        merged_into: Some(MergedInto {
            customer: into.into(),
            merge: "M-1".into(),
        }),
        ..Customer::new(id.into())
    };
    item(&format!("CUSTOMER#{id}"), "CUSTOMER", &customer)
}

#[tokio::test]
async fn merges_are_followed_call_by_call_to_whoever_stands_for_all() {
    let table = PlayedTable::start().await;
    table.holds(merged("c3", "c2"));
    table.holds(merged("c2", "c1"));
    table.holds(item("CUSTOMER#c1", "CUSTOMER", &Customer::new("c1".into())));
    let store = table.store().await;
    let standing = store.who_stands_for(&"c3".into()).await.unwrap().unwrap();
    assert_eq!(standing.customer.id.as_str(), "c1");
    assert_eq!(standing.way, [("c3".into(), 3), ("c2".into(), 3)]);
    assert_eq!(table.asked("BatchGetItem").len(), 3);
    let alone = store.who_stands_for(&"c1".into()).await.unwrap().unwrap();
    assert!(alone.way.is_empty());
    assert_eq!(
        table.asked("BatchGetItem").len(),
        4,
        "one call where none was merged"
    );
    assert_eq!(store.who_stands_for(&"c9".into()).await.unwrap(), None);
}

#[tokio::test]
async fn merges_that_go_in_a_circle_end() {
    let table = PlayedTable::start().await;
    table.holds(merged("c1", "c2"));
    table.holds(merged("c2", "c1"));
    let read = table.store().await.who_stands_for(&"c1".into()).await;
    assert!(read.unwrap().is_some());
}

fn a_merge() -> Regrouping {
    let customer = |id: &str, version| Customer {
        version,
        ..Customer::new(id.into())
    };
    let one = customer("c1", 4).with_thread(&opening(&message()).thread);
    let other = Standing {
        customer: customer("c2", 7),
        way: vec![("c5".into(), 2)],
    };
    merging::merge(
        Standing::alone(one),
        other,
        "M-1".into(),
        Because::Operator,
        noon(),
    )
}

#[tokio::test]
async fn a_merge_is_written_whole_in_the_versions_that_were_read() {
    let regrouping = a_merge();
    let parts = parts(async |store| store.regroup(&regrouping).await.unwrap()).await;
    insta::assert_json_snapshot!(parts);
}

#[tokio::test]
async fn a_merge_is_undone_only_if_it_is_not_undone() {
    let undone = Merge {
        undone_at: Some(noon()),
        ..a_merge().merge.unwrap()
    };
    let regrouping = Regrouping {
        merge: Some(undone),
        ..Regrouping::default()
    };
    let parts = parts(async |store| store.regroup(&regrouping).await.unwrap()).await;
    assert_eq!(parts.len(), 1);
    assert_eq!(
        parts[0]["Put"]["ConditionExpression"],
        "attribute_exists(pk) AND attribute_not_exists(undone_at)"
    );
}

#[tokio::test]
async fn a_thread_that_is_split_off_is_written_in_the_version_before() {
    let mut thread = opening(&message()).thread;
    thread.version = 8;
    let regrouping = Regrouping {
        threads: vec![thread],
        ..Regrouping::default()
    };
    let parts = parts(async |store| store.regroup(&regrouping).await.unwrap()).await;
    let values = &parts[0]["Put"]["ExpressionAttributeValues"];
    assert_eq!(values[":version"]["N"], "7");
}

#[tokio::test]
async fn a_merge_that_met_another_writer_is_to_be_made_anew() {
    let table = PlayedTable::start().await;
    let refused = cancelled(&[reason("None"), reason("ConditionalCheckFailed")]);
    table.plays_in_turn("TransactWriteItems", vec![refused]);
    let written = table.store().await.regroup(&a_merge()).await;
    assert_eq!(written.unwrap(), Committed::Changed);
}

#[tokio::test]
async fn a_customer_is_written_only_while_those_who_led_to_them_do() {
    let event = message();
    let mut change: Change = joining(&event);
    let standing = Standing {
        customer: Customer::new("c1".into()),
        way: vec![("c2".into(), 5)],
    };
    change.keep_in_step(&standing, false, false);
    let commit = Commit {
        event: Some(&event),
        change: Some(&change),
        identify: None,
    };
    let parts = parts(async |store| store.commit(&commit, noon()).await.unwrap()).await;
    let check = parts
        .iter()
        .find_map(|part| part.get("ConditionCheck"))
        .unwrap();
    assert_eq!(check["Key"]["pk"]["S"], "CUSTOMER#c2");
    assert_eq!(check["ExpressionAttributeValues"][":version"]["N"], "5");
}

#[tokio::test]
async fn a_customers_merges_are_found_by_them() {
    let table = PlayedTable::start().await;
    let merge = a_merge().merge.unwrap();
    table.holds(item("MERGE#M-1", "MERGE", &merge));
    table.plays("Query", |_, _| {
        well(page(&[key("CUSTOMER#c1", "MERGE#M-1")], None))
    });
    let store = table.store().await;
    assert_eq!(
        store.merges_into(&"c1".into(), 9).await.unwrap(),
        std::slice::from_ref(&merge)
    );
    assert_eq!(store.merge(&merge.id).await.unwrap(), Some(merge));
    assert_eq!(store.merge(&"M-2".into()).await.unwrap(), None);
    let asked = &table.asked("BatchGetItem")[0]["RequestItems"][TABLE]["Keys"];
    assert_eq!(asked[0]["pk"]["S"], "MERGE#M-1");
}
