//! Files in the forms that exports have: without a header, behind a prefix, without quotes.
//!
//! All files here are synthetic.

use super::*;

fn headless(columns: &[&str], required: usize) -> HeaderForm {
    HeaderForm::None { columns: columns.iter().map(ToString::to_string).collect(), required }
}

fn fields() -> HeaderForm {
    HeaderForm::Prefix("#Fields: ".to_string())
}

fn open_as(bytes: &[u8], form: Form) -> Result<Table, ReadError> {
    open_in(bytes, &Options { form, ..Options::default() }, Sizes::USUAL)
}

/// The header, and each row's line and cells.
type Content = (Vec<String>, Vec<(u64, Vec<String>)>);

fn content(bytes: &[u8], form: Form) -> Content {
    let mut table = open_as(bytes, form).unwrap();
    let header = table.detected().header.clone();
    let sample = table.sample();
    let (rows, _, error) = drain(&mut table);
    assert_eq!(error, None);
    let rows: Vec<_> = rows.into_iter().map(|row| (row.line, row.cells)).collect();
    let sampled: Vec<_> = sample.rows.into_iter().map(|row| (row.line, row.cells)).collect();
    assert_eq!(rows, sampled, "a sample shows what is read");
    (header, rows)
}

fn expected(header: &[&str], rows: &[(u64, &[&str])]) -> Content {
    let own = |cells: &[&str]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
    (own(header), rows.iter().map(|(line, cells)| (*line, own(cells))).collect())
}

#[test]
fn without_a_header_the_first_line_that_is_not_blank_is_data() {
    let form = || Form { header: headless(&["src", "dst", "id", "note"], 2), ..Form::default() };
    let file = b"\r\n\"0855500\r\n01\",100\r\n\r\n0855500 02,101,x\r\n";
    let rows: &[(u64, &[&str])] =
        &[(2, &["0855500\r\n01", "100"]), (5, &["0855500 02", "101", "x"])];
    assert_eq!(content(file, form()), expected(&["src", "dst", "id", "note"], rows));
    let mut table = open_as(file, form()).unwrap();
    let detected = table.detected();
    assert_eq!((detected.header_line, detected.preamble_lines), (0, 0));
    assert_eq!((detected.delimiter, detected.line_end), (',', LineEnd::CrLf));
    assert!(table.advance().unwrap());
    assert_eq!((table.width_fault(), table.row().get(2)), (None, None));
}

#[test]
fn without_a_header_optional_columns_may_be_left_out_at_the_end() {
    for (row, fault) in [
        ("a;b", None),
        ("a;b;c", None),
        ("a;b;c;d", None),
        ("a;b;c;d;;", None),
        ("a", Some(1)),
        ("a;b;c;d;e", Some(5)),
    ] {
        let header = headless(&["k", "l", "m?", "n?"], 2);
        let form = Form { header, delimiter: Some(';'), ..Form::default() };
        let mut table = open_as(row.as_bytes(), form).unwrap();
        assert!(table.advance().unwrap());
        assert_eq!(table.width_fault(), fault, "{row}");
    }
}

#[test]
fn without_a_header_the_delimiter_is_the_one_that_gives_the_columns() {
    for (file, is_quoted, delimiter) in [
        ("1;2,3,4\n5;6,7,8\n", true, ','),
        ("1|2;3|4,5\n", true, '|'),
        ("a¤b;c¤d\n", false, '¤'),
        ("a♥b♥c;d\n", false, '♥'),
    ] {
        let form = Form { header: headless(&["x", "y", "z"], 3), is_quoted, ..Form::default() };
        assert_eq!(open_as(file.as_bytes(), form).unwrap().detected().delimiter, delimiter);
    }
}

#[test]
fn a_header_behind_a_prefix_is_found_below_remarks() {
    let log = "#Software: Microsoft Exchange Server\r\n#Version: 15.01.2375.007\r\n\
               #Fields: date-time,event-id,message-subject\r\n\
               2026-03-02T08:00:00.000Z,RECEIVE,\"#1, och 2\"\r\n\r\n\
               2026-03-02T08:01:00.000Z,SEND,\"rad 1\r\n#rad 2\"\r\n";
    let names = ["date-time", "event-id", "message-subject"];
    let rows: &[(u64, &[&str])] = &[
        (4, &["2026-03-02T08:00:00.000Z", "RECEIVE", "#1, och 2"]),
        (6, &["2026-03-02T08:01:00.000Z", "SEND", "rad 1\r\n#rad 2"]),
    ];
    let form = || Form { header: fields(), ..Form::default() };
    for bom in ["", "\u{FEFF}"] {
        let file = format!("{bom}{log}");
        assert_eq!(content(file.as_bytes(), form()), expected(&names, rows));
        let table = open_as(file.as_bytes(), form()).unwrap();
        assert_eq!((table.detected().header_line, table.detected().preamble_lines), (3, 2));

        // Two logs joined, byte order marks and all.
        let (header, rows) = content(format!("{file}{file}").as_bytes(), form());
        let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
        assert_eq!((header, lines), (names.map(String::from).to_vec(), vec![4, 6, 11, 13]));
    }
}

