//! Records of any input, one after the other: of delimited text, read block by block, or of a
//! grid in memory.

use std::borrow::Cow;

use super::detected::{Detected, Nature, Sample, SampleRow};
use super::error::ReadError;
use super::grid::Grid;
use super::pieces::Pieces;
use super::row::RawRow;
use super::table::Table;

/// Records of one input, behind its header.
///
/// # Example
/// ```
/// use svarstid::read::{Grid, Nature, Records};
/// let mut grid = Grid::new(vec!["inkom".into()], 1);
/// grid.push(2, [&b"2026-03-02"[..]]);
/// let mut records = Records::grid(grid, Nature::Sheet);
/// assert!(records.advance()?);
/// assert_eq!((records.line(), records.row().get(0)), (2, Some(&b"2026-03-02"[..])));
/// assert!(!records.advance()?);
/// # Ok::<(), svarstid::read::ReadError>(())
/// ```
pub struct Records(Kind);

enum Kind {
    Text(Box<Table>),
    Grid(Box<Walk>),
}

/// A walk over a grid.
struct Walk {
    grid: Grid,
    detected: Detected,
    /// The current row, from 1; 0 before the first.
    at: usize,
}

impl Records {
    /// Those of a file with delimiters.
    pub fn text(table: Table) -> Self {
        Self(Kind::Text(Box::new(table)))
    }

    /// Those of a grid.
    pub fn grid(grid: Grid, nature: Nature) -> Self {
        let detected = Detected::of_grid(&grid, nature);
        Self(Kind::Grid(Box::new(Walk { grid, detected, at: 0 })))
    }

    /// The [pieces](Table::into_pieces) of text of which nothing was read yet.
    ///
    /// # Errors
    /// The records as they were, where they can only be read from the top.
    pub fn into_pieces(self) -> Result<Pieces, Self> {
        match self.0 {
            Kind::Text(table) => table.into_pieces().map_err(|table| Self(Kind::Text(table))),
            grid => Err(Self(grid)),
        }
    }

    /// The table, where they are of text.
    pub fn into_table(self) -> Option<Table> {
        match self.0 {
            Kind::Text(table) => Some(*table),
            Kind::Grid(_) => None,
        }
    }

    /// What was detected.
    pub fn detected(&self) -> &Detected {
        match &self.0 {
            Kind::Text(table) => table.detected(),
            Kind::Grid(walk) => &walk.detected,
        }
    }

    /// The first records, without consuming them.
    pub fn sample(&self) -> Sample {
        match &self.0 {
            Kind::Text(table) => table.sample(),
            Kind::Grid(walk) => {
                let rows = (0..walk.grid.len()).map(|row| SampleRow {
                    line: walk.grid.line(row),
                    cells: walk.grid.row(row).cells(),
                });
                Sample { rows: rows.collect(), is_whole: true }
            }
        }
    }

    /// Goes to the next record; false when there are no more.
    ///
    /// # Errors
    /// As [`Table::advance`].
    #[inline]
    pub fn advance(&mut self) -> Result<bool, ReadError> {
        match &mut self.0 {
            Kind::Text(table) => table.advance(),
            Kind::Grid(walk) => {
                walk.at = (walk.at + 1).min(walk.grid.len() + 1);
                Ok(walk.at <= walk.grid.len())
            }
        }
    }

    /// The current record's fields.
    #[inline]
    pub fn row(&self) -> RawRow<'_> {
        match &self.0 {
            Kind::Text(table) => table.row(),
            Kind::Grid(walk) if (1..=walk.grid.len()).contains(&walk.at) => {
                walk.grid.row(walk.at - 1)
            }
            Kind::Grid(_) => RawRow { text: b"", ends: &[], gap: 0, quotes: None },
        }
    }

    /// The line, the row of a sheet or the number of the current record, from 1.
    #[inline]
    pub fn line(&self) -> u64 {
        match &self.0 {
            Kind::Text(table) => table.line(),
            Kind::Grid(walk) => walk.at.checked_sub(1).map_or(0, |at| walk.grid.line(at)),
        }
    }

    /// The current record as it stands in the file; of a grid its cells, parted by tabs.
    pub fn raw(&self) -> Cow<'_, [u8]> {
        match &self.0 {
            Kind::Text(table) => Cow::Borrowed(table.raw()),
            Kind::Grid(_) => {
                let cells: Vec<&[u8]> = self.row().iter().collect();
                Cow::Owned(cells.join(&b'\t'))
            }
        }
    }

    /// Whether the current record has bytes that its encoding does not know, or a zero byte.
    #[inline]
    pub fn is_undecodable(&self) -> bool {
        match &self.0 {
            Kind::Text(table) => table.is_undecodable(),
            // XML and JSON may spell out a zero character; no text has one.
            Kind::Grid(_) => memchr::memchr(0, self.row().text).is_some(),
        }
    }

    /// How many fields the current record has, if that does not fit the header.
    #[inline]
    pub fn width_fault(&self) -> Option<usize> {
        match &self.0 {
            Kind::Text(table) => table.width_fault(),
            Kind::Grid(_) => None,
        }
    }

    /// Blank records skipped so far.
    pub fn blank_rows(&self) -> u64 {
        match &self.0 {
            Kind::Text(table) => table.blank_rows(),
            Kind::Grid(_) => 0,
        }
    }
}
