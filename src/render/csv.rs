//! CSV for machines: RFC 4180, comma, point, UTF-8, LF; the first table, without its total.

use std::io::{self, Write};

use crate::report::{Cell, Report};

use super::printed::push_for_machines;

/// Writes the first table of `report` as CSV.
///
/// # Errors
/// What writing to `out` fails with.
pub fn csv(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(table) = report.tables.first() else { return Ok(()) };
    let mut writer = ::csv::Writer::from_writer(out);
    let header = table.columns.iter().filter(|column| column.in_csv);
    let header = header.map(|column| column.id.as_ref());
    writer.write_record(header).map_err(csv_io_error)?;
    let mut field = String::new();
    table.each_row(&mut |row| {
        let cells = row.iter().zip(&table.columns).filter(|(_, column)| column.in_csv);
        for (cell, _) in cells {
            field.clear();
            if matches!(cell, Cell::Text(text) if is_formula(text)) {
                field.push(NO_FORMULA);
            }
            push_for_machines(cell, &mut field);
            writer.write_field(&field).map_err(csv_io_error)?;
        }
        writer.write_record(None::<&[u8]>).map_err(csv_io_error)
    })?;
    writer.flush()
}

/// The error of the output below a CSV writer. The csv crate's own conversion hides its kind,
/// and a closed pipe must be told from a full disk.
pub fn csv_io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// What stands in front of text from the input that a spreadsheet would take for a formula.
const NO_FORMULA: char = '\'';

/// Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
/// injection). Numbers that we print ourselves never do.
///
/// # Example
/// ```
/// use svarstid::render::without_formula;
/// assert_eq!(without_formula("=1+1".to_owned()), "'=1+1");
/// assert_eq!(without_formula("Kansli".to_owned()), "Kansli");
/// ```
pub fn without_formula(field: String) -> String {
    if is_formula(&field) { format!("{NO_FORMULA}{field}") } else { field }
}

/// Whether a spreadsheet would take a text for a formula.
fn is_formula(field: &str) -> bool {
    // Spreadsheets skip white space before they look for a formula.
    let first = field.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
    matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_from_the_input_becomes_text_and_a_negative_word_does_too() {
        for formula in ["=1+1", "+46", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1"] {
            assert_eq!(without_formula(formula.to_owned()), format!("'{formula}"));
        }
        for text in ["", "Kansli", "a=1", "'=1", "(ej angiven)"] {
            assert_eq!(without_formula(text.to_owned()), text);
        }
    }
}
