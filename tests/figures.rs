//! Every format prints the same figures: random reports are written in each, read back by
//! another program's parser, and compared cell by cell.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use svarstid::calendar::{Day, Wall};
use svarstid::fault::FaultCounts;
use svarstid::policy::Guideline;
use svarstid::render::{Format, Style, printable, render, without_formula};
use svarstid::report::{
    Cell, Chart, ChartKind, Column, Fact, InputRecord, Kind, Lang, Provenance, Report, Rows,
    Section, StratsysNames, Table, hours_hundredths, percent_tenths, stratsys_report,
};
use svarstid::tally::Account;

const IDS: [&str; 6] = ["name", "contacts", "met_percent", "p50_hours", "received", "note"];

/// A table of the report, as it was made.
#[derive(Clone, Debug)]
struct Made {
    title: String,
    titles: Vec<String>,
    rows: Vec<Vec<Cell>>,
    total: Option<Vec<Cell>>,
    chart: Option<ChartKind>,
}

/// The number that every format prints of a cell, with a point; none for what is no number or
/// has no value.
fn number(cell: &Cell) -> Option<String> {
    let decimals = |digits: i64, places: usize| {
        let scale = 10_i64.pow(places as u32);
        format!("{}.{:0places$}", digits / scale, digits % scale)
    };
    match cell {
        Cell::Count(count) => Some(count.to_string()),
        Cell::Share { part, whole } => {
            percent_tenths(*part, *whole).map(|tenths| decimals(i64::from(tenths), 1))
        }
        Cell::Percent(tenths) => Some(decimals(i64::from(*tenths), 1)),
        Cell::Span(seconds) => Some(decimals(hours_hundredths(*seconds), 2)),
        _ => None,
    }
}

fn is_number(cell: &Cell) -> bool {
    matches!(cell, Cell::Count(_) | Cell::Share { .. } | Cell::Percent(_) | Cell::Span(_))
}

/// What people read of a cell that is no number.
fn words(cell: &Cell, lang: Lang) -> String {
    match cell {
        Cell::Text(text) => printable(text),
        Cell::Term { label, .. } => printable(label),
        Cell::Day(day) => day.to_string(),
        Cell::Stamp(wall, _) => wall.to_string(),
        Cell::Flag(flag) => match (lang, flag) {
            (Lang::Swedish, true) => "ja".to_owned(),
            (Lang::Swedish, false) => "nej".to_owned(),
            (Lang::English, true) => "yes".to_owned(),
            (Lang::English, false) => "no".to_owned(),
        },
        Cell::Suppressed => "..".to_owned(),
        _ => "–".to_owned(),
    }
}

/// Whether people read in `told` what `cell` holds.
fn is_told(told: &str, cell: &Cell, lang: Lang) -> bool {
    match number(cell) {
        Some(number) => {
            let plain = match lang {
                Lang::Swedish => told.replace('\u{202f}', "").replace(',', "."),
                Lang::English => told.replace(',', ""),
            };
            plain == number
        }
        None => told == words(cell, lang),
    }
}

fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "=1+1",
        "+46 70",
        "-2",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "a|b",
        "a;b",
        "a,b",
        "\"quoted\"",
        "'",
        "line\nbreak",
        "tab\there",
        "\r",
        "\u{0}",
        "\u{1b}[31m",
        "\u{202e}x",
        "{{ 7*7 }}",
        "{% x %}",
        "<!--",
        "]]>",
        "&amp;",
        "**b**",
        "[l](http://example.se)",
        "`",
        "# h",
        "1. x",
        "_x0041_",
        "\u{fffe}",
        "",
        " ",
        "–",
        "..",
        "Ålö",
        "日本",
        "007",
        "1e5",
        "\\",
        "\\|",
        "|",
        "~~s~~",
        "~",
        "\u{feff}",
        "<https://example.se>",
        "2026-03",
        "1,5",
    ]);
    prop_oneof![
        3 => hostile.prop_map(str::to_owned),
        2 => "[A-ZÅÄÖa-zåäö ]{1,20}",
        1 => any::<String>(),
        1 => ".{0,30}\\PC{0,10}",
    ]
}

fn day() -> impl Strategy<Value = Day> {
    (1990_i32..2100, 1_u32..13, 1_u32..29)
        .prop_filter_map("a day", |(year, month, day)| Day::from_ymd(year, month, day))
}

fn value() -> impl Strategy<Value = Cell> {
    prop_oneof![
        (0_u64..1_000_000_000_000).prop_map(Cell::Count),
        (0_u64..2000, 0_u64..2000).prop_map(|(a, b)| Cell::Share { part: a.min(b), whole: b }),
        (0_u16..=1000).prop_map(Cell::Percent),
        (0_i64..10_000_000_000).prop_map(Cell::Span),
        Just(Cell::Suppressed),
        Just(Cell::Absent),
    ]
}

