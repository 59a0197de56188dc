//! The calendar against published tables, and the day table against its slow twin.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeZone};
use proptest::prelude::*;
use svarstid::calendar::{
    Closure, Day, DayTable, Instant, OpeningHours, Reason, Resolved, Wall, WorkingCalendar, Zone,
};

fn day(text: &str) -> Day {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date").into()
}

fn stockholm() -> DayTable {
    WorkingCalendar::swedish().table(Zone::STOCKHOLM)
}

/// Workdays Monday-Friday minus helgdagar minus the three eves: Jan-Jun, Jul-Dec, Jan-Aug.
const WORKDAYS: [(i32, [u32; 3]); 10] = [
    (2021, [123, 130, 167]),
    (2022, [123, 130, 167]),
    (2023, [123, 128, 167]),
    (2024, [123, 128, 168]),
    (2025, [121, 128, 165]),
    (2026, [122, 129, 166]),
    (2027, [123, 130, 167]),
    (2028, [123, 128, 167]),
    (2029, [123, 127, 168]),
    (2030, [122, 128, 167]),
];

#[test]
fn workdays_of_half_years_and_of_two_tertials_are_the_published_ones() {
    let table = stockholm();
    for (year, [first_half, second_half, to_august]) in WORKDAYS {
        let on = |month, d| Day::from_ymd(year, month, d).expect("a date");
        let next_year = Day::from_ymd(year + 1, 1, 1).expect("a date");
        assert_eq!(table.workdays_between(on(1, 1), on(7, 1)), first_half, "{year} Jan-Jun");
        assert_eq!(table.workdays_between(on(7, 1), next_year), second_half, "{year} Jul-Dec");
        assert_eq!(table.workdays_between(on(1, 1), on(9, 1)), to_august, "{year} Jan-Aug");
    }
}

#[test]
fn workdays_of_2016_and_2017_are_253_and_251() {
    let table = stockholm();
    assert_eq!(table.workdays_between(day("2016-01-01"), day("2017-01-01")), 253);
    assert_eq!(table.workdays_between(day("2017-01-01"), day("2018-01-01")), 251);
}

/// Receipt and due date of one workday, and why it is a trap.
const NEXT_WORKDAY: [(&str, &str, &str); 29] = [
    ("2026-06-18", "2026-06-22", "midsommarafton, earliest possible date"),
    ("2027-06-24", "2027-06-28", "midsommarafton, latest possible date"),
    ("2026-12-23", "2026-12-28", "julafton"),
    ("2025-12-23", "2025-12-29", "the longest gap, six days"),
    ("2029-12-21", "2029-12-27", "the longest gap from a Friday"),
    ("2024-12-23", "2024-12-27", "a short Christmas"),
    ("2026-12-30", "2027-01-04", "nyårsafton"),
    ("2026-01-05", "2026-01-07", "trettondagen; its eve is a workday"),
    ("2027-01-05", "2027-01-07", "trettondagen on a Wednesday"),
    ("2026-04-02", "2026-04-07", "Easter; skärtorsdag is a workday"),
    ("2026-04-01", "2026-04-02", "skärtorsdag is a workday"),
    ("2024-03-28", "2024-04-02", "Easter with the clock change"),
    ("2027-03-25", "2027-03-30", "Easter with the clock change"),
    ("2026-05-13", "2026-05-15", "Kristi himmelsfärd; the klämdag is a workday"),
    ("2026-04-30", "2026-05-04", "första maj on a Friday"),
    ("2026-04-29", "2026-04-30", "valborg is a workday"),
    ("2008-04-30", "2008-05-02", "två helgdagar samma dag"),
    ("2026-06-05", "2026-06-08", "nationaldagen on a Saturday: no substitute day"),
    ("2027-06-04", "2027-06-07", "nationaldagen on a Sunday: no substitute day"),
    ("2025-06-05", "2025-06-09", "nationaldagen on a Friday"),
    ("2028-06-05", "2028-06-07", "nationaldagen on a Tuesday"),
    ("2022-06-03", "2022-06-07", "nationaldagen on the old annandag pingst"),
    ("2004-05-28", "2004-06-01", "annandag pingst, still a holiday"),
    ("2005-05-13", "2005-05-16", "annandag pingst, abolished"),
    ("2005-06-03", "2005-06-07", "the first nationaldag as a holiday"),
    ("2026-10-30", "2026-11-02", "alla helgons dag on 31 October"),
    ("2026-06-20", "2026-06-22", "a Saturday counts from itself"),
    ("2026-06-22", "2026-06-23", "an ordinary Monday"),
    ("2026-06-30", "2026-07-01", "the end of the half-year"),
];

