//! Whole JSON files, read: the shapes that exports have, and documents that mean harm.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The cells of every row; rows are numbered from 1.
fn rows(file: impl AsRef<[u8]>, records: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let grid = json(file.as_ref(), records, &strings(columns)).unwrap();
    assert_eq!((grid.header(), grid.header_line()), (&strings(columns)[..], 0));
    let cell = |row, column| String::from_utf8(grid.cell(row, column).unwrap().to_vec()).unwrap();
    let rows = 0..grid.len();
    assert!(rows.clone().all(|row| grid.line(row) == row as u64 + 1));
    rows.map(|row| (0..columns.len()).map(|column| cell(row, column)).collect()).collect()
}

/// The error of a file, with its line in front.
fn told(file: impl AsRef<[u8]>, records: &str) -> String {
    let error = json(file.as_ref(), records, &strings(&["id"])).unwrap_err();
    error.line().map_or(error.to_string(), |line| format!("{line}: {error}"))
}

#[test]
fn records_are_found_in_every_shape_of_a_file() {
    for (file, records) in [
        (r#"[{"id":1},{"id":2}]"#, ""),
        ("{\"id\":1}\n{\"id\":2}\n", ""),
        ("\n {\"id\":1}{\"id\":2} \r\n\r\n", ""),
        ("[{\"id\":1}]\n[]\n[{\"id\":2}]", ""),
        (r#"{"next":"x","data":[{"id":1},{"id":2}],"n":{"data":[{"id":3}]}}"#, "data"),
        (r#"{"data":[{"id":1}],"next":2}{"data":null}{"data":[{"id":2}]}"#, "data"),
        (r#"[{"data":[{"id":1}]},{"data":[{"id":2}]}]"#, "data"),
        (r#"{"a":{"b":[{"id":1},{"id":2}]}}"#, "a.b"),
        (r#"{"a":[{"b":[{"id":1}]},{"c":0},{"b":{"id":2}}]}"#, "a.b"),
    ] {
        assert_eq!(rows(file, records, &["id"]), [["1"], ["2"]], "{file}");
    }
    assert_eq!(rows(r#"{"data":[]}"#, "data", &["id"]), [[""; 1]; 0]);
}

#[test]
fn a_path_leads_to_a_text_and_a_list_is_joined() {
    let file = r#"[{"id":"a ;b","n":-7,"big":18446744073709551615,"f":1718000000.25,"yes":true,
        "no":false,"null":null,"user":{"name":"Ann","a.b":"dotted"},"user.mail":"literal",
        "to":[{"x":"1"},{"x":""},{"y":0},{"x":["2",3]}],"tags":["a","",null,{"k":1},"b"],
        "pairs":[["p","q"],["r"]],"text":"rad 1\nrad 2 å"}]"#;
    for (path, cell) in [
        ("id", "a ;b"),
        ("n", "-7"),
        ("big", "18446744073709551615"),
        ("f", "1718000000.25"),
        ("yes", "true"),
        ("no", "false"),
        ("null", ""),
        ("null.x", ""),
        ("none", ""),
        ("user", ""),
        ("user.name", "Ann"),
        ("user.a.b", "dotted"),
        ("user.mail", "literal"),
        ("user.name.x", ""),
        ("to.0.x", "1"),
        ("to.9.x", ""),
        ("to.x", "1;2;3"),
        ("to", ""),
        ("tags", "a;b"),
        ("tags.4", "b"),
        ("pairs.0", "p;q"),
        ("pairs.1.0", "r"),
        ("text", "rad 1\nrad 2 å"),
        ("", ""),
        (".", ""),
        ("..", ""),
    ] {
        assert_eq!(rows(file, "", &[path]), [[cell]], "{path}");
    }
    let odd = r#"["x", 1, null, [{"id":2}]]"#;
    assert_eq!(rows(odd, "", &["id"]), [[""], [""], [""], ["2"]], "every member is a row");
}

#[test]
fn every_encoding_of_json_reads_the_same() {
    let text = "[{\"id\":\"åäö\"}]";
    let marked = format!("\u{feff}{text}");
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let big = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    for file in [
        text.as_bytes().to_vec(),
        marked.as_bytes().to_vec(),
        wide(text),
        wide(&marked),
        big(text),
        big(&marked),
    ] {
        assert_eq!(rows(&file, "", &["id"]), [["åäö"]]);
        assert_eq!(first_record_keys(&file, ""), ["id"]);
        assert_eq!(first_record_keys(&file[..file.len() - 1], ""), ["id"]);
    }
}

#[test]
fn broken_files_are_told_with_their_line() {
    for (file, records, message) in [
        (
            &b"{\"data\": [\n{\"id\": 1},\n{\"id\": 2"[..],
            "data",
            "3: the JSON is broken: EOF while",
        ),
        (b"{\"id\":1}\n{\"id\":2}\n{\"id\":}\n", "", "3: the JSON is broken: expected value"),
        (b"{\"id\":1}\r\n{\"id\":2,}", "", "2: the JSON is broken: trailing comma"),
        (b"[{\"id\":1}],", "", "1: the JSON is broken: expected value"),
        (b"[\n{\"id\":\"a\0\"}]", "", "2: the JSON is broken: control character"),
        (b"[\n{\"id\":\"\xE5\"}]", "", "2: has bytes that are not UTF-8"),
        (b"", "", "1: the JSON is broken: EOF while"),
        (b" \n", "data", "2: the JSON is broken: EOF while"),
        (b"\xEF\xBB\xBF", "", "1: the JSON is broken: EOF while"),
        (b"id;kanal\n", "", "1: the JSON is broken: expected value"),
        (b"\n\"secret\"", "", "2: has no records: it should be"),
        (b"17 true", "", "1: has no records"),
        (
            b"{\"error\":\"secret\"}",
            "data",
            "1: has no records at \"data\": there should be a list",
        ),
        (b"{\"data\":\"secret\"}", "data", "1: has no records at \"data\""),
        (b"{\"data\":[]}\n{\"error\":1}", "data", "2: has no records at \"data\""),
    ] {
        let told = told(file, records);
        assert!(told.starts_with(message), "{file:?}: {told}");
        assert!(!told.contains("secret"), "{told}");
    }
}

#[test]
fn nesting_without_end_is_an_error_and_no_overflow() {
    let depth = 1_000_000;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let whole = format!("{}1{}", open.repeat(depth), close.repeat(depth));
        let cut = format!("[{}", open.repeat(depth));
        for file in [&whole, &cut] {
            assert!(told(file, "").contains("recursion limit exceeded"), "{open}");
            told(file, "b");
            assert!(first_record_keys(file.as_bytes(), "").is_empty());
        }
        // What no path leads to is skipped, however deep it is.
        let beside = format!("{{\"x\":{whole},\"data\":[{{\"id\":1}}]}}");
        assert_eq!(rows(beside, "data", &["id"]), [["1"]]);
    }
}

#[test]
fn keys_are_those_of_the_first_record_alone() {
    let keys = |file: &str, records| first_record_keys(file.as_bytes(), records);
    assert_eq!(keys(r#"[{"b":{"c":1},"a":[{"x":1}]},{"d":0}]"#, ""), ["b", "b.c", "a"]);
    assert_eq!(keys(r#"{"data":[{"id":1},{"id":"cut he"#, "data"), ["id"]);
    assert_eq!(keys("{\"id\":1}\n{\"other\":", ""), ["id"]);
    for (file, records) in [("", ""), ("{\"data\":[]}", "data"), ("[{\"id\":", ""), ("[1]", "")] {
        assert!(keys(file, records).is_empty(), "{file}");
    }
}

proptest! {
    #[test]
    fn no_bytes_and_no_path_make_it_panic(
        pieces in vec(0..PIECES.len(), 0..24),
        bytes in vec(any::<u8>(), 0..4),
        path in "[a.0]{0,5}",
    ) {
        let mut file: Vec<u8> = pieces.iter().flat_map(|&piece| PIECES[piece].bytes()).collect();
        file.extend(bytes);
        for records in ["", &path] {
            first_record_keys(&file, records);
            if let Ok(grid) = json(&file, records, std::slice::from_ref(&path)) {
                prop_assert!((0..grid.len()).all(|row| grid.width(row) == 1));
            }
        }
    }
}

const PIECES: [&str; 15] = [
    "{",
    "}",
    "[",
    "]",
    "\"a\":",
    "\"0\":",
    "1",
    "-1e999",
    "\"\\ud83d\"",
    "\"å\"",
    "null",
    ",",
    "\n",
    "true",
    " ",
];

#[test]
fn a_record_has_what_it_belongs_to() {
    let document = br#"{"site": "KS", "cases": [
        {"messages": [{"at": 1}, {"at": 2}], "case": {"no": "KS 2026/7"}},
        {"case": {"no": "KS 2026/8"}, "messages": []},
        {"case": {"no": "KS 2026/9"}, "messages": [{"at": 3}]}
    ]}"#;
    let columns = ["at", "../case.no", "../../site", "../../../x"].map(str::to_owned);
    let grid = json(document, "cases.messages", &columns).unwrap();
    let row = |row| (0..4).map(|at| text(grid.cell(row, at))).collect::<Vec<_>>();
    assert_eq!(grid.len(), 3);
    assert_eq!(row(0), ["1", "KS 2026/7", "KS", ""]);
    assert_eq!(row(1), ["2", "KS 2026/7", "KS", ""]);
    assert_eq!(row(2), ["3", "KS 2026/9", "KS", ""]);
    assert!(json(document, "cases.letters", &columns).is_err());
}

fn text(cell: Option<&[u8]>) -> String {
    String::from_utf8_lossy(cell.unwrap_or_default()).into_owned()
}
