//! The conditions and updates that the store writes, as DynamoDB understands them. What is not known here panics.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Partition and sort key.
pub type Key = (String, String);
/// A table.
pub type Items = BTreeMap<Key, Value>;

const KINDS: [&str; 3] = ["Put", "Update", "ConditionCheck"];

fn kind(part: &Value) -> &'static str {
    KINDS
        .into_iter()
        .find(|kind| part.get(kind).is_some())
        .unwrap()
}

/// The key of a part of a transaction.
pub fn key_of(part: &Value) -> Key {
    let kind = kind(part);
    let key = if kind == "Put" { "Item" } else { "Key" };
    key_in(&part[kind][key])
}

/// The key in an item.
pub fn key_in(item: &Value) -> Key {
    let text = |name: &str| item[name]["S"].as_str().unwrap().to_owned();
    (text("pk"), text("sk"))
}

/// Whether a part's condition holds.
pub fn holds(part: &Value, items: &Items) -> bool {
    let of = &part[kind(part)];
    let nothing = json!({});
    let held = items.get(&key_of(part)).unwrap_or(&nothing);
    let Some(condition) = of["ConditionExpression"].as_str() else {
        return true;
    };
    condition
        .split(" OR ")
        .any(|all| all.split(" AND ").all(|one| one_holds(one, of, held)))
}

fn one_holds(one: &str, of: &Value, held: &Value) -> bool {
    let inside = |word: &str| one.strip_prefix(word)?.strip_suffix(')').map(str::to_owned);
    if let Some(name) = inside("attribute_not_exists(") {
        return held.get(named(&name, of)).is_none();
    }
    if let Some(name) = inside("attribute_exists(") {
        return held.get(named(&name, of)).is_some();
    }
    let words: Vec<&str> = one.split(' ').collect();
    let [name, sign, value] = words[..] else {
        panic!("a condition that the live table does not know: {one}")
    };
    let (held, value) = (
        &held[named(name, of)],
        &of["ExpressionAttributeValues"][value],
    );
    match sign {
        "=" => held == value,
        "<=" => number(held) <= number(value),
        ">=" => number(held) >= number(value),
        _ => panic!("a condition that the live table does not know: {one}"),
    }
}

fn named(name: &str, of: &Value) -> String {
    let names = &of["ExpressionAttributeNames"];
    names[name].as_str().unwrap_or(name).to_owned()
}

fn number(value: &Value) -> i64 {
    value["N"]
        .as_str()
        .and_then(|text| text.parse().ok())
        .unwrap_or(i64::MIN)
}

/// The item after a part; none for a check.
pub fn written(part: &Value, items: &Items) -> Option<Value> {
    let of = &part[kind(part)];
    match kind(part) {
        "Put" => Some(of["Item"].clone()),
        "Update" => Some(updated(part, items)),
        _ => None,
    }
}

fn updated(part: &Value, items: &Items) -> Value {
    let of = &part["Update"];
    let mut item = items.get(&key_of(part)).unwrap_or(&of["Key"]).clone();
    let expression = of["UpdateExpression"].as_str().unwrap();
    let (expression, removes) = match expression.strip_prefix("REMOVE ") {
        Some(removes) => ("", removes),
        None => expression
            .split_once(" REMOVE ")
            .unwrap_or((expression, "")),
    };
    let (sets, adds) = expression.split_once(" ADD ").unwrap_or((expression, ""));
    for name in removes.split(", ").filter(|name| !name.is_empty()) {
        item.as_object_mut().unwrap().remove(&named(name, of));
    }
    let value = |name: &str| of["ExpressionAttributeValues"][name].clone();
    let sets = sets.trim_start_matches("SET ").split(", ");
    for set in sets.filter(|set| !set.is_empty()) {
        let (name, to) = set.split_once(" = ").unwrap();
        let name = named(name, of);
        let words: Vec<&str> = to.split(' ').collect();
        item[&name] = match words[..] {
            [to] if to.starts_with("if_not_exists(") => {
                let default = to.trim_end_matches(')').rsplit(',').next().unwrap();
                if item[&name].is_null() {
                    value(default)
                } else {
                    item[&name].clone()
                }
            }
            [to] => value(to),
            [_, "+", by] if item[&name].is_null() => value(by),
            [_, "+", by] => json!({ "N": (number(&item[&name]) + number(&value(by))).to_string() }),
            [_, "-", by] => json!({ "N": (number(&item[&name]) - number(&value(by))).to_string() }),
            _ => panic!("an update that the live table does not know: {set}"),
        };
    }
    if let Some((name, added)) = adds
        .split_once(' ')
        .filter(|(_, by)| value(by)["N"].is_string())
    {
        let sum = number(&item[name]).max(0) + number(&value(added));
        item[name] = json!({ "N": sum.to_string() });
    } else if let Some((name, added)) = adds.split_once(' ') {
        let mut all: Vec<Value> = item[name]["SS"].as_array().cloned().unwrap_or_default();
        for one in value(added)["SS"].as_array().unwrap() {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
        item[name] = json!({ "SS": all });
    }
    item
}

/// An attribute as plain JSON.
pub fn plain(attribute: &Value) -> Value {
    let (kind, value) = attribute.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "N" => serde_json::from_str(value.as_str().unwrap()).unwrap(),
        "NULL" => Value::Null,
        "L" => value.as_array().unwrap().iter().map(plain).collect(),
        "M" => {
            let fields = value.as_object().unwrap().iter();
            let fields: Map<String, Value> = fields
                .map(|(name, value)| (name.clone(), plain(value)))
                .collect();
            Value::Object(fields)
        }
        _ => value.clone(),
    }
}
