//! Provenance: what a run was made of, so that it can be made again.

use crate::calendar::Day;
use crate::fault::FaultCounts;
use crate::policy::Guideline;
use crate::seal::Sealed;
use crate::tally::Account;

/// One input of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputRecord {
    /// Its base name, or `-` for standard input.
    pub name: String,
    /// SHA-256 of its bytes in lower-case hexadecimal, where it was reckoned.
    pub sha256: Option<String>,
    /// Rows read from it.
    pub rows: u64,
}

/// A kept state that figures were merged from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StateRecord {
    /// Its base name.
    pub name: String,
    /// SHA-256 of its bytes in lower-case hexadecimal.
    pub sha256: String,
    /// SHA-256 of the calendar that its contacts were judged on.
    pub calendar_sha256: String,
    /// The audits that it was saved by.
    pub audits: Vec<StateAudit>,
}

/// One audit that a state was saved by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StateAudit {
    /// The first and the last day of receipt that it answers for.
    pub days: (Day, Day),
    /// Which logs it is of; empty for all.
    pub part: String,
    /// SHA-256 of its settings.
    pub settings_sha256: String,
    /// The version of the program.
    pub version: String,
    /// The version of its time-zone database.
    pub tz_database: String,
}

/// The reading that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingName {
    /// Its name.
    pub name: String,
    /// What it means, in the language of the report; empty where nobody said.
    pub meaning: String,
}

/// What a run was made of.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// The guideline that the rules come from.
    pub guideline: Guideline,
    /// The reading, where it is not the default one.
    pub reading: Option<ReadingName>,
    /// The period as it was asked for, and its first and last day.
    pub period: Option<(String, Day, Day)>,
    /// The moment that the audit looks back from, RFC 3339; absent without any contact.
    pub as_of: Option<String>,
    /// The time zone of local times.
    pub time_zone: &'static str,
    /// The inputs, in the order in which they were read.
    pub inputs: Vec<InputRecord>,
    /// Settings, calendar and request, where they were reckoned.
    pub sealed: Option<Box<Sealed>>,
    /// The kept states that the figures were merged from, where they were; in the order of their
    /// names.
    pub states: Vec<StateRecord>,
    /// Where every row went.
    pub account: Account,
    /// The board that the report is of; all where there is none.
    pub board: Option<String>,
    /// The smallest number of contacts that is printed, where small numbers are held back.
    pub min_n: Option<u64>,
    /// Rejected rows by code.
    pub faults: FaultCounts,
}
