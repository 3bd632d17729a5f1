//! Addresses outside: where a request of ours may go when a payload names the place.

use std::fmt;

use url::{Host, Url};

/// A rule for hosts.
#[derive(Clone, Copy, Debug)]
pub enum HostRule {
    /// This host and no other.
    Exactly(&'static str),
    /// Any host below this name: `fbcdn.net` allows `scontent.xx.fbcdn.net`, and not `fbcdn.net.example`.
    Below(&'static str),
    /// Any host that this says yes to; it gets the host in lower case.
    Where(fn(&str) -> bool),
}

impl HostRule {
    fn allows(self, host: &str) -> bool {
        match self {
            Self::Exactly(allowed) => host == allowed,
            Self::Below(parent) => host
                .strip_suffix(parent)
                .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
            Self::Where(allows) => allows(host),
        }
    }
}

/// Why an address is not followed. The address itself is not told: it may hold a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForeignUrl {
    /// It cannot be parsed.
    #[error("this is no address")]
    NotAnAddress,
    /// Another scheme than `https`, a port, a user name or a password.
    #[error("only plain https addresses are followed, without port, user name or password")]
    NotPlainHttps,
    /// Its host is not one of the provider's.
    #[error("the address is not one of the provider's own hosts")]
    ForeignHost,
}

/// An address on one of a provider's own hosts, by https. Nothing else can be fetched.
#[derive(Clone, PartialEq, Eq)]
pub struct OutsideUrl(Url);

impl OutsideUrl {
    /// Checks an address that a payload named.
    ///
    /// # Errors
    /// [`ForeignUrl`] says which rule it breaks.
    pub fn parse(text: &str, hosts: &[HostRule]) -> Result<Self, ForeignUrl> {
        let url = Url::parse(text).map_err(|_| ForeignUrl::NotAnAddress)?;
        let bare = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        if url.scheme() != "https" || !bare {
            return Err(ForeignUrl::NotPlainHttps);
        }
        match url.host() {
            Some(Host::Domain(host)) if hosts.iter().any(|rule| rule.allows(host)) => Ok(Self(url)),
            _ => Err(ForeignUrl::ForeignHost),
        }
    }

    /// The host.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The path.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The whole address. It may hold a token: it belongs into no log.
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }
}

/// Shows the host only.
impl fmt::Debug for OutsideUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OutsideUrl(https://{}/…)", self.host())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const HOSTS: &[HostRule] = &[
        HostRule::Exactly("api.example.com"),
        HostRule::Below("cdn.example"),
    ];

    #[test]
    fn the_provider_s_own_hosts_are_followed() {
        for good in [
            "https://api.example.com/a?b=c",
            "https://API.example.com:443/",
            "https://x.cdn.example/1",
        ] {
            assert!(OutsideUrl::parse(good, HOSTS).is_ok(), "{good}");
        }
    }

    #[test]
    fn nothing_else_is_followed() {
        for bad in [
            "",
            "api.example.com",
            "http://api.example.com/",
            "https://api.example.com:8443/",
            "https://user@api.example.com/",
            "https://api.example.com@evil.example/",
            "https://api.example.com.evil.example/",
            "https://evil.example/api.example.com",
            "https://cdn.example/",
            "https://xcdn.example/",
            "https://.cdn.example/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://0x7f000001/",
            "https://api.example.com\u{3002}evil.example/",
            "ftp://api.example.com/",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ] {
            assert!(OutsideUrl::parse(bad, HOSTS).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_token_in_an_address_is_not_shown() {
        let url = OutsideUrl::parse("https://api.example.com/bot12:AB/x?t=SECRET", HOSTS).unwrap();
        assert_eq!(format!("{url:?}"), "OutsideUrl(https://api.example.com/…)");
    }
}
