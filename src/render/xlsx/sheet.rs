//! A sheet: the titles in its first row, then the rows and the total, and the chart below.

use std::io;

use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::render::printed::{HELD_BACK, for_people, number, printable};
use crate::report::{Cell, Lang, People, Table};

use super::chart;
use super::look::Looks;
use super::{MOST_ROWS, io_error};

/// Widths of a column, in characters.
const NARROWEST: usize = 5;
const WIDEST: usize = 60;
const GAP: usize = 2;

/// Height of a line, in points.
const LINE: usize = 15;

/// UTF-16 units of a cell (Microsoft, Excel specifications and limits).
const LONGEST_TEXT: usize = 32_767;

/// A4 (ECMA-376, 18.3.1.63).
const A4: u8 = 9;

/// Writes `table` to a sheet of that name.
pub(super) fn write(
    table: &Table<'_>,
    name: &str,
    lang: Lang,
    looks: &Looks,
    sheet: &mut Worksheet,
) -> io::Result<()> {
    let people = People::new(lang);
    let mut widths = header(table, looks, sheet).map_err(io_error)?;
    let total_rows = u32::from(table.total.is_some());
    let mut next = 1;
    let mut add = |row: &[Cell], is_total: bool, at: u32, sheet: &mut Worksheet| {
        for (column, cell) in (0_u16..).zip(row) {
            let text = for_people(cell, &people, lang);
            if let Some(width) = widths.get_mut(usize::from(column)) {
                *width = (*width).max(text.width());
            }
            write_cell(sheet, at, column, cell, &text, is_total, looks).map_err(io_error)?;
        }
        Ok::<(), io::Error>(())
    };
    table.each_row(&mut |row| {
        if next + total_rows >= MOST_ROWS {
            return Err(too_many(table, lang));
        }
        add(row, false, next, sheet)?;
        next += 1;
        Ok(())
    })?;
    let last = next - 1;
    if let Some(total) = &table.total {
        add(&total_of(total, table.key_columns), true, next, sheet)?;
        next += 1;
    }
    let mut header_lines = 1;
    for ((at, column), width) in (0_u16..).zip(&table.columns).zip(widths) {
        let width = width.clamp(NARROWEST, WIDEST);
        sheet.set_column_width(at, (width + GAP) as f64).map_err(io_error)?;
        header_lines = header_lines.max(lines(&safe(&column.plain_title()), width));
    }
    sheet.set_row_height(0, (LINE * header_lines) as f64).map_err(io_error)?;
    if last == 0 && table.total.is_none() {
        let none = lang.pick("(inga)", "(none)");
        sheet.write_string_with_format(1, 0, none, &looks.text).map_err(io_error)?;
    }
    paged(table, last, sheet).map_err(io_error)?;
    chart::add(table, name, last, next + 1, looks, sheet).map_err(io_error)
}

/// A total names itself in its first cell; what the other key cells hold is no value of it.
fn total_of(total: &[Cell], key_columns: usize) -> Vec<Cell> {
    let is_blank = |at: usize| (1..key_columns.max(1)).contains(&at);
    let own = total.iter().enumerate();
    own.map(|(at, cell)| if is_blank(at) { Cell::Absent } else { cell.clone() }).collect()
}

/// Lines of a text that is broken between its words.
pub(super) fn lines(text: &str, width: usize) -> usize {
    let mut lines = 1;
    let mut used = 0;
    for word in text.split(' ').map(UnicodeWidthStr::width) {
        if used > 0 && used + 1 + word > width {
            lines += 1;
            used = 0;
        }
        used += word + usize::from(used > 0);
    }
    lines
}

/// Writes the titles, and gives the width that each column needs for its title.
fn header(
    table: &Table<'_>,
    looks: &Looks,
    sheet: &mut Worksheet,
) -> Result<Vec<usize>, XlsxError> {
    /// The button of a filter, in characters.
    const BUTTON: usize = 2;
    /// A longer title is broken over lines.
    const WHOLE: usize = 14;
    let mut widths = Vec::new();
    for (at, column) in (0_u16..).zip(&table.columns) {
        let title = safe(&column.plain_title());
        sheet.write_string_with_format(0, at, &title, looks.header(column.kind))?;
        let word = title.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
        widths.push(word.max(title.width().min(WHOLE)) + BUTTON);
    }
    Ok(widths)
}

/// What stays in sight, what can be filtered, and how it is printed.
fn paged(table: &Table<'_>, last: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    let keys = u16::try_from(table.key_columns).unwrap_or(0);
    sheet.set_freeze_panes(1, if keys < columns { keys } else { 0 })?;
    if last > 1 && columns > 0 {
        sheet.autofilter(0, 0, last, columns - 1)?;
    }
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_header("&L&A").set_footer("&R&P (&N)");
    Ok(())
}

fn too_many(table: &Table<'_>, lang: Lang) -> io::Error {
    let title = if table.title.is_empty() { table.id } else { &table.title };
    let most = People::new(lang).count(u64::from(MOST_ROWS));
    io::Error::new(
        io::ErrorKind::FileTooLarge,
        format!(
            "\"{title}\" has more rows than a sheet of a workbook holds ({most}); write .csv or \
             .jsonl, or choose fewer with --period or --only"
        ),
    )
}

/// Writes a cell, which people read as `text`.
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    text: &str,
    is_total: bool,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let look = looks.cell(cell, is_total);
    match cell {
        Cell::Absent if is_total => sheet.write_blank(row, column, look)?,
        Cell::Absent => return Ok(()),
        Cell::Suppressed => sheet.write_string_with_format(row, column, HELD_BACK, look)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, safe(text), look)?,
        Cell::Term { label, .. } => {
            sheet.write_string_with_format(row, column, safe(label), look)?
        }
        Cell::Count(_) | Cell::Share { .. } | Cell::Percent(_) | Cell::Span(_) => {
            match number(cell) {
                Some(number) => sheet.write_number_with_format(row, column, number, look)?,
                None if is_total => sheet.write_blank(row, column, look)?,
                None => return Ok(()),
            }
        }
        Cell::Day(day) => {
            sheet.write_datetime_with_format(row, column, NaiveDate::from(*day), look)?
        }
        Cell::Stamp(wall, _) => {
            sheet.write_datetime_with_format(row, column, NaiveDateTime::from(*wall), look)?
        }
        // A word: what a spreadsheet makes of a truth value depends on its language and on the
        // format of the cell, and LibreOffice shows 1 and FALSE in one column.
        Cell::Flag(_) => sheet.write_string_with_format(row, column, text, look)?,
    };
    Ok(())
}

/// Text that a cell can hold, without what is no character.
pub(super) fn safe(text: &str) -> String {
    let text = printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{b7}");
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return text;
    }
    let mut units = 1;
    let is_room = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST_TEXT
    };
    let kept: String = text.chars().take_while(is_room).collect();
    kept + "…"
}
