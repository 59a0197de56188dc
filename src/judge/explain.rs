//! Explanations: the verdict of [`Judge::judge`] with its proof, day by day.
//!
//! The verdict comes from the judge itself. The proof is walked separately, day by day, and
//! must arrive at the same due moment: [`Proof::agrees`] says whether it does.

use crate::calendar::{Calendar, Day, Instant, Reason, Resolved, SECONDS_PER_CIVIL_DAY};
use crate::contact::{Contact, Moment};
use crate::policy::{Clock, End, Rule, Within, clock_start, deemed_receipt, rolled_day, running};

use super::{Judge, Verdict};

/// One day of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayProof<'a> {
    /// The day.
    pub day: Day,
    /// Which workday of the deadline it is, from 1; `None` where it does not count.
    pub counts_as: Option<u32>,
    /// Seconds that an hour rule's clock runs on this day.
    pub runs_s: i64,
    /// Why it is no workday; empty for a workday.
    pub reasons: Vec<Reason<'a>>,
}

/// Why a contact is due when it is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof<'a> {
    /// The rule that applies.
    pub rule: &'a Rule,
    /// The day that the receipt counts from: its own, or where the rule moves it.
    pub counted_from: Moment,
    /// The day of receipt and each day after it until due.
    pub days: Vec<DayProof<'a>>,
    /// The due moment that the walk arrives at, in whole days or seconds; inclusive.
    pub due: Instant,
}

/// A verdict and its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation<'a> {
    /// What the audit says.
    pub verdict: Verdict,
    /// Why it is due when it is due; absent where no rule applies.
    pub proof: Option<Proof<'a>>,
}

impl Explanation<'_> {
    /// Whether the walked proof arrives at the audit's due moment.
    pub fn agrees(&self) -> bool {
        self.verdict.due == self.proof.as_ref().map(|proof| proof.due)
    }
}

impl<'a> Judge<'a> {
    /// The verdict on `contact` with its proof.
    pub fn explain(&self, contact: &Contact) -> Explanation<'a> {
        let verdict = self.judge(contact);
        let rule = verdict.rule.map(|index| &self.policy.rules[usize::from(index)]);
        let proof = rule.map(|rule| {
            let deemed = rule.deems(contact.channel(), contact.origin());
            prove(contact.received(), rule, deemed, self.calendar)
        });
        Explanation { verdict, proof }
    }
}

/// Walks from the receipt to the due moment, one day at a time.
fn prove<'a>(received: Moment, rule: &'a Rule, deemed: bool, calendar: &'a Calendar) -> Proof<'a> {
    let table = &calendar.table;
    let counted_from = if deemed { deemed_receipt(received, calendar) } else { received };
    match rule.within {
        Within::Workdays { n, end, rolled } => {
            let own = table.day_of(counted_from.instant);
            let from = if rolled { rolled_day(own, calendar) } else { own };
            let days = count_workdays(own, from, n, calendar);
            let last = days.last().map_or(from, |proof| proof.day);
            let due = end_of(last, end, counted_from, calendar);
            Proof { rule, counted_from, days, due }
        }
        Within::Hours { n, clock } => {
            let start = clock_start(counted_from, calendar);
            let seconds = i64::from(n) * 3600;
            let days = count_hours(start, seconds, clock, calendar);
            let ran_s: i64 = days.iter().map(|day| day.runs_s).sum();
            let due = match clock {
                Clock::Elapsed => start.plus_s(ran_s),
                // A clock that has not run enough by then ends with the table.
                _ if ran_s < seconds => table.last_second(table.last_day()),
                Clock::Workdays | Clock::OpeningHours => end_of_run(start, &days, clock, calendar),
            };
            Proof { rule, counted_from, days, due }
        }
    }
}

fn day_proof(day: Day, counts_as: Option<u32>, runs_s: i64, calendar: &Calendar) -> DayProof<'_> {
    DayProof { day, counts_as, runs_s, reasons: calendar.working.reasons(day) }
}

/// The days from `own` until the `n`-th workday after `from`.
fn count_workdays(own: Day, from: Day, n: u32, calendar: &Calendar) -> Vec<DayProof<'_>> {
    let mut days = Vec::new();
    let mut counted = 0;
    for day in own.until(calendar.table.last_day().plus(1)) {
        // Asks the calendar itself, not the table that the audit reads.
        let counts = day > from && calendar.working.is_workday(day);
        counted += u32::from(counts);
        days.push(day_proof(day, counts.then_some(counted), 0, calendar));
        if counted == n {
            break;
        }
    }
    days
}

/// Where workday `last` ends, reckoned from its wall clock.
fn end_of(last: Day, end: End, received: Moment, calendar: &Calendar) -> Instant {
    let zone = calendar.table.zone();
    // In a gap the end of it: the first wall time of the day that the clock does show.
    let shown = |day: Day, second: u32| match zone.resolve(day.at(second)) {
        Resolved::One(instant) => Some(instant),
        Resolved::Fold { later, .. } => Some(later),
        Resolved::Gap => None,
    };
    let at = |day: Day, second: u32| {
        let from_there = (second..SECONDS_PER_CIVIL_DAY).find_map(|second| shown(day, second));
        from_there.unwrap_or_else(|| calendar.table.last_second(day))
    };
    let last_second = at(last, 86_399);
    match end {
        End::Day => last_second,
        End::SameTime if received.is_bare_date() => last_second,
        End::SameTime => at(last, zone.wall(received.instant).second_of_day),
        End::Closing => last
            .until(calendar.table.last_day())
            .find_map(|day| Some((day, calendar.working.opening_hours(day).last()?)))
            .map_or_else(
                || calendar.table.last_second(calendar.table.last_day()),
                |(day, hours)| at(day, hours.until_s().min(86_399)),
            ),
    }
}

/// The days from `start` until a clock has run for `seconds`, with what it runs on each.
fn count_hours(
    start: Instant,
    seconds: i64,
    clock: Clock,
    calendar: &Calendar,
) -> Vec<DayProof<'_>> {
    let table = &calendar.table;
    let mut days = Vec::new();
    let mut left_s = seconds;
    for day in table.day_of(start).until(table.last_day()) {
        let open_s: i64 = running(day, clock, calendar)
            .into_iter()
            .map(|(from, until)| until.since_s(from.max(start)).max(0))
            .sum();
        let runs_s = open_s.min(left_s);
        left_s -= runs_s;
        days.push(day_proof(day, None, runs_s, calendar));
        if left_s == 0 {
            break;
        }
    }
    days
}

/// The instant at which the last day of a run has run its share.
fn end_of_run(start: Instant, days: &[DayProof<'_>], clock: Clock, calendar: &Calendar) -> Instant {
    let Some(last) = days.last() else { return start };
    let mut left_s = last.runs_s;
    for (from, until) in running(last.day, clock, calendar) {
        let from = from.max(start);
        let open_s = until.since_s(from).max(0);
        if left_s <= open_s {
            return from.plus_s(left_s);
        }
        left_s -= open_s;
    }
    calendar.table.last_second(calendar.table.last_day())
}
