//! Where Twilio finds us: the address that its signatures are made over.

use url::{Host, Url};

use crate::Request;

/// What stands in Twilio's console before our own path: `https://api.shop.example`, or with a stage
/// `https://abc123.execute-api.eu-west-1.amazonaws.com/prod`. It is configured and never taken from a request: a `Host`
/// header is whatever the caller writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    /// With its `://`.
    scheme: String,
    /// As it was written: Twilio signs the address letter by letter.
    host: String,
    /// The scheme's own port.
    standard_port: u16,
    /// Any other port.
    port: Option<u16>,
    /// The path before ours, without a `/` at its end.
    path: String,
}

/// Why a text is no public address. It is not quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPublicUrl {
    /// It cannot be parsed.
    #[error("this is no address: one such as https://api.shop.example is wanted")]
    NotAnAddress,
    /// Another scheme than `https` or `http`.
    #[error("the address is neither https nor http")]
    NotHttp,
    /// Something that would stand in each of our addresses. Twilio's own libraries disagree about user names.
    #[error("the address holds a user name, a password, a query or a fragment")]
    MoreThanAPlace,
}

impl PublicUrl {
    /// Reads an address; a `/` at its end does not count.
    ///
    /// # Errors
    /// [`InvalidPublicUrl`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, InvalidPublicUrl> {
        let text = text.trim().trim_end_matches('/');
        let url = Url::parse(text).map_err(|_| InvalidPublicUrl::NotAnAddress)?;
        let standard_port = match url.scheme() {
            "https" => 443,
            "http" => 80,
            _ => return Err(InvalidPublicUrl::NotHttp),
        };
        let is_bare = url.username().is_empty() && url.password().is_none();
        if !is_bare || url.query().is_some() || url.fragment().is_some() {
            return Err(InvalidPublicUrl::MoreThanAPlace);
        }
        let (host, path) = parts(text, &url).ok_or(InvalidPublicUrl::NotAnAddress)?;
        Ok(Self {
            scheme: format!("{}://", url.scheme()),
            host: host.to_owned(),
            standard_port,
            port: url.port(),
            path: path.to_owned(),
        })
    }

    /// The address of a path of ours, which begins with `/` and may have a query.
    pub fn at(&self, path: &str) -> String {
        match self.port {
            Some(port) => self.with_port(port, path),
            None => format!("{}{}{}{path}", self.scheme, self.host, self.path),
        }
    }

    fn with_port(&self, port: u16, path: &str) -> String {
        format!("{}{}:{port}{}{path}", self.scheme, self.host, self.path)
    }

    /// The address that a request came to, in each way in which Twilio may have signed it: with and without the standard
    /// port. Another port stays.
    pub(super) fn spellings(&self, request: &Request) -> Vec<String> {
        let path = match request.raw_query.as_str() {
            "" => request.path.clone(),
            query => format!("{}?{query}", request.path),
        };
        let mut spellings = vec![self.at(&path)];
        if self.port.is_none() {
            spellings.push(self.with_port(self.standard_port, &path));
        }
        spellings
    }
}

/// Host and path of an address as they are written.
fn parts<'t>(text: &'t str, url: &Url) -> Option<(&'t str, &'t str)> {
    if !matches!(url.host(), Some(Host::Domain(_) | Host::Ipv4(_))) {
        return None;
    }
    let (_, rest) = text.split_once("://")?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority
        .split_once(':')
        .map_or(authority, |(host, _)| host);
    Some((host, path))
}
