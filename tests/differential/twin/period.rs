//! Periods (SPEC 9): their first and last day.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

/// From the first of `month` through `count` months.
fn months(year: i32, month: u32, count: u32) -> (NaiveDate, NaiveDate) {
    let first = ymd(year, month, 1);
    (first, first + Months::new(count) - Days::new(1))
}

/// The days of a period, both inclusive.
pub(crate) fn days(text: &str, interim_ends: (u32, u32)) -> (NaiveDate, NaiveDate) {
    if let Some((first, last)) = text.split_once("..") {
        return (first.parse().expect("a date"), last.parse().expect("a date"));
    }
    let year = text[..4].parse().expect("a year");
    let number = |text: &str| text.parse::<u32>().expect("a number");
    match text.get(5..) {
        None => months(year, 1, 12),
        Some("delår") => (ymd(year, 1, 1), ymd(year, interim_ends.0, interim_ends.1)),
        Some(part) => match part.split_at(1) {
            ("H", half) => months(year, number(half) * 6 - 5, 6),
            ("T", tertial) => months(year, number(tertial) * 4 - 3, 4),
            ("Q", quarter) => months(year, number(quarter) * 3 - 2, 3),
            ("W", week) => {
                let monday = NaiveDate::from_isoywd_opt(year, number(week), Weekday::Mon);
                let monday = monday.expect("a week of that year");
                (monday, monday + Days::new(6))
            }
            _ => months(year, number(part), 1),
        },
    }
}

/// What a dimension of time calls a date of receipt.
pub(crate) fn name(dimension: &str, date: NaiveDate) -> String {
    let (year, month) = (date.year(), date.month());
    match dimension {
        "year" => format!("{year}"),
        "tertial" => format!("{year}-T{}", (month - 1) / 4 + 1),
        "quarter" => format!("{year}-Q{}", (month - 1) / 3 + 1),
        "month" => format!("{year}-{month:02}"),
        "week" => {
            let week = date.iso_week();
            format!("{}-W{:02}", week.year(), week.week())
        }
        "weekday" => ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            [date.weekday().num_days_from_monday() as usize]
            .to_owned(),
        _ => panic!("{dimension} is no dimension of days"),
    }
}
