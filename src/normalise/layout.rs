//! Layouts: the slow and complete way to read a stamp.
//!
//! The grammar, from left to right: an optional weekday; a date in one of the ways that Swedish
//! and English logs write it; an optional time; an optional offset; then the end. Every gap
//! is exactly one space.

use super::clock::{Clock, two_digits};
use super::cursor::{Cursor, number};
use super::names;
use super::stamp::{Stamp, StampError, Why, civil_day, instant, offset_s};
use crate::calendar::{Day, Weekday};
use crate::profile::DateOrder;

const NO_LAYOUT: StampError = StampError::Unreadable(Why::NoLayout);

/// Reads a stamp in any known layout.
#[inline(never)]
pub(super) fn read(text: &[u8], order: Option<DateOrder>) -> Result<Stamp, StampError> {
    let mut cursor = Cursor::trimmed(text);
    if cursor.is_at_end() {
        return Err(StampError::Unreadable(Why::Empty));
    }
    let weekday = read_weekday(&mut cursor)?;
    let (date, style) = read_date(&mut cursor)?;
    if cursor.is_at_end() {
        return Ok(Stamp::Date(date.day(order, weekday)?));
    }
    skip_to_time(&mut cursor, style)?;
    let clock = Clock::read(&mut cursor, style == Style::Compact).ok_or(NO_LAYOUT)?;
    let offset = read_offset(&mut cursor)?;
    if !cursor.is_at_end() {
        return Err(NO_LAYOUT);
    }
    // The layout is known to the last byte; only now is it worth saying which number is wrong.
    // The year comes last: a stamp out of range is good in all else.
    let second_of_day = clock.second_of_day().map_err(StampError::Unreadable)?;
    let offset_s = offset.transpose().map_err(StampError::Unreadable)?;
    let wall = date.day(order, weekday)?.at(second_of_day);
    Ok(offset_s.map_or(Stamp::Wall(wall), |offset_s| instant(wall, offset_s)))
}

/// How the date was written, as far as it decides how the time may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `2026-06-18`: `T` may follow.
    YearFirst,
    /// `20260618`: `T` may follow, and a time without colons.
    Compact,
    /// The year last: a comma may follow.
    YearLast,
}

/// A date as written.
#[derive(Clone, Copy)]
enum Written {
    /// The layout says which number is what.
    Plain { year: u32, month: u32, day: u32 },
    /// `6/7/2026` or `6-7-2026`.
    Ordered { year: u32, first: u32, second: u32 },
}

impl Written {
    fn day(self, order: Option<DateOrder>, weekday: Option<Weekday>) -> Result<Day, StampError> {
        let checked = |year, month, day| {
            let date = civil_day(year, month, day)?;
            match weekday {
                Some(said) if said != date.weekday() => Err(StampError::Unreadable(Why::Weekday)),
                _ => Ok(date),
            }
        };
        let (year, first, second) = match self {
            Self::Plain { year, month, day } => return checked(year, month, day),
            Self::Ordered { year, first, second } => (year, first, second),
        };
        let by_day = checked(year, second, first);
        let by_month = checked(year, first, second);
        match order {
            Some(DateOrder::DayFirst) => by_day,
            Some(DateOrder::MonthFirst) => by_month,
            None => only_one(by_day, by_month),
        }
    }
}

/// The date that a stamp means whatever the order, because the other order gives the same date
/// or none.
fn only_one(
    by_day: Result<Day, StampError>,
    by_month: Result<Day, StampError>,
) -> Result<Day, StampError> {
    match (by_day, by_month) {
        (Ok(one), Ok(other)) if one != other => Err(StampError::Unreadable(Why::OrderUnknown)),
        (Ok(day), _) | (_, Ok(day)) => Ok(day),
        // `31/06/2026`: day 31 of June is wrong, not month 31.
        (Err(StampError::Unreadable(Why::Month(_))), Err(error)) | (Err(error), Err(_)) => {
            Err(error)
        }
    }
}

/// `tor `, `Thu, `, `torsdag den `: nothing where a month's name stands.
fn read_weekday(cursor: &mut Cursor) -> Result<Option<Weekday>, StampError> {
    let mut ahead = *cursor;
    let weekday = ahead.word().and_then(|word| names::weekday(word.bytes()));
    if weekday.is_some() {
        let _ = ahead.eat(b".") || ahead.eat(b",");
        ahead.space().ok_or(NO_LAYOUT)?;
        *cursor = ahead;
    }
    // Swedish long dates are `den 18 juni 2026`.
    ahead = *cursor;
    if ahead.word().is_some_and(|word| word.bytes() == b"den") {
        ahead.space().ok_or(NO_LAYOUT)?;
        *cursor = ahead;
    }
    Ok(weekday)
}

fn read_date(cursor: &mut Cursor) -> Result<(Written, Style), StampError> {
    let Some(digits) = cursor.digits() else {
        return Ok((month_name_first(cursor)?, Style::YearLast));
    };
    match digits.len() {
        8 => {
            let [year, month, day] = [&digits[..4], &digits[4..6], &digits[6..]].map(number);
            Ok((Written::Plain { year, month, day }, Style::Compact))
        }
        4 => Ok((year_first(cursor, number(digits))?, Style::YearFirst)),
        1 | 2 => Ok((year_last(cursor, number(digits))?, Style::YearLast)),
        6 if cursor.is_at_end() || cursor.space().is_some() => {
            Err(StampError::Unreadable(Why::TwoDigitYear))
        }
        _ => Err(NO_LAYOUT),
    }
}

