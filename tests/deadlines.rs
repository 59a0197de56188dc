//! The deadline table: joined with contacts it says what the judge says.

mod harness;

use std::collections::HashMap;
use std::io::Write;
use std::process::Command;

use harness::{Svarstid, repository};
use svarstid::calendar::{Calendar, Day, Instant, Period};
use svarstid::contact::{Channel, Contact, DepartmentId, Moment, Origin};
use svarstid::judge::{Judge, Outcome};
use svarstid::policy::{BuiltInReading, Policy};
use svarstid::render::{Format, Style, render};
use svarstid::report::deadlines_report;
use svarstid::settings::Settings;

/// Rules of every kind, some with dates, and opening hours.
const SETTINGS: &str = r#"
[calendar.opening_hours]
monday = ["08:00-16:30"]
tuesday = ["08:00-12:00", "13:00-16:30"]
wednesday = ["08:00-16:30"]
thursday = ["08:00-16:30"]
friday = ["08:00-15:00"]

[[rule]]
id = "external"
paragraph = "§ 4.1"
channels = ["phone", "sms", "email", "letter"]
origin = "external"
within = "1 workday"
until = "2026-08-31"

[[rule]]
id = "new"
paragraph = "§ 4.1"
channels = ["phone", "email", "letter"]
origin = "external"
within = "2 workdays until same time"
from = "2026-09-01"

[[rule]]
id = "internal"
paragraph = "§ 5"
channels = ["phone", "sms", "email", "letter"]
origin = "internal"
within = "48 hours"

[[rule]]
id = "visits"
paragraph = "§ 9"
channels = ["visit"]
within = "8 hours in opening hours"

[[rule]]
id = "chat"
paragraph = "§ 9"
channels = ["chat"]
within = "1 workday until closing, rolled"
"#;

/// The row of a day, channel and origin, by the names of its columns.
type Table = HashMap<(String, String, String), HashMap<String, String>>;

fn table(text: &str) -> Table {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<HashMap<String, String>>().map(|row| row.expect("a row"));
    rows.map(|row| {
        let key = ["date", "channel", "origin"].map(|name| row[name].clone());
        (key.into(), row)
    })
    .collect()
}

/// A small generator of pseudo-random numbers: splitmix64.
fn draw(state: &mut u64, end: u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) % end
}

/// When a contact is due by the table alone, as the SQL of the example says; `None` where no
/// table by day can tell.
fn joined_due(row: &HashMap<String, String>, received: Moment, calendar: &Calendar) -> Option<i64> {
    let number = |name: &str| row[name].parse::<i64>().expect("a number");
    let received_epoch = received.instant.unix_seconds();
    if received.is_bare_date() {
        return Some(number("bare_due_epoch"));
    }
    match row["kind"].as_str() {
        "moment" => Some(number("due_epoch")),
        "hours" => Some(received_epoch + 3600 * number("hours")),
        "same-time" => {
            let day: chrono::NaiveDate = row["due_date"].parse().expect("a date");
            let second = calendar.table.wall(received.instant).second_of_day;
            let wall = Day::from(day).at(second);
            Some(calendar.table.resolve(wall).earliest().expect("no gap").unix_seconds())
        }
        "contact" => None,
        kind => panic!("an unknown kind: {kind}"),
    }
}

