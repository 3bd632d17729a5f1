//! Windows of instants as dated hours of a zone: what a calendar can say on one date, in local times.

use std::collections::BTreeMap;

use calendar::LocalInterval;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::Window;

/// The hours that are open on each date, split at local midnights, to the second.
///
/// An hour that comes twice (clocks go back) has no names of its own in local time: a window that begins or ends within
/// its second half is made longer, by less than what the clocks go back. It is never made shorter.
pub(super) fn dated_hours(
    zone: &TimeZone,
    windows: &[Window],
) -> BTreeMap<Date, Vec<LocalInterval>> {
    let mut dated: BTreeMap<Date, Vec<LocalInterval>> = BTreeMap::new();
    for (from, to) in windows {
        let (begin, end) = (zone.to_datetime(*from), local_end(zone, *to));
        for date in begin
            .date()
            .series(1.day())
            .take_while(|date| *date <= end.date())
        {
            let opens = if date == begin.date() {
                begin.time()
            } else {
                Time::midnight()
            };
            let closes = (date == end.date()).then(|| end.time());
            if closes.is_none_or(|closes| opens < closes) {
                dated
                    .entry(date)
                    .or_default()
                    .push((written(opens), closes.map_or("24:00".to_owned(), written)));
            }
        }
    }
    dated
}

/// The local time at which a window that ends at `to` has certainly ended: on the next full second, and where local
/// time comes twice and this is the second time, when that is over.
fn local_end(zone: &TimeZone, to: Timestamp) -> DateTime {
    let second = to.as_second() + i64::from(to.subsec_nanosecond() > 0);
    let to = Timestamp::from_second(second).unwrap_or(to);
    let shown = zone.to_datetime(to);
    match zone.to_ambiguous_timestamp(shown).offset() {
        AmbiguousOffset::Fold { before, after } if zone.to_offset(to) == after => {
            let change = zone
                .preceding(to.checked_add(1.second()).unwrap_or(to))
                .next();
            change.map_or(shown, |change| before.to_datetime(change.timestamp()))
        }
        _ => shown,
    }
}

fn written(time: Time) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        time.hour(),
        time.minute(),
        time.second()
    )
}
