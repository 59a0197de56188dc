//! The demonstration municipality gives exactly the account and the figures that
//! `fixtures/README.md` lists. They come from an independent program that walks day by day; the
//! tables are read from there, so that the page and the program can only change together.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const FILES: [&str; 6] =
    ["brev", "e-post-2026-05", "e-post-2026-06", "e-post-ovriga", "sms", "telefon"];

/// Standard output of the program over the demonstration logs, with nobody's settings.
fn svarstid(command: &str, flags: &[&str]) -> String {
    let home = TempDir::new().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_svarstid"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("SVARSTID_CONFIG")
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .args([command, "--no-config"])
        .args(flags)
        .args(FILES.map(|file| format!("fixtures/demo/{file}.csv")))
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The cells of the table of `fixtures/README.md` whose header begins with `first`.
fn table_of_the_readme(first: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/README.md");
    let text = fs::read_to_string(path).expect("fixtures/README.md");
    let lines = text.lines().skip_while(|line| !line.starts_with(&format!("| {first} |")));
    let rows = lines.take_while(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim_matches('|').split('|');
        inner.map(|cell| cell.trim().trim_matches('*').to_owned()).collect()
    };
    rows.filter(|line| !line.starts_with("| ---")).map(cells).collect()
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let records = reader.records().map(|record| record.expect("CSV"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_departments_have_the_figures_of_the_independent_program() {
    let mut expected = table_of_the_readme("department");
    let all = expected.pop().expect("a last row");
    assert_eq!(all[0], "all");
    let printed = rows(&svarstid("audit", &["-q", "--format", "csv"]));
    assert_eq!(printed, expected);

    let json: Value =
        serde_json::from_str(&svarstid("audit", &["-q", "--format", "json"])).expect("JSON");
    let total = &json["total"];
    for (name, figure) in expected[0].iter().zip(&all).skip(1) {
        let printed = total[name].as_f64().expect("a number");
        assert_eq!(printed, figure.parse::<f64>().expect("a figure"), "{name}");
    }
}

#[test]
fn the_channels_and_origins_have_the_figures_of_the_independent_program() {
    let mut expected = table_of_the_readme("channel, origin");
    for row in &mut expected {
        let pair: Vec<String> = row.remove(0).split(", ").map(str::to_owned).collect();
        row.splice(0..0, pair);
    }
    assert_eq!(expected.len(), 11);
    let printed = rows(&svarstid("audit", &["-q", "--format", "csv", "--by", "channel,origin"]));
    assert_eq!(printed, expected);
}

#[test]
fn the_account_holds_and_every_rejected_row_is_told() {
    let text = svarstid("audit", &["-q", "--format", "json"]);
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let account = serde_json::json!({
        "rows_read": 931, "contacts": 911, "outside_period": 0, "after_as_of": 0,
        "duplicates": 14, "rejected": 6,
    });
    assert_eq!(json["account"], account);
    let read: Vec<u64> = json["inputs"]
        .as_array()
        .expect("inputs")
        .iter()
        .map(|input| input["rows"].as_u64().expect("a count"))
        .collect();
    assert_eq!(read, [130, 40, 42, 274, 128, 317]);
    let faults = serde_json::json!({
        "unknown-channel": 1, "unknown-origin": 1, "missing-received": 1, "unreadable-stamp": 1,
        "nonexistent-time": 1, "answered-before-received": 1,
    });
    assert_eq!(json["faults"], faults);
    assert_eq!(json["as_of"], "2026-10-30T16:42:00+01:00");
    let reasons: Vec<(&str, u64)> = json["exemptions"]
        .as_array()
        .expect("exemptions")
        .iter()
        .map(|row| (row["reason"].as_str().unwrap_or(""), row["contacts"].as_u64().unwrap_or(0)))
        .collect();
    let expected = [
        ("anonym synpunkt", 6),
        ("avser förtroendevald", 4),
        ("anonym synpunkt; ingen avsändare", 2),
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn the_rejected_rows_stand_where_the_readme_says() {
    let home = TempDir::new().expect("a temporary folder");
    let kept = home.path().join("rejected.csv");
    svarstid("audit", &["-q", "--rejects", kept.to_str().expect("a path of text")]);
    let printed: BTreeSet<[String; 3]> = rows(&fs::read_to_string(&kept).expect("rejected rows"))
        .into_iter()
        .skip(1)
        .map(|row| [format!("{}:{}", row[0], row[1]), row[3].clone(), row[2].clone()])
        .collect();
    let expected: BTreeSet<[String; 3]> = table_of_the_readme("place")
        .into_iter()
        .skip(1)
        .map(|row| {
            let column = row[2].split(':').next().unwrap_or_default();
            [&row[0], &row[1], column].map(|cell: &str| cell.replace('`', ""))
        })
        .collect();
    assert_eq!(expected.len(), 6);
    assert_eq!(printed, expected);
}

#[test]
fn a_stamp_that_came_twice_is_told() {
    let told = svarstid("audit", &["-q", "--lang", "en"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("3 stamps in the hour that the clock shows twice in autumn"), "{told}");
}

/// The row of `contacts` with this id.
fn contact(id: &str) -> Vec<String> {
    let all = rows(&svarstid("contacts", &["-q", "--format", "csv"]));
    let mut found = all.into_iter().filter(|row| row[0] == id);
    let only = found.next().unwrap_or_else(|| panic!("no contact {id}"));
    assert!(found.next().is_none(), "{id} is there twice");
    only
}

/// Line `line` of a log, whose cells hold no quotes.
fn cells_of(file: &str, line: usize) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo").join(file);
    let text = fs::read_to_string(path).expect("a log");
    text.lines().nth(line - 1).expect("the line").split(',').map(str::to_owned).collect()
}

/// The line of May's log that tells of the contact on `line` of June's.
fn told_in_may(line: usize) -> (Vec<String>, Vec<String>) {
    let june = cells_of("e-post-2026-06.csv", line);
    let may = (2..=41)
        .map(|line| cells_of("e-post-2026-05.csv", line))
        .find(|cells| cells[0] == june[0])
        .expect("told in May as well");
    (may, june)
}

#[test]
fn of_a_contact_in_two_exports_the_department_is_the_later_one() {
    let (may, june) = told_in_may(2);
    assert_ne!(may[3], june[3]);
    let merged = contact(&june[0]);
    assert_eq!((merged[3].as_str(), merged[11].as_str()), (june[3].as_str(), "e-post-2026-06.csv"));
}

#[test]
fn of_a_contact_in_two_exports_the_answer_is_the_earliest_one() {
    let (may, june) = told_in_may(3);
    assert!(may[5] < june[5], "May has the first answer: {may:?} {june:?}");
    let merged = contact(&june[0]);
    let local = |utc: &str| {
        let utc = utc.parse::<chrono::DateTime<chrono::Utc>>().expect("UTC");
        // Both files are from the weeks of summer time.
        let ahead = chrono::FixedOffset::east_opt(2 * 3600).expect("an offset");
        utc.with_timezone(&ahead).to_rfc3339()
    };
    assert_eq!(merged[5], local(&may[5]));
}

#[test]
fn an_answer_that_came_between_two_exports_is_found() {
    let unanswered_in_may = (2..=15).map(told_in_may).filter(|(may, _)| may[5].is_empty());
    let answered: Vec<String> = unanswered_in_may
        .filter(|(_, june)| !june[5].is_empty())
        .map(|(_, june)| june[0].clone())
        .collect();
    assert_eq!(answered.len(), 6);
    for id in answered {
        assert_ne!(contact(&id)[5], "", "{id}");
    }
}

#[test]
fn the_mail_of_the_thursday_before_midsummer_is_due_on_monday_night() {
    let text = svarstid("explain", &["--id", "K2026-0042", "--format", "json"]);
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let json = &json[0];
    let contact = &json["contact"][0];
    for (name, value) in [
        ("received", "2026-06-18T15:00:00+02:00"),
        ("answered", "2026-06-22T09:12:44+02:00"),
        ("rule", "external"),
        ("paragraph", "§ 4.1, 5, 6, 7"),
        ("due", "2026-06-22T23:59:59+02:00"),
        ("verdict", "met"),
    ] {
        assert_eq!(contact[name], value, "{name}");
    }
    let days: Vec<(&str, bool, &str)> = json["days"]
        .as_array()
        .expect("days")
        .iter()
        .map(|day| {
            let text = |name: &str| day[name].as_str().unwrap_or("");
            (text("date"), !day["counts_as"].is_null(), text("ground"))
        })
        .collect();
    const EVE: &str = "lag (1930:173) 2 §";
    const HOLIDAY: &str = "lag (1989:253) 1–2 §§";
    let both = format!("{HOLIDAY}; {EVE}");
    assert_eq!(
        days,
        [
            ("2026-06-18", false, ""),
            ("2026-06-19", false, EVE),
            ("2026-06-20", false, both.as_str()),
            ("2026-06-21", false, HOLIDAY),
            ("2026-06-22", true, ""),
        ]
    );
    let row = self::contact("K2026-0042");
    assert_eq!(row[7], "2026-06-22T23:59:59+02:00");
    assert_eq!(row[8], "met");
}

#[test]
fn explain_says_the_same_in_json_whatever_the_language() {
    let json =
        |lang| svarstid("explain", &["--id", "K2026-0042", "--format", "json", "--lang", lang]);
    assert_eq!(json("sv"), json("en"));
}
