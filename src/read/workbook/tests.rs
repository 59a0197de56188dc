//! Workbooks of every format: what their cells become, and what is refused.

mod made;
mod old;
mod open_document;

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::read::SampleRow;
use made::{Sheets, zip_of};

/// The cells of a grid as text, its header first.
fn cells(table: &SheetTable) -> Vec<Vec<String>> {
    let grid = &table.grid;
    let row = |row| {
        (0..grid.width(row))
            .map(|column| String::from_utf8(grid.cell(row, column).unwrap().to_vec()).unwrap())
            .collect()
    };
    std::iter::once(grid.header().to_vec()).chain((0..grid.len()).map(row)).collect()
}

fn lines(table: &SheetTable) -> Vec<u64> {
    (0..table.grid.len()).map(|row| table.grid.line(row)).collect()
}

fn is_known(name: &str) -> bool {
    ["Kanal", "Inkom", "Besvarad"].contains(&name)
}

/// The table of the first sheet.
fn table(bytes: Vec<u8>) -> SheetTable {
    let sheet = sheets(bytes, None).unwrap().remove(0);
    sheet.into_grid(&is_known, None).unwrap().expect("a header")
}

fn refusal(bytes: Vec<u8>) -> String {
    sheets(bytes, None).expect_err("refused").to_string()
}

