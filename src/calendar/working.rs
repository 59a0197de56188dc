//! The working calendar: weekends, statutory holidays and the municipality's own closures.

use rustc_hash::FxHashMap;

use super::holidays::{EVE_GROUND, HOLIDAY_GROUND, Occasion, holidays};
use super::{Day, DayTable, FIRST_YEAR, Interval, LAST_YEAR, OpeningHours, Weekday, Zone};

/// A stretch of days that the municipality itself closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// The first closed day.
    pub first: Day,
    /// The last closed day.
    pub last: Day,
    /// What it is called, for instance `klämdag`.
    pub name: String,
    /// The decision that closes it; may be empty.
    pub ground: String,
}

/// Why a day is no workday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// A Saturday or a Sunday.
    Weekend(Weekday),
    /// A holiday or an eve.
    Statute(Occasion),
    /// Closed by the municipality's settings.
    Closed(&'a Closure),
}

impl Reason<'_> {
    /// The name in Swedish.
    pub fn swedish(&self) -> &str {
        match self {
            Self::Weekend(weekday) => weekday.swedish(),
            Self::Statute(occasion) => occasion.swedish(),
            Self::Closed(closure) => &closure.name,
        }
    }

    /// The name in English; a closure keeps the name that the settings give it.
    pub fn english(&self) -> &str {
        match self {
            Self::Weekend(Weekday::Saturday) => "Saturday",
            Self::Weekend(_) => "Sunday",
            Self::Statute(occasion) => occasion.english(),
            Self::Closed(closure) => &closure.name,
        }
    }

    /// The legal ground, or the municipality's decision.
    pub fn ground(&self) -> &str {
        match self {
            Self::Weekend(Weekday::Saturday) => EVE_GROUND,
            Self::Weekend(_) => HOLIDAY_GROUND,
            Self::Statute(occasion) => occasion.ground(),
            Self::Closed(closure) => &closure.ground,
        }
    }
}

/// Which days are workdays, and when the doors are open on them.
///
/// # Example
/// ```
/// use svarstid::calendar::{Day, WorkingCalendar};
/// let calendar = WorkingCalendar::swedish();
/// let midsummer_eve = Day::from_ymd(2026, 6, 19).expect("a real date");
/// assert!(!calendar.is_workday(midsummer_eve));
/// assert_eq!(calendar.reasons(midsummer_eve)[0].ground(), "lag (1930:173) 2 §");
/// ```
#[derive(Clone, Debug)]
pub struct WorkingCalendar {
    statute: FxHashMap<Day, Vec<Occasion>>,
    closures: Vec<Closure>,
    /// First and last days of the closures, merged: apart from each other and in order.
    closed: Vec<(Day, Day)>,
    opening_hours: OpeningHours,
}

/// The statute is the same for all, so closures and opening hours tell calendars apart.
impl PartialEq for WorkingCalendar {
    fn eq(&self, other: &Self) -> bool {
        self.closures == other.closures && self.opening_hours == other.opening_hours
    }
}

impl Eq for WorkingCalendar {}

impl WorkingCalendar {
    /// The statutory calendar, without closures and opening hours.
    pub fn swedish() -> Self {
        Self::new(Vec::new(), OpeningHours::default())
    }

    /// The statutory calendar with the municipality's own closures and opening hours.
    pub fn new(closures: Vec<Closure>, opening_hours: OpeningHours) -> Self {
        let mut statute: FxHashMap<Day, Vec<Occasion>> = FxHashMap::default();
        // A year more at each end: deadlines and deemed receipts reach over the turn.
        for (day, occasion) in (FIRST_YEAR - 1..=LAST_YEAR + 6).flat_map(holidays) {
            statute.entry(day).or_default().push(occasion);
        }
        let closed = merged(&closures);
        Self { statute, closures, closed, opening_hours }
    }

    /// Whether `day` is a workday.
    pub fn is_workday(&self, day: Day) -> bool {
        !day.weekday().is_weekend() && !self.statute.contains_key(&day) && !self.is_closed(day)
    }

    /// Whether the settings close `day`.
    fn is_closed(&self, day: Day) -> bool {
        let next = self.closed.partition_point(|(first, _)| *first <= day);
        next > 0 && day <= self.closed[next - 1].1
    }

