//! Dialects of small heads: delimiters, headers, line ends, and what is wrong with them.

use super::*;

fn known(cell: &str) -> bool {
    ["id", "kanal", "inkom", "besvarad"].contains(&cell.to_lowercase().as_str())
}

fn wanted() -> Wanted<'static> {
    wanted_below(&HeaderForm::Found)
}

fn wanted_below(header: &HeaderForm) -> Wanted<'_> {
    Wanted { delimiter: None, is_quoted: true, header, known: &known }
}

fn found(head: &str) -> Dialect {
    find(head.as_bytes(), true, &wanted()).unwrap()
}

#[test]
fn the_delimiter_that_shows_most_known_names_wins() {
    for (head, delimiter) in [
        ("id;kanal;inkom\n1;sms;2026-03-01", ';'),
        ("id,kanal,inkom\n1,\"a;b;c\",2026", ','),
        ("id\tkanal\n1\tsms", '\t'),
        ("id|kanal\n1|sms", '|'),
        ("id;a,b,c,d\n1;1,2,3,4\n", ';'),
        ("inkom\n2026-03-01\n", ';'),
    ] {
        assert_eq!(found(head).cuts.delimiter, delimiter, "{head}");
    }
}

#[test]
fn the_header_is_found_below_a_preamble() {
    let head = "Kontaktlogg\r\n\r\nPeriod: 2026;;\r\n\"Kanal\";telefon\r\n\
                \u{a0}Id ;\"KANAL\";inkom;;\r\n1;sms;2026;;\r\n";
    let dialect = found(head);
    assert_eq!(dialect.header, ["Id", "KANAL", "inkom"]);
    assert_eq!((dialect.header_line, dialect.preamble_lines), (5, 4));
    assert_eq!(dialect.written_width, 5);
    assert_eq!(dialect.line_end, LineEnd::CrLf);
    assert_eq!(&head.as_bytes()[dialect.data..][..4], b"\n1;s");
}

#[test]
fn a_row_with_a_moment_or_a_number_is_no_header_whatever_its_words_are() {
    for row in ["1;0701234567;besvarad", "2026-03-02 08:10;kanal;besvarad", "2026-03-02T08:10Z;id"]
    {
        let head = format!("Nr;Vem;Hur\n{row}\n");
        let error = find(head.as_bytes(), true, &wanted()).unwrap_err();
        assert!(matches!(error, ReadError::NoHeader { line: 1, .. }), "{row}: {error}");
        assert_eq!(found(&format!("Nr;inkom;Hur\n{row}\n")).header_line, 1, "{row}");
    }
    assert_eq!(found("2026-03;kanal;inkom\n").header_line, 1, "a month may name a column");
}

#[test]
fn a_sep_line_is_obeyed_and_skipped() {
    for head in ["sep=|\nid|kanal\n", "\"sep=|\"\r\nid|kanal\r\n", "SEP=|\rid|kanal\r"] {
        let dialect = found(head);
        assert_eq!((dialect.cuts.delimiter, dialect.sep_line), ('|', true), "{head}");
        assert_eq!((dialect.header_line, dialect.preamble_lines), (2, 0));
    }
    assert!(!found("sep=;x\nid;kanal\n").sep_line);
    let error = find("sep=¤\nid¤kanal".as_bytes(), true, &wanted()).unwrap_err();
    assert!(matches!(error, ReadError::Delimiter { asked } if asked == "¤"));
}

#[test]
fn line_ends_inside_quotes_do_not_make_a_file_mixed() {
    for (head, line_end) in [
        ("id;kanal\r\n1;\"a\nb\"\r\n", LineEnd::CrLf),
        ("id;kanal\r1;a\r", LineEnd::Cr),
        ("id;kanal\n1;a\r\n", LineEnd::Mixed),
        ("id;kanal", LineEnd::Lf),
    ] {
        assert_eq!(found(head).line_end, line_end, "{head:?}");
    }
}

#[test]
fn a_file_without_a_known_name_shows_what_it_has() {
    let error = find(b"\nnamn;\x1bort\nEva;\xC3\x85s\n", true, &wanted()).unwrap_err();
    let ReadError::NoHeader { line, seen } = error else { panic!("{error}") };
    assert_eq!((line, seen), (2, vec!["xxxx".to_string(), "·xxx".to_string()]));
}

#[test]
fn the_user_decides_which_line_is_the_header() {
    let head = b"id;kanal\nnamn,ort\nEva,Lund\n";
    let dialect = find(head, true, &wanted_below(&HeaderForm::Line(2))).unwrap();
    assert_eq!(dialect.header, ["namn", "ort"]);
    assert_eq!((dialect.cuts.delimiter, dialect.header_line), (',', 2));
    for line in [4, 5, u64::MAX] {
        let error = find(head, true, &wanted_below(&HeaderForm::Line(line)));
        assert!(matches!(error, Err(ReadError::NoSuchHeaderLine { .. })));
    }
}

#[test]
fn a_quote_that_hides_the_header_is_named() {
    let error = find(b"\n\"id;kanal\n1;sms\n", true, &wanted()).unwrap_err();
    assert!(matches!(error, ReadError::UnterminatedQuote { opened_line: 2, record_line: 2 }));
}

#[test]
fn a_header_of_too_many_columns_is_refused() {
    let head = "x;".repeat(200_000);
    let error = find(head.as_bytes(), true, &wanted()).unwrap_err();
    assert!(matches!(error, ReadError::TooManyColumns { line: 1, .. }), "{error}");
}

#[test]
fn blank_text_is_empty() {
    for head in ["", "\n\r\n", "sep=;\n", "  \n\t\n"] {
        let error = find(head.as_bytes(), true, &wanted()).unwrap_err();
        assert!(matches!(error, ReadError::Empty), "{head:?}");
    }
}
