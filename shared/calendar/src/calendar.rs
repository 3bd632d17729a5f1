//! A checked calendar, and when it is open.

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::hours::Hours;
use crate::openings::Openings;
use crate::segments::Segments;
use crate::{CalendarError, CalendarSpec};

/// The opening hours of a team or shop: a checked [`CalendarSpec`]. The rules are told in the crate's page.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    always: bool,
    hours: Hours,
}

impl Calendar {
    /// Checks a calendar as written.
    ///
    /// # Errors
    /// [`UnknownZone`](CalendarError::UnknownZone), [`BadTime`](CalendarError::BadTime),
    /// [`EmptyInterval`](CalendarError::EmptyInterval), [`UnknownHoliday`](CalendarError::UnknownHoliday) or
    /// [`NeverOpens`](CalendarError::NeverOpens), each of which tells its [field](CalendarError::field).
    pub fn new(spec: CalendarSpec) -> Result<Self, CalendarError> {
        let zone = zone_named(&spec.tz)?;
        let hours = Hours::new(&spec)?;
        let calendar = Self {
            zone,
            always: spec.always || hours.is_never_closed(),
            hours,
        };
        if calendar.ever_opens() {
            Ok(calendar)
        } else {
            Err(CalendarError::NeverOpens)
        }
    }

    /// The zone in which its hours are told, for showing an instant to people.
    #[must_use]
    pub fn time_zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether it is never closed.
    #[must_use]
    pub fn is_always_open(&self) -> bool {
        self.always
    }

    /// Whether it is open at `at`. An opening instant is open, a closing instant is not.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        let here = Openings::until(self, at, at).next_open();
        here.is_ok_and(|open| open.start == at)
    }

    /// `at` itself where it is open, else the instant of the next opening.
    ///
    /// # Errors
    /// [`CalendarError::NoOpeningWithin`] where it stays closed for three years; [`CalendarError::OutOfRange`].
    pub fn next_open(&self, at: Timestamp) -> Result<Timestamp, CalendarError> {
        Ok(Openings::later(self, at).next_open()?.start)
    }

    /// The closing instant of the segment that holds `at`; none where it is closed at `at`. A calendar that is
    /// always open closes at [`Timestamp::MAX`]; any other is followed for three years.
    #[must_use]
    pub fn open_until(&self, at: Timestamp) -> Option<Timestamp> {
        if !self.is_open(at) {
            return None;
        }
        self.segments(at).next().map(|segment| segment.end)
    }

    /// The open segments at and after `from`, the first cut there. See [`Segments`].
    #[must_use]
    pub fn segments(&self, from: Timestamp) -> Segments<'_> {
        Segments::new(Openings::later(self, from))
    }

    /// The open segments before `until`, latest first, the first cut there. See [`Segments`].
    #[must_use]
    pub fn segments_before(&self, until: Timestamp) -> Segments<'_> {
        Segments::new(Openings::earlier(self, until))
    }

    pub(crate) fn hours(&self) -> &Hours {
        &self.hours
    }

    /// Holidays and breaks are finitely many, so hours of the week open some day; replacement hours alone have to
    /// be looked at one by one.
    fn ever_opens(&self) -> bool {
        self.always
            || self.hours.opens_weekly()
            || self
                .hours
                .replaced_days()
                .any(|day| self.is_working_day(day))
    }
}

/// The zone by its IANA name, from the database built into the program, so that all machines agree.
fn zone_named(name: &str) -> Result<TimeZone, CalendarError> {
    let unknown = |source| CalendarError::UnknownZone {
        name: name.chars().take(60).collect(),
        source,
    };
    let zone = TimeZoneDatabase::bundled()
        .get(name)
        .map_err(|source| unknown(Some(source)))?;
    if zone.is_unknown() {
        return Err(unknown(None));
    }
    Ok(zone)
}
