//! What a link in a notice leads to: the file, or a page that says why not.

mod page;

use channel::{Method, Request, Response};
use delivery::{BadLink, FileLink, LinkSecret, StoredFiles};
use domain::file::{FileEntry, FileOutcome};
use jiff::{SignedDuration, Timestamp};
use runtime::chain;
use runtime::secrets::{SecretCache, SecretSource};
use store::Store;

use crate::serving::serving;
use page::Page;

/// What the path begins with.
const PATH: &str = "/files/";
/// How long after the notice a file may still be on its way: longer than the queue tries.
const STILL_COMING: SignedDuration = SignedDuration::from_hours(2);

/// Follows links.
pub struct FileLinks<S> {
    secrets: SecretCache<S, LinkSecret>,
    store: Store,
    stored: StoredFiles,
}

impl<S: SecretSource> FileLinks<S> {
    /// Follows links that are signed under this secret.
    pub fn new(secrets: S, store: Store, stored: StoredFiles) -> Self {
        Self {
            secrets: SecretCache::new(secrets),
            store,
            stored,
        }
    }

    /// Answers a request for a link.
    pub async fn answer(&self, request: &Request, now: Timestamp) -> Response {
        if request.method != Method::Get {
            return Response::empty(405).with_header("allow", "GET");
        }
        let Some(token) = request.path.strip_prefix(PATH) else {
            return Page::Forged.response();
        };
        match self.opened(token, now).await {
            Ok(link) => self.follow(&link, now).await,
            Err(page) => page.response(),
        }
    }

    /// A link that fits no secret that we hold may be signed under one that is newer.
    async fn opened(&self, token: &str, now: Timestamp) -> Result<FileLink, Page<'static>> {
        let secrets = self.secrets.get(now).await.map_err(|error| {
            tracing::error!(error = chain(&error), "the link secret cannot be had");
            Page::Unavailable
        })?;
        let mut opened = FileLink::open(token, secrets.all(), now);
        if opened == Err(BadLink::Forged)
            && let Some(newer) = self.secrets.newer(now).await
        {
            opened = FileLink::open(token, newer.all(), now);
        }
        opened.map_err(|error| match error {
            BadLink::Forged => Page::Forged,
            BadLink::Expired => Page::Expired,
        })
    }

    async fn follow(&self, link: &FileLink, now: Timestamp) -> Response {
        match self.store.file(&link.event_key, link.index).await {
            Ok(Some(entry)) => self.settled(&entry).await,
            Ok(None) if now.duration_since(link.made_at()) < STILL_COMING => {
                Page::Coming.response()
            }
            Ok(None) => Page::Missing.response(),
            Err(error) => {
                tracing::error!(error = chain(&error), "the table cannot be asked");
                Page::Unavailable.response()
            }
        }
    }

    async fn settled(&self, entry: &FileEntry) -> Response {
        let mime = match &entry.outcome {
            FileOutcome::Kept { mime } => mime,
            FileOutcome::NotKept(reason) => {
                return Page::NotKept(&entry.name, *reason).response();
            }
        };
        let served = serving(mime, &entry.name);
        let address = self.stored.address(&entry.event_key, entry.index, &served);
        match address.await {
            Ok(address) => page::guarded(Response::empty(302)).with_header("location", address),
            Err(error) => {
                tracing::error!(error = chain(&error), "no address can be made");
                Page::Unavailable.response()
            }
        }
    }
}