fn moment() -> impl Strategy<Value = Cell> {
    prop_oneof![
        day().prop_map(Cell::Day),
        (day(), 0_u32..24, 0_u32..60, 0_u32..60).prop_filter_map("a time", |(day, h, m, s)| {
            Wall::new(day, h, m, s).map(|wall| Cell::Stamp(wall, 3600))
        }),
        any::<bool>().prop_map(Cell::Flag),
        Just(Cell::Absent),
    ]
}

fn row() -> impl Strategy<Value = Vec<Cell>> {
    (text(), value(), value(), value(), moment(), text())
        .prop_map(|(name, a, b, c, at, note)| vec![Cell::Text(name), a, b, c, at, Cell::Text(note)])
}

fn made() -> impl Strategy<Value = Made> {
    let kind = prop::option::of(prop::sample::select(vec![
        ChartKind::Bars,
        ChartKind::Trend,
        ChartKind::HeatMap,
    ]));
    let rows = prop::collection::vec(row(), 1..6);
    let titles = prop::collection::vec(text(), IDS.len());
    (text(), titles, rows, prop::option::of(row()), kind)
        .prop_map(|(title, titles, rows, total, chart)| Made { title, titles, rows, total, chart })
}

fn table(id: &'static str, made: &Made) -> Table<'static> {
    let columns = IDS.iter().zip(&made.titles).enumerate().map(|(at, (id, title))| match at {
        1..=3 => Column::numbers(*id, title.as_str()),
        _ => Column::words(*id, title.as_str()),
    });
    Table {
        id,
        title: made.title.clone(),
        columns: columns.collect(),
        key_columns: 1,
        rows: Rows::Kept(made.rows.clone()),
        total: made.total.clone(),
        is_optional: false,
        lead: vec![made.title.clone()],
        chart: made.chart.map(|kind| Chart {
            kind,
            title: made.title.clone(),
            description: made.title.clone(),
            labels: 0,
            values: vec![1, 2, 3],
            in_terminal: true,
        }),
    }
}

fn report(made: &[Made], lang: Lang) -> Report<'static> {
    let ids = ["groups", "channels"];
    let said = made[0].title.clone();
    let first = Day::from_ymd(2026, 1, 1).expect("a day");
    let last = Day::from_ymd(2026, 8, 31).expect("a day");
    Report {
        schema: "svarstid.test/1",
        lang,
        title: said.clone(),
        lead: vec![said.clone()],
        facts: vec![Fact { label: said.clone(), value: said.clone() }],
        tables: ids.iter().zip(made).map(|(id, made)| table(id, made)).collect(),
        sections: vec![
            Section::prose(said.clone(), vec![said.clone()]),
            Section { is_verbatim: true, ..Section::prose("v", vec![said.clone()]) },
        ],
        provenance: Some(Provenance {
            guideline: Guideline::nykvarn(),
            reading: None,
            period: Some(("2026-delår".to_owned(), first, last)),
            as_of: None,
            time_zone: "Europe/Stockholm",
            inputs: vec![InputRecord { name: said, sha256: None, rows: 3 }],
            sealed: None,
            states: Vec::new(),
            board: None,
            min_n: None,
            account: Account::default(),
            faults: FaultCounts::default(),
        }),
    }
}

fn written(report: &Report<'_>, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    render(report, format, Style::default(), &mut out).expect("written");
    out
}

fn utf8(report: &Report<'_>, format: Format) -> String {
    String::from_utf8(written(report, format)).expect("text")
}

/// The text of a machine format that is not JSON.
fn machine(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => without_formula(text.clone()),
        Cell::Stamp(wall, offset_s) => wall.rfc3339(*offset_s),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Day(day) => day.to_string(),
        cell => number(cell).unwrap_or_default(),
    }
}

fn check_csv(report: &Report<'_>, made: &Made) {
    let text = written(report, Format::Csv);
    let mut reader = csv::Reader::from_reader(text.as_slice());
    assert_eq!(reader.headers().expect("a header"), IDS.as_slice());
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
    assert_eq!(records.len(), made.rows.len());
    for (record, row) in records.iter().zip(&made.rows) {
        let told: Vec<&str> = record.iter().collect();
        assert_eq!(told, row.iter().map(machine).collect::<Vec<_>>());
    }
}

