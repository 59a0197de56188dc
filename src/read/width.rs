//! How many fields a record may have under its header.
//!
//! Nothing here moves a field: a record that does not fit is a fault, or is joined as it stands.

use super::form::{HeaderForm, Ragged};
use super::row::RawRow;

/// The widths that fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Widths {
    /// Cells of the header without the empty ones at its end.
    named: usize,
    /// Cells of the header with the empty ones at its end.
    written: usize,
    /// The fewest that fit.
    least: usize,
    joins_last: bool,
}

impl Widths {
    pub(super) fn new(named: usize, written: usize, header: &HeaderForm, ragged: Ragged) -> Self {
        let least = match (ragged, header) {
            (Ragged::Pad, _) => 0,
            (_, HeaderForm::None { required, .. }) => *required,
            _ => named,
        };
        Self { named, written, least, joins_last: ragged == Ragged::JoinLast && named > 0 }
    }

    /// How many fields `row` has, if that does not fit.
    ///
    /// Empty fields may be added at the end, and those left out that are empty in the header.
    #[inline]
    pub(super) fn fault(&self, row: &RawRow<'_>) -> Option<usize> {
        let found = row.len();
        if found == self.named || found == self.written {
            return None;
        }
        let fits = if found < self.named { found >= self.least } else { self.is_padded(row) };
        (!fits).then_some(found)
    }

    /// Whether some rows are to be joined.
    pub(super) fn joins_last(&self) -> bool {
        self.joins_last
    }

    /// The field to which everything behind it belongs, where `row` has too much.
    pub(super) fn join_from(&self, row: &RawRow<'_>) -> Option<usize> {
        let is_too_wide = row.len() > self.named && !self.is_padded(row);
        (self.joins_last && is_too_wide).then_some(self.named - 1)
    }

    /// Whether everything behind the named columns is empty.
    fn is_padded(&self, row: &RawRow<'_>) -> bool {
        (self.named..row.len()).all(|index| row.get(index).is_some_and(<[u8]>::is_empty))
    }
}
