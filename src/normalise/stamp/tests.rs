//! Tests of the stamps: every layout, everything near it that is wrong, and chrono as a twin.

use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::*;

/// 2026-06-18 is a Thursday.
fn thursday() -> Day {
    Day::from_ymd(2026, 6, 18).unwrap()
}

fn wall(hour: u32, minute: u32, second: u32) -> Result<Stamp, StampError> {
    Ok(Stamp::Wall(Wall::new(thursday(), hour, minute, second).unwrap()))
}

fn utc(hour: u32, minute: u32, second: u32) -> Result<Stamp, StampError> {
    Ok(instant(Wall::new(thursday(), hour, minute, second).unwrap(), 0))
}

fn unreadable(why: Why) -> Result<Stamp, StampError> {
    Err(StampError::Unreadable(why))
}

#[test]
fn a_date_is_read_in_every_layout() {
    for text in [
        "2026-06-18",
        " 2026-06-18\u{a0}",
        "\t2026-06-18\r\n",
        "2026-6-18",
        "2026/06/18",
        "2026.06.18",
        "20260618",
        "18/6 2026",
        "18/06\u{a0}2026",
        "18.6.2026",
        "18.06.2026",
        "18/06/2026",
        "06/18/2026",
        "18-06-2026",
        "18 juni 2026",
        "18 JUNI 2026",
        "18 jun 2026",
        "18 jun. 2026",
        "18 June 2026",
        "18-Jun-2026",
        "18/Jun/2026",
        "June 18, 2026",
        "Jun 18 2026",
        "tor 18 juni 2026",
        "torsdag 18 juni 2026",
        "torsdag den 18 juni 2026",
        "den 18 juni 2026",
        "tors. 18 juni 2026",
        "Thu, 18 Jun 2026",
        "Thursday, June 18, 2026",
        "Thu 2026-06-18",
    ] {
        assert_eq!(parse(text.as_bytes(), None), Ok(Stamp::Date(thursday())), "{text:?}");
    }
}

#[test]
fn a_time_is_read_in_every_layout() {
    for text in [
        "2026-06-18 15:00:30",
        "2026-06-18T15:00:30",
        "2026-06-18t15:00:30",
        "2026-06-18\u{a0}15:00:30",
        "2026-06-18 15:00:30.788",
        "2026-06-18 15:00:30,788123456789",
        "2026-06-18 15.00.30",
        "2026-06-18 15.00.30,5",
        "2026-06-18 kl. 15.00.30",
        "2026-06-18 kl 15:00:30",
        "2026-06-18 kl.15.00.30",
        "2026-06-18 KL 15.00.30",
        "20260618T150030",
        "20260618 150030",
        "20260618 15:00:30",
        "2026/06/18 15:00:30",
        "18/6 2026 15.00.30",
        "18.6.2026 15:00:30",
        "18/06/2026 15:00:30",
        "18/06/2026, 15:00:30",
        "06/18/2026 03:00:30 PM",
        "6/18/2026, 3:00:30\u{202f}PM",
        "6/18/2026 3:00:30pm",
        "18 juni 2026 15:00:30",
        "18 juni 2026 kl. 15.00.30",
        "June 18, 2026 3:00:30 p.m.",
        "June 18, 2026, 3:00:30 PM",
        "torsdag den 18 juni 2026 kl. 3.00.30 em",
        "2026-06-18 03:00:30 e.m.",
    ] {
        assert_eq!(parse(text.as_bytes(), None), wall(15, 0, 30), "{text:?}");
    }
}

#[test]
fn a_twelve_hour_clock_begins_at_twelve() {
    for (time, hour, minute) in [
        ("12:00 AM", 0, 0),
        ("12:59 am", 0, 59),
        ("1:00 a.m.", 1, 0),
        ("11:59 fm", 11, 59),
        ("12:00 PM", 12, 0),
        ("12:59 e.m.", 12, 59),
        ("2.27 PM", 14, 27),
        ("11:59 PM", 23, 59),
    ] {
        let text = format!("18 jun 2026 {time}");
        assert_eq!(parse(text.as_bytes(), None), wall(hour, minute, 0), "{text}");
    }
}