#[test]
fn what_follows_a_prefix_may_begin_like_a_remark() {
    let form = Form { header: fields(), ..Form::default() };
    let rows: &[(u64, &[&str])] = &[(2, &["1", "a"])];
    assert_eq!(content(b"#Fields: #,namn\n1,a\n#x,y\n", form), expected(&["#", "namn"], rows));
}

#[test]
fn a_prefix_that_is_missing_or_later_names_other_columns_is_told() {
    let form = || Form { header: fields(), ..Form::default() };
    for file in ["id;kanal\n1;a\n", "#Software: x\n", "#Fields:\r\n1,2\r\n"] {
        let error = open_as(file.as_bytes(), form()).err().unwrap();
        assert!(matches!(error, ReadError::NoHeaderPrefix { .. }), "{file}: {error}");
    }
    let joined = b"#Fields: a,b\n1,2\n#Fields: a,b,\n3,4\n#Date: x\n#Fields: b,a\n5,6\n";
    let (rows, _, error) = drain(&mut open_as(joined, form()).unwrap());
    assert_eq!(rows.len(), 2);
    assert!(error.unwrap().starts_with("line 6: the line names other columns than"));
}

#[test]
fn a_log_with_remarks_alone_has_no_rows() {
    for file in ["#Fields: a,b", "#Fields: a,b\n#Date: x", "#Fields: a,b\r\n\r\n#x\r\n"] {
        let form = Form { header: fields(), ..Form::default() };
        assert_eq!(content(file.as_bytes(), form), expected(&["a", "b"], &[]), "{file:?}");
    }
}

#[test]
fn the_type_line_of_powershell_is_no_header_and_no_data() {
    let file =
        b"#TYPE System.Management.Automation.PSCustomObject\r\n\"id\",\"kanal\"\r\n\"1\",\"a\"\r\n";
    let header: &[&str] = &["id", "kanal"];
    let rows: &[(u64, &[&str])] = &[(3, &["1", "a"])];
    for form in [HeaderForm::Found, HeaderForm::Line(2)] {
        let form = Form { header: form, ..Form::default() };
        assert_eq!(content(file, form), expected(header, rows));
    }
    let form = || Form { header: headless(&["k", "l"], 2), ..Form::default() };
    let rows: &[(u64, &[&str])] = &[(2, &["id", "kanal"]), (3, &["1", "a"])];
    assert_eq!(content(file, form()), expected(&["k", "l"], rows));
    assert_eq!(open_as(file, form()).unwrap().detected().preamble_lines, 1);
}

#[test]
fn without_quotes_a_quote_is_a_letter_in_rows_and_header() {
    let form = || Form { is_quoted: false, ..Form::default() };
    let file = "id\t\"kanal\"\n1\t\"a\n2\tb\"\"\t\n";
    let rows: &[(u64, &[&str])] = &[(2, &["1", "\"a"]), (3, &["2", "b\"\"", ""])];
    assert_eq!(content(file.as_bytes(), form()), expected(&["id", "\"kanal\""], rows));
    // The last record may be open at the end of the file, and of every block.
    let sizes = Sizes { head: 20, block: 1, ..Sizes::USUAL };
    let options = Options { form: form(), ..Options::default() };
    let mut table = open_in(b"id;kanal\n1;\"a;b\n2;\"c", &options, sizes).unwrap();
    let (rows, _, error) = drain(&mut table);
    assert_eq!((rows.len(), error), (2, None));
    assert_eq!((rows[0].width_fault, rows[1].cells[1].as_str()), (Some(3), "\"c"));
}

#[test]
fn a_delimiter_beyond_ascii_splits_in_every_encoding() {
    let text = "id¤kanal¤inkom\r\n1¤\"telefon;fråga¤\r\n\r\n2¤¤x\r\n";
    let rows: &[(u64, &[&str])] = &[(2, &["1", "\"telefon;fråga", ""]), (4, &["2", "", "x"])];
    for encoding in Encoding::ALL {
        for delimiter in [Some('¤'), None] {
            let form = Form { delimiter, is_quoted: false, ..Form::default() };
            let read = content(&encoded(text, encoding), form);
            assert_eq!(read, expected(&["id", "kanal", "inkom"], rows), "{}", encoding.id());
        }
    }
}

