//! Coverage: which days the files of a source of events tell of.
//!
//! What an export does not cover it cannot prove: an unanswered call of its last day may have
//! been answered on the next.

use crate::calendar::{Day, DayTable, Instant};
use crate::contact::Moment;

/// What the files of one source cover.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The source.
    pub source: String,
    /// Its files that have an event.
    pub inputs: Vec<InputSpan>,
    /// Events of all files.
    pub events: u64,
    /// Answers among them that are earlier than what they answer: clocks differ.
    pub clock_skew: u64,
    current: u32,
    /// The day added last: most often the next event's as well.
    latest: Option<Day>,
    days: std::collections::BTreeSet<Day>,
    has_bare_dates: bool,
}

/// The first and the last event of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputSpan {
    /// The input.
    pub input: u32,
    /// Its first event.
    pub first: Instant,
    /// Its last event.
    pub last: Instant,
}

impl Coverage {
    pub(super) fn new(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            inputs: Vec::new(),
            events: 0,
            clock_skew: 0,
            current: 0,
            latest: None,
            days: Default::default(),
            has_bare_dates: false,
        }
    }

    pub(super) fn begin_input(&mut self, input: u32) {
        self.current = input;
    }

    #[inline]
    pub(super) fn add(&mut self, at: Moment, answered: Option<Moment>, table: &DayTable) {
        self.events += 1;
        self.has_bare_dates |= at.is_bare_date();
        let day = table.day_of(at.instant);
        if self.latest != Some(day) {
            self.latest = Some(day);
            self.days.insert(day);
        }
        // A call that is picked up ends the file no earlier than that.
        let last = answered.map_or(at.instant, |answered| answered.instant.max(at.instant));
        match self.inputs.last_mut().filter(|span| span.input == self.current) {
            Some(span) => {
                span.first = span.first.min(at.instant);
                span.last = span.last.max(last);
            }
            None => {
                let input = self.current;
                self.inputs.push(InputSpan { input, first: at.instant, last });
            }
        }
    }

    /// The ends of what the files tell of without a [gap](Self::gaps), in their order: behind each
    /// but the last lie workdays that no file tells of.
    pub fn ends(&self, table: &DayTable) -> Vec<Instant> {
        let ends = self.stretches(table).into_iter().map(|(_, last)| last);
        match self.has_bare_dates {
            true => ends.map(|last| table.last_second(table.day_of(last))).collect(),
            false => ends.collect(),
        }
    }

    /// The local days of the first and the last event.
    pub fn days(&self) -> Option<(Day, Day)> {
        Some((*self.days.first()?, *self.days.last()?))
    }

    /// Workdays that lie between files of the source and on which none has an event: the first,
    /// the last, and how many workdays.
    pub fn gaps(&self, table: &DayTable) -> Vec<(Day, Day, u64)> {
        let stretches = self.stretches(table);
        let between = stretches.windows(2).map(|pair| missing(pair[0].1, pair[1].0, table));
        let told = |days: Vec<Day>| Some((*days.first()?, *days.last()?, days.len() as u64));
        between.filter_map(told).collect()
    }

    /// The first and the last moment of what the files tell of without a workday missing between
    /// them, in their order.
    fn stretches(&self, table: &DayTable) -> Vec<(Instant, Instant)> {
        let mut spans = self.inputs.clone();
        spans.sort_unstable_by_key(|span| span.first);
        let mut stretches: Vec<(Instant, Instant)> = Vec::new();
        for span in spans {
            match stretches.last_mut() {
                Some((_, last)) if missing(*last, span.first, table).is_empty() => {
                    *last = span.last.max(*last);
                }
                _ => stretches.push((span.first, span.last)),
            }
        }
        stretches
    }

    /// Workdays without an event inside what one file covers.
    pub fn silent_workdays(&self, table: &DayTable) -> Vec<Day> {
        let mut silent = std::collections::BTreeSet::new();
        for (first, last) in self.spans(table) {
            let days = workdays(first, last, table);
            silent.extend(days.into_iter().filter(|day| !self.days.contains(day)));
        }
        silent.into_iter().collect()
    }

    /// Pairs of files whose first and last events enclose the same moment.
    pub fn overlaps(&self) -> u64 {
        let mut spans: Vec<(Instant, Instant)> =
            self.inputs.iter().map(|span| (span.first, span.last)).collect();
        spans.sort_unstable();
        let pairs = spans.iter().enumerate().map(|(at, (_, last))| {
            spans[at + 1..].iter().take_while(|(first, _)| first <= last).count() as u64
        });
        pairs.sum()
    }

    fn spans(&self, table: &DayTable) -> Vec<(Day, Day)> {
        let days = self.inputs.iter();
        days.map(|span| (table.day_of(span.first), table.day_of(span.last))).collect()
    }
}

