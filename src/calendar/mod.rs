//! The Swedish calendar: which days are workdays, and why the others are not.
//!
//! Nothing here knows a contact, a rule or a file.

mod day;
mod earlier;
mod holidays;
mod hours;
mod instant;
mod period;
mod seal;
mod table;
mod working;
mod zone;

pub use day::{Day, FIRST_YEAR, LAST_YEAR, SECONDS_PER_CIVIL_DAY, Wall, Weekday};
pub use holidays::{Occasion, holidays};
pub use hours::{Interval, OpeningHours, Overlapping};
pub use instant::{Instant, ShortInstant};
pub use period::{PERIOD_FORMS, Period, PeriodError};
pub use table::DayTable;
pub use working::{Calendar, Closure, Reason, WorkingCalendar};
pub use zone::{Resolved, TZ_DATABASE, Zone};
