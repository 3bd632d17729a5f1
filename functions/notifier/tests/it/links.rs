//! Links in notices open the notice's own files.

use std::io;

use delivery::{FileLink, LinkSecret};
use notifier::links::{FileLinks, SignedLinks};
use runtime::secrets::{SecretError, SecretSource, Stage};
use secrecy::SecretString;

use crate::notices::{assigned, breached, file, now};

/// A secret's text, or none to be had.
struct Source(Option<&'static str>);

impl SecretSource for Source {
    async fn fetch(&self, stage: Stage) -> Result<Option<SecretString>, SecretError> {
        match self.0 {
            Some(text) => Ok((stage == Stage::Current).then(|| text.into())),
            None => Err(SecretError::Unavailable {
                source: io::Error::other("out of reach").into(),
            }),
        }
    }
}

fn secret(key: &str) -> LinkSecret {
    serde_json::from_value(serde_json::json!({ "link_key": key })).unwrap()
}

async fn links(source: Source) -> Vec<String> {
    let mut notice = assigned();
    notice.files.push(file("image", None, None));
    notice.files[1].index = 4;
    SignedLinks::new("https://care.luna.example/", source)
        .of(&notice, now())
        .await
}

#[tokio::test]
async fn every_file_has_a_link_that_opens_it_and_no_other() {
    let links = links(Source(Some(r#"{"link_key":"k"}"#))).await;
    let opened: Vec<FileLink> = links
        .iter()
        .map(|link| {
            let token = link.strip_prefix("https://care.luna.example/files/");
            FileLink::open(token.unwrap(), std::iter::once(&secret("k")), now()).unwrap()
        })
        .collect();
    let expected = [0, 4].map(|index| FileLink::to("ab12".into(), index, now()));
    assert_eq!(opened, expected);
}

#[tokio::test]
async fn a_notice_is_told_without_links_where_none_can_be_made() {
    for source in [
        Source(None),
        Source(Some("{}")),
        Source(Some(r#"{"link_key":""}"#)),
    ] {
        assert!(links(source).await.is_empty());
    }
    let nowhere: Option<SignedLinks<Source>> = None;
    assert!(nowhere.of(&assigned(), now()).await.is_empty());
}

#[tokio::test]
async fn a_notice_without_files_asks_for_no_secret() {
    let links = SignedLinks::new("https://care.luna.example", Source(None));
    assert!(links.of(&breached(), now()).await.is_empty());
}
