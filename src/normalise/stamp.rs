//! Stamps: from the bytes of a cell to a day, a wall time or an instant.
//!
//! Strict where chrono is not: chrono's `parse_from_str` reads `26-03-01` as the year 26, and
//! `2026-03-0108:05` and doubled spaces as good. Nothing here allocates, knows a zone or guesses.

use std::fmt;

use super::layout;
use crate::calendar::{Day, FIRST_YEAR, Instant, LAST_YEAR, Wall};
use crate::profile::DateOrder;

/// What a stamp says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stamp {
    /// A day without a time.
    Date(Day),
    /// What calendar and clock showed in a zone that the stamp does not name.
    Wall(Wall),
    /// A moment: the stamp gave an offset from UTC, or `Z`.
    Instant(Instant),
}

/// Why a stamp is no stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StampError {
    /// It follows no known layout, or names a date or time that does not exist.
    Unreadable(Why),
    /// It is a good stamp of a year outside 1990-2099.
    OutOfRange,
}

/// What is wrong with an unreadable stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// There is nothing.
    Empty,
    /// It follows no known layout.
    NoLayout,
    /// The year has two digits: `26-06-18` is a day in 2026, in 1926 or on the 26th.
    TwoDigitYear,
    /// `6/7/2026` in a column that does not show whether the day or the month is first.
    OrderUnknown,
    /// A month that is not 1 to 12.
    Month(u8),
    /// A day that its month does not have.
    DayOfMonth {
        /// The day.
        day: u8,
        /// How many days the month has.
        of: u8,
    },
    /// The date was another day of the week than the stamp says.
    Weekday,
    /// An hour over 23; `24:00` is the next day's `00:00`.
    Hour(u8),
    /// An hour that is not 1 to 12, beside AM or PM.
    HourOfTwelve(u8),
    /// A minute over 59.
    Minute(u8),
    /// A second over 59; a leap second has no place in a log.
    Second(u8),
    /// An offset beyond 18 hours, or with more than 59 minutes.
    Offset,
}

/// The commonest layouts, by an example each: somebody who has to mend a cell looks for one to
/// copy, not for a grammar of all.
pub const LAYOUTS: &str =
    "2026-06-18, 2026-06-18 15:00, 2026-06-18T15:00:00+02:00, 18/6 2026 15.00 or the like";

/// Reads a stamp; `order` is for numbers with slashes or dashes and the year last.
///
/// Fractions of a second are cut. Spaces at the ends are trimmed, also no-break ones. Without
/// `order`, `6/18/2026` is read because only one order gives a date, and `6/6/2026` because both
/// give the same.
///
/// # Errors
/// [`StampError`] for everything that does not follow a known layout to its last byte.
///
/// # Example
/// ```
/// use svarstid::calendar::Day;
/// use svarstid::normalise::{DateOrder, Stamp, StampError, Why, stamp};
/// let thursday = Day::from_ymd(2026, 6, 18).expect("a real date");
/// let at_three = Stamp::Wall(thursday.at(15 * 3600));
/// assert_eq!(stamp::parse(b"2026-06-18 15:00", None), Ok(at_three));
/// assert_eq!(stamp::parse(b"18/6 2026 kl. 15.00", None), Ok(at_three));
/// assert_eq!(stamp::parse(b"Thu, June 18, 2026 3:00 PM", None), Ok(at_three));
/// assert_eq!(stamp::parse(b"2026-06-18", None), Ok(Stamp::Date(thursday)));
/// assert!(matches!(stamp::parse(b"2026-06-18T13:00:00.788Z", None), Ok(Stamp::Instant(_))));
///
/// let seventh_or_sixth = b"6/7/2026";
/// assert_eq!(stamp::parse(seventh_or_sixth, None), Err(StampError::Unreadable(Why::OrderUnknown)));
/// assert!(stamp::parse(seventh_or_sixth, Some(DateOrder::DayFirst)).is_ok());
/// ```
#[inline]
pub fn parse(text: &[u8], order: Option<DateOrder>) -> Result<Stamp, StampError> {
    parse_after(&mut LastStamp::default(), text, order)
}

/// As [`parse`]; knows the date and the offset that were read last, which the next row most
/// often has again.
#[inline]
pub(super) fn parse_after(
    last: &mut LastStamp,
    text: &[u8],
    order: Option<DateOrder>,
) -> Result<Stamp, StampError> {
    match like_last(last, text).or_else(|| common(last, text)) {
        Some(stamp) => Ok(stamp),
        None => layout::read(text, order),
    }
}

