//! Links to the files that a notice tells of.

use delivery::{FileLink, LinkSecret};
use domain::notice::Notice;
use jiff::Timestamp;
use runtime::chain;
use runtime::secrets::{SecretCache, SecretSource};

/// What makes links.
pub trait FileLinks {
    /// A link for each of the notice's files, in their order; nothing where none can be made. A notice is told without
    /// links rather than not at all.
    fn of(&self, notice: &Notice, now: Timestamp) -> impl Future<Output = Vec<String>>;
}

/// Links under our public address, signed with a secret that is fetched when the first notice needs it.
pub struct SignedLinks<F> {
    public_url: String,
    secret: SecretCache<F, LinkSecret>,
}

impl<F: SecretSource> SignedLinks<F> {
    /// Links `{public_url}/files/<token>`.
    pub fn new(public_url: &str, secret: F) -> Self {
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            secret: SecretCache::new(secret),
        }
    }
}

impl<F: SecretSource> FileLinks for SignedLinks<F> {
    async fn of(&self, notice: &Notice, now: Timestamp) -> Vec<String> {
        if notice.files.is_empty() {
            return Vec::new();
        }
        let secrets = match self.secret.get(now).await {
            Ok(secrets) => secrets,
            Err(error) => {
                tracing::error!(error = chain(&error), "files are told without links");
                return Vec::new();
            }
        };
        let link = |file: &domain::file::NoticeFile| {
            let link = FileLink::to(file.event_key.clone(), file.index, now);
            let token = link.token(secrets.current())?;
            Some(format!("{}/files/{token}", self.public_url))
        };
        let links: Option<Vec<String>> = notice.files.iter().map(link).collect();
        links.unwrap_or_else(|| {
            tracing::error!("the link secret is empty: files are told without links");
            Vec::new()
        })
    }
}

impl<A: FileLinks> FileLinks for Option<A> {
    async fn of(&self, notice: &Notice, now: Timestamp) -> Vec<String> {
        match self {
            Some(links) => links.of(notice, now).await,
            None => Vec::new(),
        }
    }
}
