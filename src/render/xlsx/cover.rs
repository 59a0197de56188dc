//! The cover: what the report says, where its figures come from, and the way to each sheet.
//!
//! Two columns, a label and what it says, so that nothing is merged.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::render::printed::{for_people, number};
use crate::report::{Cell, Kind, People, Report, Rows, Table};

use super::look::Looks;
use super::sheet::safe;

/// Widths of the columns, in characters: labels, text, numbers.
const WIDTHS: [f64; 3] = [30.0, 90.0, 12.0];

/// A4 (ECMA-376, 18.3.1.63).
const A4: u8 = 9;

/// Writes the cover of `report`, whose tables stand on the sheets of those names.
pub(super) fn write(
    report: &Report<'_>,
    tables: &[(&Table<'_>, String)],
    looks: &Looks,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_portrait().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_screen_gridlines(false).set_footer("&R&P (&N)");
    let mut page = Page { sheet, looks, next: 0 };
    page.heading(&report.title, true)?;
    for line in &report.lead {
        page.line("", line)?;
    }
    for fact in &report.facts {
        page.line(&fact.label, &fact.value)?;
    }
    page.gap();
    page.heading(report.lang.pick("Innehåll", "Contents"), false)?;
    for (table, name) in tables {
        page.link(name, table)?;
    }
    for section in &report.sections {
        page.gap();
        page.heading(&section.title, false)?;
        for line in &section.lines {
            page.prose(line, section.is_verbatim)?;
        }
    }
    if let Some(provenance) = &report.provenance {
        page.gap();
        page.heading(report.lang.pick("Underlag och program", "Input and program"), false)?;
        for fact in provenance.facts(report.lang) {
            page.line(&fact.label, &fact.value)?;
        }
        for table in provenance.tables(report.lang) {
            page.table(&table, report)?;
        }
    }
    Ok(())
}

/// A cover that is being written, row by row.
struct Page<'p> {
    sheet: &'p mut Worksheet,
    looks: &'p Looks,
    next: u32,
}

impl Page<'_> {
    fn gap(&mut self) {
        self.next += 1;
    }

    fn heading(&mut self, text: &str, is_title: bool) -> Result<(), XlsxError> {
        let look = if is_title { &self.looks.title } else { &self.looks.heading };
        self.sheet.write_string_with_format(self.next, 0, safe(text), look)?;
        self.next += 1;
        Ok(())
    }

    /// A label and what it says.
    fn line(&mut self, label: &str, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.next, 0, safe(label), &self.looks.label)?;
        self.prose(text, false)
    }

    fn prose(&mut self, text: &str, is_verbatim: bool) -> Result<(), XlsxError> {
        let look = if is_verbatim { &self.looks.verbatim } else { &self.looks.text };
        let text = safe(text);
        self.sheet.set_row_height(self.next, height(&text, is_verbatim))?;
        self.sheet.write_string_with_format(self.next, 1, text, look)?;
        self.next += 1;
        Ok(())
    }

    /// The way to a sheet, with the sentences that its table leads with.
    fn link(&mut self, name: &str, table: &Table<'_>) -> Result<(), XlsxError> {
        let target = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''")));
        self.sheet.write_url(self.next, 0, target.set_text(safe(name)))?;
        let chart = table.chart.as_ref().map(|chart| chart.title.as_str());
        let said: Vec<&str> = table.lead.iter().map(String::as_str).chain(chart).collect();
        self.prose(&said.join(" "), false)
    }

    /// A small table, with its title as its heading.
    fn table(&mut self, table: &Table<'_>, report: &Report<'_>) -> Result<(), XlsxError> {
        let Rows::Kept(rows) = &table.rows else { return Ok(()) };
        if rows.is_empty() {
            return Ok(());
        }
        self.gap();
        self.heading(&table.title, false)?;
        for (at, column) in (0_u16..).zip(&table.columns) {
            let header = self.looks.header(column.kind);
            self.sheet.write_string_with_format(self.next, at, safe(&column.title), header)?;
        }
        self.next += 1;
        let people = People::new(report.lang);
        for row in rows {
            for ((at, cell), column) in (0_u16..).zip(row).zip(&table.columns) {
                let look = self.looks.cell(cell, false);
                match (column.kind, number(cell)) {
                    (Kind::Numbers, Some(number)) => {
                        self.sheet.write_number_with_format(self.next, at, number, look)?;
                    }
                    _ if *cell == Cell::Absent => {}
                    _ => {
                        let text = safe(&for_people(cell, &people, report.lang));
                        self.sheet.write_string_with_format(self.next, at, text, look)?;
                    }
                }
            }
            self.next += 1;
        }
        Ok(())
    }
}

/// The height of a row whose text is broken over lines, in points: not every spreadsheet lets
/// rows grow when it opens a file.
fn height(text: &str, is_verbatim: bool) -> f64 {
    const LINE: f64 = 15.0;
    /// A row cannot be higher (Microsoft, Excel specifications and limits).
    const MOST_LINES: usize = 27;
    let room = WIDTHS[1] as usize;
    let lines = if is_verbatim { 1 } else { text.width().div_ceil(room).clamp(1, MOST_LINES) };
    LINE * lines as f64
}
