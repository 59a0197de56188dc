//! Earlier periods: the one before, and the same a year before, to compare with.

use super::{Day, Period};

/// How much of a year a period is, so that the same can be found in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Year,
    /// The interim report's, from 1 January.
    Interim,
    /// The n-th of so many parts of months: `H`, `T`, `Q` or a month.
    Part(&'static str, u32, u32),
    Week(u32),
    /// Any other days.
    Days,
}

/// The parts of a year, and what stands before their number.
const PARTS: [(&str, u32); 4] = [("H", 2), ("T", 3), ("Q", 4), ("", 12)];

impl Period {
    /// The period of the same kind just before; of days that are no such kind, as many days. The
    /// interim report's is compared with that of the year before. `interim_ends` is the month
    /// and day on which it ends. `None` before 1990.
    ///
    /// # Example
    /// ```
    /// use svarstid::calendar::Period;
    /// let before = |name| {
    ///     let period = Period::parse(name, (8, 31)).expect("a period");
    ///     period.previous((8, 31)).expect("there is one").name().to_owned()
    /// };
    /// assert_eq!(before("2026-T1"), "2025-T3");
    /// assert_eq!(before("2026-delår"), "2025-delår");
    /// assert_eq!(before("2026-03-11..2026-03-20"), "2026-03-01..2026-03-10");
    /// ```
    pub fn previous(&self, interim_ends: (u32, u32)) -> Option<Self> {
        let (year, shape) = self.shape(interim_ends);
        match shape {
            Shape::Year | Shape::Interim => self.a_year_before(interim_ends),
            Shape::Part(prefix, 1, of) => {
                named(year - 1, Shape::Part(prefix, of, of), interim_ends)
            }
            Shape::Part(prefix, nth, of) => {
                named(year, Shape::Part(prefix, nth - 1, of), interim_ends)
            }
            Shape::Week(_) => {
                let (year, week) = self.first().plus(-7).iso_week();
                named(year, Shape::Week(week), interim_ends)
            }
            Shape::Days => {
                let days = self.end().days_since(self.first());
                span(self.first().plus(-days), self.first().plus(-1))
            }
        }
    }

    /// The same period a year before. Week 53 is compared with week 52 where there is no other,
    /// and 29 February with the 28th. `None` before 1990.
    ///
    /// # Example
    /// ```
    /// use svarstid::calendar::Period;
    /// let before = |name| {
    ///     let period = Period::parse(name, (8, 31)).expect("a period");
    ///     period.a_year_before((8, 31)).expect("there is one").name().to_owned()
    /// };
    /// assert_eq!(before("2026-Q2"), "2025-Q2");
    /// assert_eq!(before("2024-02-15..2024-02-29"), "2023-02-15..2023-02-28");
    /// ```
    pub fn a_year_before(&self, interim_ends: (u32, u32)) -> Option<Self> {
        let (year, shape) = self.shape(interim_ends);
        match shape {
            Shape::Days => {
                let before = |day: Day| {
                    let on = |date| Day::from_ymd(day.year() - 1, day.month(), date);
                    on(day.day_of_month()).or_else(|| on(28))
                };
                span(before(self.first())?, before(self.last())?)
            }
            Shape::Week(week) => named(year - 1, shape, interim_ends)
                .or_else(|| named(year - 1, Shape::Week(week - 1), interim_ends)),
            shape => named(year - 1, shape, interim_ends),
        }
    }

    /// The year of a period, and how much of it the period is: as its name says, else as its
    /// days do.
    fn shape(&self, interim_ends: (u32, u32)) -> (i32, Shape) {
        let year = self.first().year();
        let (week_year, week) = self.first().iso_week();
        let parts = PARTS.iter().flat_map(|(prefix, of)| {
            (1..=*of).map(move |nth| (year, Shape::Part(prefix, nth, *of)))
        });
        let all = [(year, Shape::Year), (year, Shape::Interim), (week_year, Shape::Week(week))];
        let is_same = |(year, shape): &(i32, Shape)| {
            named(*year, *shape, interim_ends)
                .is_some_and(|own| own.first() == self.first() && own.end() == self.end())
        };
        let fitting: Vec<(i32, Shape)> = all.into_iter().chain(parts).filter(is_same).collect();
        let by_name = |(year, shape): &&(i32, Shape)| {
            name(*year, *shape).to_lowercase() == self.name().to_lowercase()
        };
        let found = fitting.iter().find(by_name).or_else(|| fitting.first());
        found.copied().unwrap_or((year, Shape::Days))
    }
}

fn name(year: i32, shape: Shape) -> String {
    match shape {
        Shape::Year => year.to_string(),
        Shape::Interim => format!("{year}-delår"),
        Shape::Part("", month, _) => format!("{year}-{month:02}"),
        Shape::Part(prefix, nth, _) => format!("{year}-{prefix}{nth}"),
        Shape::Week(week) => format!("{year}-W{week:02}"),
        Shape::Days => String::new(),
    }
}

fn named(year: i32, shape: Shape, interim_ends: (u32, u32)) -> Option<Period> {
    Period::parse(&name(year, shape), interim_ends).ok()
}

fn span(first: Day, last: Day) -> Option<Period> {
    let is_in_range = first.year() >= super::FIRST_YEAR;
    let name = format!("{first}..{last}");
    is_in_range.then(|| Period::parse(&name, (8, 31)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_the_one_before_and_the_same_a_year_before() {
        for (name, previous, year_before) in [
            ("2026", "2025", "2025"),
            ("2026-H1", "2025-H2", "2025-H1"),
            ("2026-H2", "2026-H1", "2025-H2"),
            ("2026-T2", "2026-T1", "2025-T2"),
            ("2026-Q1", "2025-Q4", "2025-Q1"),
            ("2026-01", "2025-12", "2025-01"),
            ("2024-03", "2024-02", "2023-03"),
            ("2024-02", "2024-01", "2023-02"),
            ("2026-W01", "2025-W52", "2025-W01"),
            ("2026-W53", "2026-W52", "2025-W52"),
            ("2027-W01", "2026-W53", "2026-W01"),
            ("2026-delår", "2025-delår", "2025-delår"),
            ("2026-01-01..2026-08-31", "2025-delår", "2025-delår"),
            ("2026-03-11..2026-03-20", "2026-03-01..2026-03-10", "2025-03-11..2025-03-20"),
            ("2026-03-02..2026-03-08", "2026-W09", "2025-W10"),
        ] {
            let period = Period::parse(name, (8, 31)).unwrap();
            let found = [period.previous((8, 31)), period.a_year_before((8, 31))];
            let found = found.map(|own| own.unwrap().name().to_owned());
            assert_eq!(found, [previous, year_before], "{name}");
        }
        // With an interim report of half a year, a name still means what it says.
        let half = |name: &str| {
            Period::parse(name, (6, 30)).unwrap().previous((6, 30)).unwrap().name().to_owned()
        };
        assert_eq!([half("2026-H1"), half("2026-delår")], ["2025-H2", "2025-delår"]);
    }

    #[test]
    fn there_is_nothing_before_1990() {
        for name in ["1990", "1990-H1", "1990-01-01..1990-01-05", "1990-W01"] {
            let period = Period::parse(name, (8, 31)).unwrap();
            assert_eq!(period.previous((8, 31)), None, "{name}");
            assert_eq!(period.a_year_before((8, 31)), None, "{name}");
        }
    }
}
