//! CSV for a Swedish Excel: byte order mark, semicolon, decimal comma, CRLF, titles for people;
//! the first table, without its total.
//!
//! Never a `sep=` line: behind one, Excel drops the byte order mark and spoils å, ä and ö.
//! Numbers have no thousands separators, which would make text of them.

use std::io::{self, Write};

use crate::report::{Cell, Lang, Report};

use super::csv::{csv_io_error, without_formula};
use super::printed::{HELD_BACK, for_machines};

/// Writes the first table of `report` for a Swedish Excel.
///
/// # Errors
/// What writing to `out` fails with.
pub fn csv_excel(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(table) = report.tables.first() else { return Ok(()) };
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(::csv::Terminator::CRLF)
        .from_writer(out);
    let titles = table.columns.iter().map(|column| column.spelled_title(report.lang));
    writer.write_record(titles.map(without_formula)).map_err(csv_io_error)?;
    table.each_row(&mut |row| {
        for cell in row {
            writer.write_field(field(cell, report.lang)).map_err(csv_io_error)?;
        }
        writer.write_record(None::<&[u8]>).map_err(csv_io_error)
    })?;
    writer.flush()
}

fn field(cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Text(text) => without_formula(text.clone()),
        Cell::Term { label, .. } => without_formula(label.clone().into_owned()),
        Cell::Count(_) | Cell::Share { .. } | Cell::Percent(_) | Cell::Span(_) => {
            for_machines(cell).replace('.', ",")
        }
        Cell::Stamp(wall, _) => wall.to_string(),
        Cell::Flag(true) => lang.pick("ja", "yes").to_owned(),
        Cell::Flag(false) => lang.pick("nej", "no").to_owned(),
        Cell::Suppressed => HELD_BACK.to_owned(),
        Cell::Day(_) | Cell::Absent => for_machines(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Day, Wall};
    use crate::report::{Column, Rows, Table};

    #[test]
    fn a_swedish_excel_reads_every_cell_as_what_it_is() {
        let day = Day::from_ymd(2026, 3, 1).expect("a day");
        let wall = Wall::new(day, 8, 5, 0).expect("a time");
        let columns = vec![
            Column::words("department", "Förvaltning"),
            Column::numbers("met_percent", "I\u{a0}tid %"),
            Column::numbers("p50_hours", "Me\u{ad}dian h"),
            Column::words("received", "Inkom"),
        ];
        let row = vec![
            Cell::Text("=Bygg; \"miljö\"".to_owned()),
            Cell::Share { part: 1234, whole: 1235 },
            Cell::Span(12_345_678),
            Cell::Stamp(wall, 3600),
        ];
        let held = vec![Cell::Absent, Cell::Suppressed, Cell::Absent, Cell::Day(day)];
        let table = Table {
            id: "groups",
            title: String::new(),
            columns,
            key_columns: 1,
            rows: Rows::Kept(vec![row, held]),
            total: Some(vec![Cell::Absent; 4]),
            is_optional: false,
            lead: Vec::new(),
            chart: None,
        };
        let report = Report {
            schema: "svarstid.test/1",
            lang: Lang::Swedish,
            title: String::new(),
            lead: Vec::new(),
            facts: Vec::new(),
            tables: vec![table],
            sections: Vec::new(),
            provenance: None,
        };
        let mut out = Vec::new();
        csv_excel(&report, &mut out).expect("written");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "\u{feff}Förvaltning;I tid procent;Median timmar;Inkom\r\n\
             \"'=Bygg; \"\"miljö\"\"\";99,9;3429,36;2026-03-01 08:05:00\r\n\
             ;..;;2026-03-01\r\n"
        );
    }
}