#[test]
fn one_workday_ends_where_each_trap_says() {
    let table = stockholm();
    for (received, due, trap) in NEXT_WORKDAY {
        assert_eq!(table.nth_workday_after(day(received), 1), day(due), "{trap}");
    }
}

#[test]
fn both_names_of_a_shared_date_are_told() {
    let calendar = WorkingCalendar::swedish();
    let names = |date: &str| -> Vec<String> {
        calendar.reasons(day(date)).iter().map(|reason| reason.swedish().to_owned()).collect()
    };
    assert_eq!(names("2008-05-01"), ["första maj", "Kristi himmelsfärdsdag"]);
    for year in [2049, 2055, 2060] {
        let names = names(&format!("{year}-06-06"));
        assert!(names.contains(&"pingstdagen".into()) && names.contains(&"nationaldagen".into()));
    }
    assert_eq!(names("2022-06-06"), ["nationaldagen"]);
    assert_eq!(names("2026-06-20"), ["midsommardagen", "lördag"]);
    assert!(names("2026-05-15").is_empty());
}

#[test]
fn a_stamp_in_utc_falls_on_the_local_day() {
    let table = stockholm();
    let instant = |text: &str| -> Instant {
        chrono::DateTime::parse_from_rfc3339(text).expect("a stamp").into()
    };
    assert_eq!(table.day_of(instant("2026-06-17T22:30:00Z")), day("2026-06-18"));
    assert_eq!(table.day_of(instant("2026-12-31T23:30:00Z")), day("2027-01-01"));
}

#[test]
fn a_closure_and_a_date_with_hours_are_obeyed() {
    let closure = Closure {
        first: day("2026-05-15"),
        last: day("2026-05-15"),
        name: "klämdag".into(),
        ground: "KS 2026-01-12 § 4".into(),
    };
    let calendar = WorkingCalendar::new(vec![closure], OpeningHours::default());
    assert!(!calendar.is_workday(day("2026-05-15")));
    assert!(matches!(calendar.reasons(day("2026-05-15"))[..], [Reason::Closed(_)]));
    let table = calendar.table(Zone::STOCKHOLM);
    assert_eq!(table.nth_workday_after(day("2026-05-13"), 1), day("2026-05-18"));
}

/// The slow twin: walks day by day, through chrono-tz, straight from SPEC 3 and 4.
fn due_by_walking(zone: chrono_tz::Tz, calendar: &WorkingCalendar, received: i64, n: u32) -> i64 {
    let mut date = zone.timestamp_opt(received, 0).single().expect("an instant").date_naive();
    let mut left = n;
    while left > 0 {
        date = date + Days::new(1);
        if calendar.is_workday(date.into()) {
            left -= 1;
        }
    }
    let next = (date + Days::new(1)).and_time(NaiveTime::MIN);
    zone.from_local_datetime(&next).earliest().expect("midnight exists").timestamp() - 1
}

#[test]
fn the_table_gives_the_walked_deadline_for_every_hour_of_many_years() {
    let calendar = WorkingCalendar::swedish();
    for zone in ["Europe/Stockholm", "America/New_York"] {
        let table = calendar.table(Zone::named(zone).expect("known"));
        let tz: chrono_tz::Tz = zone.parse().expect("known");
        for year in [1990, 1995, 2004, 2005, 2023, 2024, 2025, 2026, 2027, 2098] {
            let start = table.midnight(Day::from_ymd(year, 1, 1).expect("a date"));
            for hour in 0..366 * 24 {
                let received = start.plus_s(hour * 3600 + (hour % 60) * 59);
                let n = 1 + (hour % 3) as u32;
                let last = table.nth_workday_after(table.day_of(received), n);
                assert_eq!(
                    table.last_second(last).unix_seconds(),
                    due_by_walking(tz, &calendar, received.unix_seconds(), n),
                    "{zone} {received:?}"
                );
            }
        }
    }
}

#[test]
fn every_midnight_and_every_wall_hour_agrees_with_the_zone() {
    let calendar = WorkingCalendar::swedish();
    for name in ["Europe/Stockholm", "America/New_York", "America/Sao_Paulo", "Africa/Casablanca"] {
        let zone = Zone::named(name).expect("known");
        let table = calendar.table(zone);
        let (first, end) = (day("1990-01-01"), day("2100-01-01"));
        for day in first.until(end) {
            let midnight = table.midnight(day);
            assert_eq!(zone.wall(midnight).day, day, "{name}");
            assert_eq!(zone.wall(midnight.plus_s(-1)).day, day.plus(-1), "{name}");
            for hour in [0, 2, 12, 23] {
                let wall = day.at(hour * 3600 + 1800);
                assert_eq!(table.resolve(wall), zone.resolve(wall), "{name} {wall}");
            }
        }
    }
}