/// The date `YYYY-MM-DD` and the offset `+HH:MM` that were read last; at first none.
#[derive(Clone, Copy, Debug)]
pub(super) struct LastStamp {
    date: [u8; 10],
    day: Day,
    offset: [u8; 6],
    offset_s: i32,
}

impl Default for LastStamp {
    fn default() -> Self {
        Self { date: [0; 10], day: Day::from_unix_days(0), offset: [0; 6], offset_s: 0 }
    }
}

impl LastStamp {
    /// The day of a date; `None` for what is not `YYYY-MM-DD`, or no date.
    #[inline]
    fn day(&mut self, text: &[u8; 10]) -> Option<Day> {
        if *text == self.date {
            return Some(self.day);
        }
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
        let year = two(y1, y2)? * 100 + two(y3, y4)?;
        let day = civil_day(year, two(m1, m2)?, two(d1, d2)?).ok()?;
        (self.date, self.day) = (*text, day);
        Some(day)
    }

    /// The seconds of an offset `+HH:MM` or `-HH:MM`.
    #[inline]
    fn offset_s(&mut self, text: &[u8; 6]) -> Option<i32> {
        let [sign @ (b'+' | b'-'), h1, h2, b':', n1, n2] = *text else { return None };
        let ahead_s = offset_s(two(h1, h2)?, two(n1, n2)?)?;
        let seconds = if sign == b'-' { -ahead_s } else { ahead_s };
        (self.offset, self.offset_s) = (*text, seconds);
        Some(seconds)
    }
}

/// A stamp `YYYY-MM-DD[T| ]HH:MM:SS+HH:MM` with the date and the offset that were read last.
///
/// `None` says nothing, as for [`common`], which reads the same stamps byte by byte.
#[inline]
fn like_last(last: &LastStamp, text: &[u8]) -> Option<Stamp> {
    let (date, rest) = text.split_first_chunk::<10>()?;
    let (&[b'T' | b' ', ref clock @ ..], offset) = rest.split_first_chunk::<9>()? else {
        return None;
    };
    if *date != last.date || *offset != last.offset {
        return None;
    }
    Some(instant(last.day.at(second_of_day(*clock)?), last.offset_s))
}

/// The second of the day of `HH:MM:SS`, all eight bytes at once.
#[inline]
fn second_of_day(clock: [u8; 8]) -> Option<u32> {
    const COLONS: u64 = u64::from_le_bytes([0, 0, 0xff, 0, 0, 0xff, 0, 0]);
    // Where the clock is well formed, digits become their values and colons become 0.
    let values = u64::from_le_bytes(clock) ^ u64::from_le_bytes(*b"00:00:00");
    // A value over 9 reaches the high bit of its byte when 0x76 is added.
    let over = ((values & !HIGH) + u64::from_le_bytes([0x76; 8])) | values;
    if values & COLONS != 0 || over & HIGH != 0 {
        return None;
    }
    let pair = |at: u32| {
        let (tens, ones) = (values >> (8 * at) & 0xff, values >> (8 * at + 8) & 0xff);
        (tens * 10 + ones) as u32
    };
    let (hour, minute, second) = (pair(0), pair(3), pair(6));
    (hour < 24 && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)
}

/// The high bit of each of eight bytes.
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// The stamps that nearly all logs have: `YYYY-MM-DD[(T| )HH:MM[:SS[.fff]][Z|+HH:MM]]`.
///
/// `None` says nothing: the slow way reads the rest and finds what is wrong.
#[inline]
fn common(last: &mut LastStamp, text: &[u8]) -> Option<Stamp> {
    let (date, rest) = text.split_first_chunk()?;
    let day = last.day(date)?;
    if rest.is_empty() {
        return Some(Stamp::Date(day));
    }
    let (&[b' ' | b'T', h1, h2, b':', n1, n2], mut rest) = rest.split_first_chunk()? else {
        return None;
    };
    let mut second = 0;
    if let Some((&[b':', s1, s2], after)) = rest.split_first_chunk() {
        second = two(s1, s2)?;
        rest = after;
        if let [b'.' | b',', fraction @ ..] = rest {
            let digits = fraction.iter().take_while(|c| c.is_ascii_digit()).count();
            rest = fraction.get(digits..).filter(|_| digits > 0)?;
        }
    }
    let wall = Wall::new(day, two(h1, h2)?, two(n1, n2)?, second)?;
    let offset_s = match *rest {
        [] => return Some(Stamp::Wall(wall)),
        [b'Z'] => 0,
        _ => last.offset_s(rest.try_into().ok()?)?,
    };
    Some(instant(wall, offset_s))
}

