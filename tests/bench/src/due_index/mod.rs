//! What a sweep costs as open threads grow: it should follow what is due, and nothing else.
//!
//! Time is played. A table is filled with threads whose promises run; the desk sweeps it once before any of them is
//! broken and once after so many are, and that again for others of the same table. Each sweep has a desk that knows
//! nothing yet, so that it reads the configuration too, as after a cold start.

mod loading;
mod population;

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use domain::Care;
use domain::config::{CareFile, read_file};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use crate::cloud::{Cloud, TABLE};
use crate::counting::{Counter, Counts};
use crate::report::Row;
use crate::settings::Settings;
use crate::spent::{Spent, Watch};
use crate::{queue, template};
pub use population::Population;

/// How often each sweep is measured, with others due each time.
pub const ROUNDS: usize = 2;

/// How much real time a sweep has: more than it ever takes.
const TIME: SignedDuration = SignedDuration::from_mins(15);

/// A table to measure against.
pub trait Emulator {
    /// Where it is reached.
    fn url(&self) -> &str;

    /// What puts many items into it at once.
    fn loader(&self) -> Box<Put>;
}

/// Puts what these requests of `TransactWriteItems` put, without asking for their conditions.
pub type Put = dyn Fn(Vec<Vec<u8>>) -> Result<()> + Send;

/// Makes an empty table, as the request of `CreateTable` describes it.
pub type MakeEmulator<'m> = &'m dyn Fn(&Value) -> Result<Box<dyn Emulator>>;

/// One sweep.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// What it asked for.
    pub counts: Counts,
    /// What it spent.
    pub spent: Spent,
}

/// The rows for each number of open threads, two each: nothing due, and so many due.
///
/// # Errors
/// When the table cannot be made or filled, or a sweep does anything but what is due.
pub fn run(settings: &Settings, far: &Runtime, make: MakeEmulator<'_>) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for open in &settings.open {
        rows.extend(rows_of(settings, *open, far, make)?);
    }
    Ok(rows)
}

fn rows_of(
    settings: &Settings,
    open: usize,
    far: &Runtime,
    make: MakeEmulator<'_>,
) -> Result<[Row; 2]> {
    let (file, care) = care(settings)?;
    let table = std::fs::read_to_string(settings.root.join("template.yaml"))?;
    let emulator = make(&template::create_table(&table, TABLE)?)?;
    let place = far.block_on(Place::before(emulator.url()))?;
    // The desk has a thread to itself, as in a function: what it spends is told apart from what the table does.
    let near = Builder::new_current_thread().enable_all().build()?;
    let now = population::noon()?;
    near.block_on(place.cloud.desk().apply(&file, &care, now))?;
    // Applying has promises counted anew by a sweep a moment later: an empty table is soon through with that.
    let moment_later = now.checked_add(SignedDuration::from_mins(1))?;
    near.block_on(place.cloud.desk().sweep(moment_later, deadline()))?;
    let population = Arc::new(Population::new(care, open, settings.due)?);
    far.block_on(loading::load(&population, emulator.loader()))?;
    near.block_on(place.measure(&population))
}

fn care(settings: &Settings) -> Result<(CareFile, Care)> {
    let path = settings.root.join("infra/config/care.toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(read_file(&text)?)
}

/// The played cloud with whoever counts before it.
struct Place {
    cloud: Cloud,
    counter: Counter,
}

impl Place {
    async fn before(table: &str) -> Result<Self> {
        let counter = Counter::default();
        let counted = counter.stand_before(table).await?;
        let queue = queue::start(&counter).await?;
        let cloud = Cloud::at(&counted, &queue).await;
        Ok(Self { cloud, counter })
    }

    async fn measure(&self, population: &Population) -> Result<[Row; 2]> {
        // The agents stand in the due index too, since the configuration was applied: not what is measured here.
        for at in population.agents_settle_at() {
            self.cloud.desk().sweep(at, deadline()).await?;
        }
        let (mut idle, mut busy) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            idle.push(self.sweep(population.before(round), 0).await?);
            busy.push(self.sweep(population.after(round), population.due).await?);
        }
        let row = |due, sweeps| Row {
            open: population.open,
            due,
            sweeps,
        };
        Ok([row(0, idle), row(population.due, busy)])
    }

    async fn sweep(&self, now: Timestamp, due: usize) -> Result<Sweep> {
        let desk = self.cloud.desk();
        self.counter.take();
        let watch = Watch::start();
        let report = desk.sweep(now, deadline()).await?;
        let spent = watch.spent();
        ensure!(
            report.looked_at == due && report.steps_fired == due && report.failed == 0,
            "{due} promises were broken, but the sweep did this: {report:?}. Either it is wrong, or care.toml and \
             tests/bench/src/due_index/population.rs no longer agree"
        );
        let counts = self.counter.take();
        Ok(Sweep { counts, spent })
    }
}

fn deadline() -> Timestamp {
    let now = Timestamp::now();
    now.checked_add(TIME).unwrap_or(now)
}
