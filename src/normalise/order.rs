//! Whether a column writes the day or the month first: what its values prove together.
//!
//! One value such as `18/06/2026` decides for the whole column. Nothing is guessed from the
//! language, the file's name or the place of other columns.

use super::stamp::parse;
use crate::profile::DateOrder;

/// What the values of one column show so far. Evidence of parts of a file can be merged in
/// any order.
///
/// # Example
/// ```
/// use svarstid::normalise::{DateOrder, OrderConclusion, OrderEvidence};
/// let mut evidence = OrderEvidence::default();
/// evidence.add(b"06/07/2026 15:00", 2);
/// assert_eq!(evidence.conclude(), OrderConclusion::Ambiguous { line: 2 });
/// evidence.add(b"06/18/2026 15:00", 3);
/// assert_eq!(evidence.conclude(), OrderConclusion::Shown(DateOrder::MonthFirst, 3));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderEvidence {
    day_first_line: Option<u64>,
    month_first_line: Option<u64>,
    ambiguous_line: Option<u64>,
}

/// What a column's values show about the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderConclusion {
    /// No value needs an order: other layouts, or day and month are equal.
    NotNeeded,
    /// At least one value can be read in this order only; the first such line.
    Shown(DateOrder, u64),
    /// Values can be read in both orders, and none in one only: somebody has to say.
    Ambiguous {
        /// The first line of such a value.
        line: u64,
    },
    /// Some values can be read day-first only and others month-first only: two sources in one
    /// column.
    Contradictory {
        /// The first line that is day-first only.
        day_first_line: u64,
        /// The first line that is month-first only.
        month_first_line: u64,
    },
}

impl OrderEvidence {
    /// Adds the value `text` of the record that begins on `line`.
    ///
    /// Values that are unreadable in both orders show nothing.
    pub fn add(&mut self, text: &[u8], line: u64) {
        // Most columns are year-first: four digits cannot begin a date whose year is last.
        if text.len() >= 4 && text[..4].iter().all(u8::is_ascii_digit) {
            return;
        }
        let by_day = parse(text, Some(DateOrder::DayFirst)).ok();
        let by_month = parse(text, Some(DateOrder::MonthFirst)).ok();
        let shown = match (by_day, by_month) {
            _ if by_day == by_month => return,
            (Some(_), None) => &mut self.day_first_line,
            (None, Some(_)) => &mut self.month_first_line,
            _ => &mut self.ambiguous_line,
        };
        *shown = earlier(*shown, Some(line));
    }

    /// Adds what `other` has seen in the same column.
    pub fn merge(&mut self, other: &Self) {
        self.day_first_line = earlier(self.day_first_line, other.day_first_line);
        self.month_first_line = earlier(self.month_first_line, other.month_first_line);
        self.ambiguous_line = earlier(self.ambiguous_line, other.ambiguous_line);
    }

    /// What all of it shows.
    pub fn conclude(&self) -> OrderConclusion {
        match (self.day_first_line, self.month_first_line, self.ambiguous_line) {
            (Some(day_first_line), Some(month_first_line), _) => {
                OrderConclusion::Contradictory { day_first_line, month_first_line }
            }
            (Some(line), None, _) => OrderConclusion::Shown(DateOrder::DayFirst, line),
            (None, Some(line), _) => OrderConclusion::Shown(DateOrder::MonthFirst, line),
            (None, None, Some(line)) => OrderConclusion::Ambiguous { line },
            (None, None, None) => OrderConclusion::NotNeeded,
        }
    }
}

/// The smaller of two lines, of which either may be absent.
fn earlier(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(values: &[(&str, u64)]) -> OrderEvidence {
        let mut evidence = OrderEvidence::default();
        for (text, line) in values {
            evidence.add(text.as_bytes(), *line);
        }
        evidence
    }

    #[test]
    fn a_column_shows_its_order_by_the_values_that_have_only_one() {
        use OrderConclusion::*;
        for (values, expected) in [
            (&[][..], NotNeeded),
            (&["2026-06-18", "20260618", "18/6 2026", "6.7.2026", "6 juli 2026"], NotNeeded),
            (&["06/06/2026 15:00", "7-7-2026"], NotNeeded),
            (&["6/7/2026"], Ambiguous { line: 1 }),
            (&["2026-06-18", "6-7-2026", "8-7-2026"], Ambiguous { line: 2 }),
            (&["6/7/2026", "18/6/2026 15:00", "19/6/2026"], Shown(DateOrder::DayFirst, 2)),
            (&["6/7/2026", "6/18/2026 2:27:57 PM"], Shown(DateOrder::MonthFirst, 2)),
            (
                &["18-6-2026", "06-18-2026"],
                Contradictory { day_first_line: 1, month_first_line: 2 },
            ),
            // The weekday says what the numbers do not: 6 July 2026 is a Monday.
            (&["Mon, 6/7/2026"], Shown(DateOrder::DayFirst, 1)),
        ] {
            let numbered: Vec<_> = values.iter().copied().zip(1..).collect();
            assert_eq!(evidence(&numbered).conclude(), expected, "{values:?}");
        }
    }

    #[test]
    fn a_value_that_is_no_stamp_shows_nothing() {
        let values =
            ["", "18/6", "18/6/26", "18/6/2026 25:00", "31/6/2026", "18/6/1850", "40/40/2026", "x"];
        let numbered: Vec<_> = values.into_iter().zip(1..).collect();
        assert_eq!(evidence(&numbered).conclude(), OrderConclusion::NotNeeded);
    }

    #[test]
    fn merged_evidence_is_the_same_in_any_order() {
        let all = [("6/7/2026", 1), ("18/6/2026", 2), ("6/18/2026", 3), ("19/6/2026", 4)];
        let whole = evidence(&all);
        for at in 0..all.len() {
            let (mut head, mut tail) = (evidence(&all[..at]), evidence(&all[at..]));
            let first = head;
            head.merge(&tail);
            tail.merge(&first);
            assert_eq!((head, tail), (whole, whole));
        }
    }
}
