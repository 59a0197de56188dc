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
    opening_hours: OpeningHours,
}

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
        Self { statute, closures, opening_hours }
    }

    /// Whether `day` is a workday.
    pub fn is_workday(&self, day: Day) -> bool {
        !day.weekday().is_weekend() && !self.statute.contains_key(&day) && !self.is_closed(day)
    }

    /// Whether the settings close `day`.
    fn is_closed(&self, day: Day) -> bool {
        self.closures.iter().any(|closure| (closure.first..=closure.last).contains(&day))
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