/// A workbook with every kind of cell; `fixtures/containers` has it in the other formats.
fn every_kind() -> Vec<u8> {
    let mut book = Workbook::new();
    let title = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("Ärenden").unwrap();
    sheet.merge_range(0, 0, 0, 3, "Uttag ur diariet", &title).unwrap();
    sheet.write(1, 0, "2026-03-31").unwrap();
    for (column, name) in ["Kanal", " Inkom ", "Värde", "", ""].into_iter().enumerate() {
        sheet.write(3, column as u16, name).unwrap();
    }
    let format = |code: &str| Format::new().set_num_format(code);
    let stamp = |text: &str| ExcelDateTime::parse_from_str(text).unwrap();
    let date = format("yyyy-mm-dd");
    let both = format("yyyy-mm-dd hh:mm");
    let received = stamp("2026-03-02 08:05:59");
    for row in 4..18 {
        sheet.write(row, 0, "telefon").unwrap();
        sheet.write_with_format(row, 1, &received, &both).unwrap();
    }
    sheet.write_with_format(4, 2, stamp("2026-03-02"), &date).unwrap();
    sheet.write_with_format(5, 2, stamp("2026-03-02"), &both).unwrap();
    sheet.write_with_format(6, 2, stamp("2026-03-02 23:59:59"), &date).unwrap();
    sheet.write_with_format(7, 2, stamp("08:05:00"), &format("hh:mm")).unwrap();
    sheet.write_with_format(8, 2, 26.0 / 24.0, &format("[h]:mm:ss")).unwrap();
    sheet.write(9, 2, 85_550_012).unwrap();
    sheet.write(10, 2, -0.25).unwrap();
    sheet.write(11, 2, 1e15).unwrap();
    sheet.write(12, 2, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write(13, 2, Formula::new("=2+3").set_result("5")).unwrap();
    sheet.write(14, 2, "2/3 2026").unwrap();
    sheet.write(15, 2, " två\nrader & <tecken> \"å\" ").unwrap();
    sheet.write(16, 2, "08-555 00 12").unwrap();
    sheet.write_with_format(17, 2, stamp("1999-12-31"), &format("[$-41D]d mmmm yyyy")).unwrap();
    // Two rows below the last, and to the right of the header.
    sheet.write(19, 0, "sms").unwrap();
    sheet.write(19, 9, "anteckning").unwrap();
    let hidden = book.add_worksheet().set_name("Dold").unwrap();
    hidden.set_hidden(true).write(0, 0, "Kanal").unwrap();
    book.add_worksheet().set_name("Tomt").unwrap();
    book.save_to_buffer().unwrap()
}

/// What every format makes of [`every_kind`], besides the last row.
const VALUES: [&str; 14] = [
    "2026-03-02",
    "2026-03-02 00:00:00",
    "2026-03-02 23:59:59",
    "08:05:00",
    "26:00:00",
    "85550012",
    "-0.25",
    "1000000000000000",
    "#N/A",
    "5",
    "2/3 2026",
    " två\nrader & <tecken> \"å\" ",
    "08-555 00 12",
    "1999-12-31",
];

fn is_every_kind(bytes: Vec<u8>) {
    let all = sheets(bytes.clone(), None).unwrap();
    let names: Vec<_> = all.iter().map(|sheet| (sheet.name(), sheet.is_hidden())).collect();
    assert_eq!(names, [("Ärenden", false), ("Dold", true), ("Tomt", false)]);
    let table = table(bytes);
    let cells = cells(&table);
    assert_eq!(cells[0], ["Kanal", "Inkom", "Värde"]);
    for (row, value) in cells[1..].iter().zip(VALUES) {
        assert_eq!(*row, ["telefon", "2026-03-02 08:05:59", value]);
    }
    assert_eq!(cells[15..], [["sms", "", ""]]);
    assert_eq!(table.grid.header_line(), 4);
    assert_eq!(lines(&table), (5..19).chain([20]).collect::<Vec<_>>());
    assert_eq!((table.blank_rows, table.stray_cells), (1, 1));
}

#[test]
fn a_workbook_is_the_same_table_in_every_format() {
    is_every_kind(every_kind());
    is_every_kind(include_bytes!("../../../fixtures/containers/every-kind.xls").to_vec());
    is_every_kind(include_bytes!("../../../fixtures/containers/every-kind.ods").to_vec());
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let only = |name| {
        sheets(every_kind(), Some(name))
            .map(|sheets| sheets.iter().map(|sheet| sheet.name().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(only("Dold").unwrap(), ["Dold"]);
    assert_eq!(
        only("dold").unwrap_err().to_string(),
        "has no sheet \"dold\"; it has \"Ärenden\", \"Dold\", \"Tomt\""
    );
}

#[test]
fn a_sheet_without_a_known_name_has_no_table() {
    let unknown = |_: &str| false;
    for sheet in sheets(every_kind(), None).unwrap() {
        assert!(sheet.into_grid(&unknown, None).unwrap().is_none());
    }
}

/// A workbook of texts: rows of cells, empty ones left out.
fn texts(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row as u32, column as u16, *text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn the_header_is_the_row_with_the_most_known_names() {
    let one: &[&str] = &["Kanal", "a"];
    let two: &[&str] = &["Kanal", "", " Inkom"];
    let many: Vec<&[&str]> = std::iter::repeat_n(&["x"][..], 50).chain([two]).collect();
    for (rows, expected) in [
        (&[two, one][..], Some(1)),
        (&[one, two, two], Some(2)),
        (&[&["Titel"], &[], one], Some(3)),
        (&many[1..], Some(50)),
        (&many, None),
    ] {
        let sheet = sheets(texts(rows), None).unwrap().remove(0);
        let table = sheet.into_grid(&is_known, None).unwrap();
        assert_eq!(table.map(|table| table.grid.header_line()), expected);
    }
}

#[test]
fn the_header_is_where_the_user_says() {
    let rows: &[&[&str]] = &[&["Kanal"], &["y", "z"], &[], &["v"]];
    let at = |line| {
        let sheet = sheets(texts(rows), None).unwrap().remove(0);
        sheet.into_grid(&is_known, Some(line)).map(|table| cells(&table.expect("a header")))
    };
    assert_eq!(at(2).unwrap(), [["y", "z"], ["v", ""]]);
    for blank in [0, 3, 5] {
        let error = at(blank).expect_err("nothing there");
        assert!(matches!(error, ReadError::NoSuchHeaderLine { line } if line == blank));
    }
}

#[test]
fn candidates_for_the_header_are_the_first_rows_that_hold_something() {
    let rows: &[&[&str]] = &[&["Titel"], &[" "], &["", "Kanal"]];
    let sheet = sheets(texts(rows), None).unwrap().remove(0);
    let seen = sheet.header_candidates();
    let row = |line, cells: &[&str]| SampleRow {
        line,
        cells: cells.iter().map(|&cell| cell.to_owned()).collect(),
    };
    assert_eq!(seen, [row(1, &["Titel"]), row(3, &["", "Kanal"])]);
}

#[test]
fn a_stray_cell_far_away_costs_nothing() {
    let rows = "<row r='1'><c r='A1' t='str'><v>Kanal</v></c></row>\
                <row r='2'><c r='A2' t='str'><v>sms</v></c></row>\
                <row r='200001'><c r='WQK200001' t='str'><v>vilse</v></c></row>";
    let table = table(Sheets::of(rows).xlsx());
    assert_eq!(cells(&table), [["Kanal"], ["sms"]]);
    assert_eq!((table.blank_rows, table.stray_cells), (0, 1));
}

#[test]
fn a_cell_where_no_sheet_has_cells_is_refused() {
    for (place, row) in [("A1048577", 1_048_577), ("XFE2", 2)] {
        let rows = format!("<row r='{row}'><c r='{place}'><v>1</v></c></row>");
        assert_eq!(
            refusal(Sheets::of(&rows).xlsx()),
            "has a cell outside the 1048576 rows and 16384 columns of sheet \"Blad1\"; open it \
             in the spreadsheet program and save it again as .xlsx"
        );
    }
    let rows = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>";
    assert!(sheets(Sheets::of(rows).xlsx(), None).is_ok());
}

#[test]
fn cells_are_read_however_a_program_writes_them() {
    let rows = "<row><c t='inlineStr'><is><t>Kanal</t></is></c>\
                <c t='inlineStr'><is><r><t>In</t></r><r><rPr><b/></rPr><t>kom</t></r></is></c></row>\
                <row><c t='s'><v>0</v></c><c t='d'><v>2026-03-02T08:05:00</v></c></row>\
                <row r='4'><c r='B4' t='s'><v>2</v></c><c r='A4' t='s'><v>1</v></c></row>\
                <row r='3'><c r='A3' t='b'><v>1</v></c><c r='B3' t='e'><v>#DIV/0!</v></c></row>\
                <row r='5'><c r='A5'><f>1+1</f></c><c r='B5'><f>1+1</f><v>2</v></c></row>\
                <row r='6'><c r='A6' t='str'><f>B6</f><v>a&amp;b</v></c></row>";
    let texts = "<si><t xml:space='preserve'> rum </t></si>\
                 <si><t>  utan  </t></si>\
                 <si><r><t xml:space='preserve'>a </t></r><r><t>b_x000D_c</t></r>\
                 <rPh><t>uttal</t></rPh></si>";
    let bytes = Sheets { rows, texts, ..Sheets::default() }.xlsx();
    assert_eq!(
        cells(&table(bytes)),
        [
            ["Kanal", "Inkom"],
            [" rum ", "2026-03-02 08:05:00"],
            ["TRUE", "#DIV/0!"],
            ["utan", "a b\rc"],
            // A formula that no program has computed yet has no value.
            ["", "2"],
            ["a&b", ""],
        ]
    );
}

#[test]
fn days_are_counted_from_1900_or_from_1904() {
    let rows = "<row r='1'><c r='A1' t='str'><v>Inkom</v></c></row>\
                <row r='2'><c r='A2' s='1'><v>44621</v></c></row>\
                <row r='3'><c r='A3' s='2'><v>44621.5</v></c></row>\
                <row r='4'><c r='A4' s='0'><v>44621</v></c></row>";
    let days = |is_1904| cells(&table(Sheets { rows, is_1904, ..Sheets::default() }.xlsx()));
    assert_eq!(days(false), [["Inkom"], ["2022-03-01"], ["2022-03-01 12:00:00"], ["44621"]]);
    assert_eq!(days(true), [["Inkom"], ["2026-03-02"], ["2026-03-02 12:00:00"], ["44621"]]);
}

#[test]
fn a_claim_of_more_texts_than_the_file_has_room_for_is_refused() {
    let bytes = Sheets { count: 4_000_000_000, ..Sheets::default() }.xlsx();
    assert_eq!(
        refusal(bytes),
        "is a damaged workbook: its table of texts claims more texts than it can have; open it \
         in the spreadsheet program and save it again as .xlsx"
    );
}

#[test]
fn cells_and_their_text_are_bounded_however_small_the_file() {
    let read = |cells: usize, length: usize| {
        let rows = format!("<row r='1'>{}</row>", "<c t='s'><v>0</v></c>".repeat(cells));
        let texts = format!("<si><t>{}</t></si>", "x".repeat(length));
        let bytes = Sheets { rows: &rows, texts: &texts, ..Sheets::default() }.xlsx();
        let read = sheets_within(bytes, None, Limits { cells: 1000, text: 1 << 20 });
        read.err().map(|error| error.to_string())
    };
    assert_eq!(read(1000, 1), None);
    assert_eq!(
        read(1001, 1).unwrap(),
        "has more than 1000 cells, the most that are read; export a shorter period or CSV"
    );
    assert_eq!(read(512, 2048), None);
    assert_eq!(
        read(513, 2048).unwrap(),
        "holds more than 1 MiB of text, the most that is read; export a shorter period or CSV"
    );
}

#[test]
fn a_broken_workbook_is_refused_without_a_word_of_its_cells() {
    let again = "; open it in the spreadsheet program and save it again as .xlsx";
    let xml = "is a damaged workbook: its XML cannot be read";
    let value = "is a damaged workbook: a cell or a sheet has a value that cannot be";
    let error = "is a damaged workbook: a cell has an unknown error value";
    let sheet = "is a damaged workbook: its sheets cannot be read";
    for (rows, expected) in [
        ("<row r='1'><c r='A1'><v>1", xml),
        ("<row r='1'><c r='A1' t='hemlig'><v>1</v></c></row>", xml),
        ("<row r='1'><c r='A1' t='s'><v>7</v></c></row>", xml),
        ("<row r='1'><c r='A1' t='n'><v>hemlig</v></c></row>", value),
        ("<row r='1'><c r='A1' t='b'><v>hemlig</v></c></row>", value),
        ("<row r='1'><c r='A1' t='e'><v>hemlig</v></c></row>", error),
    ] {
        assert_eq!(refusal(Sheets::of(rows).xlsx()), format!("{expected}{again}"), "{rows}");
    }
    // calamine overflows on it: a panic where that is checked, a cell nowhere else.
    let far =
        refusal(Sheets::of("<row r='1'><c r='ZZZZZZZZ99999999999'><v>1</v></c></row>").xlsx());
    assert!(far == format!("{sheet}{again}") || far.starts_with("has a cell outside"), "{far}");

    let whole = every_kind();
    assert_eq!(
        refusal(whole[..whole.len() / 2].to_vec()),
        "is packed, and damaged or cut short; copy or export it again, or unpack it with \
         another program"
    );
    assert_eq!(
        refusal(zip_of(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "<workbook/>")])),
        format!("is a damaged workbook: a part of it is missing{again}")
    );
}

#[test]
fn what_is_no_workbook_is_said_to_be_something_else() {
    assert_eq!(
        refusal(zip_of(&[("a.csv", "a")])),
        "is a zip file, not a workbook that is read; save its table as .xlsx or \"CSV UTF-8\""
    );
}

#[test]
fn a_workbook_needs_a_sheet() {
    let bytes = Sheets { has_sheet: false, ..Sheets::default() }.xlsx();
    assert_eq!(refusal(bytes), "is a workbook without sheets; the log should be on one");
}
