//! The due moment: from a receipt and a `within` to the last second in which an answer is
//! in time. The only place that reckons deadlines.

use crate::calendar::{Calendar, Day, Instant, Resolved, SECONDS_PER_CIVIL_DAY};
use crate::contact::Moment;

use super::within::{Clock, End, Within};

const SECONDS_PER_HOUR: i64 = 3600;

/// The last second in which an answer to a contact received at `received` is in time.
///
/// The instant is *inclusive*. `deemed` moves the receipt to the nearest workday before it
/// first (FL 22 §, letters). Hour rules count a bare date from the end of its day.
/// A deadline past the calendar's table (2105) ends with the table.
///
/// # Example
/// ```
/// use svarstid::calendar::{Calendar, Day};
/// use svarstid::contact::Moment;
/// use svarstid::policy::due;
/// let calendar = Calendar::swedish();
/// let thursday = Day::from_ymd(2026, 6, 18).expect("a real date");
/// let received = Moment::day(calendar.table.midnight(thursday));
/// let due = due(received, "1 workday".parse().unwrap(), false, &calendar);
/// assert_eq!(calendar.table.wall(due).to_string(), "2026-06-22 23:59:59");
/// ```
#[inline]
pub fn due(received: Moment, within: Within, deemed: bool, calendar: &Calendar) -> Instant {
    let received = if deemed { deemed_receipt(received, calendar) } else { received };
    match within {
        Within::Workdays { n, end: End::Day, rolled: false } => {
            let table = &calendar.table;
            table.last_second(table.nth_workday_after(table.day_of(received.instant), n))
        }
        Within::Workdays { n, end, rolled } => workdays(received, n, end, rolled, calendar),
        Within::Hours { n, clock } => {
            let seconds = i64::from(n) * SECONDS_PER_HOUR;
            let start = clock_start(received, calendar);
            match clock {
                Clock::Elapsed => start.plus_s(seconds),
                Clock::Workdays | Clock::OpeningHours => run(start, seconds, clock, calendar),
            }
        }
    }
}

/// The receipt as FL 22 § deems it: the same wall time on the nearest workday before.
pub(crate) fn deemed_receipt(received: Moment, calendar: &Calendar) -> Moment {
    let day = calendar.table.workday_before(calendar.table.day_of(received.instant));
    moved_to(day, received, calendar)
}

/// `received` on another day, at the same wall time.
fn moved_to(day: Day, received: Moment, calendar: &Calendar) -> Moment {
    if received.is_bare_date() {
        return Moment::day(calendar.table.midnight(day));
    }
    let second = calendar.table.wall(received.instant).second_of_day;
    Moment::second(at_wall(day, second, calendar))
}

/// The day from which workdays are counted, after rolling.
pub(crate) fn rolled_day(day: Day, calendar: &Calendar) -> Day {
    if calendar.table.is_workday(day) { day } else { calendar.table.nth_workday_after(day, 1) }
}

fn workdays(received: Moment, n: u32, end: End, rolled: bool, calendar: &Calendar) -> Instant {
    let table = &calendar.table;
    let day = table.day_of(received.instant);
    let day = if rolled { rolled_day(day, calendar) } else { day };
    let last = table.nth_workday_after(day, n);
    match end {
        End::Day => table.last_second(last),
        End::Closing => closing(last, calendar),
        // A bare date has no wall time to keep: its receipt counts as the end of the day.
        End::SameTime if received.is_bare_date() => table.last_second(last),
        End::SameTime => at_wall(last, table.wall(received.instant).second_of_day, calendar),
    }
}

/// The instant of a wall time, the later of two; in a gap, the end of the gap.
fn at_wall(day: Day, second_of_day: u32, calendar: &Calendar) -> Instant {
    let wall = day.at(second_of_day);
    match calendar.table.resolve(wall) {
        Resolved::One(instant) | Resolved::Fold { later: instant, .. } => instant,
        Resolved::Gap => (second_of_day + 1..SECONDS_PER_CIVIL_DAY)
            .find_map(|second| calendar.table.resolve(day.at(second)).earliest())
            .unwrap_or_else(|| calendar.table.last_second(day)),
    }
}

/// Closing time on `day`; where it has no opening hours, on the next day that has.
///
/// A day open until 24:00 closes at 23:59:59.
fn closing(day: Day, calendar: &Calendar) -> Instant {
    let end = calendar.table.last_day();
    let open = day.until(end).find_map(|day| {
        let hours = calendar.working.opening_hours(day);
        hours.last().map(|last| (day, last.until_s().min(SECONDS_PER_CIVIL_DAY - 1)))
    });
    match open {
        Some((day, second)) => at_wall(day, second, calendar),
        None => calendar.table.last_second(end),
    }
}

/// Where the clock of an hour rule starts: a bare date counts as the end of its day.
pub(crate) fn clock_start(received: Moment, calendar: &Calendar) -> Instant {
    if received.is_bare_date() {
        calendar.table.last_second(calendar.table.day_of(received.instant))
    } else {
        received.instant
    }
}

/// The first instant at which a clock that starts at `start` has run for `seconds`.
fn run(start: Instant, seconds: i64, clock: Clock, calendar: &Calendar) -> Instant {
    let table = &calendar.table;
    let mut left_s = seconds;
    for day in table.day_of(start).until(table.last_day()) {
        for (from, until) in running(day, clock, calendar) {
            let from = from.max(start);
            let runs_s = until.since_s(from);
            if runs_s >= left_s {
                return from.plus_s(left_s);
            }
            left_s -= runs_s.max(0);
        }
    }
    table.last_second(table.last_day())
}

