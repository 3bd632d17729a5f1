//! The table as `template.yaml` declares it, so that what is measured is what is deployed. Not a YAML reader: it knows how
//! the table's resource is written there, and says so where it finds something else.

use anyhow::{Context, Result, ensure};
use regex_lite::Regex;
use serde_json::{Value, json};

/// The request of `CreateTable` for the table in the template's text.
///
/// # Errors
/// When the table is not found, or has no keys.
pub fn create_table(template: &str, name: &str) -> Result<Value> {
    let declared = resource(template)?;
    let attributes = attributes(declared)?;
    let mut keys = keys(declared)?.into_iter();
    let own = keys.next().context("the table in the template is empty")?;
    let indexes: Vec<Value> = keys.map(Keyed::into_index).collect();
    ensure!(
        !own.keys.is_empty() && !attributes.is_empty() && !indexes.is_empty(),
        "the table in template.yaml is written otherwise than tests/bench/src/template.rs expects: teach it"
    );
    Ok(json!({
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": attributes,
        "KeySchema": own.keys,
        "GlobalSecondaryIndexes": indexes,
    }))
}

/// The lines of the table's resource.
fn resource(template: &str) -> Result<&str> {
    let begin = template.find("Type: AWS::DynamoDB::Table");
    let rest = template.get(begin.context("template.yaml declares no table")?..);
    let rest = rest.unwrap_or_default();
    // The next resource begins two spaces from the margin.
    let end = Regex::new(r"\n  \w+:")?.find(rest);
    Ok(rest
        .get(..end.map_or(rest.len(), |end| end.start()))
        .unwrap_or(rest))
}

fn attributes(declared: &str) -> Result<Vec<Value>> {
    let pattern = Regex::new(r"AttributeName: (\w+), AttributeType: (\w+)")?;
    Ok(pattern
        .captures_iter(declared)
        .map(|found| json!({ "AttributeName": found[1], "AttributeType": found[2] }))
        .collect())
}

/// The table itself, or an index.
#[derive(Default)]
struct Keyed {
    name: String,
    projection: String,
    keys: Vec<Value>,
}

impl Keyed {
    fn into_index(self) -> Value {
        json!({
            "IndexName": self.name,
            "KeySchema": self.keys,
            "Projection": { "ProjectionType": self.projection },
        })
    }
}

/// The table's own keys first, then each index.
fn keys(declared: &str) -> Result<Vec<Keyed>> {
    let pattern =
        Regex::new(r"IndexName: (\w+)|AttributeName: (\w+), KeyType: (\w+)|ProjectionType: (\w+)")?;
    let mut found = vec![Keyed::default()];
    for part in pattern.captures_iter(declared) {
        let text = |group: usize| part.get(group).map(|text| text.as_str().to_owned());
        if let Some(name) = text(1) {
            found.push(Keyed {
                name,
                ..Keyed::default()
            });
        } else if let Some(last) = found.last_mut() {
            if let Some(projection) = text(4) {
                last.projection = projection;
            } else {
                last.keys
                    .push(json!({ "AttributeName": text(2), "KeyType": text(3) }));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_table_of_the_template_is_read_whole() {
        let template = include_str!("../../../template.yaml");
        let table = create_table(template, "bench").unwrap();
        let indexes = table["GlobalSecondaryIndexes"].as_array().unwrap();
        let due = indexes.iter().find(|index| index["IndexName"] == "due");
        let keys = json!([
            { "AttributeName": "due_pk", "KeyType": "HASH" },
            { "AttributeName": "due_sk", "KeyType": "RANGE" },
        ]);
        assert_eq!(due.unwrap()["KeySchema"], keys);
        assert_eq!(table["KeySchema"][0]["AttributeName"], "pk");
        let keys = 2 + 2 * indexes.len();
        assert_eq!(
            table["AttributeDefinitions"].as_array().unwrap().len(),
            keys
        );
        let projected = |index: &Value| index["Projection"]["ProjectionType"] == "KEYS_ONLY";
        assert!(indexes.iter().all(projected));
    }
}
