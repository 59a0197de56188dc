//! What one audit saved, besides its contacts.

use std::collections::BTreeMap;
use std::fmt;

use crate::calendar::{Day, Instant};
use crate::fault::FaultCounts;
use crate::tally::IgnoredCounts;

use super::fingerprint::Settled;

/// One input of an audit whose logs may be gone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SavedInput {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes in lower-case hexadecimal, where there was a file.
    pub sha256: Option<String>,
    /// Rows read from it.
    pub rows: u64,
    /// Whether it had a channel column that a flag overruled.
    pub overruled_channel: bool,
}

/// The program that saved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tool {
    /// Its version.
    pub version: String,
    /// The version of its time-zone database.
    pub tz_database: String,
}

/// Contacts with an id and without a fingerprint: no other state can know them again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unkeyed {
    /// Received in the period.
    pub own: u64,
    /// Received on other days, by day.
    pub strangers: BTreeMap<Day, u64>,
}

/// What one audit saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The first day of receipt that it answers for.
    pub first: Day,
    /// The last day of receipt that it answers for.
    pub last: Day,
    /// Which logs it is of, where there are others of the same days; empty for all.
    pub part: String,
    /// The moment that it looked back from, where that was asked for.
    pub as_of: Option<Instant>,
    /// The latest receipt or answer that its logs told.
    pub latest: Option<Instant>,
    /// The latest receipt or answer of a settled contact.
    pub settled_until: Option<Instant>,
    /// The program.
    pub tool: Tool,
    /// The fingerprint of all settings.
    pub settings_sha256: String,
    /// Fingerprints of exemption lists and registers, each with what it is for.
    pub lists: Vec<(String, String)>,
    /// The inputs, in the order in which they were read.
    pub inputs: Vec<SavedInput>,
    /// Rows that told again of a contact told before.
    pub duplicates: u64,
    /// Rows that a source profile left out.
    pub ignored: IgnoredCounts,
    /// Rejected rows.
    pub faults: FaultCounts,
    /// Stamps in the hour that the clock showed twice.
    pub ambiguous_stamps: u64,
    /// Departments that the register did not know.
    pub unknown_departments: Vec<String>,
    /// Contacts that nobody can know again.
    pub unkeyed: Unkeyed,
    /// Fingerprints of settled contacts.
    pub settled: Settled,
}

impl Saved {
    /// All rows of all inputs.
    pub fn rows_read(&self) -> u64 {
        self.inputs.iter().fold(0, |sum, input| sum.saturating_add(input.rows))
    }

    /// Rows that are no contact.
    pub(super) fn rows_elsewhere(&self) -> u64 {
        let parts = [self.duplicates, self.faults.total(), self.ignored.total()];
        parts.into_iter().fold(0, u64::saturating_add)
    }

    /// Whether it answers for contacts received on `day`.
    pub fn answers_for(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// What decides which of two is read last.
    pub(super) fn order(&self) -> (Day, Day, &str) {
        (self.last, self.first, &self.part)
    }
}

impl fmt::Display for Saved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} – {}", self.first, self.last)?;
        if self.part.is_empty() { Ok(()) } else { write!(f, ", {}", self.part) }
    }
}