fn check_csv_excel(report: &Report<'_>, made: &Made) {
    let text = utf8(report, Format::CsvExcel);
    let text = text.strip_prefix('\u{feff}').expect("a mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
    assert_eq!(records.len(), made.rows.len());
    for (record, row) in records.iter().zip(&made.rows) {
        for (told, cell) in record.iter().zip(row) {
            let expected = match cell {
                Cell::Text(text) => without_formula(text.clone()),
                cell if is_number(cell) => number(cell).unwrap_or_default().replace('.', ","),
                Cell::Absent => String::new(),
                cell => words(cell, report.lang),
            };
            assert_eq!(told, expected);
        }
    }
}

fn check_object(object: &Value, row: &[Cell]) {
    let object = object.as_object().expect("an object");
    assert_eq!(object.keys().collect::<Vec<_>>(), IDS);
    for (told, cell) in object.values().zip(row) {
        match cell {
            Cell::Text(text) => assert_eq!(told, text),
            Cell::Flag(flag) => assert_eq!(told, flag),
            Cell::Day(_) | Cell::Stamp(..) => assert_eq!(told, &machine(cell)),
            cell => match number(cell) {
                // The text of the number itself: no digit more, none less.
                Some(number) => {
                    let told = told.to_string();
                    assert_eq!(told.parse::<f64>(), number.parse::<f64>(), "{told} {number}");
                    assert!(told.len() <= number.len(), "{told} {number}");
                }
                None => assert!(told.is_null(), "{told}"),
            },
        }
    }
}

fn check_json(report: &Report<'_>, made: &Made) {
    let json: Value = serde_json::from_slice(&written(report, Format::Json)).expect("JSON");
    let groups = json["groups"].as_array().expect("a list");
    assert_eq!(groups.len(), made.rows.len());
    groups.iter().zip(&made.rows).for_each(|(object, row)| check_object(object, row));
    let lines = utf8(report, Format::Jsonl);
    assert_eq!(lines.lines().count(), made.rows.len());
    for (line, row) in lines.lines().zip(&made.rows) {
        check_object(&serde_json::from_str(line).expect("JSON"), row);
    }
}

fn check_xlsx(report: &Report<'_>, made: &[Made]) {
    let bytes = written(report, Format::Xlsx);
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let names = workbook.sheet_names();
    assert_eq!(names.len(), made.len() + 1, "{names:?}");
    for (name, made) in names[1..].iter().zip(made) {
        let range = workbook.worksheet_range(name).expect("a sheet");
        for (at, row) in (1_u32..).zip(made.rows.iter().chain(&made.total)) {
            for (column, cell) in (0_u32..).zip(row) {
                let told = range.get_value((at, column)).cloned().unwrap_or(Data::Empty);
                check_data(&told, cell, report.lang);
            }
        }
    }
}

fn check_data(told: &Data, cell: &Cell, lang: Lang) {
    let moment = || match told {
        Data::DateTime(stamp) => stamp.as_datetime().expect("a moment").to_string(),
        other => panic!("{other:?} is no date"),
    };
    match cell {
        Cell::Day(day) => assert_eq!(moment(), format!("{day} 00:00:00")),
        Cell::Stamp(wall, _) => assert_eq!(moment(), wall.to_string()),
        Cell::Absent => assert_eq!(told, &Data::Empty),
        cell if is_number(cell) => match number(cell) {
            Some(number) => assert_eq!(told, &Data::Float(number.parse().expect("a number"))),
            None => assert_eq!(told, &Data::Empty),
        },
        cell => {
            let words = words(cell, lang).replace(['\u{fffe}', '\u{ffff}'], "\u{b7}");
            match told {
                Data::Empty => assert_eq!(words, ""),
                told => assert_eq!(told, &Data::String(words)),
            }
        }
    }
}

fn check_html(report: &Report<'_>, made: &[Made]) {
    let page = Html::parse_document(&utf8(report, Format::Html));
    let of = |css: &str| Selector::parse(css).expect("a selector");
    for alien in ["script", "img", "iframe", "link", "body b", "main a", "[onerror]", "[src]"] {
        assert_eq!(page.select(&of(alien)).count(), 0, "{alien}");
    }
    let own_text = |element: ElementRef<'_>| element.text().collect::<String>();
    let tables: Vec<ElementRef<'_>> = page.select(&of("section > .scroll > table")).collect();
    for (table, made) in tables.iter().zip(made) {
        let rows: Vec<ElementRef<'_>> = table.select(&of("tbody tr, tfoot tr")).collect();
        assert_eq!(rows.len(), made.rows.len() + usize::from(made.total.is_some()));
        for (told, row) in rows.iter().zip(made.rows.iter().chain(&made.total)) {
            let cells: Vec<String> = told.select(&of("th, td")).map(own_text).collect();
            assert_eq!(cells.len(), row.len());
            for (told, cell) in cells.iter().zip(row) {
                assert!(is_told(told, cell, report.lang), "{told:?} is not {cell:?}");
            }
        }
        assert_eq!(table.select(&of("caption")).count(), 1);
        assert_eq!(table.select(&of("thead th[scope=col]")).count(), IDS.len());
    }
    for chart in page.select(&of("svg[role=img]")) {
        let named = chart.value().attr("aria-labelledby").expect("a name");
        for id in named.split(' ') {
            assert_eq!(page.select(&of(&format!("#{id}"))).count(), 1, "{id}");
        }
    }
}

fn check_markdown(report: &Report<'_>, made: &[Made]) {
    let text = utf8(report, Format::Markdown);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut cell: Option<String> = None;
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                tables.last_mut().expect("a table").push(Vec::new());
            }
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::End(TagEnd::TableCell) => {
                let row = tables.last_mut().and_then(|table| table.last_mut()).expect("a row");
                row.extend(cell.take());
            }
            Event::Text(text) => {
                if let Some(cell) = &mut cell {
                    cell.push_str(&text);
                }
            }
            // Nothing in a text is markup.
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Start(
                Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Emphasis
                | Tag::Strikethrough
                | Tag::BlockQuote(_)
                | Tag::HtmlBlock,
            ) => panic!("{event:?} in\n{text}"),
            _ => {}
        }
    }
    for (told, made) in tables.iter().zip(made) {
        let rows: Vec<&Vec<Cell>> = made.rows.iter().chain(&made.total).collect();
        assert_eq!(told.len(), rows.len() + 1, "{text}");
        for (told, row) in told[1..].iter().zip(rows) {
            assert_eq!(told.len(), row.len(), "{text}");
            for (told, cell) in told.iter().zip(row) {
                let told = told.trim_matches([' ', '\t']);
                let trimmed = match cell {
                    Cell::Text(text) => &Cell::Text(printable(text).trim().to_owned()),
                    cell => cell,
                };
                let is_same = is_told(told.trim(), trimmed, report.lang);
                assert!(is_same, "{told:?} is not {cell:?}\n{text}");
            }
        }
    }
}

