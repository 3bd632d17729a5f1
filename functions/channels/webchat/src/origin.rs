//! The sites whose browsers may talk to us.

use channel::{Refusal, Request};

/// What stands for the site where an app asks: its requests name no `Origin`.
pub(crate) const APP: &str = "app";

/// An entry of the list that is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no origin: write https://host or https://host:port, without a path")]
pub struct InvalidOrigin(String);

/// The allowed origins (RFC 6454: scheme, host, port), in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

impl Origins {
    /// Reads a list parted by commas. A slash at an entry's end is forgiven; a wildcard is not an origin.
    ///
    /// # Errors
    /// [`InvalidOrigin`] names the first entry that is no origin.
    pub fn from_list(list: &str) -> Result<Self, InvalidOrigin> {
        let entries = list
            .split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty());
        entries.map(normal).collect::<Result<_, _>>().map(Self)
    }

    /// Where a request comes from: an allowed site, or [`APP`].
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] from any other site.
    pub(crate) fn source(&self, request: &Request) -> Result<String, Refusal> {
        match request.header("origin") {
            None => Ok(APP.to_owned()),
            Some(_) => self.site(request).ok_or(Refusal::Forbidden),
        }
    }

    /// The site of a request, if it is allowed.
    pub(crate) fn site(&self, request: &Request) -> Option<String> {
        let origin = request.header("origin")?.trim().to_ascii_lowercase();
        self.0.contains(&origin).then_some(origin)
    }
}

fn normal(entry: &str) -> Result<String, InvalidOrigin> {
    let origin = entry.to_ascii_lowercase();
    let origin = origin.strip_suffix('/').unwrap_or(&origin);
    let written = host(origin);
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    if written.is_some_and(|host| !host.is_empty() && host.chars().all(sound)) {
        Ok(origin.to_owned())
    } else {
        Err(InvalidOrigin(entry.to_owned()))
    }
}

/// The host of an origin, with its port where one is written: our end of the channel.
pub(crate) fn host(origin: &str) -> Option<&str> {
    origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"))
}

/// The host of an origin without its port.
pub(crate) fn host_name(origin: &str) -> Option<&str> {
    let host = host(origin)?;
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => Some(name),
        _ => Some(host),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_host_s_name_is_without_its_port() {
        assert_eq!(host_name("https://shop.example"), Some("shop.example"));
        assert_eq!(host_name("http://localhost:8080"), Some("localhost"));
        assert_eq!(host_name("http://[::1]"), Some("[::1]"));
    }

    #[test]
    fn a_list_is_read_in_normal_form() {
        let origins = Origins::from_list(" https://Shop.example/ ,http://localhost:8080,").unwrap();
        assert_eq!(origins.0, ["https://shop.example", "http://localhost:8080"]);
        assert_eq!(Origins::from_list("").unwrap(), Origins::default());
    }

    #[test]
    fn what_is_no_origin_is_named() {
        for bad in [
            "*",
            "null",
            "shop.example",
            "https://",
            "https://*.shop.example",
            "https://shop.example/form",
        ] {
            let error = Origins::from_list(&format!("https://good.example,{bad}")).unwrap_err();
            assert!(error.to_string().contains(bad), "{bad}");
        }
    }
}