#[test]
fn a_join_by_day_channel_and_origin_gives_the_due_moment_of_the_judge() {
    let own = Settings::parse(SETTINGS, None).expect("settings");
    let calendar = own.calendar();
    let period = Period::parse("2026", (8, 31)).expect("a period");
    let mut readings: Vec<Option<&str>> = vec![None];
    readings.extend(BuiltInReading::ALL.iter().map(|reading| Some(reading.name())));
    for (settings, reading) in [&own.policy, &Policy::guideline()]
        .iter()
        .flat_map(|p| readings.iter().map(move |r| (*p, r)))
    {
        let policy = match reading {
            Some(name) => settings.under(name, &own.working).expect("a reading"),
            None => settings.clone(),
        };
        let mut printed = Vec::new();
        let report = deadlines_report(&period, &policy, *reading, &calendar);
        render(&report, Format::Csv, Style::default(), &mut printed).expect("it is written");
        let table = table(&String::from_utf8(printed).expect("UTF-8"));
        assert_eq!(table.len(), 365 * Channel::ALL.len() * Origin::ALL.len());

        let judge = Judge::new(&policy, &calendar, Instant::from_unix_seconds(0));
        let first = calendar.table.midnight(period.first());
        let seconds = calendar.table.midnight(period.end()).since_s(first) as u64;
        let (mut state, mut compared, mut untold) = (7, 0, 0);
        for _ in 0..20_000 {
            let at = first.plus_s(draw(&mut state, seconds) as i64);
            let received = match draw(&mut state, 4) {
                0 => Moment::day(calendar.table.midnight(calendar.table.day_of(at))),
                _ => Moment::second(at),
            };
            let channel = Channel::ALL[draw(&mut state, 8) as usize];
            let origin = Origin::ALL[draw(&mut state, 2) as usize];
            let contact = Contact::new(received, None, channel, origin, DepartmentId::UNSTATED);
            let verdict = judge.judge(&contact);
            let day = calendar.table.day_of(at).to_string();
            let row = &table[&(day, channel.id().to_owned(), origin.id().to_owned())];
            let rule = verdict.rule.map_or("", |index| &policy.rules[usize::from(index)].id);
            assert_eq!(row["rule"], rule);
            assert_eq!(verdict.outcome == Outcome::Unregulated, row["kind"].is_empty());
            let Some(due) = verdict.due else { continue };
            match joined_due(row, received, &calendar) {
                Some(joined) => {
                    assert_eq!(joined, due.unix_seconds(), "{contact:?} {row:?} {reading:?}");
                    compared += 1;
                }
                None => untold += 1,
            }
            // The stamps say the same as the seconds, and the dates too.
            for (stamp, epoch, date) in
                [("due", "due_epoch", "due_date"), ("bare_due", "bare_due_epoch", "bare_due_date")]
            {
                if row[stamp].is_empty() {
                    continue;
                }
                let moment = chrono::DateTime::parse_from_rfc3339(&row[stamp]).expect("a stamp");
                assert_eq!(moment.timestamp().to_string(), row[epoch]);
                assert_eq!(row[stamp][..10], row[date]);
            }
        }
        assert!(compared > 5_000, "{compared} compared, {untold} not told, {reading:?}");
    }
}

fn calendar(line: &str) -> Svarstid {
    Svarstid::new().args("calendar").args(line)
}

#[test]
fn the_table_is_the_same_as_what_it_was_on_three_telling_days() {
    let printed = calendar("2026-06-18..2026-06-20 --deadlines --format csv").run().code(0).text();
    let told: Vec<&str> = printed
        .lines()
        .filter(|line| line.contains(",email,") || line.starts_with("date,"))
        .collect();
    assert_eq!(
        told,
        [
            "date,channel,origin,rule,within,reading,kind,hours,due,due_epoch,due_date,bare_due,\
             bare_due_epoch,bare_due_date",
            "2026-06-18,email,external,external,1 workday,,moment,,2026-06-22T23:59:59+02:00,\
             1782165599,2026-06-22,2026-06-22T23:59:59+02:00,1782165599,2026-06-22",
            "2026-06-18,email,internal,internal,48 hours,,hours,48,,,,2026-06-20T23:59:59+02:00,\
             1781992799,2026-06-20",
            "2026-06-19,email,external,external,1 workday,,moment,,2026-06-22T23:59:59+02:00,\
             1782165599,2026-06-22,2026-06-22T23:59:59+02:00,1782165599,2026-06-22",
            "2026-06-19,email,internal,internal,48 hours,,hours,48,,,,2026-06-21T23:59:59+02:00,\
             1782079199,2026-06-21",
            "2026-06-20,email,external,external,1 workday,,moment,,2026-06-22T23:59:59+02:00,\
             1782165599,2026-06-22,2026-06-22T23:59:59+02:00,1782165599,2026-06-22",
            "2026-06-20,email,internal,internal,48 hours,,hours,48,,,,2026-06-22T23:59:59+02:00,\
             1782165599,2026-06-22",
        ]
    );
    // A channel without a rule has its rows too: no row means a day outside the table.
    assert!(printed.contains("\n2026-06-18,chat,external,,,,,,,,,,,\n"), "{printed}");
}

