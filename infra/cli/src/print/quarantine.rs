//! What lies in quarantine: as a row of a list, and whole.

use delivery::{InQuarantine, QuarantinedRequest};
use domain::mask::mask_cards;
use jiff::tz::TimeZone;

use super::{table, text, time};

/// Characters of a body's hash that stand in a short key.
const HASH: usize = 8;

/// A key without what all keys have, and with the beginning of its hash only: `whatsapp/2026/11/21/090507.042-1a2b3c4d`.
pub(crate) fn short(key: &str) -> String {
    let key = text::plain(key.trim_start_matches("quarantine/"));
    match key.rsplit_once('-') {
        Some((place, hash)) if hash.len() > HASH && hash.is_ascii() => {
            format!("{place}-{}", hash.get(..HASH).unwrap_or(hash))
        }
        _ => key,
    }
}

/// A list, or that there is nothing.
pub(crate) fn list(rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return "nothing in quarantine\n".to_owned();
    }
    table::render(&["KEY", "CHANNEL", "RECEIVED", "SIZE", "REASONS"], rows)
}

/// A row of the list.
pub(crate) fn row(found: &InQuarantine, reasons: &[String]) -> Vec<String> {
    let received = found.received_at.map(|at| time::column(at, &TimeZone::UTC));
    vec![
        short(&found.key),
        text::plain(&found.channel),
        received.unwrap_or_else(|| "-".to_owned()),
        size(found.size),
        text::short(&reasons.join("; "), 100),
    ]
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

/// A request or message whole. Card numbers stay out of terminals and of what is pasted from them.
pub(crate) fn whole(key: &str, request: &QuarantinedRequest, body: &[u8]) -> String {
    let mut out = format!(
        "key        {}\nchannel    {}\nreceived   {} UTC\nsize       {}\n",
        text::plain(key),
        text::plain(&request.channel),
        time::column(request.received_at, &TimeZone::UTC),
        size(body.len() as u64),
    );
    for reason in &request.reasons {
        out.push_str(&format!("reason     {}\n", text::plain(reason)));
    }
    for (name, value) in &request.headers {
        let header = format!("{name}: {value}");
        out.push_str(&format!("header     {}\n", text::plain(&header)));
    }
    let body = mask_cards(&String::from_utf8_lossy(body));
    out.push_str(&format!("\n{}\n", text::lines(&body, "| ")));
    out
}

#[cfg(test)]
mod tests;
