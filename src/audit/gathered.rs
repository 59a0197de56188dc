//! What a gathering gives: contacts, faults, and what is known of every input.

use std::num::NonZeroUsize;

use rustc_hash::FxHashSet;

use super::mapping::UsedSource;
use crate::calendar::Instant;
use crate::fault::FaultLog;
use crate::normalise::assemble::Coverage;
use crate::normalise::event::PartyId;
use crate::normalise::{Columns, Ledger, Parties};
use crate::organisation::{Organisation, Posts};
use crate::profile::DateOrder;
use crate::read::Detected;
use crate::tally::IgnoredCounts;

/// What is known of one input after it was read.
#[derive(Clone, Debug)]
pub struct InputFacts {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, where it was asked for.
    pub sha256: Option<String>,
    /// Rows below the header, blank ones left out.
    pub rows: u64,
    /// Blank rows.
    pub blank_rows: u64,
    /// Encoding, delimiter, header and so on.
    pub detected: Detected,
    /// The source that it was taken to be of.
    pub source: Option<UsedSource>,
    /// Where the fields stand; nowhere in what a profile reads.
    pub columns: Columns,
    /// Which comes first in `03/04/2026`, where that matters.
    pub date_order: Option<DateOrder>,
    /// Receipts that are bare dates.
    pub bare_dates: u64,
    /// Whether it has a channel column that a flag overrules.
    pub overruled_channel: bool,
}

/// A file as it was named, whatever parts it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Its name in reports.
    pub name: String,
    /// How many bytes it has; of a folder of mails, how many they have together.
    pub bytes: u64,
    /// SHA-256 of its bytes, where it was asked for.
    pub sha256: Option<String>,
}

/// Everything that was read.
#[derive(Debug)]
pub struct Gathered {
    /// The contacts, duplicates merged.
    pub ledger: Ledger,
    /// The inputs, in the order in which they were read.
    pub inputs: Vec<InputFacts>,
    /// The files, in the order in which they were named.
    pub files: Vec<FileFacts>,
    /// The earliest stamp that was refused for lying in the future.
    pub earliest_refused: Option<Instant>,
    /// Rejected rows.
    pub faults: FaultLog,
    /// Rows that told again of a contact told before.
    pub duplicates: u64,
    /// Stamps in the hour that the clock showed twice.
    pub ambiguous_stamps: u64,
    /// The latest receipt or answer of any accepted row; a bare date counts from 00:00.
    pub latest: Option<Instant>,
    /// Rows that a source profile merged or left out.
    pub ignored: IgnoredCounts,
    /// Ids of the exemption lists that a contact has, exempt by the list or by its own cell.
    pub listed_ids: FxHashSet<Vec<u8>>,
    /// The departments of the contacts, where a register tells them; else the ledger has them.
    pub posts: Option<Posts>,
    /// Everybody whom events name.
    pub parties: Parties,
    /// What each source of events covers.
    pub coverage: Vec<Coverage>,
    /// Who sent mails for the organisation, and how many each.
    pub senders: Vec<(PartyId, u64)>,
    /// What to know about parts that were not read.
    pub notes: Vec<String>,
    /// How many threads may judge it. No figure depends on it.
    pub threads: NonZeroUsize,
}

impl Gathered {
    /// Nothing yet.
    pub(super) fn nothing(keeps_places: bool, threads: NonZeroUsize) -> Self {
        Self {
            ledger: Ledger::new(keeps_places),
            inputs: Vec::new(),
            files: Vec::new(),
            earliest_refused: None,
            faults: FaultLog::default(),
            duplicates: 0,
            ambiguous_stamps: 0,
            latest: None,
            ignored: IgnoredCounts::default(),
            listed_ids: FxHashSet::default(),
            posts: None,
            parties: Parties::new(&Organisation::default()),
            coverage: Vec::new(),
            senders: Vec::new(),
            notes: Vec::new(),
            threads,
        }
    }

    /// Where the log of a contact ends, for one that was paired from events and is not answered:
    /// what the log does not cover, it cannot prove.
    pub fn covered_until(&self, index: usize) -> Option<Instant> {
        let (.., end) = self.ledger.covered_until(index)?;
        let is_open = self.ledger.contacts()[index].answered().is_none();
        is_open.then_some(end)
    }

    /// Whether any of it was paired from events.
    pub fn has_events(&self) -> bool {
        !self.coverage.is_empty()
    }
}
