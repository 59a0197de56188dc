//! Civil days and wall times: what a calendar on the wall and a clock beside it show.
//!
//! Nothing here knows a time zone, a holiday or the machine's clock.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// Seconds of a civil day without a clock change.
pub const SECONDS_PER_CIVIL_DAY: u32 = 86_400;

/// The first year a stamp may lie in (SPEC 2).
pub const FIRST_YEAR: i32 = 1990;

/// The last year a stamp may lie in (SPEC 2).
pub const LAST_YEAR: i32 = 2099;

/// Days from the Common Era's day 1 (`num_days_from_ce`) to 1970-01-01.
const UNIX_EPOCH_FROM_CE: i32 = 719_163;

/// A civil day, counted in days since 1970-01-01.
///
/// # Example
/// ```
/// use svarstid::calendar::{Day, Weekday};
/// let midsummer_eve = Day::from_ymd(2026, 6, 19).expect("a real date");
/// assert_eq!(midsummer_eve.weekday(), Weekday::Friday);
/// assert_eq!(midsummer_eve.to_string(), "2026-06-19");
/// assert_eq!(midsummer_eve.plus(3).to_string(), "2026-06-22");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day `days` after 1970-01-01.
    pub const fn from_unix_days(days: i32) -> Self {
        Self(days)
    }

    /// The day of a proleptic Gregorian date, or `None` where the date does not exist.
    #[inline]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from)
    }

    /// Days since 1970-01-01.
    pub const fn unix_days(self) -> i32 {
        self.0
    }

    /// The date as chrono knows it.
    pub fn date(self) -> NaiveDate {
        // Days come from dates or from small steps beside them, far inside chrono's range.
        NaiveDate::from_num_days_from_ce_opt(self.0 + UNIX_EPOCH_FROM_CE).unwrap_or_default()
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.date().month()
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.date().day()
    }

    /// The ISO 8601 week: its year and its number, 1 to 53.
    pub fn iso_week(self) -> (i32, u32) {
        let week = self.date().iso_week();
        (week.year(), week.week())
    }

    /// The day of the week.
    pub const fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday::ALL[(self.0 + 3).rem_euclid(7) as usize]
    }

    /// The day `days` later (earlier when negative).
    #[inline]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    #[inline]
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Every day from this one up to, not including, `end`.
    pub fn until(self, end: Self) -> impl DoubleEndedIterator<Item = Day> {
        (self.0..end.0).map(Day)
    }

    /// The moment `second_of_day` seconds into this day on the wall clock.
    pub const fn at(self, second_of_day: u32) -> Wall {
        Wall { day: self, second_of_day }
    }
}

impl From<NaiveDate> for Day {
    #[inline]
    fn from(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - UNIX_EPOCH_FROM_CE)
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        day.date()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Lists of millions print it: chrono's format strings take several times as long.
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

/// A day of the week; Monday is the first, as in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// måndag
    Monday,
    /// tisdag
    Tuesday,
    /// onsdag
    Wednesday,
    /// torsdag
    Thursday,
    /// fredag
    Friday,
    /// lördag
    Saturday,
    /// söndag
    Sunday,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// 0 for Monday to 6 for Sunday.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether it is Saturday or Sunday.
    pub const fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }

    /// The English name in lower case, as machine formats and settings write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }

    /// The Swedish name in lower case.
    pub const fn swedish(self) -> &'static str {
        match self {
            Self::Monday => "måndag",
            Self::Tuesday => "tisdag",
            Self::Wednesday => "onsdag",
            Self::Thursday => "torsdag",
            Self::Friday => "fredag",
            Self::Saturday => "lördag",
            Self::Sunday => "söndag",
        }
    }
}

/// A wall time: a civil day and the seconds that its clock shows, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wall {
    /// The civil day.
    pub day: Day,
    /// What the clock shows, in seconds: 0 to 86 399.
    pub second_of_day: u32,
}

impl Wall {
    /// The wall time of `hour:minute:second` on `day`, or `None` outside 00:00:00-23:59:59.
    #[inline]
    pub const fn new(day: Day, hour: u32, minute: u32, second: u32) -> Option<Self> {
        if hour < 24 && minute < 60 && second < 60 {
            Some(Self { day, second_of_day: hour * 3600 + minute * 60 + second })
        } else {
            None
        }
    }

