//! Whole files, read: every encoding, delimiter, line end and border, and bytes without sense.

mod forms;
mod pieces;

use std::io::{self, Read};

use proptest::collection::vec;
use proptest::prelude::*;

use super::split::{Cuts, Fed, Splitter};
use super::text::Sizes;
use super::*;

fn known(cell: &str) -> bool {
    ["id", "kanal", "inkom"].contains(&cell)
}

fn open(bytes: &[u8]) -> Result<Table, ReadError> {
    open_in(bytes, &Options::default(), Sizes::USUAL)
}

fn open_in(bytes: &[u8], options: &Options, sizes: Sizes) -> Result<Table, ReadError> {
    Table::open_in(Box::new(io::Cursor::new(bytes.to_vec())), options, &known, sizes)
}

/// All that a table tells of one record.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    line: u64,
    cells: Vec<String>,
    raw: Vec<u8>,
    is_undecodable: bool,
    width_fault: Option<usize>,
}

fn seen(table: &mut Table) -> Seen {
    let row = table.row();
    let cells = row.iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect();
    Seen {
        cells,
        raw: table.raw().to_vec(),
        is_undecodable: table.is_undecodable(),
        width_fault: table.width_fault(),
        line: table.line(),
    }
}

/// An error with its line in front, as a message names it behind the file.
fn told(error: &ReadError) -> String {
    error.line().map_or(error.to_string(), |line| format!("line {line}: {error}"))
}

/// Every record, the blank rows, and how the reading ended.
fn drain(table: &mut Table) -> (Vec<Seen>, u64, Option<String>) {
    let mut rows = Vec::new();
    let error = loop {
        match table.advance() {
            Ok(true) => rows.push(seen(table)),
            Ok(false) => break None,
            Err(error) => break Some(told(&error)),
        }
    };
    assert!(!table.advance().unwrap(), "there is nothing behind the end");
    assert!(table.row().is_empty() && table.raw().is_empty());
    (rows, table.blank_rows(), error)
}

fn lines_and_cells(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
    let (rows, _, error) = drain(&mut open(bytes).unwrap());
    assert_eq!(error, None);
    rows.into_iter().map(|row| (row.line, row.cells)).collect()
}

/// The slow, obvious twin of counting lines.
fn line_by_walking(text: &str, at: usize) -> u64 {
    1 + text[..at].replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() as u64
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
    }
}

#[test]
fn true_lines_survive_crlf_blank_lines_and_quoted_line_ends() {
    let file = b"id;kanal\r\n1;\"a\r\nb\nc\rd\"\r\n\r\n2;sms\n3;x\r4;y";
    let lines: Vec<u64> = lines_and_cells(file).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [2, 7, 8, 9]);
}

#[test]
fn blank_rows_are_skipped_and_counted() {
    let mut table = open(b"id;kanal\r\n\r\n1;a\r\n ;\xC2\xA0\r\n;\r\n\n2;b\n\n\n").unwrap();
    let (rows, blank, error) = drain(&mut table);
    assert_eq!((rows.len(), blank, error), (2, 6, None));
}

#[test]
fn a_width_fits_when_only_empty_fields_differ() {
    for (file, fault) in [
        ("id;kanal\n1;a", None),
        ("id;kanal\n1;a;;", None),
        ("id;kanal;;\n1;a", None),
        ("id;kanal;;\n1;a;x;y", None),
        ("id;kanal;;\n1;a;x", Some(3)),
        ("id;kanal\n1;a;x", Some(3)),
        ("id;kanal\n1", Some(1)),
        ("id\n1\n", None),
    ] {
        let mut table = open(file.as_bytes()).unwrap();
        assert!(table.advance().unwrap());
        assert_eq!(table.width_fault(), fault, "{file:?}");
    }
}

#[test]
fn a_repeated_header_is_a_row_like_any_other() {
    let rows = lines_and_cells(b"id;kanal\n1;a\nid;kanal\n2;b\n");
    assert_eq!(rows[1], (3, vec!["id".into(), "kanal".into()]));
}

