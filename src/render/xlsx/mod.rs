//! Workbooks (Office Open XML): a cover, and a sheet a table with typed cells.
//!
//! Text is only ever written as a string, so no cell of an input becomes a formula. The same
//! report always gives the same bytes.

mod chart;
mod cover;
mod look;
mod names;
mod sheet;
mod spill;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::report::{Report, Rows, Table};

use look::Looks;
use names::Names;
use spill::{not_spilled, spilling};

pub use spill::is_told_as_error;

/// Rows of a sheet, its header among them (Microsoft, Excel specifications and limits).
const MOST_ROWS: u32 = 1_048_576;

/// Writes `report` as a workbook.
///
/// Rows that are made one at a time are not kept: they go to a file without a name in the
/// folder for temporary files, until the workbook is put together.
///
/// # Errors
/// What writing to `out` fails with, and `FileTooLarge` when a table has more rows than a sheet;
/// then nothing was written.
pub fn xlsx(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&spilling(|| bytes(report))?)
}

fn bytes(report: &Report<'_>) -> io::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report).map_err(io_error)?);
    let looks = Looks::new(report.lang);
    let mut names = Names::default();
    let cover_name = names.unused(report.lang.pick("Översikt", "Overview"));
    let tables: Vec<(&Table<'_>, String)> = report
        .tables
        .iter()
        .filter(|table| !is_left_out(table))
        .map(|table| {
            let title = if table.title.is_empty() { &report.title } else { &table.title };
            (table, names.unused(names::wanted(table.id, title, report.lang)))
        })
        .collect();
    let cover = workbook.add_worksheet();
    cover.set_name(cover_name).map_err(io_error)?;
    cover::write(report, &tables, &looks, cover).map_err(io_error)?;
    for (table, name) in &tables {
        let sheet = match table.rows {
            Rows::Kept(_) => workbook.add_worksheet(),
            Rows::Streamed(_) => {
                let sheet = workbook.add_worksheet_with_constant_memory();
                sheet.map_err(|error| not_spilled(&error.to_string()))?
            }
        };
        sheet.set_name(name).map_err(io_error)?;
        sheet::write(table, name, report.lang, &looks, sheet)?;
    }
    workbook.save_to_buffer().map_err(io_error)
}

/// Whether people are not shown a table, because it is empty.
fn is_left_out(table: &Table<'_>) -> bool {
    table.is_optional && matches!(&table.rows, Rows::Kept(rows) if rows.is_empty())
}

fn properties(report: &Report<'_>) -> Result<DocProperties, XlsxError> {
    // The clock would make each run's bytes its own.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let program = concat!("svarstid ", env!("CARGO_PKG_VERSION"));
    Ok(DocProperties::new()
        .set_title(sheet::safe(&report.title))
        .set_author(program)
        .set_creation_datetime(&made))
}

fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests;
