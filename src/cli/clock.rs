//! The clock: the only place that reads it.

use std::time::{SystemTime, UNIX_EPOCH};

use svarstid::calendar::{Calendar, Day, Instant, SECONDS_PER_CIVIL_DAY};

/// Now.
pub(crate) fn now() -> Instant {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Instant::from_unix_seconds(now as i64)
}

/// Now and one day: a stamp later than that is a typing error (SPEC 2).
pub(crate) fn tomorrow() -> Instant {
    now().plus_s(i64::from(SECONDS_PER_CIVIL_DAY))
}

/// The local day that relative periods are told from: that of as-of, else today's.
pub(crate) fn today(as_of: Option<Instant>, calendar: &Calendar) -> Day {
    calendar.table.day_of(as_of.unwrap_or_else(now))
}
