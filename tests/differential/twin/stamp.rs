//! Stamps as they stand in a cell: `2026-06-18 15:00`, with `T`, seconds, fractions, an offset
//! or `Z`; `20260618 1500`; `18/6 2026 15.00`; and bare dates.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Said {
    Date(NaiveDate),
    Local(NaiveDateTime),
    Instant(DateTime<FixedOffset>),
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

fn date(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split('-').collect();
    if let [year, month, day] = parts[..] {
        let (year, month) = (number(year, 4..=4)?, number(month, 2..=2)?);
        return NaiveDate::from_ymd_opt(year as i32, month, number(day, 2..=2)?);
    }
    let all = number(text, 8..=8)?;
    NaiveDate::from_ymd_opt((all / 10_000) as i32, all / 100 % 100, all % 100)
}

/// `18/6 2026`.
fn swedish_date(day_and_month: &str, year: &str) -> Option<NaiveDate> {
    let (day, month) = day_and_month.split_once('/')?;
    let (day, month) = (number(day, 1..=2)?, number(month, 1..=2)?);
    NaiveDate::from_ymd_opt(number(year, 4..=4)? as i32, month, day)
}

/// A time of day and what is behind it; a fraction of a second is cut.
fn time(date: NaiveDate, text: &str) -> Option<NaiveDateTime> {
    let whole = match text.split_once('.') {
        Some((whole, fraction)) if whole.len() == 8 => {
            number(fraction, 1..=9)?;
            whole
        }
        _ => text,
    };
    let parts: Vec<&str> = whole.split([':', '.']).collect();
    let two = |text| number(text, 2..=2);
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (two(hour)?, two(minute)?, 0),
        [hour, minute, second] => (two(hour)?, two(minute)?, two(second)?),
        [all] => (number(all, 4..=4)? / 100, all.parse::<u32>().ok()? % 100, 0),
        _ => return None,
    };
    date.and_hms_opt(hour, minute, second)
}

/// The offset at the end of a time, in seconds, and the time without it.
fn offset(text: &str) -> Option<(&str, Option<i32>)> {
    if let Some(time) = text.strip_suffix('Z') {
        return Some((time, Some(0)));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, None)) };
    let (time, offset) = text.split_at(at);
    let (hours, minutes) = offset[1..].split_once(':')?;
    let seconds = (number(hours, 2..=2)? * 3600 + number(minutes, 2..=2)? * 60) as i32;
    Some((time, Some(if offset.starts_with('-') { -seconds } else { seconds })))
}

/// Reads a cell; `None` when it is unreadable.
pub(crate) fn read(cell: &str) -> Option<Said> {
    let words: Vec<&str> = match cell.split_once('T') {
        Some((date, time)) => vec![date, time],
        None => cell.split(' ').collect(),
    };
    let (day, time_text) = match words[..] {
        [day] => return date(day).map(Said::Date),
        [day, year] if day.contains('/') => return swedish_date(day, year).map(Said::Date),
        [day, time] => (date(day)?, time),
        [day, year, time] => (swedish_date(day, year)?, time),
        _ => return None,
    };
    let (clock, offset_s) = offset(time_text)?;
    let local = time(day, clock)?;
    Some(match offset_s {
        None => Said::Local(local),
        Some(seconds) => {
            let offset = FixedOffset::east_opt(seconds)?;
            Said::Instant(offset.from_local_datetime(&local).single()?)
        }
    })
}
