//! Opening hours: when the doors and the telephones of the municipality are open.
//!
//! Half-open intervals of wall time, several a day, by weekday and by date. Whether a day is
//! a workday at all is the calendar's business.

use std::collections::BTreeMap;
use std::fmt;

use super::{Day, SECONDS_PER_CIVIL_DAY, Weekday};

/// One open stretch of a day: from its first second up to, not including, its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    from_s: u32,
    until_s: u32,
}

impl Interval {
    /// The stretch from `from_s` to `until_s` (seconds of the day, at most 86 400), or `None`
    /// where it is empty or leaves the day.
    pub const fn new(from_s: u32, until_s: u32) -> Option<Self> {
        if from_s < until_s && until_s <= SECONDS_PER_CIVIL_DAY {
            Some(Self { from_s, until_s })
        } else {
            None
        }
    }

    /// Reads `HH:MM-HH:MM`; `24:00` may end a day.
    ///
    /// # Example
    /// ```
    /// use svarstid::calendar::Interval;
    /// let morning = Interval::parse("08:00-12:00").expect("a stretch of a day");
    /// assert_eq!(morning.until_s(), 12 * 3600);
    /// assert!(Interval::parse("12:00-08:00").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (from, until) = text.trim().split_once(['-', '–'])?;
        Self::new(clock(from.trim())?, clock(until.trim())?)
    }

    /// The first open second of the day.
    pub const fn from_s(self) -> u32 {
        self.from_s
    }

    /// The end, in seconds of the day, not included.
    pub const fn until_s(self) -> u32 {
        self.until_s
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, until) = (self.from_s / 60, self.until_s / 60);
        write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60)
    }
}

/// Reads `HH:MM` (or `HH.MM`) as seconds of the day, `24:00` included.
fn clock(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once([':', '.'])?;
    let digits = |part: &str| {
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (hour, minute) = (digits(hour)?, digits(minute)?);
    let seconds = hour * 3600 + minute * 60;
    (minute < 60 && seconds <= SECONDS_PER_CIVIL_DAY).then_some(seconds)
}

/// Why a list of intervals is no day of opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlapping;

/// The opening hours of a municipality.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningHours {
    week: [Vec<Interval>; 7],
    dates: BTreeMap<Day, Vec<Interval>>,
}

impl OpeningHours {
    /// Sets the hours of every `weekday`; an empty list means closed.
    ///
    /// # Errors
    /// [`Overlapping`] when two of the intervals share a second.
    pub fn set_weekday(
        &mut self,
        weekday: Weekday,
        hours: Vec<Interval>,
    ) -> Result<(), Overlapping> {
        self.week[weekday.index()] = ordered(hours)?;
        Ok(())
    }

    /// Sets the hours of one date, which replace its weekday's; an empty list means closed.
    ///
    /// # Errors
    /// [`Overlapping`] when two of the intervals share a second.
    pub fn set_date(&mut self, day: Day, hours: Vec<Interval>) -> Result<(), Overlapping> {
        self.dates.insert(day, ordered(hours)?);
        Ok(())
    }

    /// The hours that the settings give for this very date, if they do.
    pub fn on_date(&self, day: Day) -> Option<&[Interval]> {
        self.dates.get(&day).map(Vec::as_slice)
    }

    /// The hours of a weekday.
    pub fn on_weekday(&self, weekday: Weekday) -> &[Interval] {
        &self.week[weekday.index()]
    }

    /// Dates that have hours of their own, in order.
    pub fn dates(&self) -> impl Iterator<Item = (Day, &[Interval])> {
        self.dates.iter().map(|(day, hours)| (*day, hours.as_slice()))
    }

    /// Whether no weekday and no date is ever open: the settings give no hours.
    pub fn is_empty(&self) -> bool {
        self.week.iter().all(Vec::is_empty) && self.dates.values().all(Vec::is_empty)
    }

    /// Whether each weekday Monday-Friday has hours.
    pub fn covers_the_working_week(&self) -> bool {
        self.week[..5].iter().all(|hours| !hours.is_empty())
    }
}

/// The intervals in order of time.
fn ordered(mut hours: Vec<Interval>) -> Result<Vec<Interval>, Overlapping> {
    hours.sort();
    if hours.windows(2).any(|pair| pair[1].from_s < pair[0].until_s) {
        return Err(Overlapping);
    }
    Ok(hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_read_as_it_is_written() {
        for text in ["08:00-12:00", "00:00-24:00", "13:15-16:30"] {
            assert_eq!(Interval::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Interval::parse("8.00–16.30").unwrap().to_string(), "08:00-16:30");
    }

    #[test]
    fn what_is_no_stretch_of_a_day_is_refused() {
        for text in ["", "08:00", "16:00-08:00", "08:00-08:00", "08:00-24:01", "8-16", "+8:00-9:00"]
        {
            assert!(Interval::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn overlapping_hours_are_refused_and_touching_ones_are_not() {
        let mut hours = OpeningHours::default();
        let parse = |text| Interval::parse(text).unwrap();
        assert!(
            hours
                .set_weekday(Weekday::Monday, vec![parse("12:00-16:00"), parse("08:00-12:00")])
                .is_ok()
        );
        assert_eq!(
            hours.set_weekday(Weekday::Monday, vec![parse("08:00-12:01"), parse("12:00-16:00")]),
            Err(Overlapping)
        );
    }
}
