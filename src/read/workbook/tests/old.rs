//! Old Excel workbooks.

use cfb::CompoundFile;

use super::*;

const EVERY_KIND: &[u8] = include_bytes!("../../../../fixtures/containers/every-kind.xls");

/// An OLE file of these streams.
fn ole_of(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut container = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        container.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    container.flush().unwrap();
    container.into_inner().into_inner()
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = data.len() as u16;
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;

/// The first record of a stream or of a sheet: version 8.
fn bof() -> Vec<u8> {
    record(BOF, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// A workbook of sheets with these records, each after its beginning.
fn book(sheets: &[Vec<u8>]) -> Vec<u8> {
    // A sheet's entry: where it begins, shown, a worksheet, a name of one byte letters.
    let entry = |begin: u32, index: usize| {
        let name = [b'a' + index as u8];
        record(0x0085, &[&begin.to_le_bytes()[..], &[0, 0, 1, 0], &name].concat())
    };
    let head = bof().len() + sheets.len() * entry(0, 0).len() + 4;
    let (mut entries, mut bodies) = (Vec::new(), Vec::new());
    for (index, sheet) in sheets.iter().enumerate() {
        entries.extend(entry((head + bodies.len()) as u32, index));
        bodies.extend([bof(), sheet.clone(), record(EOF, &[])].concat());
    }
    let stream = [bof(), entries, record(EOF, &[]), bodies].concat();
    ole_of(&[("/Workbook", &stream)])
}

/// A number in a cell.
fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    record(0x0203, &[&place[..], &value.to_le_bytes()].concat())
}

#[test]
fn a_sheet_made_by_hand_is_read() {
    let bytes = book(&[number(0, 0, 7.0), [number(1, 1, 0.5), number(2, 0, 1.0)].concat()]);
    let all = sheets(bytes, None).unwrap();
    let seen: Vec<_> = all.iter().map(|s| (s.name(), s.header_candidates())).collect();
    let row = |line, cells: &[&str]| SampleRow {
        line,
        cells: cells.iter().map(|&cell| cell.to_owned()).collect(),
    };
    assert_eq!(
        seen,
        [("a", vec![row(1, &["7"])]), ("b", vec![row(2, &["", "0.5"]), row(3, &["1"])])]
    );
}

#[test]
fn truths_and_errors_are_written_out() {
    for (value, is_error, expected) in [(1, 0, "TRUE"), (0, 0, "FALSE"), (0x2a, 1, "#N/A")] {
        let cell = record(0x0205, &[0, 0, 0, 0, 0, 0, value, is_error]);
        let sheet = sheets(book(&[cell]), None).unwrap().remove(0);
        assert_eq!(sheet.header_candidates()[0].cells, [expected]);
    }
}

#[test]
fn a_formula_is_its_last_value() {
    // Row 0, column 0, format 0; a number or the sign of a text that follows; the formula.
    let formula = |value: [u8; 8]| {
        record(0x0006, &[&[0; 6][..], &value, &[0; 6], &[3, 0, 0x1e, 7, 0]].concat())
    };
    let text = record(0x0207, &[2, 0, 0, b'a', b'b']);
    let follows = formula([0, 0, 0, 0, 0, 0, 0xff, 0xff]);
    for (cells, expected) in
        [(formula(7.5_f64.to_le_bytes()), "7.5"), ([follows, text].concat(), "ab")]
    {
        let sheet = sheets(book(&[cells]), None).unwrap().remove(0);
        assert_eq!(sheet.header_candidates()[0].cells, [expected]);
    }
}

#[test]
fn a_sheet_that_claims_to_be_endless_is_as_large_as_its_cells() {
    let claimed = [u32::MAX.to_le_bytes(); 2].concat();
    let rows = record(0x0200, &[&claimed[..], &[0, 0, 0xff, 0xff, 0, 0]].concat());
    let backwards = record(0x0200, &[9, 0, 0, 0, 2, 0, 0, 0, 5, 0, 2, 0, 0, 0]);
    for claim in [rows, backwards] {
        let bytes = book(&[[claim, number(0, 0, 7.0)].concat()]);
        assert_eq!(sheets(bytes, None).unwrap()[0].header_candidates()[0].cells, ["7"]);
    }
}

#[test]
fn cells_too_far_apart_are_refused() {
    let far = |row, column| [number(0, 0, 1.0), number(row, column, 1.0)].concat();
    let spread = |limit: u64| {
        format!(
            "is an old workbook (.xls) whose cells lie too far apart: the rectangles around them \
             have more than {limit} cells; clear the cells beside the table, or save it as .xlsx"
        )
    };
    // Two cells are worth no more than what costs little; more cells are worth more.
    assert_eq!(refusal(book(&[far(65_535, 65_535)])), spread(1 << 20));
    assert_eq!(refusal(book(&[far(65_535, 127), far(65_535, 128)])), spread(1 << 20));
    assert!(sheets(book(&[far(60_000, 15)]), None).is_ok());
    let rows = |count: u16| (0..count).map(|row| number(row, 0, 1.0)).collect::<Vec<_>>().concat();
    let wide = [rows(40_000), number(65_535, 30, 1.0)].concat();
    assert!(sheets(book(std::slice::from_ref(&wide)), None).is_ok());
    assert_eq!(refusal(book(&[[wide, number(0, 50, 1.0)].concat()])), spread(40_002 * 64));
}

#[test]
fn records_that_do_not_fit_together_are_refused() {
    let damaged = "is a damaged workbook: its records cannot be read; open it in the \
                   spreadsheet program and save it again as .xlsx";
    let cut = |bytes: Vec<u8>, at: usize| bytes[..at].to_vec();
    let entry =
        |begin: u32| record(0x0085, &[&begin.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat());
    for (stream, what) in [
        (cut(number(0, 0, 1.0), 9), "a record that ends early"),
        (record(0x00e0, &[1]), "a format that is too short"),
        ([bof(), entry(1_000_000)].concat(), "a sheet behind the end"),
        ([bof(), entry(0).repeat(5)].concat(), "many sheets in one place"),
        ([bof(), record(0x0042, &[])].concat(), "what calamine panics at"),
        (record(0x00bd, &[0, 0, 0xff, 0xff, 0, 0]), "columns that are none"),
    ] {
        let stream = [entry(0), stream].concat();
        assert_eq!(refusal(ole_of(&[("/Workbook", &stream)])), damaged, "{what}");
    }
    let container = "is a damaged workbook: its container cannot be read; open it in the \
                     spreadsheet program and save it again as .xlsx";
    assert_eq!(refusal(EVERY_KIND[..600].to_vec()), container);
}

#[test]
fn a_workbook_with_a_password_is_refused() {
    let password = "is a workbook that needs a password; open it in the spreadsheet program and \
                    save it without one";
    // How Excel keeps an .xlsx with a password.
    assert_eq!(
        refusal(ole_of(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"x")])),
        password
    );
    let stream = [bof(), record(0x002f, &[1, 0]), record(EOF, &[])].concat();
    assert_eq!(refusal(ole_of(&[("/Workbook", &stream)])), password);
}

#[test]
fn another_document_in_an_old_container_is_said_to_be_one() {
    assert_eq!(
        refusal(ole_of(&[("/WordDocument", b"x")])),
        "is a Word document, an Outlook message or the like, not a workbook that is read; save \
         its table as .xlsx or \"CSV UTF-8\""
    );
}

#[test]
fn a_changed_byte_is_never_worse_than_an_error() {
    // A prime step, so that it stays quick and meets every place of a record.
    for at in (0..EVERY_KIND.len()).step_by(61) {
        let mut bytes = EVERY_KIND.to_vec();
        bytes[at] ^= 0xff;
        let _ = sheets(bytes, None);
    }
}