/// The stretches of `day`, half-open, in which `clock` runs.
pub(crate) fn running(day: Day, clock: Clock, calendar: &Calendar) -> Vec<(Instant, Instant)> {
    let table = &calendar.table;
    let whole = (table.midnight(day), table.midnight(day.plus(1)));
    match clock {
        Clock::Elapsed => vec![whole],
        Clock::Workdays if table.is_workday(day) => vec![whole],
        Clock::Workdays => Vec::new(),
        Clock::OpeningHours => calendar
            .working
            .opening_hours(day)
            .iter()
            .map(|hours| {
                let until = match hours.until_s() {
                    SECONDS_PER_CIVIL_DAY => whole.1,
                    second => at_wall(day, second, calendar),
                };
                (at_wall(day, hours.from_s(), calendar), until)
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Interval, OpeningHours, Weekday, WorkingCalendar, Zone};

    /// Opening hours 08-16 on Monday-Friday, as the comparisons in the field use.
    fn calendar() -> Calendar {
        let mut hours = OpeningHours::default();
        for weekday in &Weekday::ALL[..5] {
            hours.set_weekday(*weekday, vec![Interval::parse("08:00-16:00").unwrap()]).unwrap();
        }
        Calendar::new(WorkingCalendar::new(Vec::new(), hours), Zone::STOCKHOLM)
    }

    fn received(text: &str, calendar: &Calendar) -> Moment {
        let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap();
        let day = Day::from_ymd(number(0..4) as i32, number(5..7), number(8..10)).unwrap();
        if text.len() == 10 {
            return Moment::day(calendar.table.midnight(day));
        }
        let second = number(11..13) * 3600 + number(14..16) * 60;
        Moment::second(calendar.table.resolve(day.at(second)).earliest().unwrap())
    }

    #[test]
    fn each_form_of_within_ends_where_its_table_says() {
        let calendar = calendar();
        for (stamp, within, expected) in [
            // The four arrivals of the field's comparison, under each reading.
            ("2026-06-18 15:00", "1 workday", "2026-06-22 23:59:59"),
            ("2026-06-18 20:00", "1 workday", "2026-06-22 23:59:59"),
            ("2026-06-20 10:00", "1 workday", "2026-06-22 23:59:59"),
            ("2026-06-22 07:00", "1 workday", "2026-06-23 23:59:59"),
            ("2026-06-20 10:00", "1 workday, rolled", "2026-06-23 23:59:59"),
            ("2026-06-18 20:00", "1 workday, rolled", "2026-06-22 23:59:59"),
            ("2026-06-18 15:00", "1 workday until closing", "2026-06-22 16:00:00"),
            ("2026-06-18 15:00", "1 workday until same time", "2026-06-22 15:00:00"),
            ("2026-06-18", "1 workday until same time", "2026-06-22 23:59:59"),
            ("2026-06-18 15:00", "8 hours in opening hours", "2026-06-22 15:00:00"),
            ("2026-06-18 20:00", "8 hours in opening hours", "2026-06-22 16:00:00"),
            ("2026-06-18 20:00", "9 hours in opening hours", "2026-06-23 09:00:00"),
            // 48 hours across both clock changes, and over a weekend.
            ("2026-03-28 10:00", "48 hours", "2026-03-30 11:00:00"),
            ("2026-10-24 10:00", "48 hours", "2026-10-26 09:00:00"),
            ("2026-10-23 16:00", "48 hours", "2026-10-25 15:00:00"),
            ("2026-05-08 16:00", "48 hours", "2026-05-10 16:00:00"),
            ("2026-05-08 16:00", "48 hours on workdays", "2026-05-12 16:00:00"),
            ("2026-05-09 10:00", "48 hours on workdays", "2026-05-13 00:00:00"),
            ("2026-05-08", "48 hours", "2026-05-10 23:59:59"),
            ("2026-05-07", "48 hours on workdays", "2026-05-11 23:59:59"),
            ("2026-06-18 15:00", "2 workdays", "2026-06-23 23:59:59"),
        ] {
            let due = due(received(stamp, &calendar), within.parse().unwrap(), false, &calendar);
            assert_eq!(calendar.table.wall(due).to_string(), expected, "{stamp} within {within}");
        }
    }

    #[test]
    fn a_letter_deemed_received_the_workday_before_is_due_the_same_day() {
        let calendar = calendar();
        let tuesday = received("2026-04-07", &calendar);
        let due = due(tuesday, "1 workday".parse().unwrap(), true, &calendar);
        assert_eq!(calendar.table.wall(due).to_string(), "2026-04-07 23:59:59");
    }

    #[test]
    fn a_workday_without_opening_hours_closes_with_the_next_day_that_has_them() {
        let mut hours = OpeningHours::default();
        let monday = Day::from_ymd(2026, 6, 22).unwrap();
        for weekday in &Weekday::ALL[..5] {
            hours.set_weekday(*weekday, vec![Interval::parse("08:00-16:00").unwrap()]).unwrap();
        }
        hours.set_date(monday, Vec::new()).unwrap();
        let working = WorkingCalendar::new(Vec::new(), hours);
        let calendar = Calendar::new(working, Zone::STOCKHOLM);
        let thursday = received("2026-06-18 15:00", &calendar);
        let due = due(thursday, "1 workday until closing".parse().unwrap(), false, &calendar);
        assert_eq!(calendar.table.wall(due).to_string(), "2026-06-23 16:00:00");
    }

    #[test]
    fn a_clock_that_never_runs_ends_with_the_table() {
        let calendar = Calendar::swedish();
        let thursday = received("2026-06-18 15:00", &calendar);
        let due = due(thursday, "1 hour in opening hours".parse().unwrap(), false, &calendar);
        assert_eq!(calendar.table.day_of(due), calendar.table.last_day());
    }
}
