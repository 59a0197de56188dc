//! The day table: for each day its midnight and its workday number, so that a due day costs
//! two array reads.
//!
//! Built once a run. Its slow, obvious twin walks day by day through the zone
//! (`tests/calendar.rs`) and must agree for every hour of many years. On the two days a year
//! when the clock changes, wall times go the slow way through [`Zone::resolve`].

use super::{Day, Instant, Resolved, SECONDS_PER_CIVIL_DAY, Wall, Zone};

/// The first day of the table: a year before the first stamp, for receipts deemed earlier.
const FIRST_DAY: (i32, u32, u32) = (1989, 1, 1);

/// The end of the table, not included: room for long deadlines after the last stamp.
const END_DAY: (i32, u32, u32) = (2106, 1, 1);

/// Days of one zone and one working calendar, 1989-2105.
#[derive(Clone, Debug)]
pub struct DayTable {
    zone: Zone,
    first: Day,
    /// The first instant of each day, and of the day after the last.
    midnights: Vec<i64>,
    /// Workdays of the table before and on each day.
    workdays_through: Vec<u32>,
    /// The workdays, in order.
    workdays: Vec<Day>,
}

impl DayTable {
    /// The table of `zone`, with the workdays that `is_workday` tells.
    pub fn new(zone: Zone, is_workday: impl Fn(Day) -> bool) -> Self {
        let first = ymd(FIRST_DAY);
        let end = ymd(END_DAY);
        let midnights = midnights(zone, first, end);
        let mut workdays = Vec::with_capacity(30_000);
        let workdays_through = first
            .until(end)
            .map(|day| {
                if is_workday(day) {
                    workdays.push(day);
                }
                workdays.len() as u32
            })
            .collect();
        Self { zone, first, midnights, workdays_through, workdays }
    }

    /// The zone of the table.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The first instant of `day`. Days outside the table count as its nearest end.
    #[inline]
    pub fn midnight(&self, day: Day) -> Instant {
        let index = (day.days_since(self.first).max(0) as usize).min(self.midnights.len() - 1);
        Instant::from_unix_seconds(self.midnights[index])
    }

    /// The last second of `day`: 23:59:59 on the wall.
    #[inline]
    pub fn last_second(&self, day: Day) -> Instant {
        self.midnight(day.plus(1)).plus_s(-1)
    }

    /// The day that calendars in the zone show at `instant`.
    #[inline]
    pub fn day_of(&self, instant: Instant) -> Day {
        let seconds = instant.unix_seconds();
        let last = self.midnights.len() - 2;
        // Days are 24 hours but for the clock changes, which cancel within a year: the
        // guess is at most one day off.
        let per_day = i64::from(SECONDS_PER_CIVIL_DAY);
        let mut index = ((seconds - self.midnights[0]).max(0) / per_day).min(last as i64) as usize;
        if self.midnights[index] > seconds && index > 0 {
            index -= 1;
        } else if self.midnights[index + 1] <= seconds && index < last {
            index += 1;
        }
        self.first.plus(index as i32)
    }

    /// What the clocks of the zone show at `instant`.
    pub fn wall(&self, instant: Instant) -> Wall {
        let day = self.day_of(instant);
        if self.has_clock_change(day) {
            return self.zone.wall(instant);
        }
        day.at(instant.since_s(self.midnight(day)) as u32)
    }

    /// Which instant or instants `wall` means; as [`Zone::resolve`], only faster.
    #[inline]
    pub fn resolve(&self, wall: Wall) -> Resolved {
        if self.has_clock_change(wall.day) {
            return self.zone.resolve(wall);
        }
        Resolved::One(self.midnight(wall.day).plus_s(i64::from(wall.second_of_day)))
    }

    /// Whether `day` is longer or shorter than 24 hours (or outside the table).
    #[inline]
    fn has_clock_change(&self, day: Day) -> bool {
        let index = day.days_since(self.first);
        if index < 0 || index as usize + 1 >= self.midnights.len() {
            return true;
        }
        let length = self.midnights[index as usize + 1] - self.midnights[index as usize];
        length != i64::from(SECONDS_PER_CIVIL_DAY)
    }

    /// Whether `day` is a workday.
    #[inline]
    pub fn is_workday(&self, day: Day) -> bool {
        self.workdays_through(day) != self.workdays_through(day.plus(-1))
    }

    /// Workdays of the table up to and on `day`.
    #[inline]
    fn workdays_through(&self, day: Day) -> u32 {
        match usize::try_from(day.days_since(self.first)) {
            Ok(index) => self.workdays_through[index.min(self.workdays_through.len() - 1)],
            Err(_) => 0,
        }
    }

    /// How many workdays lie in `from..until`.
    pub fn workdays_between(&self, from: Day, until: Day) -> u32 {
        self.workdays_through(until.plus(-1)).saturating_sub(self.workdays_through(from.plus(-1)))
    }

    /// The `n`-th workday after `day` (`n` from 1). The day itself never counts.
    ///
    /// Where the table has no such workday the answer is its last day: settings that leave a
    /// year without workdays are refused, so this takes a stamp of the 2090s and a rule of years.
    #[inline]
    pub fn nth_workday_after(&self, day: Day, n: u32) -> Day {
        let index = (self.workdays_through(day) + n).saturating_sub(1) as usize;
        self.workdays.get(index).copied().unwrap_or_else(|| self.last_day())
    }

    /// The nearest workday before `day`, or the table's first day.
    pub fn workday_before(&self, day: Day) -> Day {
        let before = self.workdays_through(day.plus(-1));
        match before {
            0 => self.first,
            n => self.workdays[n as usize - 1],
        }
    }

    /// The last day of the table.
    pub fn last_day(&self) -> Day {
        self.first.plus(self.workdays_through.len() as i32 - 1)
    }
}

fn ymd((year, month, day): (i32, u32, u32)) -> Day {
    Day::from_ymd(year, month, day).unwrap_or(Day::from_unix_days(0))
}

/// The first instant of each day in `first..=end`.
///
/// Zones change their clocks a few times a year, so a stretch of days whose offset is the
/// same a day before and a day after is taken whole, and only the others go day by day. (A
/// zone that left its offset and came back within ten days would be missed; the twin test
/// walks the zones that matter.)
fn midnights(zone: Zone, first: Day, end: Day) -> Vec<i64> {
    const STRETCH: i32 = 8;
    let offset_on = |day: Day| zone.offset_s(Instant::from_unix_seconds(day.at(0).unix_seconds()));
    let mut out = Vec::with_capacity(end.days_since(first) as usize + 1);
    let mut from = first;
    while from <= end {
        let next = from.plus(STRETCH).min(end.plus(1));
        let offset_s = offset_on(from.plus(-1));
        let constant = offset_s == offset_on(next.plus(1));
        out.extend(from.until(next).map(|day| match constant {
            true => day.at(0).unix_seconds() - i64::from(offset_s),
            false => start_of(zone, day).unix_seconds(),
        }));
        from = next;
    }
    out
}

/// The first instant of `day`; where the clock skips midnight, the first instant after it.
fn start_of(zone: Zone, day: Day) -> Instant {
    const QUARTER_S: u32 = 900;
    (0..SECONDS_PER_CIVIL_DAY / QUARTER_S)
        .find_map(|quarter| zone.resolve(day.at(quarter * QUARTER_S)).earliest())
        .unwrap_or_else(|| Instant::from_unix_seconds(day.at(0).unix_seconds()))
}