#[test]
fn only_the_record_with_foreign_bytes_is_undecodable() {
    let table: [(&[u8], Option<Encoding>, [bool; 3]); 6] = [
        (b"id;kanal\n1;\xC3\xA5\n2;\xE5\n3;\xC3\xB6", None, [false, true, false]),
        (b"id;kanal\n1;\xE5\n2;\x81\n3;\xF6", None, [false, true, false]),
        (b"id;kanal\n1;a\n2;\0\n3;abcdefghijklmnopqrstuvwxyz", None, [false, true, false]),
        (b"id;kanal\n1;a\n2;b\n3;\xE5", Some(Encoding::Utf8), [false, false, true]),
        (b"id;kanal\n1;a\n2;\xEF\xBF\xBD\n3;\xC3", Some(Encoding::Utf8), [false, false, true]),
        (b"i\0d\0\n\x001\0\n\x002\0\x00\xD8\n\x003\0x", None, [false, true, true]),
    ];
    for (bytes, encoding, expected) in table {
        let options = Options { encoding, ..Options::default() };
        let (rows, _, error) = drain(&mut open_in(bytes, &options, Sizes::USUAL).unwrap());
        let undecodable: Vec<bool> = rows.iter().map(|row| row.is_undecodable).collect();
        assert_eq!((undecodable.as_slice(), error), (&expected[..], None), "{bytes:?}");
    }
}

#[test]
fn the_encoding_is_settled_by_the_first_letter_beyond_ascii_however_late() {
    let ascii = "1;abc\n".repeat(400_000);
    for (tail, encoding, reason) in [
        ("å".as_bytes(), Encoding::Utf8, EncodingReason::ValidUtf8),
        (b"\xE5", Encoding::Windows1252, EncodingReason::NotUtf8),
        (b"a", Encoding::Utf8, EncodingReason::OnlyAscii),
    ] {
        let bytes = [b"id;kanal\n", ascii.as_bytes(), b"2;", tail].concat();
        let mut table = open(&bytes).unwrap();
        assert_eq!(table.detected().encoding_reason, EncodingReason::OnlyAscii);
        while table.advance().unwrap() {
            assert!(!table.is_undecodable());
        }
        let detected = table.detected();
        assert_eq!((detected.encoding, detected.encoding_reason), (encoding, reason));
    }
}

#[test]
fn an_unterminated_quote_is_an_error_that_names_its_line() {
    let (rows, _, error) = drain(&mut open(b"id;kanal\r\n1;a\r\n2;\"b\r\n3;c\r\n").unwrap());
    assert_eq!(rows.len(), 1);
    assert!(error.unwrap().starts_with("line 3: the quote that opens here is never closed;"));
}

#[test]
fn a_record_without_end_is_refused_before_it_fills_the_memory() {
    for (start, message) in [
        (&b"id;kanal\n1;"[..], "line 2: the record that begins here is longer than 16 MiB; a"),
        (b"id;kanal\n1;\"\n\n", "line 2: the record that begins here is longer than 16 MiB; the"),
    ] {
        let endless = io::Cursor::new(start.to_vec()).chain(io::repeat(b'x'));
        let options = Options::default();
        let mut table = Table::open(Box::new(endless), &options, &known).unwrap();
        let error = told(&table.advance().unwrap_err());
        assert!(error.starts_with(message), "{error}");
    }
    let error = Table::open(Box::new(io::repeat(b'x')), &Options::default(), &known).err();
    assert!(matches!(error, Some(ReadError::RecordTooLong { line: 1, .. })));
}

#[test]
fn a_row_of_too_many_columns_is_refused() {
    let file = format!("id;kanal\n1;a\n{}\n", ";".repeat(200_000));
    let (rows, _, error) = drain(&mut open(file.as_bytes()).unwrap());
    assert_eq!(rows.len(), 1);
    assert!(error.unwrap().starts_with("line 3: the record has more than 16384 fields"));
}

