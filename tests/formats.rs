//! Every format of every report over one small log, side by side, and the same figures in all.
//!
//! The snapshots stand in `tests/snapshots`; `INSTA_UPDATE=always cargo test --test formats`
//! writes them anew after a change that was meant.

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const LOG: &str = "fixtures/formats/log.csv";
const AS_OF: [&str; 2] = ["--as-of", "2026-08-31"];

/// Standard output of the program in a terminal of that width, with nobody's settings.
fn at_width(width: usize, args: &[&str]) -> String {
    let home = TempDir::new().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_svarstid"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("SVARSTID_CONFIG")
        .env_remove("NO_COLOR")
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .env("COLUMNS", width.to_string())
        .args(&args[..1])
        .arg("--no-config")
        .args(&args[1..])
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""), "{args:?}");
    String::from_utf8(output.stdout).expect("text")
}

fn printed(args: &[&str]) -> String {
    at_width(80, args)
}

fn over_log(command: &str, flags: &[&str]) -> String {
    printed(&[&[command], flags, &AS_OF, &[LOG]].concat())
}

/// Compares with `tests/snapshots`, whatever the version of the program and its zones.
macro_rules! assert_printed {
    ($name:expr, $text:expr) => {
        insta::with_settings!({
            filters => vec![
                (r#""version": "[^"]*""#, r#""version": "…""#),
                (r#""tz_database": "[^"]*""#, r#""tz_database": "…""#),
                (r"svarstid \d+\.\d+\.\d+", "svarstid …"),
                (r"tzdb \w+", "tzdb …"),
                (r"SHA-256 [0-9a-f]{64}", "SHA-256 …"),
            ],
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!($name, $text) });
    };
}

#[test]
fn an_audit_in_every_format() {
    const BY: [&str; 2] = ["--by", "month,channel"];
    for lang in ["sv", "en"] {
        for width in [80, 140] {
            let args = [&["audit", "--lang", lang], &BY[..], &AS_OF, &[LOG]].concat();
            assert_printed!(format!("audit-{lang}-{width}.txt"), at_width(width, &args));
        }
    }
    assert_printed!("audit-departments.txt", over_log("audit", &[]));
    assert_printed!("audit.csv", over_log("audit", &["--by", "month,channel", "--format", "csv"]));
    assert_printed!(
        "audit.json",
        over_log("audit", &["--by", "month,channel", "--format", "json"])
    );
    assert_printed!("audit-departments.csv", over_log("audit", &["--format", "csv"]));
}

#[test]
fn an_audit_for_people_in_every_format() {
    for (lang, format, ending) in [
        ("sv", "markdown", "md"),
        ("en", "markdown", "md"),
        ("sv", "csv-excel", "excel.csv"),
        ("sv", "html", "html"),
    ] {
        let flags = ["--lang", lang, "--format", format];
        let text = over_log("audit", &flags).replace("\r\n", "\n");
        // The style is held by tests of its own.
        let text = match text.split_once("<style>") {
            Some((before, rest)) => {
                let (_, after) = rest.split_once("</style>").expect("the end of the style");
                format!("{before}<style>…</style>{after}")
            }
            None => text,
        };
        assert_printed!(format!("audit-{lang}.{ending}"), text);
    }
}

/// The cells of a workbook, a line each, with the type that a spreadsheet sees.
fn cells(bytes: &[u8]) -> String {
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut lines = Vec::new();
    for name in workbook.sheet_names() {
        lines.push(format!("[{name}]"));
        let range = workbook.worksheet_range(&name).expect("a sheet");
        for row in range.rows() {
            let cells = row.iter().map(|cell| match cell {
                Data::Empty => String::new(),
                Data::String(text) => text.clone(),
                Data::Float(number) => format!("#{number}"),
                Data::DateTime(stamp) => format!("@{}", stamp.as_datetime().expect("a moment")),
                other => panic!("{other:?}"),
            });
            lines.push(cells.collect::<Vec<_>>().join(" | ").trim_end().to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn a_workbook_of_every_report() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("report.xlsx");
    let name = path.to_str().expect("a path");
    for command in ["audit", "contacts"] {
        over_log(command, &["-o", name]);
        let bytes = std::fs::read(&path).expect("a workbook");
        assert_printed!(format!("{command}.xlsx"), cells(&bytes));
    }
    printed(&["calendar", "2026-06", "-o", name]);
    assert_printed!("calendar.xlsx", cells(&std::fs::read(&path).expect("a workbook")));
}

#[test]
fn a_list_of_contacts_in_every_format() {
    assert_printed!("contacts.jsonl", over_log("contacts", &["--format", "jsonl"]));
    let excel = over_log("contacts", &["--format", "csv-excel"]).replace("\r\n", "\n");
    assert_printed!("contacts.excel.csv", excel);

    for (name, format) in [("contacts.csv", "csv"), ("contacts.json", "json")] {
        assert_printed!(name, over_log("contacts", &["--format", format]));
    }
    let args = [&["contacts", "--only", "late,overdue"][..], &AS_OF, &[LOG]].concat();
    assert_printed!("contacts.txt", at_width(140, &args));
}

#[test]
fn a_calendar_in_every_format() {
    for lang in ["sv", "en"] {
        let text = printed(&["calendar", "--lang", lang, "2026-06"]);
        assert_printed!(format!("calendar-{lang}.txt"), text);
    }
    for format in ["csv", "json", "ics"] {
        let text = printed(&["calendar", "--format", format, "2026-06"]).replace("\r\n", "\n");
        assert_printed!(format!("calendar.{format}"), text);
    }
}

#[test]
fn an_explanation_in_every_format() {
    let id = ["--id", "F05"];
    for lang in ["sv", "en"] {
        let text = over_log("explain", &[&id[..], &["--lang", lang]].concat());
        assert_printed!(format!("explain-{lang}.txt"), text);
    }
    assert_printed!(
        "explain.json",
        over_log("explain", &[&id[..], &["--format", "json"]].concat())
    );
}

#[test]
fn machine_formats_never_change_with_language() {
    for (command, formats) in [("audit", &["csv", "json"][..]), ("contacts", &["csv", "json"])] {
        for format in formats {
            let of = |lang| over_log(command, &["--format", format, "--lang", lang]);
            assert_eq!(of("sv"), of("en"), "{command} {format}");
        }
    }
    for format in ["csv", "json", "ics"] {
        let of = |lang| printed(&["calendar", "--format", format, "--lang", lang, "2026-W25"]);
        assert_eq!(of("sv"), of("en"), "calendar {format}");
    }
    let of = |lang| over_log("explain", &["--id", "F05", "--format", "json", "--lang", lang]);
    assert_eq!(of("sv"), of("en"), "explain json");
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let records = reader.records().map(|record| record.expect("CSV"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

/// A value of JSON as CSV writes it: shares with one decimal, hours with two.
fn as_csv(name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let number = number.as_f64().expect("a number");
            match name {
                name if name.ends_with("_percent") => format!("{number:.1}"),
                name if name.ends_with("hours") => format!("{number:.2}"),
                _ => format!("{number:.0}"),
            }
        }
        other => panic!("{name}: {other}"),
    }
}

/// The rows of a list of JSON objects, led by the names, which must be the same in all.
fn as_records(list: &Value) -> Vec<Vec<String>> {
    let objects: Vec<_> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|o| o.as_object().expect("an object"))
        .collect();
    let names: Vec<String> = objects[0].keys().cloned().collect();
    let mut rows = vec![names.clone()];
    for object in objects {
        assert_eq!(object.keys().cloned().collect::<Vec<_>>(), names);
        rows.push(object.iter().map(|(name, value)| as_csv(name, value)).collect());
    }
    rows
}

/// The same rows without the column of that name.
fn without(name: &str, mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let at = rows[0].iter().position(|own| own == name).expect("a column of that name");
    rows.iter_mut().for_each(|row| drop(row.remove(at)));
    rows
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn json_and_csv_have_the_same_rows() {
    for by in ["department", "month,channel", "rule,hour", "week,weekday,origin"] {
        let csv = records(&over_log("audit", &["--by", by, "--format", "csv"]));
        let json = parsed(&over_log("audit", &["--by", by, "--format", "json"]));
        // The columns of CSV are fixed; everybody else is told how many contacts a share is of.
        assert_eq!(without("judged", as_records(&json["groups"])), csv, "{by}");
    }
    let csv = records(&over_log("contacts", &["--format", "csv"]));
    let json = parsed(&over_log("contacts", &["--format", "json"]));
    assert_eq!(as_records(&json["contacts"]), csv);
    let csv = records(&printed(&["calendar", "--format", "csv", "2026-06"]));
    let json = parsed(&printed(&["calendar", "--format", "json", "2026-06"]));
    assert_eq!(as_records(&json["days"]), csv);
}

/// The figures of the first table for people, as CSV writes them: the total row last.
fn figures_for_people(table: &str, lang: &str) -> Vec<Vec<String>> {
    let is_rule = |line: &&str| line.starts_with('─');
    let rows = table.lines().skip_while(|line| !is_rule(line)).filter(|line| !is_rule(line));
    let figure = |cell: &str| match cell {
        "–" => String::new(),
        cell if lang == "sv" => cell.replace('\u{202f}', "").replace(',', "."),
        cell => cell.replace(',', ""),
    };
    rows.take_while(|line| !line.is_empty())
        .map(|line| {
            let cells: Vec<&str> =
                line.split("  ").map(str::trim).filter(|c| !c.is_empty()).collect();
            cells[cells.len() - 12..].iter().map(|cell| figure(cell)).collect()
        })
        .collect()
}

#[test]
fn people_and_machines_are_told_the_same_figures() {
    for by in ["department", "channel", "department,month", "origin,weekday"] {
        let json = parsed(&over_log("audit", &["--by", by, "--format", "json"]));
        let rows = as_records(&json["groups"]);
        let mut expected: Vec<Vec<String>> =
            rows[1..].iter().map(|row| row[row.len() - 12..].to_vec()).collect();
        let total = json["total"].as_object().expect("a total");
        expected.push(total.iter().map(|(name, value)| as_csv(name, value)).collect());
        for lang in ["sv", "en"] {
            let args = [&["audit", "--lang", lang, "--by", by][..], &AS_OF, &[LOG]].concat();
            let told = figures_for_people(&at_width(1000, &args), lang);
            assert_eq!(told, expected, "{by} {lang}");
        }
    }
}

#[test]
fn the_parts_of_every_row_add_up() {
    for by in ["department", "channel", "origin", "rule", "month", "hour"] {
        let csv = records(&over_log("audit", &["--by", by, "--format", "csv"]));
        let json = parsed(&over_log("audit", &["--by", by, "--format", "json"]));
        let mut sums = [0_u64; 7];
        for row in &csv[1..] {
            let counts: Vec<u64> = row[1..8].iter().map(|c| c.parse().expect("a count")).collect();
            assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "{by} {}", row[0]);
            sums.iter_mut().zip(&counts).for_each(|(sum, count)| *sum += count);
        }
        for (name, sum) in csv[0][1..8].iter().zip(sums) {
            assert_eq!(json["total"][name], sum, "{by}: {name}");
        }
        assert_eq!(json["account"]["contacts"], sums[0], "{by}");
    }
}

#[test]
fn json_has_its_schema_first_its_keys_in_order_and_numbers_as_numbers() {
    let text = over_log("audit", &["--format", "json"]);
    assert!(text.starts_with("{\n  \"schema\": \"svarstid.audit/1\",\n"), "{text}");
    let json = parsed(&text);
    let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "schema",
            "tool",
            "guideline",
            "reading",
            "period",
            "as_of",
            "time_zone",
            "inputs",
            "settings",
            "calendar",
            "request",
            "account",
            "groups",
            "total",
            "channels",
            "exemptions",
            "faults"
        ]
    );
    let account: Vec<&String> = json["account"].as_object().expect("an object").keys().collect();
    assert_eq!(
        account,
        ["rows_read", "contacts", "outside_period", "after_as_of", "duplicates", "rejected"]
    );
    for (name, value) in json["total"].as_object().expect("an object") {
        assert!(value.is_number() || value.is_null(), "{name}: {value}");
    }
    for (command, schema) in [("contacts", "svarstid.contacts/1"), ("audit", "svarstid.audit/1")] {
        assert_eq!(parsed(&over_log(command, &["--format", "json"]))["schema"], schema);
    }
    assert_eq!(over_log("audit", &["--format", "json"]), text, "the same input, the same bytes");
}

#[test]
fn every_dimension_is_sorted_by_its_own_order() {
    for (by, order) in [
        (
            "department",
            "Arkivet|Bygg, miljö och \"plan\"|Zonkontoret|Åkontoret|Ängskontoret|\
             Överförmyndarnämndens kansli|(ej angiven)",
        ),
        ("channel", "phone|sms|email|letter|visit|chat|web|social"),
        ("origin", "external|internal"),
        ("rule", "external|internal"),
        ("year", "2025|2026"),
        ("tertial", "2025-T3|2026-T1|2026-T2"),
        ("quarter", "2025-Q4|2026-Q1|2026-Q2|2026-Q3"),
        ("month", "2025-12|2026-01|2026-05|2026-06|2026-07|2026-08"),
        (
            "week",
            "2025-W52|2026-W02|2026-W20|2026-W22|2026-W23|2026-W24|2026-W25|2026-W27|2026-W32|\
             2026-W35|2026-W36",
        ),
        ("weekday", "monday|tuesday|wednesday|thursday|friday|saturday"),
        ("hour", "08|09|11|12|13|15|16|19|22"),
    ] {
        let csv = records(&over_log("audit", &["--by", by, "--format", "csv"]));
        assert_eq!(csv[0][0], by);
        let keys: Vec<&str> =
            csv[1..].iter().map(|row| row[0].as_str()).filter(|key| !key.is_empty()).collect();
        assert_eq!(keys.join("|"), order, "{by}");
    }
}