/// The number of two digits.
#[inline]
fn two(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then_some(u32::from(tens) * 10 + u32::from(ones))
}

/// The moment when a clock `offset_s` seconds ahead of UTC showed `wall`.
#[inline]
pub(super) fn instant(wall: Wall, offset_s: i32) -> Stamp {
    Stamp::Instant(Instant::from_unix_seconds(wall.unix_seconds() - i64::from(offset_s)))
}

/// The seconds of an offset of `hours:minutes`; `None` beyond 18 hours, as in ISO 8601 tools.
#[inline]
pub(super) fn offset_s(hours: u32, minutes: u32) -> Option<i32> {
    let offset_s = hours * 3600 + minutes * 60;
    (minutes < 60 && offset_s <= 18 * 3600).then_some(offset_s as i32)
}

/// The day of a date, or why it is none. A date that does not exist in a year that is out of
/// range is unreadable, not out of range.
#[inline]
pub(super) fn civil_day(year: u32, month: u32, day: u32) -> Result<Day, StampError> {
    const DAYS_BEFORE: [u32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    if !(1..=12).contains(&month) {
        return Err(StampError::Unreadable(Why::Month(month as u8)));
    }
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let index = month as usize;
    let before = DAYS_BEFORE[index - 1];
    let of = DAYS_BEFORE[index] - before + u32::from(is_leap && month == 2);
    if !(1..=of).contains(&day) {
        return Err(StampError::Unreadable(Why::DayOfMonth { day: day as u8, of: of as u8 }));
    }
    if !(FIRST_YEAR as u32..=LAST_YEAR as u32).contains(&year) {
        return Err(StampError::OutOfRange);
    }
    // From 1901 to 2099 every fourth year is a leap year: 1972 was the first after the epoch.
    let leap_days = (year - 1969) / 4 + u32::from(is_leap && month > 2);
    let days = (year - 1970) * 365 + leap_days + before + day - 1;
    Ok(Day::from_unix_days(days as i32))
}

impl StampError {
    /// What would be right, for the end of a message after `expected`.
    ///
    /// # Example
    /// ```
    /// use svarstid::normalise::stamp;
    /// let error = stamp::parse(b"2026-02-30", None).unwrap_err();
    /// assert_eq!(error.to_string(), "day 30 of a month with 28");
    /// assert_eq!(error.expected(), "a day from 1 to 28");
    /// ```
    pub fn expected(&self) -> String {
        match self {
            Self::OutOfRange => format!("a year from {FIRST_YEAR} to {LAST_YEAR}"),
            Self::Unreadable(why) => match why {
                Why::Empty | Why::NoLayout => LAYOUTS.to_owned(),
                Why::TwoDigitYear => "a year of four digits, as in 2026-06-18".to_owned(),
                Why::OrderUnknown => "the year first, as in 2026-06-18".to_owned(),
                Why::Month(_) => "a month from 1 to 12".to_owned(),
                Why::DayOfMonth { of, .. } => format!("a day from 1 to {of}"),
                Why::Weekday => "the weekday of that date, or none".to_owned(),
                Why::Hour(_) => "an hour from 0 to 23".to_owned(),
                Why::HourOfTwelve(_) => "an hour from 1 to 12".to_owned(),
                Why::Minute(_) => "a minute from 0 to 59".to_owned(),
                Why::Second(_) => "a second from 0 to 59".to_owned(),
                Why::Offset => "an offset of 18:00 at most".to_owned(),
            },
        }
    }
}

impl fmt::Display for StampError {
    /// Says what is wrong; [`StampError::expected`] says what would be right.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => why.fmt(f),
            Self::OutOfRange => write!(f, "a year outside {FIRST_YEAR}-{LAST_YEAR}"),
        }
    }
}

impl std::error::Error for StampError {}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::NoLayout => f.write_str("no known layout"),
            Self::TwoDigitYear => f.write_str("a year of two digits"),
            Self::OrderUnknown => f.write_str("order of day and month is not known"),
            Self::Month(month) => write!(f, "month {month}"),
            Self::DayOfMonth { day, of } => write!(f, "day {day} of a month with {of}"),
            Self::Weekday => f.write_str("that date was another day of the week"),
            Self::Hour(hour) => write!(f, "hour {hour}"),
            Self::HourOfTwelve(hour) => write!(f, "hour {hour} with AM or PM"),
            Self::Minute(minute) => write!(f, "minute {minute}"),
            Self::Second(second) => write!(f, "second {second}"),
            Self::Offset => f.write_str("an offset from UTC beyond 18:00"),
        }
    }
}

#[cfg(test)]
mod tests;
