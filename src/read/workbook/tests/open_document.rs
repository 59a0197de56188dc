//! OpenDocument workbooks.

use super::made::{ods, ods_with};
use super::*;

const HEADER: &str = "<table:table-row><table:table-cell office:value-type='string'>\
                      <text:p>Kanal</text:p></table:table-cell></table:table-row>";

/// The only sheet, with `rows` below the header.
fn with_rows(rows: &str) -> Vec<u8> {
    ods(&format!("<table:table table:name='Blad1'>{HEADER}{rows}</table:table>"))
}

/// What a cell of these attributes and contents becomes.
fn value(attributes: &str, inside: &str) -> String {
    let row = format!(
        "<table:table-row><table:table-cell {attributes}>{inside}</table:table-cell>\
         </table:table-row>"
    );
    cells(&table(with_rows(&row))).get(1).map_or(String::new(), |row| row[0].clone())
}

#[test]
fn a_cell_is_its_value_and_else_what_it_shows() {
    for (attributes, inside, expected) in [
        ("office:value-type='float' office:value='70'", "<text:p>70,00</text:p>", "70"),
        ("office:value-type='percentage' office:value='0.5'", "<text:p>50 %</text:p>", "0.5"),
        ("office:value-type='float' office:value='x1'", "", "x1"),
        ("office:value-type='boolean' office:boolean-value='true'", "", "TRUE"),
        ("office:value-type='boolean' office:boolean-value='false'", "", "FALSE"),
        ("office:value-type='time' office:time-value='PT08H05M00S'", "", "08:05:00"),
        (
            "office:value-type='date' office:date-value='2026-03-02T08:05:00'",
            "<text:p>2026-03-02</text:p>",
            "2026-03-02 08:05:00",
        ),
        (
            "office:value-type='date' office:date-value='2026-03-02'",
            "<text:p>2 mars 2026</text:p>",
            "2026-03-02",
        ),
        (
            "office:value-type='date' office:date-value='2026-03-02'",
            "<text:p>2.3.2026 00.00</text:p>",
            "2026-03-02 00:00:00",
        ),
        ("office:value-type='string' office:string-value='a&amp;b'", "<text:p>c</text:p>", "a&b"),
        (
            "office:value-type='string' calcext:value-type='error' office:string-value=''",
            "<text:p>#N/A</text:p>",
            "#N/A",
        ),
        (
            "office:value-type='float' calcext:value-type='error' office:value='0'",
            "<text:p>#DIV/0!</text:p>",
            "#DIV/0!",
        ),
        (
            "office:value-type='string'",
            "<office:annotation><text:p>not</text:p></office:annotation><text:p>en<text:s/>rad\
             <text:s text:c='2'/><text:span>å<text:tab/></text:span><text:line-break/>&lt;&#229;\
             </text:p><text:p>två</text:p><draw:frame><text:p>bild</text:p></draw:frame>",
            "en rad  å\t\n<å\ntvå",
        ),
        ("", "", ""),
    ] {
        assert_eq!(value(attributes, inside), expected, "{attributes}");
    }
}

#[test]
fn rows_and_cells_that_repeat_are_written_out() {
    let rows = "<table:table-row table:number-rows-repeated='3'/>\
                <table:table-rows><table:table-row table:number-rows-repeated='2'>\
                <table:table-cell office:value-type='float' office:value='7'/></table:table-row>\
                </table:table-rows>\
                <table:table-row table:number-rows-repeated='1048570'><table:table-cell \
                table:number-columns-repeated='16384'/></table:table-row>";
    let table = table(with_rows(rows));
    assert_eq!(cells(&table), [["Kanal"], ["7"], ["7"]]);
    assert_eq!((lines(&table), table.blank_rows), (vec![5, 6], 3));

    let names = "<table:table-row><table:table-cell table:number-columns-repeated='2'/>\
                 <table:table-cell table:number-columns-repeated='2' office:value-type='string'>\
                 <text:p>Inkom</text:p></table:table-cell></table:table-row>";
    let bytes = ods(&format!("<table:table table:name='a'>{names}</table:table>"));
    let table = super::table(bytes);
    assert_eq!(cells(&table), [["", "", "Inkom", "Inkom"]]);
}

#[test]
fn a_sheet_that_repeats_without_end_is_refused() {
    let cell = |columns: u32| {
        format!(
            "<table:table-cell table:number-columns-repeated='{columns}' \
             office:value-type='float' office:value='1'/>"
        )
    };
    let row = |rows: u32, columns: u32| {
        format!(
            "<table:table-row table:number-rows-repeated='{rows}'>{}</table:table-row>",
            cell(columns)
        )
    };
    let empty = |rows: u32| format!("<table:table-row table:number-rows-repeated='{rows}'/>");
    let outside = "has a cell outside the 1048576 rows and 16384 columns of sheet \"Blad1\"; \
                   open it in the spreadsheet program and save it again as .xlsx";
    let too_many = "has more than 100000 cells, the most that are read; export a shorter period \
                    or CSV";
    for (rows, expected) in [
        (row(1_048_575, 16_384), too_many),
        (row(1, 16_385), outside),
        (row(1, u32::MAX), outside),
        // The header and that many empty rows are the whole sheet.
        (format!("{}{}", empty(1_048_575), row(u32::MAX, 1)), outside),
        (format!("{}{}", empty(u32::MAX), row(1, 1)), outside),
    ] {
        let limits = Limits { cells: 100_000, ..Limits::USUAL };
        let error = sheets_within(with_rows(&rows), None, limits).expect_err("refused");
        assert_eq!(error.to_string(), expected, "{rows}");
    }
}

#[test]
fn only_the_tables_of_the_document_are_sheets() {
    let sheet = |attributes: &str, inside: &str| {
        format!("<table:table {attributes}>{inside}</table:table>")
    };
    let aside = sheet("table:name='bredvid'", HEADER);
    let body = format!(
        "<table:tracked-changes>{aside}</table:tracked-changes>{}{}<table:dde-links>{aside}\
         </table:dde-links>",
        sheet("table:name='a'", &format!("<table:shapes>{aside}</table:shapes>{HEADER}")),
        sheet("table:name='b' table:style-name='ta2'", "")
    );
    let all = sheets(ods(&body), None).unwrap();
    let seen: Vec<_> =
        all.iter().map(|s| (s.name(), s.is_hidden(), s.header_candidates().len())).collect();
    assert_eq!(seen, [("a", false, 1), ("b", true, 0)]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let damaged = "is a damaged workbook: its XML cannot be read; open it in the spreadsheet \
                   program and save it again as .xlsx";
    let begin = "<office:spreadsheet><table:table table:name='a'>";
    for content in [
        begin.to_owned(),
        format!("{begin}<table:table-row>"),
        format!("{begin}<table:table-row><table:table-cell><text:p>a"),
        format!("{begin}<table:table-row><table:table-cell><office:annotation>"),
        format!("{begin}<table:table-row table:number-rows-repeated='x'/>"),
        format!("{begin}<table:table-row table:number-rows-repeated='99999999999'/>"),
        format!("{begin}<table:table-row><table:table-cell><text:p>&lol;</text:p>"),
        format!("{begin}</table:table-row></table:table>"),
    ] {
        assert_eq!(refusal(ods_with(&content)), damaged, "{content}");
    }
    let none = "is a workbook without sheets; the log should be on one";
    assert_eq!(refusal(ods("")), none);
    let protected = zip_of(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/>"),
        ("content.xml", "\u{1}\u{2}"),
    ]);
    assert_eq!(
        refusal(protected),
        "is a workbook that needs a password; open it in the spreadsheet program and save it \
         without one"
    );
}
