//! Periods: the stretches of days that municipalities report on.

mod relative;

use std::fmt;

use super::Day;

/// A stretch of whole days, with a name that always means these days.
///
/// # Example
/// ```
/// use svarstid::calendar::Period;
/// let tertial = Period::parse("2026-T2", (8, 31)).expect("a period");
/// assert_eq!(tertial.first().to_string(), "2026-05-01");
/// assert_eq!(tertial.last().to_string(), "2026-08-31");
/// assert!(Period::parse("2026-13", (8, 31)).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    name: String,
    first: Day,
    end: Day,
}

/// What a period may look like, for messages and help.
pub const PERIOD_FORMS: &str = "2026, 2026-H1, 2026-T2, 2026-Q3, 2026-08, 2026-W34, \
                                2026-01-01..2026-08-31 or 2026-delår; or, told from as-of or \
                                else today, delår, this-X or last-X, with X one of week, month, \
                                quarter, tertial, half, year and delår";

/// Why a text is no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodError {
    text: String,
    what: &'static str,
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "period \"{}\": {}; expected {PERIOD_FORMS}", self.text, self.what)
    }
}

impl std::error::Error for PeriodError {}

impl Period {
    /// Reads an absolute period; `interim_ends` is the month and day on which `delår` ends.
    ///
    /// # Errors
    /// [`PeriodError`] says what is wrong with it.
    pub fn parse(text: &str, interim_ends: (u32, u32)) -> Result<Self, PeriodError> {
        let name = text.trim();
        days(name, interim_ends)
            .map(|(first, last)| Self { name: name.to_owned(), first, end: last.plus(1) })
            .map_err(|what| PeriodError { text: name.chars().take(40).collect(), what })
    }

    /// The stretch from `first` to `last` under a name of its own; `None` where it is empty.
    ///
    /// # Example
    /// ```
    /// use svarstid::calendar::{Day, Period};
    /// let day = |day| Day::from_ymd(2026, 8, day).expect("a real date");
    /// assert_eq!(Period::named("last-week", day(3), day(9)).unwrap().end(), day(10));
    /// assert!(Period::named("never", day(9), day(3)).is_none());
    /// ```
    pub fn named(name: impl Into<String>, first: Day, last: Day) -> Option<Self> {
        (first <= last).then(|| Self { name: name.into(), first, end: last.plus(1) })
    }

    /// Reads a period that may also be relative, such as `last-month`, and then is told from
    /// `today`. Its name is the absolute one: what it covers does not change with the day on
    /// which somebody reads it.
    ///
    /// # Errors
    /// [`PeriodError`] says what is wrong with it.
    ///
    /// # Example
    /// ```
    /// use svarstid::calendar::{Day, Period};
    /// let today = Day::from_ymd(2026, 9, 2).expect("a real date");
    /// let period = Period::parse_on("last-month", today, (8, 31)).expect("a period");
    /// assert_eq!(period.name(), "2026-08");
    /// assert_eq!(Period::parse_on("2026-T1", today, (8, 31)).unwrap().name(), "2026-T1");
    /// ```
    pub fn parse_on(text: &str, today: Day, interim_ends: (u32, u32)) -> Result<Self, PeriodError> {
        match relative::absolute_name(text.trim(), today) {
            Some(name) => Self::parse(&name, interim_ends),
            None => Self::parse(text, interim_ends),
        }
    }

    /// The absolute name: what it was asked for by, or what that was on the day of asking.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first day.
    pub const fn first(&self) -> Day {
        self.first
    }

    /// The last day.
    pub const fn last(&self) -> Day {
        self.end.plus(-1)
    }

    /// The day after the last: periods are half-open inside the program.
    pub const fn end(&self) -> Day {
        self.end
    }
}

