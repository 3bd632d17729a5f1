//! What is allowed but probably not meant.

use calendar::Calendar;
use jiff::{SignedDuration, Timestamp};

use super::policy::Within;
use super::{Care, CareFile, Problem, WhenClosed, coverage, holidays};

/// How far ahead closed spans are looked for.
const WEEKS_AHEAD: i64 = 5;

/// Topics that nobody can serve stand first: nothing is worse, and yet no error, so that an operator who moves skills
/// from one to another can apply each step.
pub(super) fn warnings(care: &Care, file: &CareFile, now: Timestamp) -> Vec<Problem> {
    let mut found = coverage::warnings(care, file, now);
    found.extend(elapsed_within_closed_span(care));
    found.extend(holidays::warnings(file, now));
    found
}

/// An elapsed promise shorter than a closed span can be broken while nobody is there.
fn elapsed_within_closed_span(care: &Care) -> Vec<Problem> {
    let mut found = Vec::new();
    for (index, policy) in care.policies.iter().enumerate() {
        let Some(calendar) = care.calendars.get(&policy.calendar) else {
            continue;
        };
        let Some(longest) = longest_closed_span(calendar) else {
            continue;
        };
        for (number, commitment) in policy.commitments.iter().enumerate() {
            let Within::Elapsed(within) = commitment.within else {
                continue;
            };
            if within < longest {
                let hours = longest.as_hours();
                let then = match commitment.when_closed {
                    WhenClosed::Strict => "it can be broken while closed",
                    WhenClosed::NextOpening => {
                        "where it ends while closed it moves to an hour after the next opening"
                    }
                };
                let message = format!(
                    "`{}` promises {} elapsed, but `{}` stays closed for {hours} h at a stretch; {then}",
                    policy.name, commitment.written, policy.calendar
                );
                found.push(Problem::new(
                    format!("policies[{index}].commitments[{number}]"),
                    message,
                ));
            }
        }
    }
    found
}

/// The longest closed span of a typical month. Any start will do: what differs is holidays, which only lengthen it.
fn longest_closed_span(calendar: &Calendar) -> Option<SignedDuration> {
    let start = Timestamp::from_second(1_767_571_200).ok()?;
    let end = start
        .checked_add(SignedDuration::from_hours(24 * 7 * WEEKS_AHEAD))
        .ok()?;
    let mut longest = SignedDuration::ZERO;
    let mut closed_since: Option<Timestamp> = None;
    for open in calendar.segments(start) {
        if let Some(since) = closed_since {
            longest = longest.max(open.start.duration_since(since));
        }
        if open.start >= end {
            break;
        }
        closed_since = Some(open.end);
    }
    Some(longest)
}