/// `fixtures/calendar/non-workdays.txt` is what python-holidays 0.109 (`PUBLIC` and
/// `DE_FACTO`) lists on Monday-Friday: a witness that shares no line with us. How it was made
/// stands in `make.py` beside it.
#[test]
fn holidays_on_weekdays_are_those_of_an_independent_list_in_all_110_years() {
    let calendar = WorkingCalendar::swedish();
    let list = include_str!("../fixtures/calendar/non-workdays.txt");
    assert_eq!(list.lines().count(), 110);
    for line in list.lines() {
        let (year, expected) = line.split_once(' ').expect("a year and its days");
        let year: i32 = year.parse().expect("a year");
        let from = Day::from_ymd(year, 1, 1).expect("a date");
        let until = Day::from_ymd(year + 1, 1, 1).expect("a date");
        let off: Vec<String> = from
            .until(until)
            .filter(|day| !day.weekday().is_weekend() && !calendar.is_workday(*day))
            .map(|day| day.to_string()[5..].to_owned())
            .collect();
        assert_eq!(off.join(" "), expected, "{year}");
    }
}

/// `fixtures/calendar/names.txt` is the same with names, and with weekends.
#[test]
fn every_holiday_has_the_name_of_an_independent_list_and_no_other_day_has_one() {
    let calendar = WorkingCalendar::swedish();
    let list = include_str!("../fixtures/calendar/names.txt");
    let told: Vec<&str> = list.lines().collect();
    let (first, end) = (day("1990-01-01"), day("2100-01-01"));
    let named = first.until(end).filter_map(|day| {
        let names = calendar.reasons(day).into_iter().filter_map(|reason| match reason {
            Reason::Statute(_) => Some(reason.swedish().to_lowercase()),
            _ => None,
        });
        let mut names: Vec<String> = names.collect();
        names.sort();
        (!names.is_empty()).then(|| format!("{day} {}", names.join(", ")))
    });
    let named: Vec<String> = named.collect();
    assert_eq!(named.len(), told.len());
    for (ours, theirs) in named.iter().zip(told) {
        assert_eq!(ours, theirs);
    }
}

/// Runs python-holidays itself, where a Python has it: the lists are what it says today.
#[test]
fn the_lists_are_what_python_holidays_says() {
    let wanted = std::env::var("SVARSTID_HOLIDAYS_PYTHON").ok();
    let python = wanted.clone().unwrap_or_else(|| "python3".to_owned());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/calendar");
    let tried = std::process::Command::new(&python).args(["-c", "import holidays"]).output();
    if !tried.is_ok_and(|output| output.status.success()) {
        assert!(wanted.is_none(), "SVARSTID_HOLIDAYS_PYTHON: {python} has no python-holidays");
        let note = "\nSKIPPED: fixtures/calendar/make.py is not run, for python3 has no \
                    python-holidays (pip install holidays)\n";
        std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes()).expect("a note");
        return;
    }
    for what in ["non-workdays", "names"] {
        let made = std::process::Command::new(&python)
            .arg(folder.join("make.py"))
            .arg(what)
            .env("PYTHONIOENCODING", "utf-8")
            .output()
            .expect("Python runs");
        let said = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "{said}");
        let kept = std::fs::read_to_string(folder.join(what).with_extension("txt"));
        let made = String::from_utf8(made.stdout).expect("UTF-8");
        assert!(made.replace("\r\n", "\n") == kept.expect("a list"), "{what} has changed");
    }
}

proptest! {
    #[test]
    fn an_instant_and_its_wall_time_lead_to_each_other(seconds in 631_152_000i64..4_102_444_800) {
        let table = stockholm();
        let instant = Instant::from_unix_seconds(seconds);
        let wall = table.wall(instant);
        prop_assert_eq!(wall, Zone::STOCKHOLM.wall(instant));
        prop_assert_eq!(wall.day, table.day_of(instant));
        match table.resolve(wall) {
            Resolved::One(one) => prop_assert_eq!(one, instant),
            Resolved::Fold { earlier, later } => prop_assert!(instant == earlier || instant == later),
            Resolved::Gap => prop_assert!(false, "a clock never shows a skipped time"),
        }
    }

    #[test]
    fn a_wall_time_is_unique_but_for_the_clock_changes(days in 7305i32..47_482, second in 0u32..86_400) {
        let table = stockholm();
        let wall = Wall { day: Day::from_unix_days(days), second_of_day: second };
        prop_assert_eq!(table.resolve(wall), Zone::STOCKHOLM.resolve(wall));
        prop_assert!(wall.day.date().year() >= 1990);
    }
}
