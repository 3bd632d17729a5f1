//! How things are put in a sentence.

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(mut parts: Vec<String>) -> String {
    let Some(last) = parts.pop() else {
        return String::new();
    };
    if parts.is_empty() {
        return last;
    }
    format!("{} and {last}", parts.join(", "))
}

/// Names in quotes: `` `a` and `b` ``.
pub(super) fn quoted<T: std::fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    let quoted = names.into_iter().map(|name| format!("`{name}`"));
    listed(quoted.collect())
}
