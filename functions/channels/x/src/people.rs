//! Who is who: users as X lists them beside what it tells.

use std::collections::BTreeMap;

use channel::lenient;
use domain::{ContactEvent, Identity, IdentityKind, Proof};
use serde_json::Value;

use crate::wire;

/// A user as X shows them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    id: Option<String>,
    name: Option<String>,
    username: Option<String>,
}

impl Person {
    /// Reads a user: `username` in API v2, `screen_name` in v1.1.
    pub(crate) fn of(user: &Value) -> Self {
        let user = wire::unwrapped(user);
        let text = |name| {
            user.get(name)
                .and_then(Value::as_str)
                .and_then(lenient::clean)
        };
        Self {
            id: wire::id(user, "id"),
            name: text("name"),
            username: text("username").or_else(|| text("screen_name")),
        }
    }

    /// The user's id.
    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}

/// All users that a request lists, by their ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct People(BTreeMap<String, Person>);

impl People {
    /// Users listed as a map or a list: an addition, of which what is not readable is left out.
    pub(crate) fn of(users: Option<&Value>) -> Self {
        let listed: Vec<&Value> = match users {
            Some(Value::Array(users)) => users.iter().collect(),
            Some(Value::Object(users)) => users.values().collect(),
            _ => Vec::new(),
        };
        let people = listed.into_iter().map(Person::of);
        Self(
            people
                .filter_map(|person| Some((person.id.clone()?, person)))
                .collect(),
        )
    }

    /// The only user other than this one; none where there are several.
    pub(crate) fn only_other_than(&self, id: &str) -> Option<&str> {
        let mut others = self.0.keys().filter(|other| *other != id);
        others
            .next()
            .filter(|_| others.next().is_none())
            .map(String::as_str)
    }

    /// Writes down the author's name, and the customer's user name as an identity. That is only claimed: it can be given
    /// up, and then be taken by another person. `near` are users that stand in the element itself.
    pub(crate) fn describe(&self, event: &mut ContactEvent, near: &[Option<&Value>]) {
        let near: Vec<Person> = near.iter().copied().flatten().map(Person::of).collect();
        let find = |id: &Option<String>| {
            let id = id.as_deref()?;
            let is_meant = |person: &&Person| person.id() == Some(id);
            near.iter().find(is_meant).or_else(|| self.0.get(id))
        };
        event.sender_name = find(&event.sender_id).and_then(|person| person.name.clone());
        let username = find(&event.contact_id).and_then(|person| person.username.as_deref());
        event.identities.extend(username.map(|username| Identity {
            kind: IdentityKind::Username,
            value: format!("x:@{}", username.to_lowercase()),
            proof: Proof::Claimed,
        }));
    }
}
