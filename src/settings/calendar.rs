//! Closures and opening hours.

use crate::document::{Complaints, Placed, Section, shown};
use std::collections::HashSet;

use super::rules::dates;
use crate::calendar::{
    Closure, Day, FIRST_YEAR, Interval, LAST_YEAR, OpeningHours, Weekday, WorkingCalendar,
};

const CALENDAR_KEYS: [&str; 2] = ["closed", "opening_hours"];

const CLOSED_KEYS: [&str; 5] = ["date", "from", "until", "name", "ground"];

const HOURS_KEYS: [&str; 8] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "date"];

const DATE_KEYS: [&str; 2] = ["date", "hours"];

/// Headers and examples in messages.
const CLOSED: &str = "[[calendar.closed]]";
const HOURS: &str = "[calendar.opening_hours]";
const DATE_HOURS: &str = "[[calendar.opening_hours.date]]";
const SOME_HOURS: &str = "[\"08:00-12:00\", \"13:00-16:30\"]";

/// The working calendar, and whether its opening hours are all that the file meant to give.
pub(super) fn working(top: &Section<'_>, complaints: &mut Complaints) -> (WorkingCalendar, bool) {
    let before = complaints.len();
    let Some(section) = top.table("calendar", "[calendar]", &CALENDAR_KEYS, complaints) else {
        return (WorkingCalendar::swedish(), complaints.len() == before);
    };
    let hours = opening_hours(&section, complaints);
    let has_sound_hours = complaints.len() == before;
    let (places, closures): (Vec<usize>, Vec<Closure>) =
        closures(&section, complaints).into_iter().map(|found| (found.at, found.value)).unzip();
    let working = WorkingCalendar::new(closures, hours);
    if let Some(year) = working.first_year_without_workdays() {
        // The closure that takes most of the year is the likeliest typo.
        let days = |closure: &Closure| days_in_year(closure, year);
        let longest = places.iter().zip(working.closures()).max_by_key(|(_, c)| days(c));
        let message = format!(
            "empty calendar: the closures leave {year} without a workday; a year needs at least one"
        );
        complaints.add(longest.map_or(section.at, |(at, _)| *at), message);
    }
    (working, has_sound_hours)
}

/// Why `working` cannot tell when the doors close, if it cannot.
pub(super) fn lack_of_hours(working: &WorkingCalendar) -> Option<String> {
    let hours = working.hours();
    if hours.is_empty() {
        return Some(format!(
            "the settings give none; add {HOURS} with monday = {SOME_HOURS} and so on"
        ));
    }
    if hours.covers_the_working_week() {
        return None;
    }
    let closed = Weekday::ALL[..5].iter().filter(|day| hours.on_weekday(**day).is_empty());
    let names: Vec<&str> = closed.map(|day| day.id()).collect();
    Some(format!("{HOURS} gives none for {}; give Monday to Friday", names.join(", ")))
}

fn closures(calendar: &Section<'_>, complaints: &mut Complaints) -> Vec<Placed<Closure>> {
    let mut closures = Vec::new();
    for section in calendar.tables("closed", CLOSED, &CLOSED_KEYS, complaints) {
        let name = section.required("name", "\"klämdag\"", complaints);
        let ground = section.text("ground", "\"KS 2026-01-12 § 4\"", complaints);
        let Some((first, last)) = closed_days(&section, complaints) else { continue };
        let closure = Closure {
            first,
            last,
            name: name.map(|name| name.value.to_owned()).unwrap_or_default(),
            ground: ground.map(|ground| ground.value.to_owned()).unwrap_or_default(),
        };
        closures.push(Placed { at: section.at, value: closure });
    }
    closures
}

/// How many days of `year` a closure closes; 0 or less where it misses the year.
fn days_in_year(closure: &Closure, year: i32) -> i32 {
    let bounds = Day::from_ymd(year, 1, 1).zip(Day::from_ymd(year, 12, 31));
    bounds
        .map_or(0, |(first, last)| closure.last.min(last).days_since(closure.first.max(first)) + 1)
}

