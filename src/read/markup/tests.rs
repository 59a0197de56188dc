//! Whole XML documents, read: the shapes that exports have, and documents that mean harm.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Every row as its line and its cells.
fn rows(document: impl AsRef<[u8]>, records: &[&str], columns: &[&str]) -> Vec<(u64, Vec<String>)> {
    let grid = xml(document.as_ref(), &strings(records), &strings(columns)).unwrap();
    assert_eq!((grid.header(), grid.header_line()), (&strings(columns)[..], 0));
    let cell = |row, column| String::from_utf8(grid.cell(row, column).unwrap().to_vec()).unwrap();
    let cells = |row| (0..columns.len()).map(|column| cell(row, column)).collect();
    (0..grid.len()).map(|row| (grid.line(row), cells(row))).collect()
}

fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
    (line, strings(cells))
}

/// The error of a document, with its line in front.
fn told(document: impl AsRef<[u8]>) -> String {
    let error = xml(document.as_ref(), &strings(&["a/b"]), &strings(&["@c"])).unwrap_err();
    error.line().map_or(error.to_string(), |line| format!("{line}: {error}"))
}

#[test]
fn an_sms_backup_is_rows_of_attributes() {
    let document = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n\
        <?xml-stylesheet type=\"text/xsl\" href=\"sms.xsl\"?>\n<smses count=\"3\">\n  \
        <sms address=\"+46700000001\" date=\"1772434800000\" type=\"1\" body=\"Hej&#10;&#55357;&#56832;\" />\n  \
        <mms date=\"1\"/>\n  <sms address=\" null \" type=\"2\"/>\n</smses>";
    assert_eq!(
        rows(document, &["smses/sms"], &["@type", "@address", "@date"]),
        [row(4, &["1", "+46700000001", "1772434800000"]), row(6, &["2", "null", ""])]
    );
    assert_eq!(
        rows(document, &["smses/sms", "smses/mms", "//sms"], &["name()", "@type"]),
        [row(4, &["sms", "1"]), row(5, &["mms", ""]), row(6, &["sms", "2"])],
        "several paths keep the order of the document, and each record counts once"
    );
    assert_eq!(rows("<smses count='0'/>", &["smses/sms"], &["@type"]), []);
}

/// Synthetic, after the forms of XES 1.0: the value of an event and of its trace is an
/// attribute of an element that is known by its key.
#[test]
fn the_events_of_a_xes_log_inherit_from_their_trace() {
    let document = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <trace>
    <string key="concept:name" value="case-1"/>
    <string key="channel" value="e-mail"/>
    <event>
      <string key="concept:name" value="Confirmation of receipt"/>
      <date key="time:timestamp" value="2026-03-02T08:00:00.000+01:00"/>
    </event>
    <event>
      <string key="concept:name" value="T05"/>
    </event>
  </trace>
  <trace>
    <string key="concept:name" value="case-2"/>
    <event/>
  </trace>
</log>"#;
    let columns = [
        "../string[@key='concept:name']/@value",
        "../string[@key='channel']/@value",
        "string[@key='concept:name']/@value",
        "date[@key='time:timestamp']/@value",
    ];
    assert_eq!(
        rows(document, &["log/trace/event"], &columns),
        [
            row(
                7,
                &["case-1", "e-mail", "Confirmation of receipt", "2026-03-02T08:00:00.000+01:00"]
            ),
            row(11, &["case-1", "e-mail", "T05", ""]),
            row(17, &["case-2", "", "", ""]),
        ]
    );
}

/// Synthetic, after FGS Ärendehantering: a document knows its case by what stands above.
#[test]
fn the_documents_of_a_case_inherit_its_number() {
    let document = r#"<erms xmlns="https://DILCIS.eu/XML/ERMS"><aggregations><aggregation>
<objectId>KS 2026-0007</objectId>
<record><objectId>1</objectId><direction directionDefinition="incoming"/>
  <dates><date dateType="created">2026-03-03T00:00:00</date><date dateType="received">
    2026-03-02T00:00:00 </date></dates></record>
<record><objectId>2</objectId>
  <agents><agent agentType="receiver"><name>A</name></agent>
    <agent agentType="receiver"><name>B &amp; <![CDATA[C]]></name></agent></agents></record>
</aggregation></aggregations></erms>"#;
    let columns = [
        "../objectId",
        "objectId",
        "direction/@directionDefinition",
        "dates/date[@dateType='received']",
        "agents/agent[@agentType='receiver']/name[*]",
    ];
    let expected = [
        row(3, &["KS 2026-0007", "1", "incoming", "2026-03-02T00:00:00", ""]),
        row(6, &["KS 2026-0007", "2", "", "", "A;B & C"]),
    ];
    assert_eq!(rows(document, &["//record"], &columns), expected);
    let long = &["erms/aggregations/aggregation/record"];
    assert_eq!(rows(document.replace('\n', "\r\n"), long, &columns), expected);
}

#[test]
fn every_declared_encoding_reads_the_same() {
    let text =
        |label: &str| format!("<?xml version='1.0' encoding='{label}'?>\n<a>\n<b c='åäö'/></a>");
    let wide =
        |text: String| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let narrow = |text: String| encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    let marked = |text: String| format!("\u{feff}{text}");
    for document in [
        text("UTF-8").into_bytes(),
        marked(text("utf-8")).into_bytes(),
        marked(text("iso-8859-1")).into_bytes(),
        text("utf-16").into_bytes(),
        narrow(text("windows-1252")),
        narrow(text("ISO-8859-1")),
        wide(text("utf-16")),
        wide(marked(text("UTF-16"))),
        marked(text("utf-16")).encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ] {
        assert_eq!(rows(&document, &["a/b"], &["@c"]), [row(3, &["åäö"])], "{document:?}");
    }
}

