//! The seal of a calendar: one text that says all of it, and the fingerprint of that text.
//!
//! Two runs with the same seal had the same workdays, the same names and grounds for the other
//! days, the same opening hours and the same zone. The version of the time-zone database is not
//! in it: that is the program's, and is told beside it ([`TZ_DATABASE`](super::TZ_DATABASE)).

use std::fmt::Write;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{Calendar, Day, FIRST_YEAR, Interval, LAST_YEAR, Weekday};

impl Calendar {
    /// The calendar as one text, the same for the same calendar: a line for the zone, one for
    /// each day of 1990-2099 that is no workday with every name and ground that it has, and one
    /// for each weekday and date that has opening hours.
    ///
    /// # Example
    /// ```
    /// use svarstid::calendar::Calendar;
    /// let text = Calendar::swedish().sealed_text();
    /// assert!(text.starts_with("zone\tEurope/Stockholm\n"));
    /// assert!(text.contains("2026-06-19\tmidsommarafton\tlag (1930:173) 2 §\n"));
    /// ```
    pub fn sealed_text(&self) -> String {
        let mut text = format!("zone\t{}\n", self.table.zone().name());
        let bounds = Day::from_ymd(FIRST_YEAR, 1, 1).zip(Day::from_ymd(LAST_YEAR + 1, 1, 1));
        for day in bounds.into_iter().flat_map(|(first, end)| first.until(end)) {
            let reasons = self.working.reasons(day);
            if reasons.is_empty() {
                continue;
            }
            // Writing to a string cannot fail.
            let _ = write!(text, "{day}");
            for reason in reasons {
                let _ =
                    write!(text, "\t{}\t{}", one_line(reason.swedish()), one_line(reason.ground()));
            }
            text.push('\n');
        }
        let hours = self.working.hours();
        for weekday in Weekday::ALL.into_iter().filter(|own| !hours.on_weekday(*own).is_empty()) {
            add_hours(&mut text, weekday.id(), hours.on_weekday(weekday));
        }
        for (day, own) in hours.dates() {
            add_hours(&mut text, &day.to_string(), own);
        }
        text
    }

    /// SHA-256 of [`Calendar::sealed_text`] in lower-case hexadecimal.
    ///
    /// # Example
    /// ```
    /// use svarstid::calendar::{Calendar, WorkingCalendar, Zone};
    /// let swedish = Calendar::swedish().sha256();
    /// assert_eq!(swedish.len(), 64);
    /// let finnish_time = Zone::named("Europe/Helsinki").expect("a known zone");
    /// assert_ne!(Calendar::new(WorkingCalendar::swedish(), finnish_time).sha256(), swedish);
    /// ```
    pub fn sha256(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.sealed_text()))
    }
}

/// Names come from the settings and could hold what parts the text.
fn one_line(name: &str) -> String {
    name.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n")
}

fn add_hours(text: &mut String, when: &str, hours: &[Interval]) {
    let _ = write!(text, "open\t{when}");
    for interval in hours {
        let _ = write!(text, "\t{interval}");
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Closure, OpeningHours, WorkingCalendar, Zone};

    fn closed(name: &str, ground: &str, day: u32) -> Calendar {
        let day = Day::from_ymd(2026, 5, day).unwrap();
        let (name, ground) = (name.to_owned(), ground.to_owned());
        let closure = Closure { first: day, last: day, name, ground };
        let working = WorkingCalendar::new(vec![closure], OpeningHours::default());
        Calendar::new(working, Zone::STOCKHOLM)
    }

    fn open(hours: &[(&str, &str)]) -> Calendar {
        let mut own = OpeningHours::default();
        for (day, interval) in hours {
            let interval = vec![Interval::parse(interval).unwrap()];
            match Weekday::ALL.into_iter().find(|weekday| weekday.id() == *day) {
                Some(weekday) => own.set_weekday(weekday, interval).unwrap(),
                None => own.set_date(Day::from_ymd(2026, 12, 23).unwrap(), interval).unwrap(),
            }
        }
        Calendar::new(WorkingCalendar::new(Vec::new(), own), Zone::STOCKHOLM)
    }

    #[test]
    fn the_seal_changes_with_each_thing_that_it_holds() {
        let calendars = [
            Calendar::swedish(),
            closed("klämdag", "KS § 4", 15),
            closed("klämdag", "KS § 5", 15),
            closed("stängt", "KS § 4", 15),
            closed("klämdag", "KS § 4", 18),
            open(&[("monday", "08:00-16:00")]),
            open(&[("tuesday", "08:00-16:00")]),
            open(&[("monday", "08:00-16:30")]),
            open(&[("monday", "08:00-16:00"), ("2026-12-23", "08:00-12:00")]),
            Calendar::new(WorkingCalendar::swedish(), Zone::named("UTC").unwrap()),
        ];
        let mut seals: Vec<String> = calendars.iter().map(Calendar::sha256).collect();
        seals.sort();
        seals.dedup();
        assert_eq!(seals.len(), calendars.len());
        assert_eq!(Calendar::swedish().sha256(), Calendar::swedish().sha256());
    }

    #[test]
    fn the_text_says_of_each_day_just_what_the_calendar_says() {
        let calendar = closed("klämdag", "KS § 4", 15);
        let text = calendar.sealed_text();
        let first = Day::from_ymd(1990, 1, 1).unwrap();
        let told: std::collections::HashSet<&str> =
            text.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        for day in first.until(Day::from_ymd(2100, 1, 1).unwrap()) {
            assert_eq!(told.contains(day.to_string().as_str()), !calendar.table.is_workday(day));
        }
        assert!(text.contains("\n2026-05-15\tklämdag\tKS § 4\n"));
    }

    #[test]
    fn a_name_cannot_look_like_a_name_and_a_ground() {
        assert_ne!(closed("a\tb", "c", 15).sha256(), closed("a", "b\tc", 15).sha256());
        assert_ne!(closed("a\\tb", "c", 15).sha256(), closed("a\tb", "c", 15).sha256());
    }
}