/// Names that a list can hold.
fn name() -> impl Strategy<Value = String> {
    "[A-ZÅÄÖa-zåäö][A-ZÅÄÖa-zåäö0-9 ;,\"'=+|<>&.-]{0,20}"
}

fn check_stratsys(report: &Report<'_>, made: &Made) {
    let mut names: Vec<String> = made.rows.iter().map(|row| words(&row[0], report.lang)).collect();
    let table = &report.tables[0];
    let numbers = table.columns.iter().filter(|column| column.kind == Kind::Numbers);
    let measures: Vec<String> = numbers.map(|column| column.spelled_title(report.lang)).collect();
    names.extend(measures.iter().cloned());
    names.extend(made.total.iter().map(|row| words(&row[0], report.lang)));
    names.sort();
    names.dedup();
    let list = StratsysNames::parse(&names.join("\n")).expect("a list");
    let text = utf8(&stratsys_report(report, &list).expect("all are listed"), Format::Stratsys);
    let mut lines = text.strip_prefix('\u{feff}').expect("a mark").lines();
    for row in made.rows.iter().chain(&made.total) {
        for (measure, cell) in measures.iter().zip(&row[1..=3]) {
            let Some(number) = number(cell) else { continue };
            let fields: Vec<&str> = lines.next().expect("a line").split('\t').collect();
            let organisation = words(&row[0], report.lang);
            let value = number.replace('.', ",");
            assert_eq!(fields, [&organisation, "2026-08-31", measure, &value]);
        }
    }
    assert_eq!(lines.next(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_format_prints_the_same_figures(
        made in prop::collection::vec(made(), 1..3),
        is_english: bool,
    ) {
        let lang = if is_english { Lang::English } else { Lang::Swedish };
        let report = report(&made, lang);
        check_csv(&report, &made[0]);
        check_csv_excel(&report, &made[0]);
        check_json(&report, &made[0]);
        check_xlsx(&report, &made);
        check_html(&report, &made);
        check_markdown(&report, &made);
        // A terminal is obeyed by nothing that it is shown.
        let told = utf8(&report, Format::Table);
        let is_obeyed = |c: char| c.is_control() && c != '\n';
        prop_assert!(!told.contains(is_obeyed), "{:?}", told);
    }

    #[test]
    fn stratsys_is_given_the_same_figures(
        made in made(),
        names in prop::collection::hash_set(name(), 6),
        titles in prop::collection::vec(name(), IDS.len()),
    ) {
        let mut made = Made { titles, ..made };
        let names = names.into_iter().map(|name| Cell::Text(name.trim_end().to_owned()));
        for (row, name) in made.rows.iter_mut().chain(&mut made.total).zip(names) {
            row[0] = name;
        }
        check_stratsys(&report(std::slice::from_ref(&made), Lang::Swedish), &made);
    }
}
