//! Renderers: one file a format, each a pure function from a report to bytes.
//!
//! No renderer computes a figure, opens a file or decides an exit status.

mod calendar;
mod csv;
mod csv_excel;
mod html;
mod json;
mod markdown;
mod picture;
mod printed;
mod stratsys;
mod terminal;
mod xlsx;

pub use calendar::ics;
pub use csv::{csv, csv_io_error, without_formula};
pub use csv_excel::csv_excel;
pub use html::html;
pub use json::{json, jsonl};
pub use markdown::markdown;
pub use printed::printable;
pub use stratsys::stratsys;
pub use terminal::{Style, terminal};
pub use xlsx::{is_told_as_error, xlsx};

use std::io::{self, Write};

use crate::report::Report;

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Tables for people, in a terminal.
    Table,
    /// Comma-separated values, RFC 4180.
    Csv,
    /// Values that a Swedish Excel opens with a double click.
    CsvExcel,
    /// JSON.
    Json,
    /// JSON Lines: one object a row.
    Jsonl,
    /// Markdown.
    Markdown,
    /// A page with charts, in one file.
    Html,
    /// A workbook with a sheet a table.
    Xlsx,
    /// Text for the import of Stratsys, of reports that were made for it.
    Stratsys,
    /// iCalendar, for calendars only.
    Ics,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 10] = [
        Self::Table,
        Self::Csv,
        Self::CsvExcel,
        Self::Json,
        Self::Jsonl,
        Self::Markdown,
        Self::Html,
        Self::Xlsx,
        Self::Stratsys,
        Self::Ics,
    ];

    /// Its name in `--format`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::CsvExcel => "csv-excel",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Stratsys => "stratsys",
            Self::Ics => "ics",
        }
    }

    /// The endings of the names of its files, the usual one first; none where another format
    /// has the same.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Table => &["txt"],
            Self::Csv => &["csv"],
            Self::CsvExcel | Self::Stratsys => &[],
            Self::Json => &["json"],
            Self::Jsonl => &["jsonl", "ndjson"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
            Self::Xlsx => &["xlsx"],
            Self::Ics => &["ics"],
        }
    }

    /// The format of files with that ending, in lower case and without its point.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.endings().contains(&ending))
    }

    /// Whether people read it, in their language; machine formats never change with language.
    pub const fn is_for_people(self) -> bool {
        match self {
            Self::Table | Self::CsvExcel | Self::Markdown | Self::Html | Self::Xlsx => true,
            Self::Csv | Self::Json | Self::Jsonl | Self::Stratsys | Self::Ics => false,
        }
    }

    /// Whether only another program can show it.
    pub const fn is_for_programs(self) -> bool {
        matches!(self, Self::Html | Self::Xlsx)
    }

    /// Whether it has more of a report than the rows of its first table.
    pub const fn is_whole(self) -> bool {
        match self {
            Self::Table | Self::Json | Self::Markdown | Self::Html | Self::Xlsx => true,
            // The total is a measure too.
            Self::Stratsys => true,
            Self::Csv | Self::CsvExcel | Self::Jsonl | Self::Ics => false,
        }
    }

    /// Whether it tells each input with its digest.
    pub const fn tells_inputs(self) -> bool {
        matches!(self, Self::Json | Self::Markdown | Self::Html | Self::Xlsx)
    }
}

/// Writes `report` to `out` in `format`.
///
/// # Errors
/// What writing to `out` fails with.
///
/// # Example
/// ```
/// use svarstid::render::{Format, Style, render};
/// use svarstid::report::{Lang, Report};
/// let report = Report { schema: "svarstid.audit/1", lang: Lang::Swedish, title: "Tom".into(),
///                       lead: vec![], facts: vec![], tables: vec![], sections: vec![],
///                       provenance: None };
/// let mut out = Vec::new();
/// render(&report, Format::Table, Style::default(), &mut out).unwrap();
/// assert_eq!(String::from_utf8(out).unwrap(), "Tom\n");
/// ```
pub fn render(
    report: &Report<'_>,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Table => terminal(report, style, out),
        Format::Csv => csv(report, out),
        Format::CsvExcel => csv_excel(report, out),
        Format::Json => json(report, out),
        Format::Jsonl => jsonl(report, out),
        Format::Markdown => markdown(report, out),
        Format::Html => html(report, out),
        Format::Xlsx => xlsx(report, out),
        Format::Stratsys => stratsys(report, out),
        Format::Ics => ics(report, out),
    }
}

/// Writes several reports to one output: tables one below the other, JSON as one array, so
/// that what comes out is always one document.
///
/// # Errors
/// What writing to `out` fails with.
pub fn render_each<'a>(
    reports: impl Iterator<Item = Report<'a>>,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_json = format == Format::Json;
    if is_json {
        write!(out, "[")?;
    }
    for (index, report) in reports.enumerate() {
        match (is_json, index) {
            (_, 0) => {}
            (true, _) => write!(out, ",")?,
            (false, _) if format == Format::Markdown => markdown::rule(out)?,
            (false, _) => writeln!(out)?,
        }
        render(&report, format, style, out)?;
    }
    if is_json {
        writeln!(out, "]")?;
    }
    Ok(())
}