#[test]
fn a_sample_lends_what_the_first_block_holds_and_consumes_nothing() {
    let file = b"\r\nid;kanal\r\n\r\n1;\"a\r\nb\"\r\n2;c\r\n3;d";
    let mut table = open(file).unwrap();
    let sample = table.sample();
    let lines: Vec<u64> = sample.rows.iter().map(|row| row.line).collect();
    assert_eq!((lines, sample.is_whole), (vec![4, 6, 7], true));
    let (rows, ..) = drain(&mut table);
    let read: Vec<_> = rows.into_iter().map(|row| (row.line, row.cells)).collect();
    let sampled: Vec<_> = sample.rows.into_iter().map(|row| (row.line, row.cells)).collect();
    assert_eq!(read, sampled);

    let sizes = Sizes { head: 30, block: 30, ..Sizes::USUAL };
    let long = [&b"id;kanal\n1;a\n"[..], &[b'x'; 5000]].concat();
    let sample = open_in(&long, &Options::default(), sizes).unwrap().sample();
    assert_eq!((sample.rows.len(), sample.is_whole), (1, false));
}

#[test]
fn a_header_alone_is_a_table_without_rows() {
    for file in ["id;kanal", "id;kanal\r\n", "sep=;\nid;kanal\n\n"] {
        assert_eq!(lines_and_cells(file.as_bytes()), []);
    }
}

#[test]
fn the_users_word_beats_detection() {
    let options = Options {
        encoding: Some(Encoding::Windows1252),
        delimiter: Some(b','),
        header_line: Some(2),
        ..Options::default()
    };
    let mut table = open_in("id;kanal\na,b\nå,2\n".as_bytes(), &options, Sizes::USUAL).unwrap();
    assert_eq!(table.detected().header, ["a", "b"]);
    assert_eq!(drain(&mut table).0[0].cells, ["Ã¥", "2"]);
    for delimiter in [b'"', b'\n', 0xA4] {
        let options = Options { delimiter: Some(delimiter), ..Options::default() };
        assert!(matches!(open_in(b"id", &options, Sizes::USUAL), Err(ReadError::Delimiter { .. })));
    }
}

/// Gives one byte, then is interrupted, then fails in the end.
struct Faltering(Vec<u8>, bool);

impl Read for Faltering {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if self.0.is_empty() {
            return Err(io::Error::other("the disk is gone"));
        }
        room[0] = self.0.remove(0);
        Ok(1)
    }
}

#[test]
fn an_interruption_is_retried_and_a_failure_is_told() {
    let file = [&b"id;kanal\n"[..], &b"1;abc\n".repeat(1000)].concat();
    let sizes = Sizes { head: 16, ..Sizes::USUAL };
    let input = Box::new(Faltering(file, false));
    let mut table = Table::open_in(input, &Options::default(), &known, sizes).unwrap();
    let (rows, _, error) = drain(&mut table);
    assert_eq!((rows.len(), error.as_deref()), (1000, Some("cannot be read: the disk is gone")));
    assert!(table.line() >= 1001);
}

/// A generated file and what reading it must give back.
#[derive(Clone, Debug)]
struct Written {
    text: String,
    rows: Vec<(u64, Vec<String>)>,
    blank: u64,
}

fn written(
    rows: &[(Vec<String>, bool, u64)],
    delimiter: char,
    line_end: &str,
    is_closed: bool,
) -> Written {
    let mut text = format!("id{delimiter}kanal{delimiter}inkom");
    let mut out = Written { text: String::new(), rows: Vec::new(), blank: 0 };
    for (fields, quote_all, blank_lines) in rows {
        text += line_end;
        text += &line_end.repeat(*blank_lines as usize);
        out.blank += blank_lines;
        let begin = text.len();
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                text.push(delimiter);
            }
            if *quote_all || field.contains([delimiter, '"', '\r', '\n']) {
                text += &format!("\"{}\"", field.replace('"', "\"\""));
            } else {
                text += field;
            }
        }
        out.rows.push((line_by_walking(&text, begin), fields.clone()));
    }
    if is_closed {
        text += line_end;
    }
    out.text = text;
    out
}

fn field() -> impl Strategy<Value = String> {
    let letter = prop::sample::select("ab å ä ö ÅÄÖ;,\t|\"\r\n".chars().collect::<Vec<_>>());
    vec(letter, 0..9).prop_map(|letters| letters.into_iter().collect())
}

fn rows() -> impl Strategy<Value = Vec<(Vec<String>, bool, u64)>> {
    // A first field that starts with a letter: the row is never blank.
    let row = (field(), field(), field())
        .prop_map(|(first, second, third)| vec![format!("x{first}"), second, third]);
    vec((row, any::<bool>(), 0_u64..3), 0..12)
}

