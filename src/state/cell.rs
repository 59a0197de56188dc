//! Cells: settled contacts, counted by all that a table can be grouped by.

use std::collections::BTreeMap;

use crate::calendar::{Day, DayTable, Instant, SECONDS_PER_CIVIL_DAY};
use crate::contact::{Channel, Contact, DepartmentId, ExemptionId, Moment, Origin};
use crate::judge::{Outcome, Verdict};
use crate::tally::{AnswerClass, Answers};

/// What the contacts of a cell have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    /// The local day of receipt.
    pub day: Day,
    /// The hour of receipt that the clock showed; absent for a bare date.
    pub hour: Option<u8>,
    /// The department with its board, as a number of the state's.
    pub department: u32,
    /// The way they came in.
    pub channel: Channel,
    /// Whose questions they are.
    pub origin: Origin,
    /// The rule that holds for them, as an index into the policy's rules.
    pub rule: Option<u16>,
    /// Why they are exempt, as a number of the state's.
    pub reason: Option<u32>,
    /// Whether their answers are bare dates.
    pub has_bare_answer: bool,
}

/// Settled contacts of one cell, as they would be judged if they were not exempt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Time to answer in seconds of each that was answered in time, in order.
    pub met_s: Vec<u32>,
    /// Time to answer in seconds of each that was answered late, in order.
    pub late_s: Vec<u32>,
    /// Those without a rule.
    pub unregulated: u64,
    /// How soon they were answered, which depends on the second of receipt and is told of no
    /// single one.
    pub answers: Answers,
    /// How many are judged otherwise under another reading, by the number of the reading.
    pub turned: BTreeMap<u32, Turned>,
}

/// How many settled contacts a reading judges otherwise. An answer that came stays: it is only in
/// time or late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// In time by the state's own reading, and late by the other.
    pub to_late: u64,
    /// Late by the state's own reading, and in time by the other.
    pub to_met: u64,
}

impl Turned {
    /// How many there are.
    pub fn contacts(self) -> u64 {
        self.to_late + self.to_met
    }
}

impl Cell {
    /// Counts one contact by the verdict that it would have if it were not exempt.
    pub fn add(&mut self, verdict: &Verdict) {
        match (verdict.outcome, verdict.to_answer_s) {
            (Outcome::Met, Some(time_s)) => self.met_s.push(time_s),
            (Outcome::Late, Some(time_s)) => self.late_s.push(time_s),
            _ => self.unregulated += 1,
        }
    }

    /// Counts that the reading of that number gives a contact another outcome than its own.
    pub fn turn(&mut self, reading: u32, own: Outcome, other: Outcome) {
        let (to_late, to_met) = match (own, other) {
            (Outcome::Met, Outcome::Late) => (1, 0),
            (Outcome::Late, Outcome::Met) => (0, 1),
            _ => return,
        };
        let turned = self.turned.entry(reading).or_default();
        turned.to_late += to_late;
        turned.to_met += to_met;
    }

    /// The same contacts as the reading of that number judges them. Which of them have another
    /// outcome is not known, and no figure tells: a figure is of a cell or of several.
    #[must_use]
    pub fn under(&self, reading: u32) -> Self {
        let Some(turned) = self.turned.get(&reading) else { return self.clone() };
        let (late, stays_met) = parted(&self.met_s, turned.to_late);
        let (met, stays_late) = parted(&self.late_s, turned.to_met);
        Self {
            met_s: [stays_met, met].concat(),
            late_s: [stays_late, late].concat(),
            unregulated: self.unregulated,
            ..Self::default()
        }
    }

    /// Whether what is counted beside the times agrees with them.
    pub(super) fn adds_up(&self) -> bool {
        let (met, late) = (self.met_s.len() as u64, self.late_s.len() as u64);
        let of = |outcome| {
            let mut classes =
                AnswerClass::ALL.into_iter().filter(|class| class.outcome() == outcome);
            classes.try_fold(0u64, |sum, class| sum.checked_add(self.answers.of(class)))
        };
        let missed =
            self.answers.missed_off_workdays.max(self.answers.missed_off_hours.unwrap_or(0));
        let fits = |turned: &Turned| turned.to_late <= met && turned.to_met <= late;
        [Outcome::Met, Outcome::Late, Outcome::Overdue].map(of) == [Some(met), Some(late), Some(0)]
            && missed <= late
            && self.turned.values().all(fits)
    }

