//! The script that pages embed.

use std::sync::LazyLock;

use channel::{Request, Response};

/// The script as it is served: no build step stands between the file and the browser.
const SCRIPT: &str = include_str!("../widget/ventanilla.js");
/// How long browsers and caches use it without asking; then they ask by its `ETag`.
const CACHE: &str = "public, max-age=3600, stale-while-revalidate=86400";
/// Names this version of the script (RFC 9110 §8.8.3).
static ETAG: LazyLock<String> = LazyLock::new(|| {
    let hash = domain::hashed(SCRIPT);
    format!("\"{}\"", hash.get(..32).unwrap_or(&hash))
});

/// The script, or the word that the asker has it already. Any page may load it: what it may do there is decided by the
/// site's origin, session by session.
pub(crate) fn serve(request: &Request) -> Response {
    let known = request.header("if-none-match").unwrap_or_default();
    let response = if known
        .split(',')
        .any(|tag| tag.trim().trim_start_matches("W/") == *ETAG)
    {
        Response::empty(304)
    } else {
        Response::text(200, SCRIPT).with_header("content-type", "text/javascript; charset=utf-8")
    };
    response
        .with_header("cache-control", CACHE)
        .with_header("etag", ETAG.as_str())
        .with_header("x-content-type-options", "nosniff")
        .with_header("cross-origin-resource-policy", "cross-origin")
        .with_header("access-control-allow-origin", "*")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use channel::Method;

    use super::*;

    fn asked(known: Option<&str>) -> Response {
        let headers = known.map(|tag| ("if-none-match".to_owned(), tag.to_owned()));
        serve(&Request {
            method: Method::Get,
            path: crate::SCRIPT_PATH.to_owned(),
            raw_query: String::new(),
            headers: headers.into_iter().collect(),
            body: bytes::Bytes::new(),
            source_address: String::new(),
        })
    }

    #[test]
    fn the_script_stays_small() {
        let response = asked(None);
        assert_eq!(response.status, 200);
        assert!(
            response.body.len() < 15_000,
            "{} bytes",
            response.body.len()
        );
        assert!(response.headers["content-type"].starts_with("text/javascript"));
    }

    #[test]
    fn whoever_has_this_version_is_not_sent_it_again() {
        let tag = asked(None).headers["etag"].clone();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"old\", {tag}")] {
            let response = asked(Some(&known));
            assert_eq!((response.status, response.body.as_str()), (304, ""));
            assert_eq!(response.headers["etag"], tag);
        }
        assert_eq!(asked(Some("\"old\"")).status, 200);
    }

    #[test]
    fn any_page_may_load_it_and_caches_may_keep_it() {
        let headers = asked(None).headers;
        assert_eq!(headers["access-control-allow-origin"], "*");
        assert!(headers["cache-control"].starts_with("public, max-age="));
    }
}
