//! Tables for people in a terminal. Width and colour are given, never asked for.

use std::io::{self, Write};

use comfy_table::{Attribute, CellAlignment, ContentArrangement, TableStyle};
use unicode_width::UnicodeWidthStr;

use crate::report::{Cell, Column, Kind, Lang, People, Report, Section, Table};

use super::printed::{for_people, printable};

/// How a terminal is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to use bold type and colour.
    pub color: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, color: false }
    }
}

/// Rows that a table for people shows at most; a longer one says so.
const MOST_ROWS: usize = 1000;

/// Spaces between two columns.
const GAP: usize = 2;

/// Columns below which a table is not squeezed.
const NARROWEST: usize = 40;

/// Writes `report` for a terminal.
///
/// # Errors
/// What writing to `out` fails with.
pub fn terminal(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let style = Style { width: style.width.max(NARROWEST), ..style };
    writeln!(out, "{}", strong(&printable(&report.title), style))?;
    let label_width = report.facts.iter().map(|fact| fact.label.width()).max().unwrap_or(0);
    for fact in &report.facts {
        let padding = " ".repeat(label_width - fact.label.width());
        let lead = format!("{}{padding}  ", fact.label);
        write_wrapped(&lead, &printable(&fact.value), style.width, out)?;
    }
    for table in &report.tables {
        writeln!(out)?;
        write_table(table, report.lang, style, out)?;
    }
    for section in &report.sections {
        writeln!(out)?;
        write_section(section, style, out)?;
    }
    Ok(())
}

fn write_section(section: &Section, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", strong(&printable(&section.title), style))?;
    section
        .lines
        .iter()
        .try_for_each(|line| write_wrapped("  ", &printable(line), style.width, out))
}

/// Writes `lead` and `text`, broken at spaces, with the later lines under the text.
fn write_wrapped(lead: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let indent = " ".repeat(lead.width());
    let room = width.saturating_sub(lead.width()).max(20);
    let mut line = String::new();
    let mut lead = lead;
    // Only plain spaces break: a no-break space holds a number together.
    for word in text.split(' ') {
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            writeln!(out, "{lead}{line}")?;
            lead = &indent;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "{lead}{line}")
}

fn strong(text: &str, style: Style) -> String {
    if style.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// A table of text, ready to be laid out.
struct Grid {
    titles: Vec<String>,
    rows: Vec<Vec<String>>,
    total: Option<Vec<String>>,
}

fn write_table(table: &Table<'_>, lang: Lang, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let people = People::new(lang);
    let text = |row: &[Cell]| -> Vec<String> {
        row.iter().map(|cell| for_people(cell, &people, lang)).collect()
    };
    let mut rows = Vec::new();
    let mut more: u64 = 0;
    table.each_row(&mut |row| {
        if rows.len() < MOST_ROWS {
            rows.push(text(row));
        } else {
            more += 1;
        }
        Ok(())
    })?;
    // The total names itself in its first cell; the other key cells stay blank.
    let total = table.total.as_ref().map(|total| {
        let mut total = text(total);
        total[1..table.key_columns.max(1)].iter_mut().for_each(String::clear);
        total
    });
    let titles = table.columns.iter().map(|column| column.title.clone()).collect();
    let grid = Grid { titles, rows, total };
    writeln!(out, "{}", strong(&table.title, style))?;
    if grid.rows.is_empty() {
        writeln!(out, "  {}", lang.pick("(inga)", "(none)"))?;
    }
    for columns in parts(&grid, table.key_columns, style.width) {
        write_part(&grid, &columns, &table.columns, style, out)?;
    }
    if more > 0 {
        let more = people.count(more);
        let line = match lang {
            Lang::Swedish => format!("… och {more} rader till; alla finns med --format csv"),
            Lang::English => format!("… and {more} more rows; --format csv has them all"),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Which columns stand side by side: as many as fit, each part led by the key columns.
fn parts(grid: &Grid, keys: usize, width: usize) -> Vec<Vec<usize>> {
    if grid.rows.is_empty() {
        return Vec::new();
    }
    let width_of = |column: usize| {
        let cells = grid.rows.iter().chain(&grid.total).map(|row| row[column].width());
        cells.max().unwrap_or(0).max(grid.titles[column].width())
    };
    let key_columns: Vec<usize> = (0..keys).collect();
    // Long names give way to the figures: they are broken over lines.
    let keys_width: usize = key_columns.iter().map(|key| width_of(*key) + GAP).sum();
    let keys_width = keys_width.min(width / 2);
    let mut parts = Vec::new();
    let mut part = key_columns.clone();
    let mut used = keys_width;
    for column in keys..grid.titles.len() {
        let needed = width_of(column) + GAP;
        if used + needed > width + GAP && part.len() > keys {
            parts.push(std::mem::replace(&mut part, key_columns.clone()));
            used = keys_width;
        }
        part.push(column);
        used += needed;
    }
    parts.push(part);
    parts
}

fn write_part(
    grid: &Grid,
    part: &[usize],
    columns: &[Column],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    // Two spaces between columns, a line below the header, no frame.
    const PLAIN: TableStyle = comfy_table::presets::NOTHING;
    let pick = |row: &[String]| -> Vec<comfy_table::Cell> {
        part.iter()
            .map(|column| {
                let alignment = match columns[*column].kind {
                    Kind::Words => CellAlignment::Left,
                    Kind::Numbers => CellAlignment::Right,
                };
                comfy_table::Cell::new(&row[*column]).set_alignment(alignment)
            })
            .collect()
    };
    let bold = |cells: Vec<comfy_table::Cell>| -> Vec<comfy_table::Cell> {
        cells.into_iter().map(|cell| cell.add_attribute(Attribute::Bold)).collect()
    };
    let mut table = comfy_table::Table::new();
    table.load_style(PLAIN).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(style.width).unwrap_or(u16::MAX));
    if style.color {
        table.enforce_styling();
    } else {
        // Also without a terminal's own idea of it, and under NO_COLOR (its fact 8).
        table.force_no_tty();
    }
    table.set_header(bold(pick(&grid.titles)));
    for row in &grid.rows {
        table.add_row(pick(row));
    }
    if let Some(total) = &grid.total {
        table.add_row(bold(pick(total)));
    }
    let last = part.len() - 1;
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if index == last { 0 } else { GAP as u16 }));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
