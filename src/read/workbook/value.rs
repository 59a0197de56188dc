//! Values of cells as text, the same in every format of workbook.
//!
//! | a cell with | is written |
//! | --- | --- |
//! | a day and a time | `2026-03-02 08:05:00`, to the nearest second |
//! | a midnight, shown without a time | `2026-03-02` |
//! | a time alone | `08:05:00` |
//! | a span of time | `26:05:00`, with hours beyond a day |
//! | a number | `70`, `0.25`: a point, no exponent, the fewest digits that say it |
//! | TRUE or FALSE | `TRUE`, `FALSE` |
//! | an error | `#N/A` |
//! | text | the text, dates in it too |

use std::fmt::Write as _;

use calamine::{DataType, ExcelDateTime, ExcelDateTimeType};
use chrono::{NaiveDateTime, SubsecRound};

use super::shows::Shows;

const DAY_S: i64 = 86_400;

/// Writes a value of an Excel workbook.
pub(super) fn write(out: &mut String, value: &impl DataType, shows: Shows, is_1904: bool) {
    if let Some(text) = value.get_string() {
        out.push_str(text);
    } else if let Some(number) = value.get_float() {
        write_number(out, number);
    } else if let Some(stamp) = value.get_datetime() {
        if stamp.is_duration() {
            write_span(out, stamp.as_f64());
        } else {
            write_serial(out, stamp.as_f64(), shows, is_1904);
        }
    } else if let Some(number) = value.get_int() {
        fill(out, format_args!("{number}"));
    } else if let Some(is_true) = value.get_bool() {
        write_bool(out, is_true);
    } else if let Some(error) = value.get_error() {
        fill(out, format_args!("{error}"));
    } else if let Some(stamp) = value.get_datetime_iso() {
        write_iso(out, stamp, shows.time);
    } else if let Some(span) = value.get_duration_iso() {
        write_iso_span(out, span);
    }
}

pub(super) fn write_number(out: &mut String, number: f64) {
    // Adding 0 makes a plain zero of the negative one.
    fill(out, format_args!("{}", number + 0.0));
}

pub(super) fn write_bool(out: &mut String, is_true: bool) {
    out.push_str(if is_true { "TRUE" } else { "FALSE" });
}

/// Writes days since the beginning of 1900 or of 1904.
///
/// As Excel shows them: day 60 is 29 February 1900, which never was, and day 0 is `1900-01-00`.
/// What Excel cannot show as a date stays a number.
fn write_serial(out: &mut String, serial: f64, shows: Shows, is_1904: bool) {
    let seconds = (serial * DAY_S as f64).round();
    let last_day = if is_1904 { 2_957_003 } else { 2_958_465 };
    if !(0.0..(last_day + 1) as f64 * DAY_S as f64).contains(&seconds) {
        return write_number(out, serial);
    }
    let (day, second) = (seconds as i64 / DAY_S, seconds as i64 % DAY_S);
    let is_time_alone = shows.time && !shows.date || !is_1904 && second > 0;
    if day == 0 && is_time_alone {
        return write_clock(out, second);
    }
    if day == 0 && !is_1904 {
        out.push_str("1900-01-00");
    } else {
        let whole = ExcelDateTime::new(day as f64, ExcelDateTimeType::DateTime, is_1904);
        let (year, month, day, ..) = whole.to_ymd_hms_milli();
        fill(out, format_args!("{year:04}-{month:02}-{day:02}"));
    }
    if second > 0 || shows.time {
        out.push(' ');
        write_clock(out, second);
    }
}

/// Writes days as hours, minutes and seconds.
fn write_span(out: &mut String, days: f64) {
    let seconds = (days * DAY_S as f64).round();
    if !seconds.is_finite() || seconds.abs() > 1e15 {
        return write_number(out, days);
    }
    let seconds = seconds as i64;
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.abs();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    fill(out, format_args!("{sign}{hours}:{minutes:02}:{:02}", seconds % 60));
}

fn write_clock(out: &mut String, second: i64) {
    let (hour, minute) = (second / 3600, second / 60 % 60);
    fill(out, format_args!("{hour:02}:{minute:02}:{:02}", second % 60));
}

/// Writes `2026-03-02` or `2026-03-02T08:05:00`; what is neither is text.
///
/// LibreOffice leaves the time of every midnight out, so whether the cell shows one decides.
pub(super) fn write_iso(out: &mut String, stamp: &str, shows_time: bool) {
    match stamp.parse::<NaiveDateTime>() {
        Ok(stamp) => fill(out, format_args!("{}", stamp.round_subsecs(0))),
        Err(_) => {
            out.push_str(stamp);
            if shows_time && stamp.parse::<chrono::NaiveDate>().is_ok() {
                out.push_str(" 00:00:00");
            }
        }
    }
}

/// Writes `PT08H05M00S` as `08:05:00`; what is no such span is text.
pub(super) fn write_iso_span(out: &mut String, span: &str) {
    match iso_seconds(span) {
        Some(seconds) => {
            out.push_str(if span.starts_with('-') { "-" } else { "" });
            write_clock(out, seconds);
        }
        None => out.push_str(span),
    }
}

