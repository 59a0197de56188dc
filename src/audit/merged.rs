//! Merged states: the same figures that one audit over all their logs gives.

use std::fmt;

use crate::calendar::Period;
use crate::fault::FaultCounts;
use crate::judge::{Judge, Outcome, Verdict};
use crate::state::{Resolved, Saved, State};
use crate::tally::{Account, BoardId, BrokenAccount, Grouping, IgnoredCounts};

use super::counting::Counting;
use super::details::{Details, Wanted};
use super::judged::{Judged, Place, Scope, bounds, place};

/// The contacts of a merged state: those that are counted, and those that were kept one by one.
#[derive(Debug)]
pub struct Merged<'s> {
    state: &'s State,
    resolved: &'s Resolved,
    grouping: Grouping,
}

impl<'s> Merged<'s> {
    /// Of a state, and its contacts that were kept one by one.
    pub fn new(state: &'s State, resolved: &'s Resolved) -> Self {
        Self { state, resolved, grouping: state.grouping() }
    }

    /// Every figure under the state's own reading or another one, and what is wanted besides.
    /// `judge` is of that reading.
    ///
    /// # Errors
    /// [`MergedError`] when the state is not one of this judge's rules, does not know the
    /// reading, or does not add up.
    pub fn judged(
        &self,
        judge: &Judge<'_>,
        other: Option<&str>,
        scope: Scope<'_>,
        wanted: Wanted<'_>,
    ) -> Result<(Judged, Details), MergedError> {
        let Self { state, resolved, grouping } = self;
        let other = other.map(|name| self.reading(name)).transpose()?;
        let mut faults = FaultCounts::default();
        let mut ignored = IgnoredCounts::default();
        for saved in &state.saved {
            faults.merge(&saved.faults);
            ignored.merge(&saved.ignored);
        }
        let account = Account {
            rows_read: state.saved.iter().map(Saved::rows_read).sum(),
            duplicates: state.saved.iter().map(|saved| saved.duplicates).sum::<u64>()
                + resolved.duplicates,
            rejected: faults.total(),
            ignored,
            ..Account::default()
        };
        // How soon settled contacts were answered was counted under the state's own reading.
        let wanted = Wanted { answers: wanted.answers && other.is_none(), ..wanted };
        let mut counting = Counting::new(judge, scope, wanted, grouping, account);
        let table = &judge.calendar().table;
        for (key, cell) in &state.cells {
            if scope.period.is_some_and(|own| key.day < own.first() || own.end() <= key.day) {
                counting.account.outside_period += cell.contacts();
                continue;
            }
            let is_known =
                key.rule.is_none_or(|rule| usize::from(rule) < judge.policy().rules.len());
            let again = match other {
                None => cell.replay(key, table),
                Some(reading) => cell.under(reading).replay(key, table),
            };
            let again = again.filter(|_| is_known);
            let mut is_here = false;
            for (contact, verdict) in again.ok_or(MergedError::Foreign)? {
                let shown = match key.reason {
                    None => verdict,
                    Some(_) => Verdict { outcome: Outcome::Exempt, ..verdict },
                };
                is_here |= counting.add(&contact, &shown, || verdict);
            }
            if is_here && key.reason.is_none() {
                counting.details.answered_before(&cell.answers);
            }
        }
        for single in &resolved.singles {
            let contact = single.contact();
            for _ in 0..single.count {
                counting.place(&contact, judge);
            }
        }
        counting.finish().map_err(MergedError::Account)
    }

    /// How many audited contacts the reading of that name, whose judge is `judge`, gives another
    /// outcome than the state's own reading, whose judge is `own`. Of one board alone where it is
    /// named.
    ///
    /// # Errors
    /// [`MergedError`] when the state does not know the reading.
    pub fn changed_outcomes(
        &self,
        own: &Judge<'_>,
        (name, judge): (&str, &Judge<'_>),
        period: Option<&Period>,
        board: Option<BoardId>,
    ) -> Result<u64, MergedError> {
        let reading = self.reading(name)?;
        let is_wanted = |department: u32| {
            let department = crate::contact::DepartmentId(department);
            board.is_none_or(|board| self.grouping.board(department) == board)
        };
        let is_in = |day| period.is_none_or(|period| period.first() <= day && day < period.end());
        let cells =
            self.state.cells.iter().filter(|(key, _)| {
                key.reason.is_none() && is_in(key.day) && is_wanted(key.department)
            });
        let turned = cells.filter_map(|(_, cell)| cell.turned.get(&reading));
        let settled: u64 = turned.map(|turned| turned.contacts()).sum();
        let within = bounds(period, own);
        let singles = self.resolved.singles.iter().filter(|single| {
            let contact = single.contact();
            let is_audited = matches!(place(&contact, within, own.as_of()), Place::Inside);
            is_audited
                && is_wanted(single.department)
                && own.judge(&contact).outcome != judge.judge(&contact).outcome
        });
        Ok(settled + singles.map(|single| single.count).sum::<u64>())
    }

    /// The number of another reading than the state's own.
    fn reading(&self, name: &str) -> Result<u32, MergedError> {
        let found = self.state.readings.iter().position(|own| own == name);
        found.map(|at| at as u32).ok_or_else(|| MergedError::UnknownReading(name.to_owned()))
    }
}

/// Why a merged state has no figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergedError {
    /// Its cells name rules or hours that its own rules and calendar do not have.
    Foreign,
    /// It was not judged by that reading when it was saved.
    UnknownReading(String),
    /// It does not add up, which is an error in this program.
    Account(BrokenAccount),
}

impl fmt::Display for MergedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str(
                "a state counts by rules or hours that its own rules and calendar do not have; \
                 save it anew",
            ),
            Self::UnknownReading(name) => {
                write!(f, "no state was judged by the reading \"{name}\" when it was saved")
            }
            Self::Account(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MergedError {}
