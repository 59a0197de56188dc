//! Tables for people in a terminal. Width and colour are given, never asked for.

mod chart;

use std::io::{self, Write};

use comfy_table::{
    Attribute, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle,
    Width as ComfyWidth,
};
use unicode_width::UnicodeWidthStr;

use crate::report::{Cell, Column, Kind, Lang, People, Report, Section, Table};

use super::printed::{for_people, printable, unbroken};

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
    for line in &report.lead {
        write_wrapped("", &printable(line), style.width, out)?;
    }
    let labels: Vec<String> = report.facts.iter().map(|fact| printable(&fact.label)).collect();
    let label_width = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    for (label, fact) in labels.iter().zip(&report.facts) {
        let padding = " ".repeat(label_width - label.width());
        let lead = format!("{label}{padding}  ");
        write_wrapped(&lead, &printable(&fact.value), style.width, out)?;
    }
    for table in &report.tables {
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
    section.lines.iter().try_for_each(|line| match section.is_verbatim {
        true => writeln!(out, "{}", printable(line)),
        false => write_wrapped("  ", &printable(line), style.width, out),
    })
}

/// Writes `lead` and `text`, broken at spaces, with the later lines under the text.
fn write_wrapped(lead: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let indent = " ".repeat(lead.width());
    let room = width.saturating_sub(lead.width()).max(20);
    let mut line = String::new();
    let mut lead = lead;
    // Only plain spaces break: a no-break space holds a number together, and with its sign.
    for word in unbroken(text).split(' ') {
        let word = word.replace("\u{a0}%", " %");
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            writeln!(out, "{lead}{line}")?;
            lead = &indent;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
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

impl Grid {
    /// Columns of the terminal that the cells of `column` need.
    fn cells_width(&self, column: usize) -> usize {
        let cells = self.rows.iter().chain(&self.total).map(|row| row[column].width());
        cells.max().unwrap_or(0)
    }

    /// Columns of the terminal that the longest word of `column` needs.
    fn words_width(&self, column: usize) -> usize {
        let cells = self.rows.iter().chain(&self.total);
        let words = cells.flat_map(|row| row[column].split(' ')).map(|word| word.width());
        words.max().unwrap_or(0)
    }
}

/// Where a title may be broken without a space.
const SOFT_HYPHEN: char = '\u{ad}';

/// A title on one line.
fn whole(title: &str) -> String {
    title.replace(SOFT_HYPHEN, "")
}

/// Columns of the terminal that the widest unbreakable part of a title needs.
fn narrowest(title: &str) -> usize {
    title.split(' ').flat_map(hyphenated).map(|part| part.width()).max().unwrap_or(0)
}

/// The parts of a word; each but the last with its hyphen.
fn hyphenated(word: &str) -> Vec<String> {
    let parts: Vec<&str> = word.split(SOFT_HYPHEN).collect();
    let last = parts.len() - 1;
    parts
        .iter()
        .enumerate()
        .map(|(index, part)| if index == last { (*part).to_owned() } else { format!("{part}-") })
        .collect()
}

/// A title over as many lines as `width` makes necessary.
fn broken(title: &str, width: usize) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in title.split(' ') {
        for (index, part) in hyphenated(word).into_iter().enumerate() {
            let line = lines.last_mut().map(std::mem::take).unwrap_or_default();
            // A hyphen is only there where the word is really broken.
            let joined = match (line.is_empty(), index) {
                (true, _) => part.clone(),
                (false, 0) => format!("{line} {part}"),
                (false, _) => format!("{}{part}", line.trim_end_matches('-')),
            };
            let fits = joined.trim_end_matches('-').width() <= width || line.is_empty();
            let last = lines.len() - 1;
            if fits {
                lines[last] = joined;
            } else {
                lines[last] = line;
                lines.push(part);
            }
        }
    }
    lines.join("\n")
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
    if rows.is_empty() && table.is_optional {
        return Ok(());
    }
    writeln!(out)?;
    // The total names itself in its first cell; the other key cells stay blank.
    let total = table.total.as_ref().map(|total| {
        let mut total = text(total);
        total[1..table.key_columns.max(1)].iter_mut().for_each(String::clear);
        total
    });
    let titles = table.columns.iter().map(|column| printable(&column.title)).collect();
    let grid = Grid { titles, rows, total };
    if !table.title.is_empty() {
        writeln!(out, "{}", strong(&printable(&table.title), style))?;
    }
    for line in &table.lead {
        write_wrapped("", &printable(line), style.width, out)?;
    }
    if grid.rows.is_empty() {
        writeln!(out, "  {}", lang.pick("(inga)", "(none)"))?;
    }
    for (index, part) in
        parts(&grid, &table.columns, table.key_columns, style.width).iter().enumerate()
    {
        if index > 0 {
            writeln!(out)?;
        }
        write_part(&grid, part, &table.columns, style, out)?;
    }
    if more > 0 {
        let more = people.count(more);
        let line = match lang {
            Lang::Swedish => format!("… och {more} rader till; alla finns med --format csv"),
            Lang::English => format!("… and {more} more rows; --format csv has them all"),
        };
        writeln!(out, "{line}")?;
    }
    chart::write(table, lang, style, out)
}

/// Some columns of a grid, side by side, and how wide each is.
struct Part {
    columns: Vec<usize>,
    widths: Vec<usize>,
}

/// The narrowest that a column of names is made so that more figures stand beside it.
const NAMES_WIDTH: usize = 20;

/// Which columns stand side by side: all of them where they fit with whole titles, else as
/// many as fit with broken titles, each part led by the key columns.
fn parts(grid: &Grid, columns: &[Column], keys: usize, width: usize) -> Vec<Part> {
    if grid.rows.is_empty() {
        return Vec::new();
    }
    let all: Vec<usize> = (0..columns.len()).collect();
    let wide = |column: usize| grid.cells_width(column).max(whole(&grid.titles[column]).width());
    let roomy = |column: usize| grid.cells_width(column).max(narrowest(&grid.titles[column]));
    // Names may be broken between their words, numbers may not.
    let tight = |column: usize| match columns[column].kind {
        Kind::Numbers => roomy(column),
        Kind::Words => roomy(column).min(NAMES_WIDTH.max(grid.words_width(column))),
    };
    let sum = |widths: &[usize]| widths.iter().map(|w| w + GAP).sum::<usize>().saturating_sub(GAP);

    let widths: Vec<usize> = all.iter().map(|column| wide(*column)).collect();
    if sum(&widths) <= width {
        return vec![Part { columns: all, widths }];
    }
    let cut = |width_of: &dyn Fn(usize) -> usize| {
        let first =
            || Part { columns: (0..keys).collect(), widths: (0..keys).map(width_of).collect() };
        let mut parts = vec![first()];
        for column in keys..columns.len() {
            let last = parts.len() - 1;
            let needed = width_of(column);
            if sum(&parts[last].widths) + GAP + needed > width && parts[last].columns.len() > keys {
                parts.push(first());
            }
            let last = parts.len() - 1;
            parts[last].columns.push(column);
            parts[last].widths.push(needed);
        }
        parts
    };
    // Names are broken over lines only where that saves a part, and then no more than needed.
    let (whole_names, mut parts) = (cut(&roomy), cut(&tight));
    let fits = whole_names.iter().all(|part| sum(&part.widths) <= width);
    if fits && whole_names.len() <= parts.len() {
        return whole_names;
    }
    for part in &mut parts {
        let mut spare = width.saturating_sub(sum(&part.widths));
        for (column, own) in part.columns.iter().zip(&mut part.widths) {
            let more = roomy(*column).saturating_sub(*own).min(spare);
            *own += more;
            spare -= more;
        }
    }
    parts
}

fn write_part(
    grid: &Grid,
    part: &Part,
    columns: &[Column],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    // Two spaces between columns, a line below the titles, no frame.
    const PLAIN: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
    let cell = |column: usize, text: &str| {
        comfy_table::Cell::new(text).set_alignment(match columns[column].kind {
            Kind::Words => CellAlignment::Left,
            Kind::Numbers => CellAlignment::Right,
        })
    };
    let pick = |row: &[String]| -> Vec<comfy_table::Cell> {
        part.columns.iter().map(|column| cell(*column, &row[*column])).collect()
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
        // Also without a terminal's own idea of it, and under NO_COLOR.
        table.force_no_tty();
    }
    let titles = part.columns.iter().zip(&part.widths);
    let titles =
        titles.map(|(column, width)| cell(*column, &broken(&grid.titles[*column], *width)));
    table.set_header(bold(titles.collect()));
    for row in &grid.rows {
        table.add_row(pick(row));
    }
    if let Some(total) = &grid.total {
        table.add_row(bold(pick(total)));
    }
    let last = part.columns.len() - 1;
    for (index, column) in table.column_iter_mut().enumerate() {
        let gap = if index == last { 0 } else { GAP };
        column.set_padding((0, gap as u16));
        let width = u16::try_from(part.widths[index] + gap).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::UpperBoundary(ComfyWidth::Fixed(width)));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_broken_only_where_it_must_be() {
        let title = "Obe\u{ad}svarade totalt";
        assert_eq!(whole(title), "Obesvarade totalt");
        assert_eq!(narrowest(title), 7);
        assert_eq!(broken(title, 20), "Obesvarade totalt");
        assert_eq!(broken(title, 10), "Obesvarade\ntotalt");
        assert_eq!(broken(title, 7), "Obe-\nsvarade\ntotalt");
    }
}
