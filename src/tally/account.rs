//! The account: where every row read went (SPEC 7).

use std::fmt;

use super::Figures;

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
}

/// An account whose parts do not add up: an error in this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenAccount {
    account: Account,
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
    /// Checks both identities of SPEC 7 against the figures of all contacts.
    ///
    /// # Errors
    /// [`BrokenAccount`] when rows read are not the sum of the parts, or contacts not the sum
    /// of the outcomes.
    ///
    /// # Example
    /// ```
    /// use svarstid::tally::{Account, Tally};
    /// let none = Tally::by(&[]).total();
    /// assert!(Account::default().check(&none).is_ok());
    /// assert!(Account { rows_read: 1, ..Account::default() }.check(&none).is_err());
    /// ```
    pub fn check(&self, total: &Figures) -> Result<(), BrokenAccount> {
        let parts = self.contacts
            + self.outside_period
            + self.after_as_of
            + self.duplicates
            + self.rejected;
        let by_outcome = total.contacts();
        if parts == self.rows_read && by_outcome == self.contacts {
            Ok(())
        } else {
            Err(BrokenAccount { account: *self, by_outcome })
        }
    }

    /// The parts by their names in machine formats, in order.
    pub fn parts(&self) -> [(&'static str, u64); 6] {
        [
            ("rows_read", self.rows_read),
            ("contacts", self.contacts),
            ("outside_period", self.outside_period),
            ("after_as_of", self.after_as_of),
            ("duplicates", self.duplicates),
            ("rejected", self.rejected),
        ]
    }
}