/// The workdays between the days of two moments.
fn missing(last: Instant, next: Instant, table: &DayTable) -> Vec<Day> {
    workdays(table.day_of(last).plus(1), table.day_of(next), table)
}

/// The workdays from `from` to before `end`.
fn workdays(from: Day, end: Day, table: &DayTable) -> Vec<Day> {
    if end <= from {
        return Vec::new();
    }
    from.until(end).filter(|day| table.is_workday(*day)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> DayTable {
        crate::calendar::Calendar::swedish().table
    }

    fn day(month: u32, of_month: u32) -> Day {
        Day::from_ymd(2026, month, of_month).unwrap()
    }

    /// Files with an event at noon of each of these days.
    fn coverage(files: &[&[Day]]) -> Coverage {
        let table = table();
        let mut coverage = Coverage::new("växeln");
        for (input, days) in files.iter().enumerate() {
            coverage.begin_input(input as u32);
            for day in *days {
                let noon = table.midnight(*day).plus_s(12 * 3600);
                coverage.add(Moment::second(noon), None, &table);
            }
        }
        coverage
    }

    #[test]
    fn a_gap_is_told_by_its_workdays_and_a_weekend_is_none() {
        let table = table();
        // Friday to Monday: nothing is missing between them.
        let whole = coverage(&[&[day(3, 2), day(3, 6)], &[day(3, 9), day(3, 10)]]);
        assert!(whole.gaps(&table).is_empty());
        let holed = coverage(&[&[day(3, 9), day(3, 10)], &[day(3, 4)]]);
        assert_eq!(holed.gaps(&table), [(day(3, 5), day(3, 6), 2)]);
        assert_eq!(holed.days(), Some((day(3, 4), day(3, 10))));
    }

    #[test]
    fn a_workday_without_traffic_inside_a_file_is_silent() {
        let table = table();
        let silent = coverage(&[&[day(3, 2), day(3, 4), day(3, 9)]]);
        assert_eq!(silent.silent_workdays(&table), [day(3, 3), day(3, 5), day(3, 6)]);
    }

    #[test]
    fn files_overlap_when_they_cover_the_same_moment() {
        let days = [day(3, 2), day(3, 4)];
        assert_eq!(coverage(&[&days, &days]).overlaps(), 1);
        assert_eq!(coverage(&[&days, &[day(3, 3)]]).overlaps(), 1);
        assert_eq!(coverage(&[&days, &[day(3, 5)]]).overlaps(), 0);
    }

    #[test]
    fn a_source_ends_with_its_last_event_or_with_its_last_day() {
        let table = table();
        let stamped = coverage(&[&[day(3, 2)]]);
        let noon = table.midnight(day(3, 2)).plus_s(12 * 3600);
        assert_eq!(stamped.ends(&table), [noon]);
        let mut ringing = stamped.clone();
        let picked_up = Moment::second(noon.plus_s(60));
        ringing.add(Moment::second(noon), Some(picked_up), &table);
        assert_eq!(ringing.ends(&table), [picked_up.instant], "an answer is covered");
        let mut dated = Coverage::new("diariet");
        dated.begin_input(0);
        dated.add(Moment::day(table.midnight(day(3, 2))), None, &table);
        assert_eq!(dated.ends(&table), [table.last_second(day(3, 2))]);
        assert!(Coverage::new("inget").ends(&table).is_empty());
    }

    #[test]
    fn a_source_with_a_gap_ends_before_it_as_well() {
        let table = table();
        let noon = |day: Day| table.midnight(day).plus_s(12 * 3600);
        let first: &[Day] = &[day(3, 2), day(3, 4)];
        for files in [
            [first, &[day(3, 9), day(3, 10)]],
            // In whatever order they are named.
            [&[day(3, 9), day(3, 10)], first],
        ] {
            let ends = coverage(&files).ends(&table);
            assert_eq!(ends, [noon(day(3, 4)), noon(day(3, 10))], "5 and 6 March are told by none");
        }
        // A weekend between two files, a file within another, and overlaps are no gaps.
        for files in [
            [&[day(3, 2), day(3, 6)], &[day(3, 9), day(3, 10)]],
            [&[day(3, 2), day(3, 10)], &[day(3, 3), day(3, 4)]],
            [&[day(3, 2), day(3, 5)], &[day(3, 4), day(3, 10)]],
        ] {
            let files = files.map(|days| &days[..]);
            assert_eq!(coverage(&files).ends(&table), [noon(day(3, 10))], "{files:?}");
        }
    }
}
