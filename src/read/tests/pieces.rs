//! Pieces: read one by one, they give what one reading from the top gives.

use super::*;
use crate::read::Pieces;

/// Everything that reading the pieces one after the other gives, with the lines of the file.
fn drain_pieces(pieces: &mut Pieces) -> (Vec<Seen>, u64, Option<String>, usize) {
    let (mut rows, mut blank, mut line) = (Vec::new(), 0, pieces.first_line());
    let (mut open, mut wrong_cuts): (Option<Table>, usize) = (None, 0);
    let error = loop {
        let piece = match pieces.next() {
            Ok(Some(piece)) => piece,
            Ok(None) => break None,
            Err(error) => break Some(told(&error)),
        };
        // What is read in vain is read all the same: a thread does not know.
        let mut table = piece.into_table();
        let (mut own, mut own_blank, mut error) = drain_piece(&mut table);
        if let Some(open) = open.take() {
            wrong_cuts += 1;
            let blank_before = open.blank_rows();
            table = open.go_on(table);
            (own, own_blank, error) = drain_piece(&mut table);
            own_blank -= blank_before;
        }
        rows.extend(own.into_iter().map(|row| Seen { line: row.line + line - 1, ..row }));
        blank += own_blank;
        if let Some(error) = error {
            break Some(told(&error.below(line - 1)));
        }
        if table.is_closed() {
            line += table.lines();
            pieces.reuse(table);
        } else {
            open = Some(table);
        }
    };
    assert!(open.is_none() || error.is_some(), "the last piece leaves nothing open");
    (rows, blank, error, wrong_cuts)
}

fn drain_piece(table: &mut Table) -> (Vec<Seen>, u64, Option<ReadError>) {
    let mut rows = Vec::new();
    let error = loop {
        match table.advance() {
            Ok(true) => rows.push(seen(table)),
            Ok(false) => break None,
            Err(error) => break Some(error),
        }
    };
    (rows, table.blank_rows(), error)
}

/// Reads `bytes` from the top and in pieces; the number of cuts that were none.
fn compare(bytes: &[u8], options: &Options, sizes: Sizes) -> Result<usize, TestCaseError> {
    let Ok(mut whole) = open_in(bytes, options, sizes) else { return Ok(0) };
    let table = open_in(bytes, options, sizes).unwrap();
    let mut pieces = table.into_pieces().map_err(|_| TestCaseError::fail("no pieces"))?;
    let (rows, blank, error) = drain(&mut whole);
    let (of_pieces, blank_of_pieces, error_of_pieces, wrong_cuts) = drain_pieces(&mut pieces);
    prop_assert_eq!((&error_of_pieces, of_pieces), (&error, rows));
    if error.is_none() {
        prop_assert_eq!(blank_of_pieces, blank);
        prop_assert_eq!(pieces.detected(), whole.detected());
    }
    Ok(wrong_cuts)
}

#[test]
fn a_line_that_only_looks_like_a_record_is_no_cut() {
    // Every second line stands within quotes and has as many fields as the header.
    let rows: String = (0..50).map(|n| format!("{n};\"a\n{n};b\nc\"\n")).collect();
    let file = format!("id;kanal\n{rows}");
    let sizes = Sizes { piece: 40, ..Sizes::USUAL };
    let wrong_cuts = compare(file.as_bytes(), &Options::default(), sizes).unwrap();
    assert!(wrong_cuts > 5, "{wrong_cuts}");
}

#[test]
fn a_quote_that_is_never_closed_is_told_with_its_line_however_the_text_is_cut() {
    let rows: String = (0..30).map(|n| format!("{n};a\n")).collect();
    let file = format!("id;kanal\n{rows}30;\"b\n{rows}");
    for piece in [1, 7, 40, 1000] {
        let sizes = Sizes { piece, ..Sizes::USUAL };
        compare(file.as_bytes(), &Options::default(), sizes).unwrap();
    }
}

#[test]
fn remarks_and_rows_that_are_left_out_are_read_from_the_top_alone() {
    let form = Form { skip_rows: vec![1], ..Form::default() };
    let options = Options { form, ..Options::default() };
    let table = open_in(b"id;kanal\n1;a\n2;b\n", &options, Sizes::USUAL).unwrap();
    let mut table = table.into_pieces().map(|_| ()).unwrap_err();
    assert_eq!(drain(&mut table).0.len(), 1);
}

proptest! {
    #[test]
    fn pieces_give_what_one_reading_gives(
        tail in vec(
            prop_oneof![
                4 => prop::sample::select(b"\"\"\r\n\r\n;;,ab \0\xC3\xA5\xE5\x81\xEF\xBF".to_vec()),
                1 => any::<u8>(),
            ],
            0..300,
        ),
        asked in prop::option::of(prop::sample::select(Encoding::ALL.to_vec())),
        block in 1_usize..20,
        head in 12_usize..60,
        piece in 1_usize..80,
        record in 20_usize..200,
    ) {
        let text = [&b"id;kanal\n"[..], &tail].concat();
        let bytes = match asked {
            Some(wide @ (Encoding::Utf16Le | Encoding::Utf16Be)) => {
                encoded(&String::from_utf8_lossy(&text), wide)
            }
            _ => text,
        };
        let options = Options { encoding: asked, ..Options::default() };
        compare(&bytes, &options, Sizes { head, block, evidence: 6, record, piece })?;
    }

    #[test]
    fn pieces_of_files_as_they_are_written_give_what_one_reading_gives(
        rows in vec(vec("[a-cå\"\n\r;,]{0,6}", 2..4), 0..40),
        quotes_all in any::<bool>(),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        piece in 1_usize..120,
        windows_1252 in any::<bool>(),
    ) {
        let cell = |cell: &String| match quotes_all || cell.contains(['"', '\n', '\r', ';']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.clone(),
        };
        let row = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(";");
        let lines: Vec<String> = ["id;kanal".to_owned()].into_iter().chain(rows.iter().map(row)).collect();
        let encoding = if windows_1252 { Encoding::Windows1252 } else { Encoding::Utf8 };
        let bytes = encoded(&lines.join(line_end), encoding);
        let sizes = Sizes { head: 32, block: 16, evidence: 8, piece, ..Sizes::USUAL };
        compare(&bytes, &Options::default(), sizes)?;
    }
}