#[test]
fn an_offset_makes_an_instant() {
    for text in [
        "2026-06-18T13:00:00Z",
        "2026-06-18T13:00Z",
        "2026-06-18 13:00:00z",
        "2026-06-18 13:00:00 Z",
        "2026-06-18 13:00:00 UTC",
        "2026-06-18 13:00:00 gmt",
        "2026-06-18T15:00:00+02:00",
        "2026-06-18T15:00+02:00",
        "2026-06-18T15:00:00.788+02:00",
        "2026-06-18 15:00:00+0200",
        "2026-06-18 15:00:00+02",
        "2026-06-18 15:00:00 +02:00",
        "2026-06-18T09:00:00-04:00",
        "2026-06-19 07:00:00+18:00",
        "2026-06-17 19:00:00-18:00",
        "2026-06-18T18:30:00+05:30",
        "20260618T130000Z",
        "20260618T1300Z",
        "Thu, 18 Jun 2026 15:00:00 +0200",
        "18 Jun 2026 15:00:00 +0200",
        "6/18/2026 1:00 PM UTC",
    ] {
        assert_eq!(parse(text.as_bytes(), None), utc(13, 0, 0), "{text}");
    }
}

#[test]
fn what_follows_no_layout_is_refused() {
    for text in [
        "x",
        "2026",
        "2026-06",
        "2026-06-",
        "2026-06-18T",
        "2026-06-18 15",
        "2026-06-18 kl. 15",
        "2026-06-1815:00",
        "2026-03-0108:05",
        "2026-06-18  15:00",
        "2026-06-18 T15:00",
        "2026-06-18 15:00 x",
        "2026-06-18 15:00:00.",
        "2026-06-18 15:00.5,5",
        "2026-06-18 15:00.30",
        "2026-06-18 15.00:30",
        "2026-06-18 15:0",
        "2026-06-18 15:000",
        "2026-06-18 015:00",
        "2026-06-18 1500",
        "2026-06-18, 15:00",
        "2026-06-18 15:00UTC",
        "2026-06-18 15:00  Z",
        "2026-06-18 15:00+2",
        "2026-06-18 15:00+02:0",
        "2026-06-18 15:00 CET",
        "2026-06-18Z",
        "2026-06-18 kl",
        "2026-06-18 kl15:00",
        "2026-06/18",
        "x2026-06-18",
        "-2026-06-18",
        "02026-06-18",
        "2026-006-18",
        "2026061",
        "202606180",
        "20260618150000",
        "1366720340",
        "44995.5",
        "18/6-2026",
        "18-6 2026",
        "18/6  2026",
        "18.6 2026",
        "18 6 2026",
        "18juni2026",
        "18 foo 2026",
        "18 juni",
        "18. juni 2026",
        "June 2026",
        "den",
        "tor",
        "tor  18 juni 2026",
        "15:00",
        "NULL",
        "-",
        "２０２６-06-18",
        "2026-06-18 15:00 PMx",
        "2026-06-18 15:00 p.m",
    ] {
        assert_eq!(parse(text.as_bytes(), None), unreadable(Why::NoLayout), "{text:?}");
    }
    assert_eq!(parse(b"18 m\xe5j 2026", None), unreadable(Why::NoLayout));
}

