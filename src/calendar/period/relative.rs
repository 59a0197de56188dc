//! Relative periods: what `last-month` is, seen from a day. Nothing here knows which day it is.

use super::Day;

/// A part of the calendar that a relative period is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Week,
    Month,
    Quarter,
    Tertial,
    Half,
    Year,
    Interim,
}

impl Unit {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "tertial" => Self::Tertial,
            "half" | "half-year" => Self::Half,
            "year" => Self::Year,
            word if super::is_interim(word) => Self::Interim,
            _ => return None,
        })
    }

    /// The absolute name of the one that `day` lies in.
    fn name_on(self, day: Day) -> String {
        let (year, month) = (day.year(), day.month());
        // Which of the year's parts of `length` months.
        let part = |length: u32| (month - 1) / length + 1;
        match self {
            Self::Week => {
                let (year, week) = day.iso_week();
                format!("{year}-W{week:02}")
            }
            Self::Month => format!("{year}-{month:02}"),
            Self::Quarter => format!("{year}-Q{}", part(3)),
            Self::Tertial => format!("{year}-T{}", part(4)),
            Self::Half => format!("{year}-H{}", part(6)),
            Self::Year => year.to_string(),
            Self::Interim => format!("{year}-delår"),
        }
    }

    /// A day of the one before that of `day`.
    fn day_before(self, day: Day) -> Day {
        match self {
            Self::Week => day.plus(-7),
            Self::Month => before_months(day, 1),
            Self::Quarter => before_months(day, 3),
            Self::Tertial => before_months(day, 4),
            Self::Half => before_months(day, 6),
            Self::Year | Self::Interim => before_months(day, 12),
        }
    }
}

/// The day before the first of the `length` months that `day` lies in.
fn before_months(day: Day, length: u32) -> Day {
    let first_month = (day.month() - 1) / length * length + 1;
    let first = Day::from_ymd(day.year(), first_month, 1).unwrap_or(day);
    first.plus(-1)
}

/// The absolute name of a relative period as `today` sees it; `None` for other texts.
///
/// `last-` is the whole one before the present one, `this-` the present one, also when it has
/// not ended. `delår` is the interim period of the year of `today`.
pub(super) fn absolute_name(text: &str, today: Day) -> Option<String> {
    let text = text.to_lowercase();
    if super::is_interim(&text) {
        return Some(Unit::Interim.name_on(today));
    }
    let (which, unit) = text.split_once('-')?;
    let unit = Unit::named(unit)?;
    match which {
        "this" => Some(unit.name_on(today)),
        "last" => Some(unit.name_on(unit.day_before(today))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap().into()
    }

    #[test]
    fn each_word_has_its_absolute_name_on_each_day() {
        for (today, word, name) in [
            ("2026-09-01", "last-month", "2026-08"),
            ("2026-01-31", "last-month", "2025-12"),
            ("2026-03-31", "last-month", "2026-02"),
            ("2026-03-31", "this-month", "2026-03"),
            ("2026-09-05", "last-tertial", "2026-T2"),
            ("2026-08-31", "last-tertial", "2026-T1"),
            ("2026-01-01", "last-tertial", "2025-T3"),
            ("2026-04-30", "this-tertial", "2026-T1"),
            ("2026-04-01", "last-quarter", "2026-Q1"),
            ("2026-02-28", "last-quarter", "2025-Q4"),
            ("2026-12-31", "this-quarter", "2026-Q4"),
            ("2026-07-10", "last-half", "2026-H1"),
            ("2026-01-15", "last-half", "2025-H2"),
            ("2026-06-30", "last-half-year", "2025-H2"),
            ("2026-06-30", "this-half", "2026-H1"),
            ("2026-06-30", "this-year", "2026"),
            ("2026-06-30", "last-year", "2025"),
            ("2026-08-20", "this-week", "2026-W34"),
            ("2026-08-17", "last-week", "2026-W33"),
            // ISO weeks belong to the year of their Thursday.
            ("2027-01-03", "this-week", "2026-W53"),
            ("2027-01-04", "last-week", "2026-W53"),
            ("2025-12-29", "this-week", "2026-W01"),
            ("2026-09-05", "delår", "2026-delår"),
            ("2026-02-05", "this-delår", "2026-delår"),
            ("2026-09-05", "last-delår", "2025-delår"),
            ("2026-09-05", "DELAR", "2026-delår"),
            ("2026-09-05", "Last-Month", "2026-08"),
        ] {
            let named = absolute_name(word, day(today));
            assert_eq!(named.as_deref(), Some(name), "{word} on {today}");
        }
        for text in ["", "last", "last-", "next-month", "last-day", "month", "2026-08", "last-w"] {
            assert_eq!(absolute_name(text, day("2026-09-05")), None, "{text}");
        }
    }

    /// The slow twin: back day by day until the name changes.
    #[test]
    fn the_last_one_is_the_name_that_the_nearest_earlier_day_with_another_name_has() {
        let units = ["week", "month", "quarter", "tertial", "half", "year", "delår"];
        for today in day("2023-12-25").until(day("2028-01-10")) {
            for unit in units {
                let on = |day| absolute_name(&format!("this-{unit}"), day).unwrap();
                let mut before = today;
                while on(before) == on(today) {
                    before = before.plus(-1);
                }
                let last = absolute_name(&format!("last-{unit}"), today).unwrap();
                assert_eq!(last, on(before), "last-{unit} on {today}");
            }
        }
    }
}
