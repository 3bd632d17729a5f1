#![doc = include_str!("../README.md")]

mod calendar;
pub mod cases;
mod error;
mod holiday;
mod hours;
mod openings;
mod pause;
mod region;
mod segments;
mod span;
mod spec;
mod sums;
mod terms;
mod wall;

pub use crate::calendar::Calendar;
pub use crate::error::CalendarError;
pub use crate::holiday::HolidayEntry;
pub use crate::pause::Pause;
pub use crate::region::Region;
pub use crate::segments::Segments;
pub use crate::spec::{CalendarSpec, DayName, LocalInterval};
