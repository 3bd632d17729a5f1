//! The numbers of a simulation, now and new side by side.

use jiff::tz::TimeZone;
use simulation::{
    AgentPair, AgentRun, AnswerTimes, Comparison, HourPair, PromisePair, PromiseTotals,
};

use crate::print::table;
use crate::print::time::seconds as span;

/// Hours of the waiting line that are shown; `--json` has all.
const MOST_HOURS: usize = 12;

/// All together.
pub(super) fn totals(comparison: &Comparison) -> String {
    let (now, new) = (&comparison.before, &comparison.after);
    let mut rows = vec![
        counts("threads", now.threads, new.threads),
        counts("stood in a waiting line", now.waited, new.waited),
        spans(
            "longest in a waiting line",
            Some(now.longest_wait_s),
            Some(new.longest_wait_s),
        ),
        counts(
            "most there at once",
            most(comparison, |hour| hour.before),
            most(comparison, |hour| hour.after),
        ),
        counts("handed over", now.hand_overs, new.hand_overs),
        counts("unanswered at the end", now.unanswered, new.unanswered),
    ];
    let answers =
        |times: &Option<AnswerTimes>, which: fn(&AnswerTimes) -> i64| times.as_ref().map(which);
    let median = |times| answers(times, |times| times.median_s);
    let nine = |times| answers(times, |times| times.nine_in_ten_s);
    let (now_took, new_took) = (&now.answer_times, &new.answer_times);
    rows.push(spans(
        "answered after (median)",
        median(now_took),
        median(new_took),
    ));
    rows.push(spans(
        "answered after (nine in ten)",
        nine(now_took),
        nine(new_took),
    ));
    rows.extend(comparison.promises.iter().map(broken));
    let recorded = now.recorded_answer_times.map(recorded).unwrap_or_default();
    table::render(&["TOGETHER", "NOW", "NEW", "CHANGE"], rows) + &recorded
}

fn most(comparison: &Comparison, which: fn(&HourPair) -> u32) -> u32 {
    comparison.waiting.iter().map(which).max().unwrap_or(0)
}

/// How it was when it was real, to see how good the assumptions are.
fn recorded(times: AnswerTimes) -> String {
    format!(
        "as recorded, {} answers: half after {} at most, nine in ten after {}\n",
        times.answers,
        span(times.median_s),
        span(times.nine_in_ten_s)
    )
}

fn counts(what: &str, now: u32, new: u32) -> Vec<String> {
    let change = i64::from(new) - i64::from(now);
    let change = if change == 0 {
        String::new()
    } else {
        format!("{change:+}")
    };
    vec![what.to_owned(), now.to_string(), new.to_string(), change]
}

fn spans(what: &str, now: Option<i64>, new: Option<i64>) -> Vec<String> {
    let told = |seconds: Option<i64>| seconds.map_or_else(|| "-".to_owned(), span);
    let change = match (now, new) {
        (Some(now), Some(new)) if now < new => format!("+{}", span(new - now)),
        (Some(now), Some(new)) if new < now => format!("-{}", span(now - new)),
        _ => String::new(),
    };
    vec![what.to_owned(), told(now), told(new), change]
}

fn broken(pair: &PromisePair) -> Vec<String> {
    let told = |totals: &PromiseTotals| {
        let all = totals.kept + totals.broken + totals.open;
        format!("{} of {all}", totals.broken)
    };
    let mut row = counts(
        &format!("broken: {}", pair.commitment),
        pair.before.broken,
        pair.after.broken,
    );
    if let Some(now) = row.get_mut(1) {
        *now = told(&pair.before);
    }
    if let Some(new) = row.get_mut(2) {
        *new = told(&pair.after);
    }
    row
}

/// Agent by agent.
pub(super) fn agents(comparison: &Comparison) -> String {
    let head = [
        "AGENT",
        "LOAD NOW",
        "NEW",
        "MOST NOW",
        "NEW",
        "THREADS NOW",
        "NEW",
        "ANSWERS NOW",
        "NEW",
    ];
    table::render(&head, comparison.agents.iter().map(agent))
}

fn agent(pair: &AgentPair) -> Vec<String> {
    let both = |told: fn(&AgentRun) -> String| {
        [&pair.before, &pair.after].map(|run| run.as_ref().map_or_else(|| "-".to_owned(), told))
    };
    let columns = [
        both(|run| {
            run.share
                .map_or_else(|| "-".to_owned(), |share| format!("{:.0} %", share * 100.0))
        }),
        both(|run| format!("{} of {}", run.most_units, run.capacity)),
        both(|run| run.threads.to_string()),
        both(|run| run.answers.to_string()),
    ];
    std::iter::once(pair.agent.as_str().to_owned())
        .chain(columns.into_iter().flatten())
        .collect()
}

/// Hour by hour, where more or fewer would wait.
pub(super) fn waiting(comparison: &Comparison, zone: &TimeZone) -> String {
    let hours = || {
        comparison
            .waiting
            .iter()
            .filter(|hour| hour.before != hour.after)
    };
    let count = hours().count();
    if count == 0 {
        return String::new();
    }
    let rows = hours().take(MOST_HOURS).map(|hour| {
        let from = zone.to_datetime(hour.from).strftime("%F %H:%M").to_string();
        vec![from, hour.before.to_string(), hour.after.to_string()]
    });
    let more = count.saturating_sub(MOST_HOURS);
    let more = if more == 0 {
        String::new()
    } else {
        format!("… {more} more hours: --json has all\n")
    };
    let table = table::render(&["FROM", "NOW", "NEW"], rows);
    format!(
        "the most that wait at once, in the hours in which that would be another number:\n{table}{more}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_their_changes_are_readable() {
        let told = [0, 45, 60, 90, 3600, 3660, 100 * 3600].map(span);
        assert_eq!(told, ["0s", "45s", "1m", "1m 30s", "1h", "1h 1m", "100h"]);
        assert_eq!(
            spans("x", Some(60), Some(3660))[1..],
            ["1m", "1h 1m", "+1h"]
        );
        assert_eq!(spans("x", Some(60), Some(0))[3], "-1m");
        assert_eq!(spans("x", None, Some(0))[1..], ["-", "0s", ""]);
    }

    #[test]
    fn a_count_that_stays_shows_no_change() {
        assert_eq!(counts("x", 3, 3)[3], "");
        assert_eq!(counts("x", 3, 1)[3], "-2");
    }
}