/// The first and the last day of a closure.
fn closed_days(section: &Section<'_>, complaints: &mut Complaints) -> Option<(Day, Day)> {
    let has = |key: &str| section.value(key).is_some();
    let is_right = match (has("date"), has("from"), has("until")) {
        (true, false, false) | (false, true, true) => true,
        (true, ..) => {
            let message = format!("{CLOSED} has \"date\" and a span; write one of them");
            complaints.add(section.at, message);
            false
        }
        (false, false, false) => {
            let message = format!("{CLOSED} has neither \"date\" nor \"from\" and \"until\"");
            complaints.add(section.at, message);
            false
        }
        (false, has_from, _) => {
            let (has, lacks) = if has_from { ("from", "until") } else { ("until", "from") };
            complaints.add(section.at, format!("{CLOSED} has \"{has}\" and no \"{lacks}\""));
            false
        }
    };
    let date = section.day("date", complaints).map(|day| day.value);
    let (from, until) = dates(section, complaints);
    for (key, day) in [("date", date), ("from", from), ("until", until)] {
        if let Some((day, value)) = day.zip(section.value(key)) {
            check_year(Placed { at: value.span().start, value: day }, complaints);
        }
    }
    if !is_right {
        return None;
    }
    match date {
        Some(day) => Some((day, day)),
        None => from.zip(until).filter(|(first, last)| first <= last),
    }
}

/// Complains of a day in a year that no stamp may lie in: a typo, since it has no effect.
fn check_year(day: Placed<Day>, complaints: &mut Complaints) {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&day.value.year()) {
        let message = format!("{} is outside the years {FIRST_YEAR}-{LAST_YEAR}", day.value);
        complaints.add(day.at, message);
    }
}

fn opening_hours(calendar: &Section<'_>, complaints: &mut Complaints) -> OpeningHours {
    let mut hours = OpeningHours::default();
    let Some(section) = calendar.table("opening_hours", HOURS, &HOURS_KEYS, complaints) else {
        return hours;
    };
    for weekday in Weekday::ALL {
        let Some(found) = intervals(&section, weekday.id(), complaints) else { continue };
        if hours.set_weekday(weekday, found.value).is_err() {
            let message = format!("the opening hours of {} overlap", weekday.id());
            complaints.add(found.at, message);
        }
    }
    let mut seen = HashSet::new();
    for section in section.tables("date", DATE_HOURS, &DATE_KEYS, complaints) {
        let found = intervals(&section, "hours", complaints);
        for key in DATE_KEYS.into_iter().filter(|key| section.value(key).is_none()) {
            complaints.add(section.at, format!("{DATE_HOURS} has no \"{key}\""));
        }
        let Some(day) = section.day("date", complaints) else { continue };
        check_year(day, complaints);
        if !seen.insert(day.value) {
            complaints.add(day.at, format!("{} has opening hours already", day.value));
            continue;
        }
        let Some(found) = found else { continue };
        if hours.set_date(day.value, found.value).is_err() {
            complaints.add(found.at, format!("the opening hours of {} overlap", day.value));
        }
    }
    hours
}

fn intervals(
    section: &Section<'_>,
    key: &str,
    complaints: &mut Complaints,
) -> Option<Placed<Vec<Interval>>> {
    let texts = section.texts(key, SOME_HOURS, complaints)?;
    let mut intervals = Vec::with_capacity(texts.value.len());
    for text in texts.value {
        match Interval::parse(text.value) {
            Some(interval) => intervals.push(interval),
            None => {
                let message = format!(
                    "{} is no stretch of a day; write one such as \"08:00-16:30\"",
                    shown(text.value)
                );
                complaints.add(text.at, message);
            }
        }
    }
    Some(Placed { at: texts.at, value: intervals })
}
