//! Merged states: the same figures that one audit over all their logs gives.

use std::fmt;

use crate::fault::FaultCounts;
use crate::judge::{Judge, Outcome, Verdict};
use crate::state::{Resolved, Saved, State};
use crate::tally::{Account, BrokenAccount, IgnoredCounts};

use super::counting::Counting;
use super::details::{Details, Wanted};
use super::judged::{Judged, Scope};

impl Judged {
    /// Every figure of a merged state, and what is wanted besides; `resolved` are its contacts
    /// that were kept one by one.
    ///
    /// # Errors
    /// [`MergedError`] when the state is not one of this judge's rules, or does not add up.
    pub fn of_state(
        state: &State,
        resolved: &Resolved,
        judge: &Judge<'_>,
        scope: Scope<'_>,
        wanted: Wanted<'_>,
    ) -> Result<(Self, Details), MergedError> {
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
        // How soon contacts were answered is told by the second of their receipt, which is gone.
        let wanted = Wanted { answers: false, ..wanted };
        let mut counting = Counting::new(judge, scope, wanted, &state.grouping(), account);
        let table = &judge.calendar().table;
        for (key, cell) in &state.cells {
            if scope.period.is_some_and(|own| key.day < own.first() || own.end() <= key.day) {
                counting.account.outside_period += cell.contacts();
                continue;
            }
            let is_known =
                key.rule.is_none_or(|rule| usize::from(rule) < judge.policy().rules.len());
            let again = cell.replay(key, table).filter(|_| is_known);
            for (contact, verdict) in again.ok_or(MergedError::Foreign)? {
                let shown = match key.reason {
                    None => verdict,
                    Some(_) => Verdict { outcome: Outcome::Exempt, ..verdict },
                };
                counting.add(&contact, &shown, || verdict);
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
}

/// Why a merged state has no figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergedError {
    /// Its cells name rules or hours that its own rules and calendar do not have.
    Foreign,
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
            Self::Account(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MergedError {}