#[test]
fn a_delimiter_must_be_able_to_split() {
    for (delimiter, is_quoted, is_usable) in [
        (';', true, true),
        ('¤', true, false),
        ('"', true, false),
        ('¤', false, true),
        ('"', false, true),
        ('\n', false, false),
        ('\0', false, false),
    ] {
        let form = Form { delimiter: Some(delimiter), is_quoted, ..Form::default() };
        let table = open_as(format!("id{delimiter}kanal\n").as_bytes(), form);
        assert_eq!(table.is_ok(), is_usable, "{delimiter:?}");
        assert!(is_usable || matches!(table.err(), Some(ReadError::Delimiter { .. })));
    }
    let form = Form { is_quoted: false, ..Form::default() };
    let table = open_as("sep=¤\nid¤kanal\n".as_bytes(), form).unwrap();
    assert_eq!((table.detected().delimiter, table.detected().sep_line), ('¤', true));
}

#[test]
fn rows_that_are_no_data_are_not_read_and_not_blank() {
    let file = b"\"id\",\"kanal\"\n\nINTEGER,VARCHAR(50)\n1,a\n,\n2,b\n3,c\n";
    let form = || Form { skip_rows: vec![3, 1], ..Form::default() };
    let rows: &[(u64, &[&str])] = &[(4, &["1", "a"]), (7, &["3", "c"])];
    assert_eq!(content(file, form()), expected(&["id", "kanal"], rows));
    let mut table = open_as(file, form()).unwrap();
    assert_eq!(drain(&mut table).1, 2);
}

#[test]
fn a_ragged_row_is_rejected_or_padded_or_joined_as_the_form_says() {
    use Ragged::{JoinLast, Pad, Reject};
    let table: [(&str, Ragged, &[&str], Option<usize>); 13] = [
        ("1;a", Reject, &["1", "a"], None),
        ("1", Reject, &["1"], Some(1)),
        ("1;a;x", Reject, &["1", "a", "x"], Some(3)),
        ("1;a;;", Reject, &["1", "a", "", ""], None),
        ("1", Pad, &["1"], None),
        ("1;a;x", Pad, &["1", "a", "x"], Some(3)),
        ("1;a;", Pad, &["1", "a", ""], None),
        ("1", JoinLast, &["1"], Some(1)),
        ("1;a;;", JoinLast, &["1", "a", "", ""], None),
        ("1;a;x", JoinLast, &["1", "a;x"], None),
        ("1;a;;x;", JoinLast, &["1", "a;;x;"], None),
        ("\"1;2\";a \"b\";\"c\"\"\"", JoinLast, &["1;2", "a \"b\";c\""], None),
        ("1;\"a\nb\";c", JoinLast, &["1", "a\nb;c"], None),
    ];
    for (row, ragged, cells, fault) in table {
        let file = format!("id;kanal\n0;z\n{row}\n9;y\n");
        let form = || Form { ragged, ..Form::default() };
        assert_eq!(content(file.as_bytes(), form()).1[1].1, cells, "{row}");
        let rows = drain(&mut open_as(file.as_bytes(), form()).unwrap()).0;
        assert_eq!(rows[1].width_fault, fault, "{row}");
        assert_eq!(rows[1].raw, row.as_bytes());
        assert_eq!(rows[2].cells, ["9", "y"]);
    }
    let form = Form { ragged: JoinLast, is_quoted: false, ..Form::default() };
    let rows: &[(u64, &[&str])] = &[(2, &["1", "a¤\"b¤"])];
    let file = "id¤kanal\n1¤a¤\"b¤\n".as_bytes();
    assert_eq!(content(file, form), expected(&["id", "kanal"], rows));
}

#[test]
fn a_delimiter_behind_every_row_is_no_column() {
    let calls = b"Call 1,00:05:36,Ext.960,\r\nCall 2,00:00:00,Ext.961,\r\n";
    let open_platform = b"id;kanal;\r\n1;a;\r\n2;b;\r\n";
    for ragged in [Ragged::Reject, Ragged::Pad, Ragged::JoinLast] {
        for (file, header) in [
            (&calls[..], headless(&["historyid", "duration", "to"], 3)),
            (&open_platform[..], HeaderForm::Found),
        ] {
            let form = Form { header, ragged, ..Form::default() };
            let (rows, ..) = drain(&mut open_as(file, form).unwrap());
            assert_eq!(rows.len(), 2);
            assert!(rows.iter().all(|row| row.width_fault.is_none()), "{ragged:?}");
        }
    }
}

