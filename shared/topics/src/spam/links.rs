//! Where a text leads: the hosts of its links, and signs that offers wear.

use crate::score::Tally;

/// Hosts that are looked at.
const MOST_HOSTS: usize = 20;

/// Hosts that hide where a link leads, and such that lead into private chats.
const HIDING: &[&str] = &[
    "bit.ly",
    "tinyurl.com",
    "cutt.ly",
    "t.ly",
    "goo.gl",
    "is.gd",
    "rb.gy",
    "shorturl.at",
    "ow.ly",
    "rebrand.ly",
    "t.me",
    "wa.me",
    "linktr.ee",
    "onlyfans.com",
];

/// Ends of host names that cost nothing or next to it.
const CHEAP: &[&str] = &[
    ".xyz", ".top", ".click", ".icu", ".tk", ".ml", ".ga", ".cf", ".buzz", ".live", ".vip",
    ".loan", ".win", ".bid",
];

/// Carriers whose tracking pages customers send.
const CARRIERS: &[&str] = &[
    "correos",
    "seur",
    "mrw",
    "gls",
    "dhl",
    "ups",
    "fedex",
    "ctt",
    "nacex",
    "tipsa",
    "envialia",
    "inpost",
    "colissimo",
    "chronopost",
    "laposte",
    "dpd",
    "hermesworld",
    "royalmail",
    "usps",
    "poste",
    "brt",
    "bartolini",
    "sda",
    "17track",
    "parcelsapp",
    "mondialrelay",
];

const EMOJI: &[(char, f64)] = &[
    ('💰', 0.7),
    ('🤑', 0.8),
    ('💸', 0.6),
    ('💵', 0.6),
    ('🚀', 0.5),
    ('📈', 0.7),
    ('🔞', 2.0),
    ('💋', 0.8),
    ('🍑', 0.8),
    ('🍆', 1.0),
    ('🎰', 1.5),
    ('👉', 0.4),
    ('📲', 0.4),
    ('✅', 0.3),
    ('🔥', 0.3),
    ('💯', 0.3),
    ('🎁', 0.3),
    ('😈', 0.5),
    ('🥵', 1.0),
];

/// What signs may add together.
const MOST_OF_SIGNS: f64 = 2.0;

/// Adds what links and signs say.
pub(super) fn add(text: &str, tally: &mut Tally) {
    let hosts = hosts(text);
    for host in &hosts {
        tally.add(weight(host), host);
    }
    if hosts.len() > 2 {
        tally.add(0.5, "");
    }
    let mut signs = 0.0;
    for (emoji, weight) in EMOJI.iter().filter(|(emoji, _)| text.contains(*emoji)) {
        let weight = weight.min(MOST_OF_SIGNS - signs);
        signs += weight;
        tally.add(weight, emoji.encode_utf8(&mut [0; 4]));
    }
}

fn weight(host: &str) -> f64 {
    let labels = || host.split('.');
    let carried = labels().any(|label| CARRIERS.contains(&label))
        && !CHEAP.iter().any(|end| host.ends_with(end));
    if carried {
        return -1.5;
    }
    let hides = HIDING.contains(&host) || CHEAP.iter().any(|end| host.ends_with(end));
    if hides { 1.5 } else { 0.6 }
}

/// The different hosts that a text links to, without `www.`.
fn hosts(text: &str) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let Some(host) = host(word).filter(|host| !hosts.contains(host)) else {
            continue;
        };
        hosts.push(host);
        if hosts.len() == MOST_HOSTS {
            break;
        }
    }
    hosts
}

/// The host of a word that is a link: with a scheme, with `www.`, or a name with a path.
fn host(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let (linked, rest) = match lower.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (lower.starts_with("www.") || lower.contains('/'), lower),
    };
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    let host = rest.get(..end)?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let named = host.split('.').count() > 1
        && host.split('.').all(|label| !label.is_empty())
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || c == '.' || c == '-')
        && host
            .rsplit('.')
            .next()
            .is_some_and(|end| end.len() > 1 && end.chars().all(char::is_alphabetic));
    (linked && named).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{hosts, weight};

    #[test]
    fn hosts_are_read_from_links_only() {
        let text = "mira https://Bit.ly/x?a=1, www.tienda.example y bit.ly/otro 3/4 y/o ana@b.example 12.50/kg fin.Luego";
        assert_eq!(hosts(text), ["bit.ly", "tienda.example"]);
    }

    #[test]
    fn carriers_speak_for_a_customer_unless_the_name_is_cheap() {
        assert!(weight("correos.es") < 0.0 && weight("track.dhl.com") < 0.0);
        assert!(weight("correos.xyz") > 1.0 && weight("t.me") > 1.0);
    }
}
