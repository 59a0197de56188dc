//! Text for the import of Stratsys: tab-separated, decimal comma, without a header, for Windows.

use std::io::{self, Write};

use crate::report::{Cell, Report};

use super::printed::{for_machines, printable};

/// Writes the first table of `report`, which [`crate::report::stratsys_report`] made.
///
/// A byte order mark tells programs of Windows that it is UTF-8.
///
/// # Errors
/// What writing to `out` fails with.
pub fn stratsys(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(table) = report.tables.first() else { return Ok(()) };
    out.write_all("\u{feff}".as_bytes())?;
    table.each_row(&mut |row| {
        let fields: Vec<String> = row.iter().map(field).collect();
        write!(out, "{}\r\n", fields.join("\t"))
    })
}

fn field(cell: &Cell) -> String {
    match cell {
        // No field holds a tab or a line break.
        Cell::Text(text) => printable(text),
        Cell::Term { label, .. } => printable(label),
        Cell::Count(_) | Cell::Share { .. } | Cell::Percent(_) | Cell::Span(_) => {
            for_machines(cell).replace('.', ",")
        }
        cell => for_machines(cell),
    }
}