#[test]
fn a_number_that_cannot_be_is_named() {
    for (text, why, message) in [
        ("", Why::Empty, "empty"),
        (" \u{a0} ", Why::Empty, "empty"),
        ("2026-00-18", Why::Month(0), "month 0"),
        ("1850-06-18 24:00", Why::Hour(24), "hour 24"),
        ("2026-13-18", Why::Month(13), "month 13"),
        ("2026-00-18 25:61", Why::Hour(25), "hour 25"),
        ("2026-06-31", Why::DayOfMonth { day: 31, of: 30 }, "day 31 of a month with 30"),
        ("2026-02-29 15:00", Why::DayOfMonth { day: 29, of: 28 }, "day 29 of a month with 28"),
        ("20260600", Why::DayOfMonth { day: 0, of: 30 }, "day 0 of a month with 30"),
        ("1800-02-30", Why::DayOfMonth { day: 30, of: 28 }, "day 30 of a month with 28"),
        ("2026-06-18 24:00", Why::Hour(24), "hour 24"),
        ("2026-06-18 15:60:60", Why::Minute(60), "minute 60"),
        ("2026-06-18T15:00:60Z", Why::Second(60), "second 60"),
        ("2026-06-18 13:00 PM", Why::HourOfTwelve(13), "hour 13 with AM or PM"),
        ("2026-06-18 0:30 am", Why::HourOfTwelve(0), "hour 0 with AM or PM"),
        ("2026-06-18 15:00+18:01", Why::Offset, "an offset from UTC beyond 18:00"),
        ("2026-06-18 15:00-02:60", Why::Offset, "an offset from UTC beyond 18:00"),
        ("26-06-18", Why::TwoDigitYear, "a year of two digits"),
        ("18/6/26 15:00", Why::TwoDigitYear, "a year of two digits"),
        ("18/6 26", Why::TwoDigitYear, "a year of two digits"),
        ("18.6.26", Why::TwoDigitYear, "a year of two digits"),
        ("18-Jun-26", Why::TwoDigitYear, "a year of two digits"),
        ("260618 15:00", Why::TwoDigitYear, "a year of two digits"),
        ("6/7/2026", Why::OrderUnknown, "order of day and month is not known"),
        ("fre 18 juni 2026", Why::Weekday, "that date was another day of the week"),
    ] {
        assert_eq!(parse(text.as_bytes(), None), unreadable(why), "{text:?}");
        assert_eq!(StampError::Unreadable(why).to_string(), message);
    }
}

#[test]
fn only_the_years_from_1990_to_2099_are_in_range() {
    let day = |year, month, day| Ok(Stamp::Date(Day::from_ymd(year, month, day).unwrap()));
    for (text, expected) in [
        ("1989-12-31", Err(StampError::OutOfRange)),
        ("1990-01-01", day(1990, 1, 1)),
        ("31.12.2099", day(2099, 12, 31)),
        ("1 januari 2100", Err(StampError::OutOfRange)),
        ("0026-03-01 15:00", Err(StampError::OutOfRange)),
        ("18/06/1899", Err(StampError::OutOfRange)),
        ("06/18/1899", Err(StampError::OutOfRange)),
        ("18990618T1500Z", Err(StampError::OutOfRange)),
    ] {
        assert_eq!(parse(text.as_bytes(), None), expected, "{text}");
    }
    assert_eq!(StampError::OutOfRange.to_string(), "a year outside 1990-2099");
}

#[test]
fn numbers_with_the_year_last_are_read_in_the_order_that_is_given() {
    use DateOrder::{DayFirst, MonthFirst};
    let date = |month, day| Ok(Stamp::Date(Day::from_ymd(2026, month, day).unwrap()));
    for (text, order, expected) in [
        ("6/7/2026", Some(DayFirst), date(7, 6)),
        ("6/7/2026", Some(MonthFirst), date(6, 7)),
        ("06-07-2026", Some(MonthFirst), date(6, 7)),
        ("6/7/2026", None, unreadable(Why::OrderUnknown)),
        ("6/6/2026", None, date(6, 6)),
        ("18/6/2026", Some(MonthFirst), unreadable(Why::Month(18))),
        ("6/18/2026", Some(DayFirst), unreadable(Why::Month(18))),
        ("31/6/2026", None, unreadable(Why::DayOfMonth { day: 31, of: 30 })),
        ("6/31/2026", None, unreadable(Why::DayOfMonth { day: 31, of: 30 })),
        ("31/31/2026", None, unreadable(Why::Month(31))),
        // Dots, and a space before the year, are day-first whatever else the column has.
        ("6.7.2026", Some(MonthFirst), date(7, 6)),
        ("6/7 2026", Some(MonthFirst), date(7, 6)),
        ("2026-07-06", Some(MonthFirst), date(7, 6)),
    ] {
        assert_eq!(parse(text.as_bytes(), order), expected, "{text} {order:?}");
    }
}

