//! Clocks: the time of day in a stamp, on 24 hours or twelve.

use super::cursor::{Cursor, number};
use super::names::{Half, half};
use super::stamp::Why;

/// A time as written.
pub(super) struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    half: Option<Half>,
}

impl Clock {
    /// Steps over `15:00`, `15.00.30`, `15:00:30.788` or `3:00 PM`, and where `is_compact` also
    /// over `1500` and `150030`; `None` where no time is next.
    pub(super) fn read(cursor: &mut Cursor, is_compact: bool) -> Option<Self> {
        let digits = cursor.digits()?;
        let (hour, minute, second) = match digits.len() {
            4 if is_compact => (number(&digits[..2]), number(&digits[2..]), None),
            6 if is_compact => {
                let [hour, minute, second] =
                    [&digits[..2], &digits[2..4], &digits[4..]].map(number);
                (hour, minute, Some(second))
            }
            1 | 2 => {
                let separator = cursor.any_of(b":.")?;
                let minute = two_digits(cursor)?;
                let has_second = cursor.eat(&[separator]);
                let second = if has_second { Some(two_digits(cursor)?) } else { None };
                (number(digits), minute, second)
            }
            _ => return None,
        };
        // A fraction is cut (SPEC 2), but it must be one.
        if second.is_some() && cursor.any_of(b".,").is_some() {
            cursor.digits()?;
        }
        let mut ahead = *cursor;
        ahead.space();
        let half = half(&mut ahead);
        if half.is_some() {
            *cursor = ahead;
        }
        Some(Self { hour, minute, second: second.unwrap_or(0), half })
    }

    /// Seconds since midnight on the wall clock, or which number no clock shows.
    pub(super) fn second_of_day(self) -> Result<u32, Why> {
        let hour = match self.half {
            Some(_) if !(1..=12).contains(&self.hour) => {
                return Err(Why::HourOfTwelve(self.hour as u8));
            }
            // 12 AM is midnight and 12 PM is noon.
            Some(half) => self.hour % 12 + half.first_hour(),
            None => self.hour,
        };
        match (hour, self.minute, self.second) {
            (24.., _, _) => Err(Why::Hour(hour as u8)),
            (_, 60.., _) => Err(Why::Minute(self.minute as u8)),
            (_, _, 60..) => Err(Why::Second(self.second as u8)),
            (hour, minute, second) => Ok(hour * 3600 + minute * 60 + second),
        }
    }
}

/// Steps over exactly two digits.
pub(super) fn two_digits(cursor: &mut Cursor) -> Option<u32> {
    cursor.digits().filter(|digits| digits.len() == 2).map(number)
}
