//! Bodies damaged in every way that is cheap to think of.

use serde_json::{Value, json};

/// A body cut short, with single bytes changed, and with each of its values replaced by one of another shape.
pub(super) fn of(body: &[u8]) -> Vec<Vec<u8>> {
    let mut damaged = Vec::new();
    let step = (body.len() / 40).max(1);
    for at in (0..body.len()).step_by(step) {
        damaged.push(body[..at].to_vec());
        for byte in [0, b'"', 0xff] {
            let mut changed = body.to_vec();
            changed[at] = byte;
            damaged.push(changed);
        }
    }
    for odd in odd_values() {
        damaged.extend(with_value(body, &odd));
    }
    damaged
}

/// The body once for each of its texts, with that one replaced.
pub(super) fn with_text(body: &[u8], text: &str) -> Vec<Vec<u8>> {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return form_with(body, text);
    };
    pointers(&value)
        .into_iter()
        .filter(|pointer| value.pointer(pointer).is_some_and(Value::is_string))
        .map(|pointer| replaced(&value, &pointer, &json!(text)))
        .collect()
}

fn odd_values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(-1),
        json!(u64::MAX),
        json!(1.5e300),
        json!(true),
        json!(""),
        json!("\0\u{fffe}\u{202e}"),
        json!("x".repeat(3000)),
        json!([]),
        json!([null, 1, "a", {}]),
        json!({}),
        json!({"id": {"id": []}}),
    ]
}

fn with_value(body: &[u8], odd: &Value) -> Vec<Vec<u8>> {
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => pointers(&value)
            .into_iter()
            .map(|pointer| replaced(&value, &pointer, odd))
            .collect(),
        Err(_) => form_with(body, odd.as_str().unwrap_or("-1")),
    }
}

fn replaced(value: &Value, pointer: &str, by: &Value) -> Vec<u8> {
    let mut value = value.clone();
    if let Some(place) = value.pointer_mut(pointer) {
        *place = by.clone();
    }
    value.to_string().into_bytes()
}

/// The JSON pointers of all values inside.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((place, value)) = open.pop() {
        let inner: Vec<(String, &Value)> = match value {
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(index, inner)| (format!("{place}/{index}"), inner))
                .collect(),
            Value::Object(map) => map
                .iter()
                .map(|(name, inner)| {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    (format!("{place}/{name}"), inner)
                })
                .collect(),
            _ => Vec::new(),
        };
        found.push(place);
        open.extend(inner);
    }
    found
}

/// A form once for each of its fields, with that field's value replaced; for what is no form, nothing that matters.
fn form_with(body: &[u8], text: &str) -> Vec<Vec<u8>> {
    let fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    if fields.len() < 2 {
        return Vec::new();
    }
    (0..fields.len())
        .map(|changed| {
            let mut form = form_urlencoded::Serializer::new(String::new());
            for (index, (name, value)) in fields.iter().enumerate() {
                form.append_pair(name, if index == changed { text } else { value });
            }
            form.finish().into_bytes()
        })
        .collect()
}