#[test]
fn every_month_and_weekday_is_known_in_both_languages() {
    const MONTHS: [&str; 12] = [
        "januari january jan",
        "februari february feb",
        "mars march mar",
        "april apr",
        "maj may",
        "juni june jun",
        "juli july jul",
        "augusti august aug",
        "september sep",
        "oktober october okt oct",
        "november nov",
        "december dec",
    ];
    const WEEKDAYS: [&str; 7] = [
        "måndag mån monday mon Ma\u{30a}ndag",
        "tisdag tis tuesday tue",
        "onsdag ons wednesday wed",
        "torsdag tor thursday thu",
        "fredag fre friday fri",
        "lördag lör saturday sat LO\u{308}R",
        "söndag sön sunday sun SÖNDAG",
    ];
    for (month, names) in (1..).zip(MONTHS) {
        for name in names.split(' ') {
            let expected = Ok(Stamp::Date(Day::from_ymd(2026, month, 5).unwrap()));
            assert_eq!(parse(format!("5 {name} 2026").as_bytes(), None), expected, "{name}");
        }
    }
    for (day, names) in (15..).zip(WEEKDAYS) {
        for name in names.split(' ') {
            let expected = Ok(Stamp::Date(Day::from_ymd(2026, 6, day).unwrap()));
            let text = format!("{name} {day} juni 2026");
            assert_eq!(parse(text.as_bytes(), None), expected, "{text}");
        }
    }
}