    /// Adds what `other` counted; the times are in order again after [`Cell::settle`].
    pub(super) fn merge(&mut self, other: Self) {
        self.met_s.extend(other.met_s);
        self.late_s.extend(other.late_s);
        self.unregulated += other.unregulated;
        self.answers.merge(&other.answers);
        for (reading, theirs) in other.turned {
            let turned = self.turned.entry(reading).or_default();
            turned.to_late += theirs.to_late;
            turned.to_met += theirs.to_met;
        }
    }

    /// Puts the times in order.
    pub(super) fn settle(&mut self) {
        self.met_s.sort_unstable();
        self.late_s.sort_unstable();
    }

    /// How many contacts.
    pub fn contacts(&self) -> u64 {
        (self.met_s.len() + self.late_s.len()) as u64 + self.unregulated
    }

    /// Each contact again as a tally sees it, with the verdict that it would have if it were
    /// not exempt: received on that day in that hour, and whatever else the cell says. `None`
    /// where the zone of `table` never shows that hour on that day.
    pub fn replay(&self, key: &CellKey, table: &DayTable) -> Option<Vec<(Contact, Verdict)>> {
        let received = received(key, table)?;
        let contact = |time_s: u32| {
            let at = received.instant.plus_s(i64::from(time_s));
            let answered = match key.has_bare_answer {
                false => Moment::second(at),
                true => Moment::day(table.midnight(key.day.plus(days(time_s)))),
            };
            let department = DepartmentId(key.department);
            let contact =
                Contact::new(received, Some(answered), key.channel, key.origin, department);
            contact.exempt_for(key.reason.map(exemption_id))
        };
        let verdict = |outcome, to_answer_s| Verdict {
            outcome,
            rule: key.rule,
            due: None,
            to_answer_s,
            late_s: None,
        };
        let answered = |outcome, times: &[u32], all: &mut Vec<(Contact, Verdict)>| {
            let one = |time_s: &u32| (contact(*time_s), verdict(outcome, Some(*time_s)));
            all.extend(times.iter().map(one));
        };
        let mut all = Vec::with_capacity(self.met_s.len() + self.late_s.len());
        answered(Outcome::Met, &self.met_s, &mut all);
        answered(Outcome::Late, &self.late_s, &mut all);
        let without_rule = (contact(0), verdict(Outcome::Unregulated, None));
        all.extend((0..self.unregulated).map(|_| without_rule));
        Some(all)
    }
}

/// The number that a contact has for a reason of a state; past the last number all are one.
pub(super) fn exemption_id(reason: u32) -> ExemptionId {
    ExemptionId(u16::try_from(reason).unwrap_or(u16::MAX).min(u16::MAX - 1))
}

/// The first `count` of `times`, and the others.
fn parted(times: &[u32], count: u64) -> (&[u32], &[u32]) {
    let at = usize::try_from(count).map_or(times.len(), |count| count.min(times.len()));
    times.split_at(at)
}

fn days(time_s: u32) -> i32 {
    (time_s / SECONDS_PER_CIVIL_DAY) as i32
}

/// A moment of receipt in the cell: the first of its hour, or its bare date.
fn received(key: &CellKey, table: &DayTable) -> Option<Moment> {
    let Some(hour) = key.hour else { return Some(Moment::day(table.midnight(key.day))) };
    // A clock change can skip the first minutes of an hour.
    let minutes = 0..60;
    let mut stamps = minutes.map(|minute| key.day.at(u32::from(hour) * 3600 + minute * 60));
    let at: Instant = stamps.find_map(|wall| table.resolve(wall).earliest())?;
    Some(Moment::second(at))
}
