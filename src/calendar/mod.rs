//! The Swedish calendar: which days are workdays, and why the others are not.
//!
//! Nothing here knows a contact, a rule or a file.

mod day;
mod instant;
mod zone;

pub use day::{Day, FIRST_YEAR, LAST_YEAR, SECONDS_PER_CIVIL_DAY, Wall, Weekday};
pub use instant::Instant;
pub use zone::{Resolved, TZ_DATABASE, Zone};