fn iso_seconds(span: &str) -> Option<i64> {
    let mut rest = span.trim_start_matches('-').strip_prefix('P')?;
    let (mut seconds, mut is_time) = (0.0, false);
    if rest == "T" {
        return None;
    }
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T').filter(|_| !is_time) {
            (rest, is_time) = (time, true);
            continue;
        }
        let unit = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let number = rest[..unit].parse::<f64>().ok().filter(|n| (0.0..1e9).contains(n))?;
        seconds += number
            * match (&rest[unit..=unit], is_time) {
                ("D", false) => DAY_S as f64,
                ("H", true) => 3600.0,
                ("M", true) => 60.0,
                ("S", true) => 1.0,
                _ => return None,
            };
        rest = &rest[unit + 1..];
    }
    is_time.then_some(seconds.round() as i64)
}

fn fill(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: Shows = Shows { date: true, time: false };
    const TIME: Shows = Shows { date: false, time: true };
    const BOTH: Shows = Shows { date: true, time: true };

    #[test]
    fn a_day_is_written_as_excel_shows_it() {
        for (serial, shows, is_1904, expected) in [
            (46_083.0, DATE, false, "2026-03-02"),
            (46_083.0, BOTH, false, "2026-03-02 00:00:00"),
            (44_621.0, DATE, true, "2026-03-02"),
            (46_083.336_805_555_6, BOTH, false, "2026-03-02 08:05:00"),
            // The format hides a time that the cell has: it is not thrown away.
            (46_083.336_805_555_6, DATE, false, "2026-03-02 08:05:00"),
            (46_083.336_805_555_6, TIME, false, "2026-03-02 08:05:00"),
            (46_083.999_999, BOTH, false, "2026-03-03 00:00:00"),
            (46_083.999_999, DATE, false, "2026-03-03"),
            (0.336_805_555_6, TIME, false, "08:05:00"),
            (0.336_805_555_6, BOTH, false, "08:05:00"),
            (0.336_805_555_6, TIME, true, "08:05:00"),
            (0.0, TIME, false, "00:00:00"),
            (0.0, DATE, false, "1900-01-00"),
            (0.0, DATE, true, "1904-01-01"),
            (0.5, BOTH, true, "1904-01-01 12:00:00"),
            (1.0, DATE, false, "1900-01-01"),
            (59.0, DATE, false, "1900-02-28"),
            (60.0, DATE, false, "1900-02-29"),
            (61.0, DATE, false, "1900-03-01"),
            (366.0, DATE, false, "1900-12-31"),
            (2_958_465.0, DATE, false, "9999-12-31"),
            (2_958_466.0, DATE, false, "2958466"),
            (2_957_004.0, DATE, true, "2957004"),
            (-1.5, DATE, false, "-1.5"),
            (f64::NAN, DATE, false, "NaN"),
        ] {
            let mut out = String::new();
            write_serial(&mut out, serial, shows, is_1904);
            assert_eq!(out, expected, "{serial} {shows:?} {is_1904}");
        }
    }

    #[test]
    fn every_second_of_a_century_survives_as_a_serial() {
        let epoch = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
        let start = epoch.and_hms_opt(0, 0, 0).unwrap();
        // A step without a common divisor with the day meets every second of it.
        for seconds in (32_874 * DAY_S..73_050 * DAY_S).step_by(65_537) {
            let mut out = String::new();
            write_serial(&mut out, seconds as f64 / DAY_S as f64, BOTH, false);
            let expected = start + chrono::Duration::seconds(seconds);
            assert_eq!(out, expected.to_string());
        }
    }

    #[test]
    fn a_span_counts_its_hours() {
        for (days, expected) in [
            (0.0, "0:00:00"),
            (1.0 / 24.0, "1:00:00"),
            (1.086_805_555_6, "26:05:00"),
            (-0.25, "-6:00:00"),
            (f64::INFINITY, "inf"),
        ] {
            let mut out = String::new();
            write_span(&mut out, days);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn a_number_has_the_fewest_digits_that_say_it() {
        for (number, expected) in [
            (70.0, "70"),
            (-0.0, "0"),
            (0.25, "0.25"),
            (-12.5, "-12.5"),
            (2_026_030_200_012_345.0, "2026030200012345"),
            (1e21, "1000000000000000000000"),
        ] {
            let mut out = String::new();
            write_number(&mut out, number);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn iso_values_are_written_like_the_others() {
        for (stamp, shows_time, expected) in [
            ("2026-03-02", false, "2026-03-02"),
            ("2026-03-02", true, "2026-03-02 00:00:00"),
            ("2026-03-02T08:05:00", false, "2026-03-02 08:05:00"),
            ("2026-03-02T08:04:59.500000000", false, "2026-03-02 08:05:00"),
            ("2026-03-02T08:05:00Z", true, "2026-03-02T08:05:00Z"),
            ("i morse", true, "i morse"),
        ] {
            let mut out = String::new();
            write_iso(&mut out, stamp, shows_time);
            assert_eq!(out, expected, "{stamp} {shows_time}");
        }
        for (span, expected) in [
            ("PT08H05M00S", "08:05:00"),
            ("PT26H00M00.6S", "26:00:01"),
            ("P1DT2H", "26:00:00"),
            ("-PT5M", "-00:05:00"),
            ("P1Y", "P1Y"),
            ("PT", "PT"),
            ("PT5", "PT5"),
            ("5M", "5M"),
            ("PTxH", "PTxH"),
        ] {
            let mut out = String::new();
            write_iso_span(&mut out, span);
            assert_eq!(out, expected, "{span}");
        }
    }
}
