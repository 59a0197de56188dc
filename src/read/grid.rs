//! A table in memory: what sheets, XML, JSON and mails become before their cells are
//! understood.
//!
//! All cells lie in one buffer. A cell is text, as it would stand in a CSV file.

use super::row::RawRow;

/// A table in memory, with a header and the place of every row.
///
/// # Example
/// ```
/// use svarstid::read::Grid;
/// let mut grid = Grid::new(vec!["kanal".into(), "inkom".into()], 1);
/// grid.push(2, [&b"telefon"[..], b"2026-03-02 08:00"]);
/// assert_eq!(grid.cell(0, 1), Some(&b"2026-03-02 08:00"[..]));
/// assert_eq!((grid.len(), grid.line(0)), (1, 2));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Grid {
    header: Vec<String>,
    header_line: u64,
    bytes: Vec<u8>,
    /// Where each cell ends, counted from where its row begins in `bytes`.
    ends: Vec<usize>,
    rows: Vec<Row>,
}

/// One row of a grid.
#[derive(Clone, Copy, Debug)]
struct Row {
    line: u64,
    /// Where its text begins in `bytes`.
    begin: usize,
    /// Its first cell in `ends`.
    first: usize,
}

impl Grid {
    /// A table without rows. `header_line` is the line of the header; 0 where there is none,
    /// as in XML.
    pub fn new(header: Vec<String>, header_line: u64) -> Self {
        Self { header, header_line, ..Self::default() }
    }

    /// Adds a row; cells that are left out at its end are absent.
    ///
    /// `line` is the row of a sheet, the line of a text file, or the number of a record,
    /// counted from 1.
    pub fn push<'c>(&mut self, line: u64, cells: impl IntoIterator<Item = &'c [u8]>) {
        let begin = self.bytes.len();
        self.rows.push(Row { line, begin, first: self.ends.len() });
        for cell in cells {
            self.bytes.extend_from_slice(cell);
            self.ends.push(self.bytes.len() - begin);
        }
    }

    /// Takes away the rows of these numbers, counted from 1 and in order.
    pub fn leave_out(&mut self, numbers: &[u64]) {
        let header = std::mem::take(&mut self.header);
        let mut rest = Self::new(header, self.header_line);
        for row in 0..self.len() {
            if numbers.binary_search(&(row as u64 + 1)).is_err() {
                rest.push(self.line(row), self.row(row).iter());
            }
        }
        *self = rest;
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The line of the header; 0 where there is none.
    pub fn header_line(&self) -> u64 {
        self.header_line
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The line of a row.
    pub fn line(&self, row: usize) -> u64 {
        self.rows[row].line
    }

    /// How many cells a row has.
    pub fn width(&self, row: usize) -> usize {
        self.row(row).len()
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> RawRow<'_> {
        let Row { begin, first, .. } = self.rows[row];
        let next = self.rows.get(row + 1);
        let ends = &self.ends[first..next.map_or(self.ends.len(), |next| next.first)];
        let text = &self.bytes[begin..next.map_or(self.bytes.len(), |next| next.begin)];
        RawRow { text, ends, gap: 0, quotes: None }
    }

    /// A cell; `None` where the row has none.
    pub fn cell(&self, row: usize, column: usize) -> Option<&[u8]> {
        self.row(row).get(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gives_back_its_cells_and_no_more() {
        let mut grid = Grid::new(vec!["a".into(), "b".into()], 1);
        grid.push(2, [&b""[..], b"x"]);
        grid.push(3, []);
        grid.push(7, [&b"y"[..]]);
        let mut rest = grid.clone();
        rest.leave_out(&[1, 3]);
        assert_eq!((rest.len(), rest.line(0), rest.width(0)), (1, 3, 0));
        assert_eq!(rest.header(), grid.header());
        let cells = |row| [grid.cell(row, 0), grid.cell(row, 1)];
        assert_eq!(cells(0), [Some(&b""[..]), Some(&b"x"[..])]);
        assert_eq!(cells(1), [None, None]);
        assert_eq!(cells(2), [Some(&b"y"[..]), None]);
        assert_eq!(
            [0, 1, 2].map(|row| (grid.line(row), grid.width(row))),
            [(2, 2), (3, 0), (7, 1)]
        );
    }
}