    /// Seconds since 1970-01-01T00:00:00 on the same wall clock, as if it never changed.
    #[inline]
    pub const fn unix_seconds(self) -> i64 {
        self.day.0 as i64 * SECONDS_PER_CIVIL_DAY as i64 + self.second_of_day as i64
    }

    /// The wall time `seconds` after 1970-01-01T00:00:00 on the same wall clock.
    #[inline]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        let per_day = SECONDS_PER_CIVIL_DAY as i64;
        Self {
            day: Day(seconds.div_euclid(per_day) as i32),
            second_of_day: seconds.rem_euclid(per_day) as u32,
        }
    }

    /// The stamp of RFC 3339, on a clock that is `offset_s` seconds ahead of UTC.
    ///
    /// # Example
    /// ```
    /// use svarstid::calendar::Day;
    /// let noon = Day::from_ymd(2026, 6, 18).expect("a real date").at(12 * 3600);
    /// assert_eq!(noon.rfc3339(7200), "2026-06-18T12:00:00+02:00");
    /// ```
    pub fn rfc3339(self, offset_s: i32) -> String {
        let mut text = String::with_capacity("2026-06-18T12:00:00+02:00".len());
        self.push_rfc3339(offset_s, &mut text);
        text
    }

    /// Writes the same stamp behind `text`.
    // Lists of millions print it: format strings take several times as long.
    pub(crate) fn push_rfc3339(self, offset_s: i32, text: &mut String) {
        let date = self.day.date();
        let year = date.year().unsigned_abs();
        let (second, ahead_s) = (self.second_of_day, offset_s.unsigned_abs());
        let pairs = [
            (None, year / 100 % 100),
            (None, year % 100),
            (Some('-'), date.month()),
            (Some('-'), date.day()),
            (Some('T'), second / 3600),
            (Some(':'), second / 60 % 60),
            (Some(':'), second % 60),
            (Some(if offset_s < 0 { '-' } else { '+' }), ahead_s / 3600),
            (Some(':'), ahead_s / 60 % 60),
        ];
        let digit = |value: u32| char::from(b'0' + (value % 10) as u8);
        for (before, pair) in pairs {
            text.extend(before);
            text.push(digit(pair / 10));
            text.push(digit(pair));
        }
    }

    /// The hour that the clock shows, 0 to 23.
    pub const fn hour(self) -> u32 {
        self.second_of_day / 3600
    }
}

impl From<Wall> for NaiveDateTime {
    fn from(wall: Wall) -> Self {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(wall.second_of_day, 0);
        wall.day.date().and_time(time.unwrap_or_default())
    }
}

impl From<NaiveDateTime> for Wall {
    fn from(stamp: NaiveDateTime) -> Self {
        Day::from(stamp.date()).at(stamp.time().num_seconds_from_midnight())
    }
}

impl fmt::Display for Wall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.second_of_day;
        write!(f, "{} {:02}:{:02}:{:02}", self.day, s / 3600, s / 60 % 60, s % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_its_date_are_the_same_day_for_every_date_in_range() {
        let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap();
        let last = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap();
        for date in first.iter_days().take_while(|date| *date <= last) {
            let day = Day::from(date);
            assert_eq!(day.date(), date);
            assert_eq!(day.weekday().index() as u32, date.weekday().num_days_from_monday());
        }
    }

    #[test]
    fn the_epoch_is_day_zero_and_a_thursday() {
        let epoch = Day::from_ymd(1970, 1, 1).unwrap();
        assert_eq!(epoch.unix_days(), 0);
        assert_eq!(epoch.weekday(), Weekday::Thursday);
    }

    #[test]
    fn a_wall_time_survives_the_way_through_seconds_also_before_1970() {
        for seconds in [-1, 0, 86_399, 86_400, -86_401, 4_000_000_000] {
            assert_eq!(Wall::from_unix_seconds(seconds).unix_seconds(), seconds);
        }
    }

    #[test]
    fn a_clock_never_shows_sixty_seconds_or_twenty_four_hours() {
        let day = Day::from_ymd(2026, 6, 18).unwrap();
        assert!(Wall::new(day, 24, 0, 0).is_none());
        assert!(Wall::new(day, 23, 60, 0).is_none());
        assert!(Wall::new(day, 23, 59, 60).is_none());
        assert_eq!(Wall::new(day, 15, 0, 1).unwrap().to_string(), "2026-06-18 15:00:01");
    }
}
