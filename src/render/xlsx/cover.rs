//! The cover: what the report says, where its figures come from, and the way to each sheet.
//!
//! Two columns, a label and what it says, so that nothing is merged.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use crate::render::printed::{for_people, number};
use crate::report::{Cell, Kind, People, Report, Rows, Table};

use super::look::Looks;
use super::sheet::{lines, safe};

/// Widths of the columns, in characters: labels, text, numbers.
const WIDTHS: [f64; 3] = [46.0, 86.0, 12.0];

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
        let title = if table.title.is_empty() { &report.title } else { &table.title };
        page.link(name, title, table)?;
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
        let lines = lines_in(label, WIDTHS[0]).max(lines_in(text, WIDTHS[1]));
        self.text(text, lines, false)
    }

    fn prose(&mut self, text: &str, is_verbatim: bool) -> Result<(), XlsxError> {
        let lines = if is_verbatim { 1 } else { lines_in(text, WIDTHS[1]) };
        self.text(text, lines, is_verbatim)
    }

    /// A text in a row of so many lines.
    fn text(&mut self, text: &str, lines: usize, is_verbatim: bool) -> Result<(), XlsxError> {
        let look = if is_verbatim { &self.looks.verbatim } else { &self.looks.text };
        let text = safe(text);
        self.sheet.set_row_height(self.next, height(lines))?;
        self.sheet.write_string_with_format(self.next, 1, text, look)?;
        self.next += 1;
        Ok(())
    }

    /// The way to a sheet, with the sentences that its table leads with.
    fn link(&mut self, name: &str, title: &str, table: &Table<'_>) -> Result<(), XlsxError> {
        let target = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''")));
        let target = target.set_text(safe(title));
        self.sheet.write_url_with_format(self.next, 0, target, &self.looks.link)?;
        let chart = table.chart.as_ref().map(|chart| chart.title.as_str());
        let said = table.lead.iter().map(String::as_str).chain(chart);
        let said = said.map(ended).collect::<Vec<_>>().join(" ");
        let lines = lines_in(title, WIDTHS[0]).max(lines_in(&said, WIDTHS[1]));
        self.text(&said, lines, false)
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

/// A sentence with a full stop, so that the next does not run into it.
fn ended(sentence: &str) -> String {
    let is_ended = sentence.is_empty() || sentence.ends_with(['.', '!', '?', ':', '…']);
    format!("{sentence}{}", if is_ended { "" } else { "." })
}

/// How many lines a text makes in a column of so many characters: digits, that is, and letters
/// are narrower.
fn lines_in(text: &str, width: f64) -> usize {
    const LETTERS: f64 = 1.08;
    lines(text, (width * LETTERS) as usize)
}

/// The height of a row of so many lines, in points: not every spreadsheet lets rows grow when
/// it opens a file.
fn height(lines: usize) -> f64 {
    const LINE: f64 = 15.0;
    /// A row cannot be higher (Microsoft, Excel specifications and limits).
    const MOST_LINES: usize = 27;
    LINE * lines.clamp(1, MOST_LINES) as f64
}