/// The rest of `2026-06-18`, `2026/06/18` and `2026.06.18`.
fn year_first(cursor: &mut Cursor, year: u32) -> Result<Written, StampError> {
    let separator = cursor.any_of(b"-/.").ok_or(NO_LAYOUT)?;
    let month = one_or_two(cursor)?;
    expect(cursor, &[separator])?;
    Ok(Written::Plain { year, month, day: one_or_two(cursor)? })
}

/// The rest of `June 18, 2026`.
fn month_name_first(cursor: &mut Cursor) -> Result<Written, StampError> {
    let month = month_name(cursor)?;
    cursor.space().ok_or(NO_LAYOUT)?;
    let day = one_or_two(cursor)?;
    cursor.eat(b",");
    cursor.space().ok_or(NO_LAYOUT)?;
    Ok(Written::Plain { year: year_at_end(cursor)?, month, day })
}

/// The rest of a date that began with one or two digits.
fn year_last(cursor: &mut Cursor, first: u32) -> Result<Written, StampError> {
    if cursor.space().is_some() {
        let month = month_name(cursor)?;
        cursor.space().ok_or(NO_LAYOUT)?;
        return Ok(Written::Plain { year: year_at_end(cursor)?, month, day: first });
    }
    let separator = cursor.any_of(b"-/.").ok_or(NO_LAYOUT)?;
    if separator != b'.' && cursor.is_at_letter() {
        let month = month_name(cursor)?;
        expect(cursor, &[separator])?;
        return Ok(Written::Plain { year: year_at_end(cursor)?, month, day: first });
    }
    let second = one_or_two(cursor)?;
    // `18/6 2026` is Swedish and always day-first; so are dots, in every language that uses them.
    let is_swedish = separator == b'/' && cursor.space().is_some();
    if !is_swedish {
        expect(cursor, &[separator])?;
    }
    let year = year_at_end(cursor)?;
    Ok(if is_swedish || separator == b'.' {
        Written::Plain { year, month: second, day: first }
    } else {
        Written::Ordered { year, first, second }
    })
}

/// A month's name, or its first letters with or without a full stop.
fn month_name(cursor: &mut Cursor) -> Result<u32, StampError> {
    let month = cursor.word().and_then(|word| names::month(word.bytes())).ok_or(NO_LAYOUT)?;
    cursor.eat(b".");
    Ok(month)
}

/// A year of four digits.
fn year_at_end(cursor: &mut Cursor) -> Result<u32, StampError> {
    match cursor.digits() {
        Some(digits) if digits.len() == 4 => Ok(number(digits)),
        Some(digits) if digits.len() == 2 => Err(StampError::Unreadable(Why::TwoDigitYear)),
        _ => Err(NO_LAYOUT),
    }
}

/// What stands between date and time: `T`, a space, ` kl. `, and `, ` after a year.
fn skip_to_time(cursor: &mut Cursor, style: Style) -> Result<(), StampError> {
    if style != Style::YearLast && cursor.any_of(b"Tt").is_some() {
        return Ok(());
    }
    if style == Style::YearLast {
        cursor.eat(b",");
    }
    cursor.space().ok_or(NO_LAYOUT)?;
    let mut ahead = *cursor;
    if ahead.word().is_some_and(|word| word.bytes() == b"kl") {
        let has_stop = ahead.eat(b".");
        if ahead.space().is_none() && !has_stop {
            return Err(NO_LAYOUT);
        }
        *cursor = ahead;
    }
    Ok(())
}

/// The seconds of an offset at the end; `None` where there is none.
fn read_offset(cursor: &mut Cursor) -> Result<Option<Result<i32, Why>>, StampError> {
    if cursor.is_at_end() {
        return Ok(None);
    }
    let has_space = cursor.space().is_some();
    if let Some(sign) = cursor.any_of(b"+-") {
        let (hours, minutes) = match cursor.digits().ok_or(NO_LAYOUT)? {
            digits if digits.len() == 4 => (number(&digits[..2]), number(&digits[2..])),
            digits if digits.len() == 2 => {
                let minutes =
                    if cursor.eat(b":") { two_digits(cursor).ok_or(NO_LAYOUT)? } else { 0 };
                (number(digits), minutes)
            }
            _ => return Err(NO_LAYOUT),
        };
        let signed = |offset_s: i32| if sign == b'-' { -offset_s } else { offset_s };
        return Ok(Some(offset_s(hours, minutes).map(signed).ok_or(Why::Offset)));
    }
    match cursor.word().ok_or(NO_LAYOUT)?.bytes() {
        b"z" => Ok(Some(Ok(0))),
        b"utc" | b"gmt" if has_space => Ok(Some(Ok(0))),
        _ => Err(NO_LAYOUT),
    }
}

fn one_or_two(cursor: &mut Cursor) -> Result<u32, StampError> {
    cursor.digits().filter(|digits| digits.len() <= 2).map(number).ok_or(NO_LAYOUT)
}

fn expect(cursor: &mut Cursor, bytes: &[u8]) -> Result<(), StampError> {
    if cursor.eat(bytes) { Ok(()) } else { Err(NO_LAYOUT) }
}
