//! What leads to a customer, and what does not.

use std::collections::BTreeSet;

use domain::identity::{KnownContact, Lead, Leading, Leads, addresses_named, leading, leads};
use domain::*;
use jiff::{SignedDuration, Timestamp};
use rstest::rstest;

use crate::builders::*;

fn identity(kind: IdentityKind, value: &str, proof: Proof) -> Identity {
    Identity {
        kind,
        value: value.to_owned(),
        proof,
    }
}

fn phone() -> Identity {
    identity(IdentityKind::Phone, "+34600000001", Proof::Verified)
}

/// A message on SMS: its contact is the phone itself.
fn sms() -> ContactEvent {
    ContactEvent {
        contact_id: Some("+34600000001".to_owned()),
        identities: vec![phone()],
        ..message("hola").on("sms")
    }
}

fn lead(customer: &str, seen_at: Option<Timestamp>) -> Lead {
    Lead {
        customer: customer.into(),
        seen_at,
    }
}

fn ago(days: i64) -> Option<Timestamp> {
    Some(monday() - SignedDuration::from_hours(24 * days))
}

fn contact(lead: Lead, event: &ContactEvent) -> KnownContact {
    KnownContact {
        lead,
        aliases: keys(event).into_iter().collect(),
    }
}

fn keys(event: &ContactEvent) -> Vec<AliasKey> {
    let key = |identity| AliasKey::of(&event.channel, identity);
    leading(event).map(key).collect()
}

/// All identities of an event lead there.
fn all_lead(event: &ContactEvent, to: Option<&Lead>) -> Vec<(AliasKey, Option<Lead>)> {
    keys(event)
        .into_iter()
        .map(|alias| (alias, to.cloned()))
        .collect()
}

fn homes(leads: &Leads, event: &ContactEvent) -> Vec<String> {
    let homes = leads.homes(event);
    homes.iter().map(ToString::to_string).collect()
}

#[rstest]
#[case(IdentityKind::Phone, "+34600000001", Proof::Verified, true)]
#[case(IdentityKind::Email, "marta@clienta.example", Proof::Verified, true)]
#[case(IdentityKind::Contact, "7001", Proof::Verified, true)]
#[case::an_id_that_the_provider_gave(IdentityKind::Username, "bsuid:ES.1", Proof::Verified, true)]
#[case::a_handle_can_be_given_up(IdentityKind::Username, "telegram:@marta", Proof::Verified, false)]
#[case(IdentityKind::Email, "marta@clienta.example", Proof::Claimed, false)]
#[case(IdentityKind::Phone, "+34600000001", Proof::Claimed, false)]
#[case(IdentityKind::Username, "bsuid:ES.1", Proof::Claimed, false)]
fn only_what_is_verified_and_stays_leads(
    #[case] kind: IdentityKind,
    #[case] value: &str,
    #[case] proof: Proof,
    #[case] expected: bool,
) {
    assert_eq!(leads(&identity(kind, value, proof)), expected);
}

#[test]
fn contact_and_identities_lead_each_customer_once_the_contact_first() {
    let event = ContactEvent {
        identities: vec![
            phone(),
            identity(IdentityKind::Email, "m@clienta.example", Proof::Verified),
        ],
        ..message("hola")
    };
    let keys = keys(&event);
    let leads = Leads {
        contact: Some(contact(lead("c2", None), &event)),
        aliases: vec![
            (keys[0].clone(), Some(lead("c1", None))),
            (keys[1].clone(), Some(lead("c2", None))),
        ],
    };
    assert_eq!(homes(&leads, &event), ["c2", "c1"]);
    assert!(homes(&Leads::default(), &event).is_empty());
}

#[test]
fn a_contact_that_is_only_claimed_leads_nowhere_beside_something_verified() {
    let event = ContactEvent {
        contact_proof: Proof::Claimed,
        ..sms()
    };
    let leads = Leads {
        contact: Some(contact(lead("forged", None), &event)),
        aliases: all_lead(&event, Some(&lead("c1", None))),
    };
    assert_eq!(homes(&leads, &event), ["c1"]);
    let claimed = ContactEvent {
        identities: Vec::new(),
        ..event
    };
    let leads = Leads {
        aliases: Vec::new(),
        ..leads
    };
    assert_eq!(homes(&leads, &claimed), ["forged"]);
}

#[rstest]
#[case(364, &["c1"])]
#[case(365, &[])]
fn a_phone_that_was_silent_for_twelve_months_leads_to_nobody(
    #[case] days: i64,
    #[case] expected: &[&str],
) {
    let event = sms();
    let silent = lead("c1", ago(days));
    let leads = Leads {
        contact: Some(contact(silent.clone(), &event)),
        aliases: all_lead(&event, Some(&silent)),
    };
    assert_eq!(homes(&leads, &event), expected);
}

