//! The account: where every row read went (SPEC 7).

use std::fmt;

use super::Figures;
use crate::profile::language::Ignored;

/// Where every row went. Each row is in exactly one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Rows read from all inputs.
    pub rows_read: u64,
    /// Contacts that the figures speak of.
    pub contacts: u64,
    /// Received outside the period.
    pub outside_period: u64,
    /// Received after as-of.
    pub after_as_of: u64,
    /// Rows that tell again of a contact told before.
    pub duplicates: u64,
    /// Rows that cannot be judged.
    pub rejected: u64,
    /// Rows that a source profile merged or left out.
    pub ignored: IgnoredCounts,
}

/// How many rows were merged or left out for each reason: exact, and merged in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IgnoredCounts([u64; Ignored::ALL.len()]);

impl IgnoredCounts {
    /// Counts `rows` more for a reason.
    pub fn add(&mut self, reason: Ignored, rows: u64) {
        self.0[reason as usize] += rows;
    }

    /// How many rows for a reason.
    pub fn of(&self, reason: Ignored) -> u64 {
        self.0[reason as usize]
    }

    /// Adds the counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The reasons that there were, in order.
    pub fn reasons(&self) -> impl Iterator<Item = (Ignored, u64)> + '_ {
        Ignored::ALL.into_iter().zip(self.0).filter(|(_, rows)| *rows > 0)
    }
}

/// An account whose parts do not add up: an error in this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenAccount {
    account: Box<Account>,
    by_outcome: u64,
}

impl fmt::Display for BrokenAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { account, by_outcome } = self;
        write!(
            f,
            "internal error: the account does not add up ({account:?}, {by_outcome} contacts by \
             outcome); please report it, and do not use these figures"
        )
    }
}

impl std::error::Error for BrokenAccount {}

impl Account {
    /// Checks both identities of SPEC 7 against the figures of all contacts; `elsewhere` are
    /// contacts that the figures leave out, because they are of one board alone.
    ///
    /// # Errors
    /// [`BrokenAccount`] when rows read are not the sum of the parts, or contacts not the sum
    /// of the outcomes.
    ///
    /// # Example
    /// ```
    /// use svarstid::tally::{Account, Tally};
    /// let none = Tally::by(&[]).total();
    /// assert!(Account::default().check(&none, 0).is_ok());
    /// assert!(Account { rows_read: 1, ..Account::default() }.check(&none, 0).is_err());
    /// ```
    pub fn check(&self, total: &Figures, elsewhere: u64) -> Result<(), BrokenAccount> {
        let parts = self.contacts
            + self.outside_period
            + self.after_as_of
            + self.duplicates
            + self.rejected
            + self.ignored.total();
        let by_outcome = total.contacts() + elsewhere;
        if parts == self.rows_read && by_outcome == self.contacts {
            Ok(())
        } else {
            Err(BrokenAccount { account: Box::new(*self), by_outcome })
        }
    }

    /// The parts by their names in machine formats, in order; of the reasons why rows were
    /// merged or left out those that there were.
    pub fn parts(&self) -> Vec<(&'static str, u64)> {
        let mut parts = vec![
            ("rows_read", self.rows_read),
            ("contacts", self.contacts),
            ("outside_period", self.outside_period),
            ("after_as_of", self.after_as_of),
            ("duplicates", self.duplicates),
            ("rejected", self.rejected),
        ];
        parts.extend(self.ignored.reasons().map(|(reason, rows)| (reason.id(), rows)));
        parts
    }
}
