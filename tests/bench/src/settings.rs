//! What is asked of a run, by the environment: `make bench QUICK=1`, `make bench BENCH_OPEN=5000,50000`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// Open threads of a whole run, and of a quick one.
const OPEN: [usize; 3] = [1_000, 100_000, 1_000_000];
const QUICK: usize = 2;
/// Threads that are due.
const DUE: usize = 500;

/// What is asked of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The repository.
    pub root: PathBuf,
    /// How many open threads, a run each.
    pub open: Vec<usize>,
    /// How many of them are due.
    pub due: usize,
    /// Where results go.
    pub results: PathBuf,
}

impl Settings {
    /// Reads the environment.
    ///
    /// # Errors
    /// When it does not say numbers.
    pub fn from_env() -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).context("the repository is gone")?;
        let said = |name| std::env::var(name).ok().filter(|said| !said.is_empty());
        Ok(Self {
            root: root.to_owned(),
            open: open(said("BENCH_OPEN").as_deref(), said("QUICK").is_some())?,
            due: DUE,
            results: root.join("target/bench"),
        })
    }
}

fn open(said: Option<&str>, is_quick: bool) -> Result<Vec<usize>> {
    let Some(said) = said else {
        let most = if is_quick { QUICK } else { OPEN.len() };
        return Ok(OPEN.into_iter().take(most).collect());
    };
    let number = |text: &str| text.trim().replace('_', "").parse();
    let open: Result<Vec<usize>, _> = said.split(',').map(number).collect();
    let open = open.context("BENCH_OPEN wants numbers with commas between, such as 1000,50000")?;
    ensure!(!open.is_empty(), "BENCH_OPEN names no number");
    Ok(open)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::open;

    #[test]
    fn sizes_are_chosen_by_name_or_by_number() {
        assert_eq!(open(None, true).unwrap(), [1_000, 100_000]);
        assert_eq!(open(Some("5_000, 70000"), true).unwrap(), [5_000, 70_000]);
        assert!(open(Some("many"), false).is_err());
    }
}