    /// Why `day` is no workday: every reason, the most telling first; empty for a workday.
    pub fn reasons(&self, day: Day) -> Vec<Reason<'_>> {
        let statute = self.statute.get(&day).into_iter().flatten();
        let closed = self.closures.iter().filter(|c| (c.first..=c.last).contains(&day));
        let weekend = day.weekday().is_weekend().then_some(Reason::Weekend(day.weekday()));
        statute
            .map(|occasion| Reason::Statute(*occasion))
            .chain(closed.map(Reason::Closed))
            .chain(weekend)
            .collect()
    }

    /// When the doors are open on `day`.
    ///
    /// Hours given for the date itself always hold. Otherwise a holiday, an eve or a closure
    /// has none, and every other day (a Saturday too) has its weekday's.
    pub fn opening_hours(&self, day: Day) -> &[Interval] {
        if let Some(hours) = self.opening_hours.on_date(day) {
            return hours;
        }
        if self.statute.contains_key(&day) || self.is_closed(day) {
            return &[];
        }
        self.opening_hours.on_weekday(day.weekday())
    }

    /// The opening hours as the settings give them.
    pub fn hours(&self) -> &OpeningHours {
        &self.opening_hours
    }

    /// The municipality's own closures.
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }

    /// The first year of 1990-2099 that has no workday at all, if there is one.
    pub fn first_year_without_workdays(&self) -> Option<i32> {
        (FIRST_YEAR..=LAST_YEAR).find(|year| {
            let bounds = Day::from_ymd(*year, 1, 1).zip(Day::from_ymd(year + 1, 1, 1));
            bounds.is_some_and(|(first, next)| !first.until(next).any(|day| self.is_workday(day)))
        })
    }

    /// The day table of this calendar in `zone`.
    pub fn table(&self, zone: Zone) -> DayTable {
        DayTable::new(zone, |day| self.is_workday(day))
    }
}

/// The days of `closures` as few stretches as can be, in order.
fn merged(closures: &[Closure]) -> Vec<(Day, Day)> {
    let mut stretches: Vec<(Day, Day)> = closures
        .iter()
        .filter(|closure| closure.first <= closure.last)
        .map(|closure| (closure.first, closure.last))
        .collect();
    stretches.sort();
    stretches.dedup_by(|next, kept| {
        let touches = next.0 <= kept.1.plus(1);
        if touches {
            kept.1 = kept.1.max(next.1);
        }
        touches
    });
    stretches
}

/// A working calendar with its day table in one zone: what the rules are applied on.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Which days are workdays, why not, and the opening hours.
    pub working: WorkingCalendar,
    /// Midnights and workday numbers.
    pub table: DayTable,
}

impl Calendar {
    /// `working` in `zone`.
    pub fn new(working: WorkingCalendar, zone: Zone) -> Self {
        let table = working.table(zone);
        Self { working, table }
    }

    /// The statutory Swedish calendar in Swedish time.
    pub fn swedish() -> Self {
        Self::new(WorkingCalendar::swedish(), Zone::STOCKHOLM)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closure(first: (i32, u32, u32), last: (i32, u32, u32)) -> Closure {
        let day = |(year, month, day)| Day::from_ymd(year, month, day).unwrap();
        Closure {
            first: day(first),
            last: day(last),
            name: "stängt".to_owned(),
            ground: String::new(),
        }
    }

    #[test]
    fn a_day_is_closed_when_any_closure_holds_it_in_whatever_order_they_come() {
        let closures = vec![
            closure((2026, 7, 20), (2026, 7, 24)),
            closure((2026, 5, 15), (2026, 5, 15)),
            closure((2026, 7, 6), (2026, 7, 31)),
            closure((2026, 8, 1), (2026, 8, 3)),
            closure((2026, 9, 2), (2026, 9, 1)),
        ];
        let calendar = WorkingCalendar::new(closures.clone(), OpeningHours::default());
        let (first, end) =
            (Day::from_ymd(2026, 5, 1).unwrap(), Day::from_ymd(2026, 10, 1).unwrap());
        for day in first.until(end) {
            let closed = closures.iter().any(|c| (c.first..=c.last).contains(&day));
            assert_eq!(calendar.is_closed(day), closed, "{day}");
        }
    }

    #[test]
    fn calendars_are_equal_when_their_closures_and_opening_hours_are() {
        let closed = vec![closure((2026, 5, 15), (2026, 5, 15))];
        let calendar = WorkingCalendar::new(closed.clone(), OpeningHours::default());
        assert_eq!(calendar, WorkingCalendar::new(closed, OpeningHours::default()));
        assert_ne!(calendar, WorkingCalendar::swedish());
    }
}
