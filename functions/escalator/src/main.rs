//! The escalator: once a minute, everything that falls due without anybody writing.

use delivery::{Clients, NoticeQueue, Vault};
use desk::{Desk, DeskError, SweepReport};
use jiff::Timestamp;
use runtime::{BootError, Context, Environment, Metric, boot, schedule};
use store::Store;

/// Why a sweep does not count as a good one.
#[derive(Debug, thiserror::Error)]
enum SweepError {
    /// It could not be carried out.
    #[error("the sweep could not be carried out")]
    Desk(#[from] DeskError),
    /// Everything else is done; these are found again by the next sweep.
    #[error("{0} due threads could not be handled")]
    Incomplete(usize),
}

async fn sweep(desk: &Desk, context: &Context) -> Result<SweepReport, SweepError> {
    let report = desk.sweep(Timestamp::now(), context.deadline).await?;
    context.metrics.add(Metric::StepsFired, report.steps_fired);
    context
        .metrics
        .add(Metric::ThreadsHandedOver, report.handed_over);
    let promises = &report.promises;
    context
        .metrics
        .add_by_channels(Metric::PromisesKept, &promises.kept);
    context
        .metrics
        .add_by_channels(Metric::PromisesBroken, &promises.broken);
    tracing::info!(
        looked_at = report.looked_at,
        steps_fired = report.steps_fired,
        assigned = report.assigned,
        handed_over = report.handed_over,
        agents = report.agents,
        strays_flushed = report.strays_flushed,
        recounted = report.recounted,
        failed = report.failed,
        cut_short = report.cut_short,
        "sweep done"
    );
    match report.failed {
        0 => Ok(report),
        failed => Err(SweepError::Incomplete(failed)),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BootError> {
    boot();
    let clients = Clients::from_env().await;
    let (table, notices, vault) = Environment::read(|env| {
        (
            env.text("TABLE_NAME"),
            env.text("NOTICES_QUEUE_URL"),
            env.text("VAULT_BUCKET"),
        )
    })?;
    let store = Store::from_config(clients.config(), table);
    let desk = Desk::new(
        store,
        NoticeQueue::new(clients.sqs(), notices),
        Vault::new(clients.s3(), vault),
    );
    schedule::run(async |_, context: &Context| sweep(&desk, context).await).await
}
