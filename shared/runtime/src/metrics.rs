//! Metrics in CloudWatch's embedded format: a JSON line on standard output, from which CloudWatch makes metrics by itself.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::ChannelId;
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
    /// Promises that were judged as kept, by channel.
    PromisesKept,
    /// Promises that were judged as broken, by channel.
    PromisesBroken,
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
    by_channel: Mutex<BTreeMap<String, BTreeMap<Metric, u64>>>,
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

    /// Counts several on a channel, of which there are few; zero leaves no trace. All functions count into one metric for each
    /// channel, so `function` is no dimension of it.
    pub fn add_by_channel(&self, metric: Metric, channel: &str, count: usize) {
        if count > 0 {
            let mut by_channel = locked(&self.by_channel);
            let counts = by_channel.entry(channel.to_owned()).or_default();
            *counts.entry(metric).or_default() += count as u64;
        }
    }

    /// The same of several channels.
    pub fn add_by_channels(&self, metric: Metric, counts: &BTreeMap<ChannelId, usize>) {
        for (channel, count) in counts {
            self.add_by_channel(metric, channel.as_str(), *count);
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
        let mut line = embedded("function", function, &counts, now);
        for (name, words) in locked(&self.properties).iter() {
            line[*name] = json!(words);
        }
        Some(line.to_string())
    }

    /// A line for each channel on which something was counted. Its only dimension is `channel`; the function stands beside
    /// it, to search the logs by.
    pub fn channel_lines(&self, function: &str, now: Timestamp) -> Vec<String> {
        let by_channel = locked(&self.by_channel);
        let lines = by_channel.iter().map(|(channel, counts)| {
            let mut line = embedded("channel", channel, counts, now);
            line["function"] = json!(function);
            line.to_string()
        });
        lines.collect()
    }

    /// Writes the lines and forgets the counts.
    pub(crate) fn flush(&self, function: &str, now: Timestamp, mut writer: impl Write) {
        let lines = self.line(function, now).into_iter();
        for line in lines.chain(self.channel_lines(function, now)) {
            if let Err(error) = writeln!(writer, "{line}").and_then(|()| writer.flush()) {
                tracing::error!(%error, "the metrics could not be written");
            }
        }
        locked(&self.counts).clear();
        locked(&self.by_channel).clear();
        locked(&self.properties).clear();
    }
}

/// Counts in the embedded format, with one dimension.
fn embedded(dimension: &str, value: &str, counts: &BTreeMap<Metric, u64>, now: Timestamp) -> Value {
    let names: Vec<Value> = counts
        .keys()
        .map(|metric| json!({ "Name": name(*metric), "Unit": "Count" }))
        .collect();
    let directive =
        json!({ "Namespace": NAMESPACE, "Dimensions": [[dimension]], "Metrics": names });
    let mut line = json!({
        "_aws": { "Timestamp": now.as_millisecond(), "CloudWatchMetrics": [directive] },
        dimension: value,
    });
    for (metric, count) in counts {
        line[name(*metric)] = json!(count);
    }
    line
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
