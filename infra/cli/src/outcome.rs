//! How a command ends: 0 good, 1 a problem was found or something failed, 2 wrong usage.

use std::io;
use std::process::ExitCode;

/// What came of a command that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Good,
    /// It did its work, and what it found is a problem.
    Problem,
}

/// An argument that only turned out to be wrong when it met the file or the calendar that it is about.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

/// Tells an error on stderr and gives the exit code.
pub(crate) fn exit_code(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Problem) => ExitCode::from(1),
        Err(error) if reader_left(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ventanilla: {error:#}");
            ExitCode::from(if error.is::<UsageError>() { 2 } else { 1 })
        }
    }
}

/// Whoever read our output has seen enough (`ventanilla … | head`): nothing went wrong.
fn reader_left(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    kind == Some(io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_leaves_is_no_error_but_a_failed_write_is() {
        let error = |kind| anyhow::Error::from(io::Error::from(kind));
        assert!(reader_left(&error(io::ErrorKind::BrokenPipe)));
        assert!(!reader_left(&error(io::ErrorKind::StorageFull)));
    }
}
