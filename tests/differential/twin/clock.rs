//! The clock on the wall of a zone (SPEC 2), through chrono-tz.

use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::statute::next;

/// The wall clock of a zone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock(pub(crate) Tz);

impl Clock {
    /// The instants at which the wall shows `local`: none, one or two.
    pub(crate) fn instants(self, local: NaiveDateTime) -> Vec<DateTime<Tz>> {
        match self.0.from_local_datetime(&local) {
            LocalResult::None => Vec::new(),
            LocalResult::Single(one) => vec![one],
            LocalResult::Ambiguous(earlier, later) => vec![earlier, later],
        }
    }

    /// A wall time of a deadline: the later of two; where there is none, the end of the gap.
    pub(crate) fn at(self, date: NaiveDate, second: u32) -> DateTime<Tz> {
        (second..86_400)
            .find_map(|second| {
                let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0)?;
                self.instants(date.and_time(time)).last().copied()
            })
            .expect("no clock skips the rest of a day")
    }

    /// The first instant of a date.
    pub(crate) fn start(self, date: NaiveDate) -> DateTime<Tz> {
        let midnight = self.instants(date.and_time(NaiveTime::MIN));
        midnight.first().copied().unwrap_or_else(|| self.at(date, 0))
    }

    /// The last second of a date.
    pub(crate) fn last_second(self, date: NaiveDate) -> DateTime<Tz> {
        self.start(next(date)) - Duration::seconds(1)
    }
}
