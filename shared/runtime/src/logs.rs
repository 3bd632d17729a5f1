//! Logs: one JSON object a line, and what must not get into them.

use std::error::Error;

use tracing::level_filters::LevelFilter;
use tracing::{Metadata, Subscriber};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{EnvFilter, Layer, filter};

/// Libraries that write whole bodies at their finer levels: never below `info`, whatever `RUST_LOG` says.
const TALKATIVE: [&str; 9] = [
    "lambda_runtime",
    "aws_",
    "hyper",
    "h2",
    "reqwest",
    "rustls",
    "tower",
    "mail_parser",
    "html2text",
];

/// Starts the logs: JSON lines on standard output, levels from `RUST_LOG` (`info` unless told). Also replaces what is
/// written at a panic, because a panic's own text may quote a customer. To be called first; again does no harm.
pub fn boot() {
    let levels = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    if tracing::subscriber::set_global_default(subscriber(std::io::stdout, levels)).is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            tracing::error!(place, "panicked");
        }));
    }
}

/// The subscriber that [`boot`] installs, over any writer.
pub(crate) fn subscriber<W>(writer: W, levels: EnvFilter) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_ansi(false)
        .with_span_list(false)
        .with_writer(writer)
        .with_filter(filter::filter_fn(is_discreet));
    tracing_subscriber::registry().with(levels).with(lines)
}

fn is_discreet(metadata: &Metadata<'_>) -> bool {
    let talkative = TALKATIVE
        .iter()
        .any(|library| metadata.target().starts_with(library));
    !talkative || *metadata.level() <= LevelFilter::INFO
}

/// An error with everything that caused it, in one line. Our errors' texts hold no customers' data; this repeats them.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests;