#[test]
fn the_page_about_the_table_names_every_column_and_kind() {
    let page = include_str!("../docs/deadlines.md");
    let printed = calendar("2026-W34 --deadlines --format csv").run().code(0).text();
    let header = printed.lines().next().expect("a header");
    for name in header.split(',').chain(["moment", "hours", "same-time", "contact"]) {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn machine_formats_of_the_table_do_not_change_with_language() {
    for format in ["csv", "json"] {
        let line = format!("2026-06 --deadlines --reading letter-22 --format {format}");
        let swedish = calendar(&line).run().code(0);
        let english = calendar(&line).args("--lang en").run().code(0);
        assert_eq!(swedish.text(), english.text());
    }
    let json = calendar("2026-06 --deadlines --reading letter-22 -f json").run().json();
    assert_eq!(json["schema"], "svarstid.deadlines/1");
    assert_eq!(json["deadlines"].as_array().expect("rows").len(), 30 * 16);
    assert_eq!(json["deadlines"][0]["reading"], "letter-22");
    assert_eq!(json["deadlines"][0]["due_epoch"], 1_780_437_599);
}

#[test]
fn people_see_a_day_a_row_and_a_rule_a_column() {
    calendar("2026-06-18..2026-06-20 --deadlines --reading letter-22")
        .env("COLUMNS", "140")
        .run()
        .code(0)
        .prints("Tolkning  letter-22: externa brev anses inkomna")
        .prints("external (brev): inom 1 arbetsdag")
        .prints("\ntor 2026-06-18  mån 2026-06-22  ")
        .prints("  tor 2026-06-18  ");
    calendar("2026-06-18..2026-06-20 --deadlines --reading workday-hours --lang en")
        .run()
        .code(0)
        .prints("differs by contact");
}

#[test]
fn what_makes_no_table_is_refused_with_the_way_out() {
    calendar("2026 --deadlines --format ics").run().code(2).says("say --format csv");
    calendar("2026 --reading rolled").run().code(2).says("--deadlines");
    calendar("2026 --deadlines --reading fast").run().code(2).says("no reading \"fast\"");
    calendar("2026 --deadlines --reading closing").run().code(2).says("needs opening hours");
}

/// A Python that has DuckDB; `None`, and a note that no test harness swallows, where there is
/// none to be had.
fn python_with_duckdb() -> Option<String> {
    let wanted = std::env::var("SVARSTID_DUCKDB_PYTHON").ok();
    let is_wanted = wanted.is_some();
    let python = wanted.unwrap_or_else(|| "python3".to_owned());
    let tried = Command::new(&python).args(["-c", "import duckdb, zoneinfo"]).output();
    if tried.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    assert!(!is_wanted, "SVARSTID_DUCKDB_PYTHON is set, and {python} has no DuckDB");
    let note = "\nSKIPPED: examples/duckdb/check.py is not run, for python3 has no DuckDB \
                (pip install duckdb)\n";
    std::io::stderr().write_all(note.as_bytes()).expect("a note");
    None
}

#[test]
fn duckdb_counts_what_the_audit_counts() {
    let Some(python) = python_with_duckdb() else { return };
    let output = Command::new(python)
        .arg(repository().join("examples/duckdb/check.py"))
        .args(["--svarstid", env!("CARGO_BIN_EXE_svarstid")])
        .env_remove("SVARSTID_CONFIG")
        .output()
        .expect("Python runs");
    let told = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}\n{said}");
    assert_eq!(told.matches(": the same").count(), 8, "{told}");
    assert!(told.contains("fixtures/demo: 9 departments, 911 contacts, 686 met"), "{told}");
}