proptest! {
    #[test]
    fn what_was_written_is_read_in_every_encoding_dialect_and_block(
        rows in rows(),
        encoding in prop::sample::select(Encoding::ALL.to_vec()),
        delimiter in prop::sample::select(vec![';', ',', '\t', '|']),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        is_closed in any::<bool>(),
        has_bom in any::<bool>(),
        block in 1_usize..40,
        head in 16_usize..60,
    ) {
        let written = written(&rows, delimiter, line_end, is_closed);
        let has_bom = has_bom && encoding != Encoding::Windows1252;
        let bom = if has_bom { "\u{FEFF}" } else { "" };
        let bytes = encoded(&format!("{bom}{}", written.text), encoding);
        let sizes = Sizes { head, block, evidence: 8, ..Sizes::USUAL };
        let mut table = open_in(&bytes, &Options::default(), sizes).unwrap();
        let (read, blank, error) = drain(&mut table);
        prop_assert_eq!(error, None);
        prop_assert_eq!(blank, written.blank);
        prop_assert!(read.iter().all(|row| !row.is_undecodable && row.width_fault.is_none()));
        let read: Vec<_> = read.into_iter().map(|row| (row.line, row.cells)).collect();
        prop_assert_eq!(read, written.rows);
        let detected = table.detected();
        prop_assert_eq!(detected.delimiter, delimiter);
        prop_assert_eq!(detected.bom, has_bom);
        let is_ascii = detected.encoding_reason == EncodingReason::OnlyAscii;
        prop_assert!(detected.encoding == encoding || is_ascii);
    }

    #[test]
    fn borders_of_blocks_never_show(
        tail in vec(
            prop_oneof![
                4 => prop::sample::select(b"\"\"\r\n\r\n;;,ab \0\xC3\xA5\xE5\x81\xEF\xBF".to_vec()),
                1 => any::<u8>(),
            ],
            0..300,
        ),
        asked in prop::option::of(prop::sample::select(vec![Encoding::Utf8, Encoding::Windows1252])),
        block in 1_usize..20,
        head in 12_usize..60,
    ) {
        let bytes = [&b"id;kanal\n"[..], &tail].concat();
        let options = Options { encoding: asked, ..Options::default() };
        let big = Sizes { evidence: 6, record: 100, ..Sizes::USUAL };
        let tiny = Sizes { block, head, ..big };
        match (open_in(&bytes, &options, big), open_in(&bytes, &options, tiny)) {
            (Ok(mut big), Ok(mut tiny)) => {
                let sample = big.sample();
                let (rows, blank, error) = drain(&mut big);
                for row in &rows {
                    let mut splitter = Splitter::new(Cuts::quoted(big.detected().delimiter));
                    splitter.feed(&row.raw);
                    prop_assert_eq!(splitter.feed(b"\n").0, Fed::Record);
                    prop_assert_eq!(&splitter.row().cells(), &row.cells);
                }
                if error.is_none() {
                    let read = rows.iter().map(|row| (row.line, &row.cells));
                    prop_assert!(read.eq(sample.rows.iter().map(|row| (row.line, &row.cells))));
                }
                prop_assert_eq!(drain(&mut tiny), (rows, blank, error));
                prop_assert_eq!(tiny.line(), big.line());
                prop_assert_eq!(big.detected().encoding, tiny.detected().encoding);
            }
            (big, tiny) => {
                prop_assert_eq!(big.err().map(|it| it.to_string()), tiny.err().map(|it| it.to_string()));
            }
        }
    }

    #[test]
    fn bytes_without_sense_are_read_or_refused_and_lines_only_rise(
        bytes in vec(any::<u8>(), 0..400),
        encoding in prop::option::of(prop::sample::select(Encoding::ALL.to_vec())),
        delimiter in prop::option::of(any::<u8>()),
        header_line in prop::option::of(0_u64..4),
        block in 1_usize..50,
    ) {
        let options = Options { encoding, delimiter, header_line, ..Options::default() };
        let sizes = Sizes { head: 100, block, evidence: 10, record: 200, ..Sizes::USUAL };
        if let Ok(mut table) = open_in(&bytes, &options, sizes) {
            let (rows, ..) = drain(&mut table);
            prop_assert!(rows.is_sorted_by(|a, b| a.line < b.line));
        }
    }
}