#[test]
fn what_the_user_says_wins_over_the_form() {
    let form = Form { header: headless(&["k"], 1), delimiter: Some('|'), ..Form::default() };
    let options =
        Options { delimiter: Some(b';'), header_line: Some(2), form, ..Options::default() };
    let mut table = open_in(b"x\nid;kanal\n1;a\n", &options, Sizes::USUAL).unwrap();
    assert_eq!(table.detected().header, ["id", "kanal"]);
    assert_eq!(drain(&mut table).0[0].cells, ["1", "a"]);
}

fn form() -> impl Strategy<Value = Form> {
    let header = prop_oneof![
        Just(HeaderForm::Found),
        Just(fields()),
        Just(headless(&["id", "kanal", "inkom"], 2)),
        Just(HeaderForm::Line(1)),
    ];
    let ragged = prop::sample::select(vec![Ragged::Reject, Ragged::Pad, Ragged::JoinLast]);
    let delimiter = prop::option::of(prop::sample::select(vec![';', ',', '¤']));
    (header, any::<bool>(), delimiter, vec(1_u64..5, 0..3), ragged).prop_map(
        |(header, is_quoted, delimiter, skip_rows, ragged)| {
            let delimiter = delimiter.filter(|letter| !is_quoted || letter.is_ascii());
            Form { header, is_quoted, delimiter, skip_rows, ragged, ..Form::default() }
        },
    )
}

proptest! {
    #[test]
    fn borders_of_blocks_never_show_in_any_form(
        form in form(),
        tail in vec(
            prop::sample::select(
                vec!["\"", "\"", "\r", "\n", "\r\n", ";", ",", "¤", "\u{a3}", "a", "\n#", "å",
                     "\n\u{FEFF}#x", "\n#Fields: id;kanal\n", "\n#Fields: kanal\n"],
            ),
            0..60,
        ),
        block in 1_usize..20,
        head in 22_usize..60,
    ) {
        let text = format!("#Fields: id;kanal\n{}", tail.concat());
        let options = Options { form, ..Options::default() };
        let big = Sizes { evidence: 6, record: 100, ..Sizes::USUAL };
        let tiny = Sizes { block, head, ..big };
        // A small head may show another delimiter.
        let said = open_in(text.as_bytes(), &options, big).ok().map(|it| it.detected().delimiter);
        let form = Form { delimiter: said.or(options.form.delimiter), ..options.form };
        let options = Options { form, ..options };
        if let (Ok(mut big), Ok(mut tiny)) = (
            open_in(text.as_bytes(), &options, big),
            open_in(text.as_bytes(), &options, tiny),
        ) {
            prop_assert_eq!(&tiny.detected().header, &big.detected().header);
            let sample = big.sample();
            let read = drain(&mut big);
            if read.2.is_none() {
                let rows = read.0.iter().map(|row| (row.line, &row.cells));
                prop_assert!(rows.eq(sample.rows.iter().map(|row| (row.line, &row.cells))));
            }
            prop_assert_eq!(drain(&mut tiny), read);
        }
    }

    #[test]
    fn without_quotes_fields_are_what_splitting_gives(
        lines in vec("[ab\"¤♥;å\u{a3}]{0,12}", 0..12),
        delimiter in prop::sample::select(vec![';', '¤', '♥', '"']),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        block in 1_usize..20,
    ) {
        let form = Form {
            header: headless(&["k"], 1),
            is_quoted: false,
            delimiter: Some(delimiter),
            ..Form::default()
        };
        let text = format!("x{line_end}{}", lines.join(line_end));
        let options = Options { form, ..Options::default() };
        let sizes = Sizes { head: 10, block, ..Sizes::USUAL };
        let rows = drain(&mut open_in(text.as_bytes(), &options, sizes).unwrap()).0;
        let split: Vec<(u64, Vec<&str>)> = std::iter::once("x")
            .chain(lines.iter().map(String::as_str))
            .zip(1..)
            .map(|(line, number)| (number, line.split(delimiter).collect::<Vec<_>>()))
            .filter(|(_, cells)| !cells.iter().all(|cell| cell.trim().is_empty()))
            .collect();
        prop_assert_eq!(rows.len(), split.len());
        for (row, (line, cells)) in rows.iter().zip(split) {
            prop_assert_eq!(row.line, line);
            prop_assert_eq!(&row.cells, &cells);
        }
    }
}
