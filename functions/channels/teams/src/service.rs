//! The address to which answers go. It differs by region and changes, so it must be kept with what it came with; a
//! payload names it, so it is kept only if it is one of Microsoft's own. Nothing here follows it.

use channel::{HostRule, OutsideUrl};

/// Microsoft's connectors: Teams in all regions, Teams of the United States' government cloud (GCC), and the Bot
/// Framework's own hosts.
pub(crate) const HOSTS: &[HostRule] = &[
    HostRule::Exactly("smba.trafficmanager.net"),
    HostRule::Exactly("smba.infra.gcc.teams.microsoft.com"),
    HostRule::Below("botframework.com"),
];

/// What the note of a message says of it.
pub(crate) fn note(service_url: Option<&str>) -> String {
    match service_url.map(|url| OutsideUrl::parse(url, HOSTS)) {
        Some(Ok(url)) => format!("answers go to {}", url.expose()),
        _ => "no answer can be sent: the address for it is not one of Microsoft's".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_microsoft_s_own_addresses_are_kept() {
        for good in [
            "https://smba.trafficmanager.net/emea/",
            "https://smba.trafficmanager.net/amer/0c3f1a52-0000-4000-8000-000000000001/",
            "https://smba.infra.gcc.teams.microsoft.com/teams",
            "https://europe.botframework.com/",
        ] {
            assert_eq!(note(Some(good)), format!("answers go to {good}"));
        }
        for foreign in [
            None,
            Some(""),
            Some("http://smba.trafficmanager.net/emea/"),
            Some("https://smba.trafficmanager.net:8443/emea/"),
            Some("https://smba.trafficmanager.net.evil.example/"),
            Some("https://evil.trafficmanager.net/"),
            Some("https://smba.trafficmanager.net@evil.example/"),
            Some("https://botframework.com.evil.example/"),
            Some("https://169.254.169.254/latest/"),
        ] {
            assert!(note(foreign).starts_with("no answer"), "{foreign:?}");
        }
    }
}