/// The first and the last day.
fn days(name: &str, interim_ends: (u32, u32)) -> Result<(Day, Day), &'static str> {
    if let Some((from, until)) = name.split_once("..") {
        let no_date = "not two dates YYYY-MM-DD";
        let (first, last) = (date(from).ok_or(no_date)?, date(until).ok_or(no_date)?);
        return if first <= last { Ok((first, last)) } else { Err("it ends before it begins") };
    }
    let (year, part) = match name.split_once('-') {
        Some((year, part)) => (year, Some(part)),
        None => (name, None),
    };
    let year = number(year, 4).ok_or("it does not begin with a year")? as i32;
    if !(super::FIRST_YEAR..=super::LAST_YEAR).contains(&year) {
        return Err("the year is outside 1990-2099");
    }
    let on = |month, day| Day::from_ymd(year, month, day).ok_or("there is no such day");
    let months = |first: u32, count: u32| {
        let (end_year, end_month) = match first + count {
            13 => (year + 1, 1),
            month => (year, month),
        };
        let end = Day::from_ymd(end_year, end_month, 1).ok_or("there is no such month")?;
        Ok((on(first, 1)?, end.plus(-1)))
    };
    let Some(part) = part else { return months(1, 12) };
    let part = part.to_lowercase();
    if is_interim(&part) {
        return Ok((on(1, 1)?, on(interim_ends.0, interim_ends.1)?));
    }
    let nth = |prefix: char, most: u32, what: &'static str| {
        let digits = part.strip_prefix(prefix)?;
        let nth = number(digits, 1).filter(|nth| (1..=most).contains(nth));
        Some(nth.ok_or(what).and_then(|nth| months((nth - 1) * (12 / most) + 1, 12 / most)))
    };
    nth('h', 2, "a half-year is H1 or H2")
        .or_else(|| nth('t', 3, "a tertial is T1, T2 or T3"))
        .or_else(|| nth('q', 4, "a quarter is Q1 to Q4"))
        .or_else(|| part.strip_prefix('w').map(|week| iso_week(year, week)))
        .unwrap_or_else(|| {
            let month = number(&part, 2).ok_or("it is no part of a year")?;
            if !(1..=12).contains(&month) {
                return Err("a month is 01 to 12");
            }
            months(month, 1)
        })
}

/// Whether `word`, in lower case, means the interim report's period.
fn is_interim(word: &str) -> bool {
    matches!(word, "delår" | "delar" | "dela\u{30a}r")
}

fn iso_week(year: i32, week: &str) -> Result<(Day, Day), &'static str> {
    let no_week = "there is no such week in that year";
    let week = number(week, 2).or_else(|| number(week, 1)).ok_or("a week is W01 to W53")?;
    let monday = chrono::NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon);
    let monday = Day::from(monday.ok_or(no_week)?);
    Ok((monday, monday.plus(6)))
}

fn date(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    Day::from_ymd(number(year, 4)? as i32, number(month, 2)?, number(day, 2)?)
}

/// The number of exactly `digits` ASCII digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_covers_its_days() {
        for (text, first, last) in [
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-H1", "2026-01-01", "2026-06-30"),
            ("2026-h2", "2026-07-01", "2026-12-31"),
            ("2026-T1", "2026-01-01", "2026-04-30"),
            ("2026-T2", "2026-05-01", "2026-08-31"),
            ("2026-T3", "2026-09-01", "2026-12-31"),
            ("2026-Q3", "2026-07-01", "2026-09-30"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-12", "2026-12-01", "2026-12-31"),
            ("2026-W34", "2026-08-17", "2026-08-23"),
            ("2026-W01", "2025-12-29", "2026-01-04"),
            ("2026-W53", "2026-12-28", "2027-01-03"),
            ("2026-01-01..2026-08-31", "2026-01-01", "2026-08-31"),
            ("2026-delår", "2026-01-01", "2026-08-31"),
            ("2026-delar", "2026-01-01", "2026-08-31"),
        ] {
            let period = Period::parse(text, (8, 31)).unwrap();
            assert_eq!(period.first().to_string(), first, "{text}");
            assert_eq!(period.last().to_string(), last, "{text}");
            assert_eq!(period.name(), text);
        }
        let interim = Period::parse("2026-delår", (6, 30)).unwrap();
        assert_eq!(interim.last().to_string(), "2026-06-30");
    }

    #[test]
    fn what_is_no_period_is_refused_with_the_forms_that_are() {
        for text in [
            "",
            "2026-13",
            "2026-00",
            "26",
            "2026-H3",
            "2026-T0",
            "2026-Q5",
            "2025-W53",
            "2026-W00",
            "2026-8",
            "2026-08-31",
            "2026-08-31..2026-01-01",
            "2026-02-30..2026-03-01",
            "delår",
            "1989",
            "2100",
            "2026-",
            "2026-W",
            "..",
            "+026",
        ] {
            let error = Period::parse(text, (8, 31)).unwrap_err().to_string();
            assert!(error.contains("2026-delår"), "{text}: {error}");
        }
    }
}
