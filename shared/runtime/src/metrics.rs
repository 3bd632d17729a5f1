//! Metrics in CloudWatch's embedded format: a JSON line on standard output, from which CloudWatch makes metrics by itself.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

/// Where our metrics stand in CloudWatch.
const NAMESPACE: &str = "Ventanilla";

/// Everything that is counted. The one place for metrics' names: alarms in `template.yaml` repeat them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// Webhook requests whose every event is durable.
    RequestsAccepted,
    /// Events of accepted requests, repeats included.
    EventsAccepted,
    /// Webhook requests turned away; `reason` stands beside.
    RequestsRefused,
    /// Webhook requests of which something could not be read, kept whole in quarantine.
    RequestsQuarantined,
    /// Webhook requests answered with 5xx: the provider tries again.
    RequestsFailed,
    /// Queue messages that were handled.
    MessagesDone,
    /// Queue messages given back to their queue.
    MessagesRetried,
    /// Queue messages that nothing can be made of, kept whole in quarantine.
    MessagesQuarantined,
    /// Queue messages that were handled and are kept in quarantine to be looked at.
    MessagesSetAside,
    /// Batches of which not one message was handled.
    BatchesFailed,
    /// Events that ask for nothing.
    EventsIgnored,
    /// Events of blocked contacts.
    EventsBlocked,
    /// Threads that went from one agent to another without anybody asking.
    ThreadsHandedOver,
    /// Steps of a commitment's chain that fired.
    StepsFired,
    /// Notices that a provider took.
    NoticesSent,
    /// Notices that no provider will take.
    NoticesRefused,
    /// Notices that went another way than their first, because that was refused.
    NoticesRerouted,
    /// Mails of notices that came back after SES took them.
    NoticesBounced,
    /// Scheduled runs that came to their end.
    SweepsCompleted,
}

/// What was counted in one invocation.
#[derive(Debug, Default)]
pub struct Metrics {
    counts: Mutex<BTreeMap<Metric, u64>>,
    properties: Mutex<BTreeMap<&'static str, BTreeSet<String>>>,
}

impl Metrics {
    /// Counts one.
    pub fn count(&self, metric: Metric) {
        self.add(metric, 1);
    }

    /// Counts several; zero leaves no trace.
    pub fn add(&self, metric: Metric, count: usize) {
        if count > 0 {
            *locked(&self.counts).entry(metric).or_default() += count as u64;
        }
    }

    /// Notes a word beside the counts, to search the logs by. It is no dimension: each value of one is a metric of its
    /// own and costs money.
    pub fn property(&self, name: &'static str, value: impl Into<String>) {
        locked(&self.properties)
            .entry(name)
            .or_default()
            .insert(value.into());
    }

    /// How many were counted so far.
    pub fn counted(&self, metric: Metric) -> u64 {
        locked(&self.counts)
            .get(&metric)
            .copied()
            .unwrap_or_default()
    }

    /// The line for CloudWatch; none when nothing was counted. Its only dimension is `function`.
    pub fn line(&self, function: &str, now: Timestamp) -> Option<String> {
        let counts = locked(&self.counts);
        if counts.is_empty() {
            return None;
        }
        let names: Vec<Value> = counts
            .keys()
            .map(|metric| json!({ "Name": name(*metric), "Unit": "Count" }))
            .collect();
        let directive =
            json!({ "Namespace": NAMESPACE, "Dimensions": [["function"]], "Metrics": names });
        let mut line = json!({
            "_aws": { "Timestamp": now.as_millisecond(), "CloudWatchMetrics": [directive] },
            "function": function,
        });
        for (name, words) in locked(&self.properties).iter() {
            line[*name] = json!(words);
        }
        for (metric, count) in counts.iter() {
            line[name(*metric)] = json!(count);
        }
        Some(line.to_string())
    }

    /// Writes the line and forgets the counts.
    pub(crate) fn flush(&self, function: &str, now: Timestamp, mut writer: impl Write) {
        if let Some(line) = self.line(function, now)
            && let Err(error) = writeln!(writer, "{line}").and_then(|()| writer.flush())
        {
            tracing::error!(%error, "the metrics could not be written");
        }
        locked(&self.counts).clear();
        locked(&self.properties).clear();
    }
}

fn name(metric: Metric) -> String {
    format!("{metric:?}")
}

/// A panic elsewhere leaves counts as good as they were.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