#[test]
fn the_day_of_every_date_in_range_is_the_day_that_chrono_knows() {
    let first = NaiveDate::from_ymd_opt(FIRST_YEAR - 1, 1, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(LAST_YEAR + 1, 12, 31).unwrap();
    for date in first.iter_days().take_while(|date| *date <= last) {
        let day = Day::from(date);
        let in_range = (FIRST_YEAR..=LAST_YEAR).contains(&day.year());
        let expected = if in_range { Ok(day) } else { Err(StampError::OutOfRange) };
        assert_eq!(civil_day(day.year() as u32, day.month(), day.day_of_month()), expected);
    }
    for year in FIRST_YEAR as u32..=LAST_YEAR as u32 {
        for month in 0..=13 {
            for day in 0..=32 {
                let exists = NaiveDate::from_ymd_opt(year as i32, month, day).is_some();
                assert_eq!(civil_day(year, month, day).is_ok(), exists, "{year}-{month}-{day}");
            }
        }
    }
}

/// A layout: how chrono prints it, the order it needs, and the seconds that it drops.
const PRINTED: [(&str, Option<DateOrder>, u32); 18] = [
    ("%Y-%m-%d %H:%M:%S", None, 1),
    ("%Y-%m-%dT%H:%M:%S", None, 1),
    ("%Y-%m-%d %H:%M", None, 60),
    ("%Y-%m-%d %H.%M.%S", None, 1),
    ("%Y-%m-%d kl. %H.%M", None, 60),
    ("%Y%m%dT%H%M%S", None, 1),
    ("%Y%m%d %H%M", None, 60),
    ("%Y/%m/%d %H:%M:%S", None, 1),
    ("%Y-%-m-%-d %-H:%M", None, 60),
    ("%-d/%-m %Y %H.%M", None, 60),
    ("%-d.%-m.%Y %H:%M:%S", None, 1),
    ("%d/%m/%Y %H:%M:%S", Some(DateOrder::DayFirst), 1),
    ("%d-%m-%Y %H:%M", Some(DateOrder::DayFirst), 60),
    ("%m/%d/%Y %I:%M:%S %p", Some(DateOrder::MonthFirst), 1),
    ("%-m/%-d/%Y, %-I:%M %P", Some(DateOrder::MonthFirst), 60),
    ("%a, %d %b %Y %H:%M:%S", None, 1),
    ("%A, %B %-d, %Y %-I:%M %p", None, 60),
    ("%d-%b-%Y", None, 86_400),
];

proptest! {
    #[test]
    fn a_wall_time_printed_in_any_layout_is_read_as_itself(
        seconds in 631_152_000_i64..4_102_444_800,
        offset_minutes in -1080_i32..=1080,
    ) {
        let wall = Wall::from_unix_seconds(seconds);
        for (layout, order, kept) in PRINTED {
            let text = NaiveDateTime::from(wall).format(layout).to_string();
            let read = parse(text.as_bytes(), order);
            let expected = wall.day.at(wall.second_of_day - wall.second_of_day % kept);
            if kept == 86_400 {
                prop_assert_eq!(read, Ok(Stamp::Date(wall.day)), "{}", text);
            } else {
                prop_assert_eq!(read, Ok(Stamp::Wall(expected)), "{}", text);
            }
        }
        let (sign, ahead) = if offset_minutes < 0 { ('-', -offset_minutes) } else { ('+', offset_minutes) };
        for separator in [":", ""] {
            let text = format!("{wall}{sign}{:02}{separator}{:02}", ahead / 60, ahead % 60);
            prop_assert_eq!(parse(text.as_bytes(), None), Ok(instant(wall, offset_minutes * 60)));
        }
    }

    #[test]
    fn an_iso_stamp_is_read_as_chrono_reads_it(
        year in 1980_u32..2110,
        numbers in (0_u32..14, 0_u32..33, 0_u32..26, 0_u32..62, 0_u32..60),
        separator in prop::sample::select(vec!["T", " "]),
    ) {
        let (month, day, hour, minute, second) = numbers;
        let text = format!("{year}-{month:02}-{day:02}{separator}{hour:02}:{minute:02}:{second:02}");
        let chrono = NaiveDateTime::parse_from_str(&text, &format!("%Y-%m-%d{separator}%H:%M:%S"));
        match (chrono, parse(text.as_bytes(), None)) {
            (Ok(twin), Ok(read)) => prop_assert_eq!(read, Stamp::Wall(twin.into())),
            (Ok(_), Err(error)) => {
                prop_assert_eq!(error, StampError::OutOfRange);
                prop_assert!(!(1990..=2099).contains(&year));
            }
            (Err(_), read) => prop_assert!(matches!(read, Err(StampError::Unreadable(_))), "{}", text),
        }
    }

    #[test]
    fn no_bytes_make_it_panic_or_leave_the_range(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..40),
            prop::collection::vec(prop::sample::select(b"0123456789-/.:, TZ+klapmjun\xc2\xa0\xc3\xb6".to_vec()), 0..30),
        ],
        spoiled in (0_usize..PRINTED.len(), 0_usize..30, any::<u8>()),
    ) {
        let (layout, at, byte) = spoiled;
        let moment = NaiveDate::from_ymd_opt(2026, 6, 18).unwrap().and_hms_opt(15, 0, 30).unwrap();
        let mut almost = moment.format(PRINTED[layout].0).to_string().into_bytes();
        if let Some(place) = almost.get_mut(at) {
            *place = byte;
        }
        for text in [bytes, almost] {
            for order in [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)] {
                let day = match parse(&text, order) {
                    Ok(Stamp::Date(day)) => day,
                    Ok(Stamp::Wall(wall)) => wall.day,
                    Ok(Stamp::Instant(instant)) => Day::from(instant.utc().date_naive()),
                    Err(_) => continue,
                };
                prop_assert!((FIRST_YEAR - 1..=LAST_YEAR + 1).contains(&day.year()));
            }
        }
    }
}

proptest! {
    #[test]
    fn a_stamp_is_read_alike_whatever_was_read_before(
        texts in prop::collection::vec(
            prop_oneof![
                "2026-0[0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9][+-]0[0-2]:[0-6]0",
                "2026-03-0[12][T ][0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\+01:00",
                "2026-03-01.[0-9:a/]{2}:[0-9]{2}[:;][0-9\u{e5}]{2}\\+01:00",
            ],
            1..20,
        ),
    ) {
        let mut last = LastStamp::default();
        for text in texts {
            let after = parse_after(&mut last, text.as_bytes(), None);
            prop_assert_eq!(after, parse(text.as_bytes(), None), "{}", text);
            // The slow way reads every layout by itself.
            prop_assert_eq!(after, layout::read(text.as_bytes(), None), "{}", text);
        }
    }
}