#[test]
fn a_silent_phone_is_given_to_whoever_writes_from_it_now() {
    let event = sms();
    let silent = lead("c1", ago(400));
    let leads = Leads {
        contact: Some(contact(silent.clone(), &event)),
        aliases: all_lead(&event, Some(&silent)),
    };
    let writes = leads.to_write(&event, &"c9".into());
    assert_eq!(writes.len(), 2);
    for write in writes {
        assert_eq!(
            (write.to.as_str(), &write.was),
            ("c9", &Some(silent.clone()))
        );
        assert_eq!(write.seen_at, Some(monday()));
    }
}

#[test]
fn what_is_no_line_is_never_silent() {
    let event = ContactEvent {
        identities: vec![identity(
            IdentityKind::Email,
            "m@clienta.example",
            Proof::Verified,
        )],
        ..message("hola").on("email")
    };
    let old = lead("c1", ago(4000));
    let leads = Leads {
        contact: Some(contact(old.clone(), &event)),
        aliases: all_lead(&event, Some(&old)),
    };
    assert_eq!(homes(&leads, &event), ["c1"]);
}

#[rstest]
#[case::written_before_that_was_noted(None, 2)]
#[case(ago(8), 2)]
#[case(ago(6), 0)]
#[case::received_before_it(ago(-3), 0)]
fn a_line_is_noted_as_alive_once_a_week(
    #[case] seen_at: Option<Timestamp>,
    #[case] expected: usize,
) {
    let event = sms();
    let known = lead("c1", seen_at);
    let leads = Leads {
        contact: Some(contact(known.clone(), &event)),
        aliases: all_lead(&event, Some(&known)),
    };
    let writes = leads.to_write(&event, &"c1".into());
    assert_eq!(writes.len(), expected);
    for kind in [EventKind::Status, EventKind::Echo] {
        let ours = ContactEvent {
            kind,
            ..event.clone()
        };
        assert!(leads.to_write(&ours, &"c1".into()).is_empty(), "not theirs");
    }
}

#[test]
fn what_leads_nowhere_leads_to_the_customer_from_now_on_also_from_what_we_sent() {
    for kind in [EventKind::Message, EventKind::Other, EventKind::Status] {
        let event = ContactEvent { kind, ..sms() };
        let leads = Leads {
            contact: None,
            aliases: all_lead(&event, None),
        };
        let writes = leads.to_write(&event, &"c1".into());
        assert!(matches!(&writes[0].of, Leading::Contact(channel, _) if channel.as_str() == "sms"));
        assert_eq!(writes[0].aliases, BTreeSet::from_iter(keys(&event)));
        assert!(writes.iter().all(|write| write.was.is_none()));
        assert_eq!(writes.len(), 2);
    }
}

#[test]
fn nothing_that_is_in_use_is_taken_from_another_customer() {
    let event = sms();
    let theirs = lead("c2", ago(1));
    let leads = Leads {
        contact: Some(contact(lead("c1", ago(1)), &event)),
        aliases: all_lead(&event, Some(&theirs)),
    };
    assert!(leads.to_write(&event, &"c1".into()).is_empty());
}

#[test]
fn an_identity_that_comes_later_is_noted_beside_its_contact() {
    let event = ContactEvent {
        contact_id: Some("7001".to_owned()),
        ..sms().on("telegram")
    };
    let known = lead("c1", ago(1));
    let leads = Leads {
        contact: Some(KnownContact {
            lead: known,
            aliases: BTreeSet::new(),
        }),
        aliases: all_lead(&event, None),
    };
    let writes = leads.to_write(&event, &"c1".into());
    assert_eq!(writes.len(), 2);
    assert_eq!(writes[0].aliases.len(), 1);
}

#[test]
fn addresses_in_form_and_text_are_named_and_no_more_than_three() {
    let mut event =
        message("Soy yo: <Marta@Clienta.example>, o m.g@correo.example. No a@b ni @x ni x@.");
    event.identities = vec![identity(
        IdentityKind::Email,
        "f@form.example",
        Proof::Claimed,
    )];
    let named: Vec<_> = addresses_named(&event)
        .into_iter()
        .map(|named| named.value)
        .collect();
    assert_eq!(
        named,
        [
            "f@form.example",
            "marta@clienta.example",
            "m.g@correo.example"
        ]
    );
    event.text = Some("a@b.example ".repeat(3) + "c@d.example e@f.example g@h.example");
    assert_eq!(addresses_named(&event).len(), 3);
}

#[test]
fn a_key_stands_for_an_identity_without_telling_it() {
    let (telegram, sms) = (ChannelId::new("telegram"), ChannelId::new("sms"));
    let key = AliasKey::of(&telegram, &phone());
    assert_eq!(
        key,
        AliasKey::of(&sms, &phone()),
        "a phone is the same anywhere"
    );
    assert!(key.is_line() && !key.as_str().contains("600000001"));
    let id = identity(IdentityKind::Username, "bsuid:ES.1", Proof::Verified);
    assert_ne!(AliasKey::of(&telegram, &id), AliasKey::of(&sms, &id));
    assert_eq!(AliasKey::of(&sms, &id).kind(), Some(IdentityKind::Username));
    assert_eq!(AliasKey::new("else").kind(), None);
}
