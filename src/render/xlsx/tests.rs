//! Workbooks read back: types, safety, bytes.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Xlsx, open_workbook_from_rs};
use zip::ZipArchive;

use super::*;
use crate::calendar::{Day, Wall};
use crate::report::{Cell, Chart, ChartKind, Column, Fact, Lang, Section};

fn columns(count: usize) -> Vec<Column> {
    const IDS: [&str; 4] = ["a", "b", "c", "d"];
    let title = |at: usize| format!("Ru\u{ad}brik {at}");
    (0..count)
        .map(|at| match at {
            0 => Column::words(IDS[0], title(at)),
            at => Column::numbers(IDS[at], title(at)),
        })
        .collect()
}

fn table<'a>(rows: Rows<'a>, columns: Vec<Column>) -> Table<'a> {
    Table {
        id: "rows",
        title: "Rader".to_owned(),
        columns,
        key_columns: 1,
        rows,
        total: None,
        is_optional: false,
        lead: vec!["Två rader".to_owned()],
        chart: None,
    }
}

fn report(tables: Vec<Table<'_>>) -> Report<'_> {
    Report {
        schema: "svarstid.test/1",
        lang: Lang::Swedish,
        title: "Prov".to_owned(),
        lead: vec!["Det viktigaste.".to_owned()],
        facts: vec![Fact { label: "Per".to_owned(), value: "=HYPERLINK(1)".to_owned() }],
        tables,
        sections: vec![Section::prose("Att veta", vec!["+1".to_owned()])],
        provenance: None,
    }
}

fn bytes(report: &Report<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    xlsx(report, &mut out).expect("a workbook");
    out
}

fn member(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut file = archive.by_name(name).expect(name);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut file, &mut text).expect("text");
    text
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook")
}

#[test]
fn each_cell_has_its_type_and_the_rounding_of_every_other_format() {
    let day = Day::from_ymd(2026, 3, 1).expect("a day");
    let wall = Wall::new(day, 8, 5, 59).expect("a time");
    let row = |cell: Cell| vec![Cell::Text("k".to_owned()), cell];
    let cells = vec![
        Cell::Count(1_234_567),
        Cell::Share { part: 2, whole: 3 },
        Cell::Share { part: 0, whole: 0 },
        Cell::Percent(875),
        Cell::Span(18),
        Cell::Suppressed,
        Cell::Absent,
        Cell::Flag(true),
        Cell::Day(day),
        Cell::Stamp(wall, 3600),
    ];
    let rows = Rows::Kept(cells.into_iter().map(row).collect());
    let bytes = bytes(&report(vec![table(rows, columns(2))]));
    let mut workbook = open(&bytes);
    assert_eq!(workbook.sheet_names(), ["Översikt", "Rader"]);
    let range = workbook.worksheet_range("Rader").expect("a sheet");
    let told: Vec<Data> = range.rows().map(|row| row[1].clone()).collect();
    assert_eq!(told[0], Data::String("Rubrik 1".to_owned()), "no soft hyphen");
    assert_eq!(told[1], Data::Float(1_234_567.0));
    assert_eq!(told[2], Data::Float(66.7));
    assert_eq!(told[3], Data::Empty);
    assert_eq!(told[4], Data::Float(87.5));
    assert_eq!(told[5], Data::Float(0.01));
    assert_eq!(told[6], Data::String("..".to_owned()));
    assert_eq!(told[7], Data::Empty);
    assert_eq!(told[8], Data::String("ja".to_owned()), "a word, as in every other format");
    let moment = |data: &Data| match data {
        Data::DateTime(stamp) => stamp.as_datetime().map(|stamp| stamp.to_string()),
        other => panic!("{other:?}"),
    };
    assert_eq!(moment(&told[9]).as_deref(), Some("2026-03-01 00:00:00"));
    assert_eq!(moment(&told[10]).as_deref(), Some("2026-03-01 08:05:59"));
}

#[test]
fn the_cover_tells_the_whole_title_of_a_sheet_and_keeps_sentences_apart() {
    let mut table = table(Rows::Kept(vec![vec![Cell::Text("k".to_owned())]]), columns(1));
    table.id = "late_hours";
    table.title = "När det kom in som inte besvarades i tid".to_owned();
    table.lead = vec!["Två rader.".to_owned()];
    table.chart = Some(Chart {
        kind: ChartKind::Bars,
        title: "Antal kontakter".to_owned(),
        description: String::new(),
        labels: 0,
        values: vec![0],
        in_terminal: false,
    });
    let bytes = bytes(&report(vec![table]));
    let mut workbook = open(&bytes);
    assert_eq!(workbook.sheet_names(), ["Översikt", "Timmar, inte i tid"]);
    let cover = workbook.worksheet_range("Översikt").expect("a sheet");
    let link = cover.rows().find(|row| row[0].to_string().starts_with("När det kom in"));
    let link: Vec<String> = link.expect("a link").iter().map(ToString::to_string).collect();
    assert_eq!(
        link[..2],
        ["När det kom in som inte besvarades i tid", "Två rader. Antal kontakter."]
    );
    assert!(member(&bytes, "xl/worksheets/sheet1.xml").contains("'Timmar, inte i tid'!A1"));
}

