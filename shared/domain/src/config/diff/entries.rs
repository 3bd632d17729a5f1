//! The entries of two files beside each other.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::values::{differences, in_words};
use super::{EntryChange, EntryDiff, FieldDiff, Part};
use crate::config::CareFile;

/// What of a new agent is told.
const OF_NEW_AGENTS: [&str; 5] = ["capacity", "shift", "team", "languages", "skills"];

/// Entries of a part by name.
type Named = BTreeMap<String, Map<String, Value>>;

pub(super) fn compared(old: &CareFile, new: &CareFile) -> Vec<EntryDiff> {
    let mut found = Vec::new();
    for ((part, before), (_, after)) in parts(old).into_iter().zip(parts(new)) {
        found.extend(of_part(part, &before, &after));
        if part == Part::Policy {
            found.extend(order_of_policies(old, new));
        }
    }
    found
}

/// Every part of a file, in the order in which they are told.
fn parts(file: &CareFile) -> Vec<(Part, Named)> {
    vec![
        (Part::Agent, listed(&file.agents, |agent| &agent.id)),
        (Part::Topic, mapped(&file.topics)),
        (Part::Policy, listed(&file.policies, |policy| &policy.name)),
        (Part::Calendar, mapped(&file.calendars)),
        (Part::Shift, mapped(&file.shifts)),
        (Part::Routing, single(Some(&file.routing))),
        (Part::Spam, single(Some(&file.spam))),
        (Part::Crm, single(file.crm.as_ref())),
        (Part::Team, mapped(&file.teams)),
        (Part::Escalation, single(Some(&file.escalation))),
        (Part::Segment, mapped(&file.segments)),
        (Part::Brand, single(Some(&file.brand))),
        (Part::Orders, single(Some(&file.orders))),
        (Part::Legal, single(file.legal.as_ref())),
    ]
}

fn fields(entry: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(entry) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn mapped<T: Serialize>(entries: &BTreeMap<String, T>) -> Named {
    let fields = entries
        .iter()
        .map(|(name, entry)| (name.clone(), fields(entry)));
    fields.collect()
}

/// Entries of a list by their names; those of one name are told apart by their place.
fn listed<T: Serialize>(entries: &[T], name: impl Fn(&T) -> &String) -> Named {
    let mut named = Named::new();
    for entry in entries {
        let name = name(entry);
        let twice = (2..).map(|number| format!("{name} ({number})"));
        let free = std::iter::once(name.clone())
            .chain(twice)
            .find(|name| !named.contains_key(name));
        named.extend(free.map(|name| (name, fields(entry))));
    }
    named
}

fn single<T: Serialize>(entry: Option<&T>) -> Named {
    let named = entry.map(|entry| (String::new(), fields(entry)));
    named.into_iter().collect()
}

fn of_part(part: Part, before: &Named, after: &Named) -> Vec<EntryDiff> {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let entry = |name: &String| {
        let change = change(part, before.get(name), after.get(name))?;
        Some(EntryDiff {
            part,
            name: name.clone(),
            change,
        })
    };
    names.into_iter().filter_map(entry).collect()
}

fn change(
    part: Part,
    before: Option<&Map<String, Value>>,
    after: Option<&Map<String, Value>>,
) -> Option<EntryChange> {
    match (before, after) {
        (None, None) => None,
        (Some(_), None) => Some(EntryChange::Removed),
        (None, Some(new)) => Some(EntryChange::Added {
            fields: what_is_new(part, new),
        }),
        (Some(old), Some(new)) => {
            let fields = differences(part, old, new);
            (!fields.is_empty()).then_some(EntryChange::Changed { fields })
        }
    }
}

fn what_is_new(part: Part, entry: &Map<String, Value>) -> Vec<FieldDiff> {
    if part != Part::Agent {
        return Vec::new();
    }
    let told = OF_NEW_AGENTS.into_iter().filter_map(|field| {
        let value = entry.get(field).filter(|value| !value.is_null())?;
        Some(FieldDiff {
            field: field.to_owned(),
            words: in_words(value),
        })
    });
    told.collect()
}

/// The first policy that matches holds, so their order matters.
fn order_of_policies(old: &CareFile, new: &CareFile) -> Option<EntryDiff> {
    let of_both = |one: &CareFile, other: &CareFile| -> Vec<String> {
        let is_known = |name: &String| other.policies.iter().any(|policy| policy.name == *name);
        let names = one.policies.iter().map(|policy| policy.name.clone());
        names.filter(is_known).collect()
    };
    let (was, is) = (of_both(old, new), of_both(new, old));
    (was != is).then(|| EntryDiff {
        part: Part::Policy,
        name: String::new(),
        change: EntryChange::Changed {
            fields: vec![FieldDiff {
                field: "order".to_owned(),
                words: format!("{}, was {}", is.join(", "), was.join(", ")),
            }],
        },
    })
}
