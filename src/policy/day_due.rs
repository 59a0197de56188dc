//! Deadlines of whole days: what a rule says of every contact received on one day, so that a
//! table by day can stand in for [`due`](super::due).

use crate::calendar::{Calendar, Day, Instant};
use crate::contact::Moment;

use super::due::deemed_receipt;
use super::within::{Clock, End, Within};

/// When the contacts that were received on one day are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayDue {
    /// All of them at one moment, the last second that is in time.
    Moment(Instant),
    /// Each at the wall time of its receipt, on this day.
    SameTime(Day),
    /// Each so many elapsed hours after its receipt.
    Hours(u32),
    /// Each at a moment of its own, which only [`due`](super::due) tells.
    ByContact,
}

/// When contacts received on `day`, at a known time, are due. Of a bare date there is one receipt
/// a day, and [`due`](super::due) tells all there is to know.
///
/// # Example
/// ```
/// use svarstid::calendar::{Calendar, Day};
/// use svarstid::policy::{DayDue, day_due};
/// let calendar = Calendar::swedish();
/// let thursday = Day::from_ymd(2026, 6, 18).expect("a real date");
/// let DayDue::Moment(due) = day_due(thursday, "1 workday".parse().unwrap(), false, &calendar)
/// else { panic!("a workday ends at one moment") };
/// assert_eq!(calendar.table.wall(due).to_string(), "2026-06-22 23:59:59");
/// let hours = day_due(thursday, "48 hours".parse().unwrap(), false, &calendar);
/// assert_eq!(hours, DayDue::Hours(48));
/// ```
pub fn day_due(day: Day, within: Within, deemed: bool, calendar: &Calendar) -> DayDue {
    let table = &calendar.table;
    match within {
        Within::Workdays { end: End::Day | End::Closing, .. } => {
            let received = Moment::second(table.midnight(day));
            DayDue::Moment(super::due(received, within, deemed, calendar))
        }
        Within::Workdays { n, end: End::SameTime, rolled } => {
            let received = Moment::day(table.midnight(day));
            let received = if deemed { deemed_receipt(received, calendar) } else { received };
            let from = table.day_of(received.instant);
            let from = if rolled { super::rolled_day(from, calendar) } else { from };
            DayDue::SameTime(table.nth_workday_after(from, n))
        }
        // Hours after a receipt that is deemed another one are not hours after the receipt.
        Within::Hours { n, clock: Clock::Elapsed } if !deemed => DayDue::Hours(n),
        Within::Hours { .. } => DayDue::ByContact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Interval, OpeningHours, Weekday, WorkingCalendar, Zone};
    use crate::policy::{WITHIN_FORMS, due};

    #[test]
    fn a_day_says_of_each_of_its_quarters_what_due_says() {
        let mut hours = OpeningHours::default();
        for weekday in &Weekday::ALL[..4] {
            hours.set_weekday(*weekday, vec![Interval::parse("08:00-16:30").unwrap()]).unwrap();
        }
        let calendar = Calendar::new(WorkingCalendar::new(Vec::new(), hours), Zone::STOCKHOLM);
        let table = &calendar.table;
        let forms =
            WITHIN_FORMS.iter().flat_map(|form| ["1", "2", "40"].map(|n| form.replace('N', n)));
        let withins: Vec<Within> = forms
            .chain(["1 workday until closing, rolled".to_owned()])
            .chain(["2 workdays until same time, rolled".to_owned()])
            .map(|form| form.parse().unwrap())
            .collect();
        let (first, end) =
            (Day::from_ymd(2025, 12, 20).unwrap(), Day::from_ymd(2027, 1, 10).unwrap());
        let mut by_contact = 0;
        for day in first.until(end) {
            for (within, deemed) in withins.iter().flat_map(|w| [(*w, false), (*w, true)]) {
                let told = day_due(day, within, deemed, &calendar);
                let mut at = table.midnight(day);
                while at < table.midnight(day.plus(1)) {
                    let expected = due(Moment::second(at), within, deemed, &calendar);
                    let agrees = match told {
                        DayDue::Moment(moment) => moment == expected,
                        DayDue::Hours(n) => at.plus_s(i64::from(n) * 3600) == expected,
                        DayDue::SameTime(day) => {
                            table.wall(expected) == day.at(table.wall(at).second_of_day)
                        }
                        DayDue::ByContact => true,
                    };
                    assert!(agrees, "{day} at {}: {within}, deemed {deemed}", table.wall(at));
                    at = at.plus_s(900);
                }
                by_contact += u32::from(told == DayDue::ByContact);
            }
        }
        assert!(by_contact > 0);
    }
}