#[test]
fn no_text_becomes_a_formula_and_none_breaks_the_file() {
    let hostile = [
        "=1+1",
        "+46",
        "@SUM(A1)",
        "{=1}",
        "_x0041_",
        "<a>&\"'",
        "\u{0}\u{7}\r\n\t",
        "\u{fffe}\u{ffff}",
        "https://example.se",
        "mailto:a@example.se",
        "007",
        "1e5",
        "'=1",
    ];
    let rows = hostile.iter().map(|text| vec![Cell::Text((*text).to_owned())]).collect();
    let bytes = bytes(&report(vec![table(Rows::Kept(rows), columns(1))]));
    for name in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        assert!(!member(&bytes, name).contains("<f>"), "{name}");
    }
    let range = open(&bytes).worksheet_range("Rader").expect("a sheet");
    for (row, text) in range.rows().skip(1).zip(hostile) {
        let expected = safe_text(text);
        assert_eq!(row[0], Data::String(expected), "{text:?}");
    }
}

/// What people read of `text` in every format.
fn safe_text(text: &str) -> String {
    crate::render::printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{b7}")
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_says_so() {
    let long = "å".repeat(40_000);
    let rows = Rows::Kept(vec![vec![Cell::Text(long)]]);
    let bytes = bytes(&report(vec![table(rows, columns(1))]));
    let range = open(&bytes).worksheet_range("Rader").expect("a sheet");
    let Data::String(text) = &range.rows().nth(1).expect("a row")[0] else { panic!("no text") };
    assert_eq!(text.chars().count(), 32_767);
    assert!(text.ends_with('…'));
}

#[test]
fn the_same_report_gives_the_same_bytes_without_the_clock() {
    let make = || {
        let rows = Rows::Kept(vec![vec![Cell::Text("k".to_owned()), Cell::Count(1)]]);
        bytes(&report(vec![table(rows, columns(2))]))
    };
    let bytes = make();
    assert_eq!(bytes, make());
    // The date of the first member: 1980-01-01, the first that the format can tell.
    assert_eq!(bytes[10..14], [0, 0, 0x21, 0]);
    assert!(member(&bytes, "docProps/core.xml").contains("2026-01-01T00:00:00Z"));
}

#[test]
fn a_chart_leaves_out_what_is_held_back_and_tells_what_it_shows() {
    let share = |part| Cell::Share { part, whole: 10 };
    let row = |name: &str, cell| vec![Cell::Text(name.to_owned()), cell];
    let rows = vec![row("jan", share(5)), row("feb", Cell::Suppressed), row("mar", share(7))];
    let mut table = table(Rows::Kept(rows), columns(2));
    table.chart = Some(Chart {
        kind: ChartKind::Trend,
        title: "Andel".to_owned(),
        description: "Andelen per månad".to_owned(),
        labels: 0,
        values: vec![1],
        in_terminal: false,
    });
    let bytes = bytes(&report(vec![table]));
    let chart = member(&bytes, "xl/charts/chart1.xml");
    assert!(chart.contains("Rader!$D$2:$D$4"), "the hidden copy: {chart}");
    assert!(chart.contains("<c:dispBlanksAs val=\"gap\"/>"), "{chart}");
    assert!(member(&bytes, "xl/drawings/drawing1.xml").contains("Andelen per månad"));
    let sheet = member(&bytes, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("hidden=\"1\""), "{sheet}");
    assert!(!sheet.contains("r=\"D3\""), "nothing where a value is held back: {sheet}");
}

#[test]
fn more_rows_than_a_sheet_holds_are_refused_before_a_byte_is_written() {
    let stream = |count: u32| {
        Rows::Streamed(Box::new(move |sink: &mut crate::report::RowSink<'_>| {
            let row = [Cell::Count(1)];
            (0..count).try_for_each(|_| sink(&row))
        }))
    };
    let mut out = Vec::new();
    let refused = xlsx(&report(vec![table(stream(MOST_ROWS), columns(1))]), &mut out);
    let error = refused.expect_err("one row too many");
    assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    assert!(error.to_string().contains("1\u{202f}048\u{202f}576"), "{error}");
    assert!(out.is_empty());
    let most = bytes(&report(vec![table(stream(MOST_ROWS - 1), columns(1))]));
    let mut workbook = open(&most);
    let mut cells = workbook.worksheet_cells_reader("Rader").expect("a sheet");
    let mut last = 0;
    while let Some(cell) = cells.next_cell().expect("a cell") {
        if *cell.get_value() != DataRef::Empty {
            last = cell.get_position().0;
        }
    }
    assert_eq!(last, MOST_ROWS - 1);
}
