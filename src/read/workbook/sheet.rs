//! A sheet: where its header is, and the table below it.
//!
//! Only cells that hold something are kept, by their place. No cell is understood.

use crate::read::dialect::count_known_names;
use crate::read::{Grid, ReadError, SampleRow};

/// Rows with something in them among which the header is looked for.
const HEADER_WITHIN: usize = 50;

/// A sheet of a workbook: its cells that hold something.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    /// By row, then by column.
    pub(super) cells: Vec<Cell>,
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u16,
    /// Where its text stands in the sheet's.
    pub(super) begin: u32,
    pub(super) end: u32,
}

/// What became of a [`Sheet`] with a header.
#[derive(Clone, Debug)]
pub struct SheetTable {
    /// The rows below the header; each has a cell for every column.
    pub grid: Grid,
    /// Rows without a cell under the header, above the last that has one.
    pub blank_rows: u64,
    /// Cells to the right of the header, which belong to no column and are left out.
    pub stray_cells: u64,
}

impl Sheet {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the spreadsheet program does not show it.
    pub fn is_hidden(&self) -> bool {
        self.is_hidden
    }

    /// The first 50 rows that hold something, for the detection of a header: `line` is the row
    /// of the sheet, counted from 1.
    pub fn header_candidates(&self) -> Vec<SampleRow> {
        self.rows()
            .take(HEADER_WITHIN)
            .map(|cells| {
                let width = cells.last().map_or(0, |cell| usize::from(cell.column) + 1);
                let mut row = SampleRow { line: line(cells), cells: vec![String::new(); width] };
                for cell in cells {
                    row.cells[usize::from(cell.column)] = self.text_of(cell).to_owned();
                }
                row
            })
            .collect()
    }

    /// The table below the header; `None` for a sheet that has no header.
    ///
    /// The header is row `header_line`, else, of the first 50 rows that hold something, the first
    /// of those with the most cells that `known` accepts, at least one.
    ///
    /// # Errors
    /// [`ReadError::NoSuchHeaderLine`] when row `header_line` holds nothing.
    pub fn into_grid(
        self,
        known: &dyn Fn(&str) -> bool,
        header_line: Option<u64>,
    ) -> Result<Option<SheetTable>, ReadError> {
        let header = match header_line {
            Some(asked) => Some(
                self.rows()
                    .find(|cells| line(cells) == asked)
                    .ok_or(ReadError::NoSuchHeaderLine { line: asked })?,
            ),
            None => self.most_known(known),
        };
        Ok(header.map(|header| self.below(header)))
    }

    fn most_known(&self, known: &dyn Fn(&str) -> bool) -> Option<&[Cell]> {
        let count = |cells: &[Cell]| {
            count_known_names(cells.iter().map(|cell| self.text_of(cell).trim()), known)
        };
        let mut most: Option<(usize, &[Cell])> = None;
        for cells in self.rows().take(HEADER_WITHIN) {
            let count = count(cells);
            if count > most.map_or(0, |(count, _)| count) {
                most = Some((count, cells));
            }
        }
        most.map(|(_, cells)| cells)
    }

    fn below(&self, header: &[Cell]) -> SheetTable {
        let is_named = |cell: &&Cell| !self.text_of(cell).trim().is_empty();
        let width = header.iter().rfind(is_named).map_or(0, |cell| usize::from(cell.column) + 1);
        let mut names = vec![String::new(); width];
        for cell in header.iter().take_while(|cell| usize::from(cell.column) < width) {
            names[usize::from(cell.column)] = self.text_of(cell).trim().to_owned();
        }
        let mut grid = Grid::new(names, line(header));
        let (mut stray_cells, mut blank_rows, mut last) = (0, 0, line(header));
        let mut row: Vec<&[u8]> = Vec::with_capacity(width);
        for cells in self.rows().skip_while(|cells| line(cells) <= line(header)) {
            let inside = cells.partition_point(|cell| usize::from(cell.column) < width);
            stray_cells += (cells.len() - inside) as u64;
            if !cells[..inside].iter().any(|cell| is_named(&cell)) {
                continue;
            }
            row.clear();
            row.resize(width, b"");
            for cell in &cells[..inside] {
                row[usize::from(cell.column)] = self.text_of(cell).as_bytes();
            }
            blank_rows += line(cells) - last - 1;
            last = line(cells);
            grid.push(last, row.iter().copied());
        }
        SheetTable { grid, blank_rows, stray_cells }
    }

    /// The rows that hold something.
    fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        let is_blank =
            |cells: &&[Cell]| cells.iter().all(|cell| self.text_of(cell).trim().is_empty());
        self.cells.chunk_by(|a, b| a.row == b.row).filter(move |cells| !is_blank(cells))
    }

    fn text_of(&self, cell: &Cell) -> &str {
        &self.text[cell.begin as usize..cell.end as usize]
    }
}

/// The row of the sheet, counted from 1.
fn line(cells: &[Cell]) -> u64 {
    cells.first().map_or(0, |cell| u64::from(cell.row) + 1)
}
