//! Many threads into a table, by the store's own code: it commits each, and what it would have sent is put into the
//! table by the thousand, past the table's HTTP. One by one over HTTP, a million would take twenty minutes.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use domain::change::Change;
use futures::StreamExt;
use futures::stream;
use store::{Commit, Committed, Store};

use super::{Population, Put};
use crate::cloud;
use crate::report::{grouped, tell};

/// Threads that are committed at once, and those that go into the table in one go.
const AT_ONCE: usize = 64;
const IN_ONE_GO: usize = 5_000;
/// How often it is told how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(5);

/// Loads all threads, and tells how it gets on.
pub(super) async fn load(population: &Arc<Population>, put: Box<Put>) -> Result<()> {
    let (to, from) = sync_channel(IN_ONE_GO);
    let all = population.open;
    let filling = std::thread::spawn(move || fill(&from, all, &put));
    let taken = SharedHttpConnector::new(Taken(to));
    let store = cloud::store_by(http_client_fn(move |_, _| taken.clone())).await;
    let mut progress = Progress::of(all);
    let mut committed = stream::iter(0..all)
        .map(|number| {
            let (store, population) = (store.clone(), Arc::clone(population));
            tokio::spawn(async move { commit(&store, &population, number).await })
        })
        .buffer_unordered(AT_ONCE);
    while let Some(done) = committed.next().await {
        done??;
        progress.one_more();
    }
    let filled = tokio::task::spawn_blocking(move || filling.join()).await?;
    let filled = filled.map_err(|_| anyhow!("whoever fills the table died"))??;
    ensure!(
        filled == all,
        "only {filled} of {all} threads got into the table"
    );
    progress.done();
    Ok(())
}

async fn commit(store: &Store, population: &Population, number: usize) -> Result<()> {
    let thread = population.thread(number)?;
    let at = thread.opened_at;
    // The thread alone: its timeline, customer and events are never read by a sweep that only tells.
    let change = Change::opening(thread);
    let commit = Commit {
        change: Some(&change),
        ..Commit::default()
    };
    let committed = store.commit(&commit, at).await?;
    ensure!(committed == Committed::Yes, "a new thread was not written");
    Ok(())
}

/// Stands in for the way to the table: every transaction is taken, and handed on.
#[derive(Debug)]
struct Taken(SyncSender<Vec<u8>>);

impl HttpConnector for Taken {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().unwrap_or_default().to_vec();
        let taken = self.0.send(body).map_err(|gone| gone.to_string());
        let status = StatusCode::try_from(200).map_err(|error| error.to_string());
        let answer = taken.and(status);
        HttpConnectorFuture::ready(
            answer
                .map(|status| HttpResponse::new(status, SdkBody::from("{}")))
                .map_err(|error| ConnectorError::other(error.into(), None)),
        )
    }
}

/// Puts what comes into the table, until all of it is there or nothing more comes. Returns how many items that were.
fn fill(from: &Receiver<Vec<u8>>, all: usize, put: &Put) -> Result<usize> {
    let mut filled = 0;
    while filled < all {
        let most = IN_ONE_GO.min(all - filled);
        let requests: Vec<Vec<u8>> = from.iter().take(most).collect();
        if requests.is_empty() {
            break;
        }
        filled += requests.len();
        put(requests)?;
    }
    Ok(filled)
}

struct Progress {
    all: usize,
    done: usize,
    begun: Instant,
    told: Instant,
}

impl Progress {
    fn of(all: usize) -> Self {
        let now = Instant::now();
        Self {
            all,
            done: 0,
            begun: now,
            told: now,
        }
    }

    fn one_more(&mut self) {
        self.done += 1;
        if self.told.elapsed() < TOLD_EVERY {
            return;
        }
        self.told = Instant::now();
        let rate = self.done as f64 / self.begun.elapsed().as_secs_f64();
        let left = (self.all - self.done) as f64 / rate;
        tell(&format!(
            "  {} of {} threads loaded, {} a second, {left:.0} s to go",
            grouped(self.done as u64),
            grouped(self.all as u64),
            grouped(rate as u64),
        ));
    }

    fn done(&self) {
        tell(&format!(
            "{} threads loaded in {:.0} s",
            grouped(self.all as u64),
            self.begun.elapsed().as_secs_f64()
        ));
    }
}
