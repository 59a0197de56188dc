//! Tests of moments as profiles tell them.

use super::*;
use crate::calendar::Wall;

fn wall(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Wall {
    Wall::new(Day::from_ymd(year, month, day).unwrap(), hour, minute, 0).unwrap()
}

#[test]
fn a_pattern_reads_what_it_writes_and_nothing_else() {
    let at = |h, m| Stamp::Wall(wall(2026, 3, 2, h, m));
    for (pattern, text, expected) in [
        ("%d/%b/%y %I:%M %p", "02/Mar/26 3:05 PM", Some(at(15, 5))),
        ("%d/%b/%y %I:%M %p", "2/mar/26 03:05 pm", Some(at(15, 5))),
        ("%Y%m%d", "20260302", Some(Stamp::Date(Day::from_ymd(2026, 3, 2).unwrap()))),
        ("%Y-%m-%d %H:%M", "2026-03-0215:05", None),
        ("%Y-%m-%d %H:%M", " 2026-03-02 15:05", None),
        ("%Y-%m-%d", "26-03-02", None),
    ] {
        assert_eq!(by_pattern(pattern, text.as_bytes()).ok(), expected, "{pattern} {text}");
    }
    assert!(by_pattern("%Y-%m-%d %H:%M %z", b"2026-03-02 15:05 +0100").is_ok());
}

#[test]
fn the_commonest_pattern_reads_as_any_pattern_does() {
    let mut last = LastStamp::default();
    for text in ["2026-03-02 15:05:00", "2026-02-30 15:05:00", "2026-03-02 24:00:00"] {
        let slow = by_pattern(ISO_SECONDS, text.as_bytes()).ok();
        assert_eq!(parse_after(&mut last, text.as_bytes(), None).ok(), slow, "{text}");
    }
}

#[test]
fn an_epoch_is_a_whole_number_and_0_is_none() {
    let at = |s| Some(Some(Stamp::Instant(Instant::from_unix_seconds(s))));
    assert_eq!(epoch(b"1366720340", 1).ok(), at(1_366_720_340));
    assert_eq!(epoch(b"1366720340.75", 1).ok(), at(1_366_720_340));
    assert_eq!(epoch(b"1366720340999", 1000).ok(), at(1_366_720_340));
    assert_eq!(epoch(b"0", 1), Ok(None));
    for bad in ["", "-5", "12:00", "1e9"] {
        assert!(epoch(bad.as_bytes(), 1).is_err(), "{bad}");
    }
    assert_eq!(epoch(b"1366720340999", 1), Err(StampError::OutOfRange));
}

#[test]
fn a_serial_counts_days_from_the_beginning_of_its_calendar() {
    // 46083 is 2 March 2026 where 1 is 1 January 1900, and 44621 where 0 is 1 January 1904.
    let (from_1900, from_1904) = ((1899, 12, 30), (1904, 1, 1));
    let day = Day::from_ymd(2026, 3, 2).unwrap();
    let at = |hour, minute| Ok(Some(Stamp::Wall(wall(2026, 3, 2, hour, minute))));
    for (text, epoch, expected) in [
        ("46083", from_1900, Ok(Some(Stamp::Date(day)))),
        ("44621", from_1904, Ok(Some(Stamp::Date(day)))),
        ("46083.0", from_1900, at(0, 0)),
        ("46083,3368055556", from_1900, at(8, 5)),
        ("46083.3368055556", from_1900, at(8, 5)),
        ("46082.9999999", from_1900, at(0, 0)),
        ("60", from_1900, Err(StampError::OutOfRange)),
        ("99999999999", from_1900, Err(StampError::OutOfRange)),
    ] {
        assert_eq!(serial(text.as_bytes(), epoch), expected, "{text}");
    }
    for bad in ["", ".", "-1", "1e5", "46 083", "2026-03-02"] {
        assert!(
            matches!(serial(bad.as_bytes(), from_1900), Err(StampError::Unreadable(_))),
            "{bad}"
        );
    }
}