#[test]
fn broken_documents_are_told_with_their_line() {
    for (document, message) in [
        (&b"<a>\n<b>\n</a>"[..], "3: the XML is broken: expected 'b' tag, not 'a'"),
        (b"<a>\n<b c='1'/>\n", "2: the XML is broken: the root node was opened but never closed"),
        (b"<a>\n<b c='1", "2: the XML is broken: "),
        (b"<a>\n<b c='1'", "2: the XML is broken: "),
        (b"<a>\n<", "2: the XML is broken: "),
        (b"<a>\n<b c='1' c='2'/></a>", "2: the XML is broken: attribute 'c' is already defined"),
        (b"<a>\n&unknown;</a>", "2: the XML is broken: "),
        (b"<a>\n<x:b/></a>", "2: the XML is broken: an unknown namespace prefix 'x'"),
        (b"<a>\n\0</a>", "2: the XML is broken: "),
        (b"<a>\n<b c='\xE5'/></a>", "2: has bytes that are not UTF-8"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "says that its encoding is \"klingon\""),
        (b"", "1: the XML is broken: "),
        (b" \n ", "1: the XML is broken: "),
        (b"id;kanal\n1;2\n", "1: the XML is broken: "),
        (b"<!-- x -->\n<smses/>", "2: has no records at \"a/b\""),
    ] {
        let told = told(document);
        assert!(told.starts_with(message), "{document:?}: {told}");
    }
}

#[test]
fn a_document_type_is_refused_before_it_can_do_harm() {
    let laughs: String = (1..=9)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    for document in [
        format!(
            "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY l0 'lol'>{laughs}]>\n<a><b c='&l9;'/></a>"
        ),
        "\n<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a><b>&f;</b></a>".to_owned(),
        "\n<!DOCTYPE a SYSTEM 'http://example.se/a.dtd'><a/>".to_owned(),
        "\n<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://example.se/p'> %p;]><a/>".to_owned(),
        "\n<!DOCTYPE a><a/>".to_owned(),
    ] {
        let told = told(&document);
        assert!(told.starts_with("2: has a document type declaration"), "{told}");
    }
}

#[test]
fn nesting_without_end_is_an_error_and_no_overflow() {
    let depth = 1_000_000;
    let deep = format!("<a>\n{}{}</a>", "<b>".repeat(depth), "</b>".repeat(depth));
    assert!(told(&deep).starts_with("2: is nested more than 256 levels deep"));
    assert!(told("<a><b>".repeat(depth)).contains("never closed"));
    let brackets = format!("<a>{}</a>", "<![CDATA[".repeat(depth));
    assert!(told(brackets).contains("the XML is broken"));
    let fits = format!("<a>{}{}</a>", "<b>".repeat(255), "</b>".repeat(255));
    assert_eq!(rows(fits, &["//b"], &["name()"]).len(), 255);
}

#[test]
fn more_than_fits_in_memory_is_an_error() {
    let limits = Limits { nodes: 4, equals: 3, depth: 9 };
    let read = |text: &str| read(text.as_bytes(), &strings(&["a"]), &[], limits);
    assert!(read("<a><b c='1'/><d/></a>").is_ok());
    for (text, what) in [("<a><b/><b/><b/></a>", "4 elements"), ("<a b='====' />", "3 attributes")]
    {
        let error = read(text).unwrap_err().to_string();
        assert!(error.starts_with(&format!("has more than {what}")), "{error}");
    }
}

#[test]
fn a_bad_path_is_told_before_the_document_is_read() {
    let error = xml(b"", &strings(&["a/@b"]), &[]).unwrap_err().to_string();
    assert!(error.starts_with("cannot be searched by the path \"a/@b\": a record"), "{error}");
    let error = xml(b"", &strings(&["a"]), &strings(&["b["])).unwrap_err().to_string();
    assert!(error.starts_with("cannot be searched by the path \"b[\""), "{error}");
}

proptest! {
    #[test]
    fn no_bytes_and_no_path_make_it_panic(
        pieces in vec(0..PIECES.len(), 0..24),
        bytes in vec(any::<u8>(), 0..6),
        at in 0..40_usize,
        path in r#"[./@*a\[\]='"()n]{0,12}"#,
    ) {
        let mut document: Vec<u8> =
            pieces.iter().flat_map(|&piece| PIECES[piece].bytes()).collect();
        let at = at.min(document.len());
        document.splice(at..at, bytes);
        root_name(&document);
        let path = if check_path(&path).is_ok() { path } else { ".".to_owned() };
        if let Ok(grid) = xml(&document, &strings(&["//a"]), &[path]) {
            prop_assert!((0..grid.len()).all(|row| grid.width(row) == 1));
        }
    }
}

const PIECES: [&str; 17] = [
    "<a>",
    "</a>",
    "<a/>",
    "<a b='1'",
    ">",
    "&#55357;",
    "&#56832;",
    "&amp",
    ";",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version='1.0' encoding='utf-16'?>",
    "å",
    "\n",
    "<x:a xmlns:x='u'/>",
];
