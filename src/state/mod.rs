//! States: what is kept of an audit when its logs are purged, and how several become one.
//!
//! A state of January, one of February and so on give, merged, the figures that one audit over
//! all their logs gives, byte for byte. So the design follows from what figures depend on:
//!
//! **Settled contacts are counted.** A contact that was answered (or that no rule and no later
//! row can touch) has its verdict for ever: looking back from later changes nothing. It is added
//! to a [cell](CellKey) and forgotten. A cell is a local day and hour of receipt, a department
//! with its board, a channel, an origin, a rule and a reason for exemption: whatever a table can
//! be grouped by is a sum of cells. It holds each time to answer in seconds, because the exact
//! median of two months cannot be had from the medians of each.
//!
//! How soon they were answered and how other readings judge them depend on the second of receipt,
//! which a cell does not hold: both are counted while it is known. So the report for the accounts
//! and the band are those of the logs too.
//!
//! **Everything else is kept one by one** ([`Single`]): contacts that are open, that came in or
//! were answered after as-of, rows received outside the state's period, which may tell again of
//! contacts of another month, and contacts of its last days, which the next export may tell again
//! and otherwise. They are judged anew when states are merged, by the as-of of that run.
//!
//! **Fingerprints find the same contact again.** Where a key is given, a single carries 64 bits
//! of HMAC-SHA-256 over channel, id and receipt, the three things that SPEC 7 says make a
//! contact the same; so a row of February closes a contact of January, with the earliest answer
//! and all else from the row read last. Of settled contacts the fingerprints alone are kept, in
//! their numerical order and linked to no cell, each with 16 bits of its answer and 16 of its
//! other fields. So a row that tells again of a settled contact is known to be a duplicate, and
//! one that tells *otherwise* of it is refused: what is only counted cannot be changed.
//!
//! **Without a key** no later row can close anything, and rows with an id that were received on
//! a day that another state answers for are refused: whether they are the same contacts cannot
//! be known.
//!
//! **Merging** adds cells, joins the lists and resolves nothing: contacts are told apart only
//! when figures are asked for. That makes it a commutative and associative sum, so states can be
//! merged in any order and by any number of machines. Of one contact told by several states, the
//! "row read last" is that of the state whose period ends last, and then of the part whose name
//! is last: the order in which one audit would be given the logs.
//!
//! **Event logs are refused.** A call of February may be the answer to one of January, a further
//! call of the same question, or a question of its own, and which of them decides what the calls
//! after it are. That needs every open event with its parties, so it is no count. A list of
//! contacts made from the events is a log like any other.
//!
//! Nothing here reads a log, opens a file or knows a flag's value.

mod cell;
mod fingerprint;
mod merge;
mod posts;
mod refusal;
mod resolve;
mod rules;
mod saved;
mod single;
mod wire;

pub use cell::{Cell, CellKey, Turned};
pub use fingerprint::{Fingerprint, Settled, fingerprint};
pub use merge::{Gap, merge};
pub use refusal::{Refusal, Refusals};
pub use resolve::Resolved;
pub use rules::{OpenRules, Rules, RulesError};
pub use saved::{Saved, SavedInput, Tool, Unkeyed};
pub use single::Single;
pub use wire::{SCHEMA, StateError, is_state, read, write};

use std::collections::BTreeMap;

/// What is kept of one audit, or of several that were merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// What the verdicts were given by.
    pub rules: Rules,
    /// The id of the key that fingerprints are made with, where there is one.
    pub key: Option<String>,
    /// The audits, in the order in which one audit would have read their logs.
    pub saved: Vec<Saved>,
    /// Departments and their boards by number; the first has no name.
    pub departments: Vec<(String, String)>,
    /// Reasons for exemptions by number; an empty one is of reasons beyond counting.
    pub reasons: Vec<String>,
    /// Readings by number, each judged when the contacts were settled: all that apply but the
    /// state's own.
    pub readings: Vec<String>,
    /// Settled contacts.
    pub cells: BTreeMap<CellKey, Cell>,
    /// Contacts that are kept one by one.
    pub singles: Vec<Single>,
}

impl State {
    /// The latest receipt or answer that any of the logs told.
    pub fn latest(&self) -> Option<crate::calendar::Instant> {
        self.saved.iter().filter_map(|saved| saved.latest).max()
    }

    /// The latest receipt or answer of a settled contact: no merged run can look back from
    /// earlier.
    pub fn settled_until(&self) -> Option<crate::calendar::Instant> {
        self.saved.iter().filter_map(|saved| saved.settled_until).max()
    }

    /// Whether each row that was read is in one part of the account.
    pub fn adds_up(&self) -> bool {
        let rows = self.saved.iter().map(Saved::rows_read);
        let elsewhere = self.saved.iter().map(Saved::rows_elsewhere);
        let cells = self.cells.values().map(Cell::contacts);
        let singles = self.singles.iter().map(|single| single.count);
        let parts = sum(elsewhere.chain(cells).chain(singles));
        parts.is_some() && parts == sum(rows)
    }
}

/// The sum, where it is a number.
fn sum(mut counts: impl Iterator<Item = u64>) -> Option<u64> {
    counts.try_fold(0u64, u64::checked_add)
}

#[cfg(test)]
mod tests;
