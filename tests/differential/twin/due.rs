//! The last second in which an answer is in time, by walking from the receipt, day by day.

use chrono::{DateTime, Duration, NaiveDate, Timelike};
use chrono_tz::Tz;

use super::clock::Clock;
use super::rows::When;
use super::statute::{before, is_workday, next};
use super::within::{End, Runs, Within};
use crate::world::Settings;

/// Whether the municipality works on a date: the statute, and what it closes itself.
pub(crate) fn works(settings: &Settings, date: NaiveDate) -> bool {
    let is_closed = settings.closed.iter().any(|(from, until)| *from <= date && date <= *until);
    is_workday(date) && !is_closed
}

/// Opening hours: a date's own replace those of its weekday; days off have none of these.
pub(crate) fn open(settings: &Settings, date: NaiveDate) -> Vec<(u32, u32)> {
    use chrono::Datelike;
    if let Some((_, hours)) = settings.hours_of_dates.iter().find(|(own, _)| *own == date) {
        return hours.clone();
    }
    let is_off = !super::statute::holidays(date).is_empty()
        || settings.closed.iter().any(|(from, until)| *from <= date && date <= *until);
    match is_off {
        true => Vec::new(),
        false => settings.hours[date.weekday().num_days_from_monday() as usize].clone(),
    }
}

/// Due, by `within`; a deemed letter is received on the workday before.
pub(crate) fn due(
    clock: Clock,
    settings: &Settings,
    received: When,
    within: Within,
    is_deemed: bool,
) -> DateTime<Tz> {
    let mut received = received;
    if is_deemed {
        let mut date = before(received.date());
        while !works(settings, date) {
            date = before(date);
        }
        received = match received {
            When::Date(_) => When::Date(date),
            When::Stamp(stamp) => When::Stamp(clock.at(date, stamp.num_seconds_from_midnight())),
        };
    }
    match within {
        Within::Workdays { n, end, is_rolled } => {
            let mut date = received.date();
            while is_rolled && !works(settings, date) {
                date = next(date);
            }
            for _ in 0..n {
                date = next(date);
                while !works(settings, date) {
                    date = next(date);
                }
            }
            ends(clock, settings, received, date, end)
        }
        Within::Hours { n, runs } => {
            let from = match received {
                When::Date(date) => clock.last_second(date),
                When::Stamp(stamp) => stamp,
            };
            let hours = Duration::hours(i64::from(n));
            match runs {
                Runs::Always => from + hours,
                _ => run(clock, settings, from, hours, runs),
            }
        }
    }
}

/// When the last workday ends.
fn ends(
    clock: Clock,
    settings: &Settings,
    received: When,
    date: NaiveDate,
    end: End,
) -> DateTime<Tz> {
    match (end, received) {
        (End::Day, _) | (End::SameTime, When::Date(_)) => clock.last_second(date),
        (End::SameTime, When::Stamp(stamp)) => clock.at(date, stamp.num_seconds_from_midnight()),
        (End::Closing, _) => {
            let mut date = date;
            while open(settings, date).is_empty() {
                date = next(date);
            }
            let closing = open(settings, date).iter().map(|stretch| stretch.1).max();
            match closing.expect("a stretch") {
                86_400 => clock.last_second(date),
                second => clock.at(date, second),
            }
        }
    }
}

/// When a clock that runs only at times has run.
fn run(
    clock: Clock,
    settings: &Settings,
    from: DateTime<Tz>,
    hours: Duration,
    runs: Runs,
) -> DateTime<Tz> {
    let mut left = hours;
    let mut date = from.date_naive();
    loop {
        let midnight = clock.start(next(date));
        let stretches = match runs {
            Runs::InOpeningHours => open(settings, date)
                .into_iter()
                .map(|(opens, closes)| {
                    let closes = match closes {
                        86_400 => midnight,
                        second => clock.at(date, second),
                    };
                    (clock.at(date, opens), closes)
                })
                .collect(),
            _ if works(settings, date) => vec![(clock.start(date), midnight)],
            _ => Vec::new(),
        };
        for (opens, closes) in stretches {
            let opens = opens.max(from);
            if opens >= closes {
                continue;
            }
            if closes - opens >= left {
                return opens + left;
            }
            left -= closes - opens;
        }
        date = next(date);
    }
}
