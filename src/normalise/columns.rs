//! Columns: where the fields of a log stand in the rows of one file.

use std::fmt;

use super::field::{field, names, ranked};
use super::fold::fold;
use crate::profile::Field;

/// Where the fields stand in the rows of a file.
///
/// # Example
/// ```
/// use svarstid::normalise::{Columns, Field};
/// let header = ["Ärendenr", "Inkom", "Handläggare"].map(String::from);
/// let columns = Columns::find(&header).expect("Inkom is the receipt");
/// assert_eq!(columns.get(Field::Received), Some(1));
/// assert_eq!(columns.get(Field::Answered), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    index: [Option<usize>; Field::ALL.len()],
}

impl Columns {
    /// The columns that `header` names; unknown cells are ignored.
    ///
    /// A canonical name wins over an alias, and a plain alias over a loose one.
    ///
    /// # Errors
    /// When two cells name the same field equally well, and when none names the receipt.
    pub fn find(header: &[String]) -> Result<Self, ColumnError> {
        let columns = Self::find_some(header)?;
        match columns.get(Field::Received) {
            Some(_) => Ok(columns),
            None => Err(ColumnError::NoReceived { near: near_receipt(header) }),
        }
    }

    /// As [`find`](Self::find), but the receipt may be missing.
    ///
    /// # Errors
    /// When two cells name the same field equally well.
    pub fn find_some(header: &[String]) -> Result<Self, ColumnError> {
        let ranks: Vec<_> = header.iter().map(|cell| ranked(cell)).collect();
        let mut columns = Self::default();
        for field in Field::ALL {
            let ranked = |(at, found): (usize, &Option<(Field, u8)>)| match found {
                Some((means, rank)) if *means == field => Some((*rank, at)),
                _ => None,
            };
            let mut best: Vec<_> = ranks.iter().enumerate().filter_map(ranked).collect();
            best.sort_unstable();
            match best[..] {
                [(first_rank, first), (second_rank, second), ..] if first_rank == second_rank => {
                    let cells = [header[first].clone(), header[second].clone()];
                    return Err(ColumnError::Twice { field, cells });
                }
                [(_, first), ..] => columns.set(field, first),
                [] => {}
            }
        }
        Ok(columns)
    }

    /// The index of a field's cell in a row, from 0; `None` where the file has no such column.
    #[inline]
    pub const fn get(&self, field: Field) -> Option<usize> {
        self.index[field as usize]
    }

    /// Columns that also name the receipt or the answer, and are not read: the field, the cell
    /// that is read and the one that is not. A figure may depend on the choice.
    pub fn rivals<'h>(&self, header: &'h [String]) -> Vec<(Field, &'h str, &'h str)> {
        // A loose name beside a better one is no rival: it means something else.
        let names = |cell: &str, field| matches!(ranked(cell), Some((own, 0 | 1)) if own == field);
        [Field::Received, Field::Answered]
            .into_iter()
            .filter_map(|field| Some((field, self.get(field)?)))
            .flat_map(|(field, read)| {
                let others = header.iter().enumerate();
                let rivals = others.filter(move |(at, cell)| *at != read && names(cell, field));
                rivals.map(move |(_, cell)| (field, header[read].as_str(), cell.as_str()))
            })
            .collect()
    }

    /// The index of each field's cell, in the order of [`Field::ALL`].
    #[inline]
    pub const fn indices(&self) -> &[Option<usize>; Field::ALL.len()] {
        &self.index
    }

    /// Sets or replaces the index of a field, as a flag or a profile says.
    pub const fn set(&mut self, field: Field, index: usize) {
        self.index[field as usize] = Some(index);
    }
}

/// Header cells that look like a misspelled name of the receipt, the most similar first.
fn near_receipt(header: &[String]) -> Vec<String> {
    // Jaro-Winkler: "recieved" scores 0.96 against "received", and 0.8 is about where words
    // begin that only start alike.
    const SIMILAR: f64 = 0.85;
    const SHOWN: usize = 3;
    let names: Vec<String> = names(Field::Received).map(|(name, _)| fold(name)).collect();
    let score = |cell: &String| {
        let cell = fold(cell);
        names.iter().map(|name| strsim::jaro_winkler(&cell, name)).fold(0.0, f64::max)
    };
    let mut near: Vec<_> = header.iter().map(|cell| (score(cell), cell)).collect();
    // A cell that names another field is no misspelling of this one.
    near.retain(|(score, cell)| *score >= SIMILAR && field(cell).is_none());
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(SHOWN).map(|(_, cell)| cell.clone()).collect()
}

/// Why the columns of a file cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnError {
    /// Two columns name one field equally well.
    Twice {
        /// The field.
        field: Field,
        /// The two header cells, as the file spells them.
        cells: [String; 2],
    },
    /// No column says when a contact came in.
    NoReceived {
        /// Header cells that look like a misspelling, the most similar first; often none.
        near: Vec<String>,
    },
}

impl fmt::Display for ColumnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice { field, cells: [first, second] } => {
                write!(
                    f,
                    "columns \"{first}\" and \"{second}\" both mean {field}; rename one, or say \
                     which it is in a [[source]]"
                )
            }
            Self::NoReceived { near } => {
                f.write_str("no column says when a contact came in; name one \"received\"")?;
                f.write_str(" or \"inkom\", or say which it is in a [[source]]")?;
                for (index, cell) in near.iter().enumerate() {
                    let lead = if index == 0 { " (is it " } else { " or " };
                    write!(f, "{lead}\"{cell}\"")?;
                }
                f.write_str(if near.is_empty() { "" } else { "?)" })
            }
        }
    }
}

impl std::error::Error for ColumnError {}

#[cfg(test)]
mod tests;
