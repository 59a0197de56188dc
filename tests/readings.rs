//! The band: every share under every reading of the rules, held against runs under one reading
//! each.

mod harness;

use std::collections::BTreeMap;

use harness::{HEADER, Svarstid};
use proptest::prelude::*;
use serde_json::Value;

/// Opening hours, and a reading of one's own with a name that no column expects.
const SETTINGS: &str = "[calendar.opening_hours]\nmonday = [\"08:00-16:00\"]\n\
    tuesday = [\"08:00-16:00\"]\nwednesday = [\"08:00-16:00\"]\nthursday = [\"08:00-16:00\"]\n\
    friday = [\"08:00-15:00\"]\n[[reading]]\nname = \"två, dagar\"\n\
    [reading.rules.external]\nwithin = \"2 workdays\"\n";

const READINGS: [&str; 6] =
    ["closing", "same-time", "rolled", "workday-hours", "letter-22", "två, dagar"];

fn printed(log: &str, settings: &str, flags: &[&str]) -> String {
    let run = Svarstid::new().file("svarstid.toml", settings).file("log.csv", log);
    let run = run.args("audit -q log.csv --as-of 2026-08-31");
    let ended = flags.iter().fold(run, |run, flag| run.arg(*flag)).run().code(0);
    String::from_utf8(ended.stdout.clone()).expect("text")
}

/// The rows of a CSV, each cell under its column.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let named = |record: csv::StringRecord| {
        header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| named(record.expect("a record"))).collect()
}

/// A contact received on a day of June 2026 and answered so many hours later.
fn contact() -> impl Strategy<Value = String> {
    let words = (
        prop::sample::select(vec!["phone", "email", "letter", "chat"]),
        prop::sample::select(vec!["external", "internal"]),
        prop::sample::select(vec!["Bygg", "Kultur", "Skola"]),
    );
    let times = (1..=24u32, 0..24u32, prop::option::of(0..150u32), prop::bool::weighted(0.1));
    (words, times).prop_map(|((channel, origin, department), (day, hour, after, is_exempt))| {
        let answered = after.map_or(String::new(), |after| {
            let hours = (day - 1) * 24 + hour + after;
            format!("2026-06-{:02} {:02}:30", hours / 24 + 1, hours % 24)
        });
        let exempt = if is_exempt { "beslut" } else { "" };
        format!(
            "{channel},{origin},{department},2026-06-{day:02} {hour:02}:30,{answered},{exempt}\n"
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn each_column_of_the_band_is_what_a_run_under_that_reading_prints(
        contacts in prop::collection::vec(contact(), 0..40),
    ) {
        let log: String = contacts.iter().enumerate().map(|(id, row)| format!("{id},{row}")).collect();
        let log = format!("{HEADER}{log}");
        let by = ["--format", "csv", "--by", "department,channel"];
        let plain = printed(&log, SETTINGS, &by);
        let band = rows(&printed(&log, SETTINGS, &[&by[..], &["--readings"]].concat()));
        let mut runs = vec![rows(&plain)];
        for name in READINGS {
            let under = rows(&printed(&log, SETTINGS, &[&by[..], &["--reading", name]].concat()));
            prop_assert_eq!(under.len(), band.len());
            for (one, all) in under.iter().zip(&band) {
                prop_assert_eq!(&one["met_percent"], &all[&format!("met_percent_{name}")], "{}", name);
            }
            runs.push(under);
        }
        for (at, row) in band.iter().enumerate() {
            for (column, cell) in &runs[0][at] {
                prop_assert_eq!(cell, &row[column], "a band changes no other column");
            }
            let shares: Vec<f64> =
                runs.iter().filter_map(|run| run[at]["met_percent"].parse().ok()).collect();
            let [low, high] = ["met_percent_min", "met_percent_max"].map(|id| row[id].parse::<f64>().ok());
            prop_assert_eq!(low, shares.iter().copied().reduce(f64::min));
            prop_assert_eq!(high, shares.iter().copied().reduce(f64::max));
            if let Ok(own) = row["met_percent"].parse::<f64>() {
                prop_assert!(low.unwrap() <= own && own <= high.unwrap());
            }
        }
    }

    #[test]
    fn the_band_is_one_figure_where_no_reading_changes_an_outcome(
        contacts in prop::collection::vec(contact(), 1..12),
    ) {
        let log: String = contacts.iter().enumerate().map(|(id, row)| format!("{id},{row}")).collect();
        let json = printed(&format!("{HEADER}{log}"), SETTINGS, &["--format", "json", "--readings"]);
        let json: Value = serde_json::from_str(&json).unwrap();
        let readings = json["readings"].as_array().unwrap();
        prop_assert_eq!(readings.len(), 1 + READINGS.len());
        prop_assert_eq!(&readings[0]["met_percent"], &json["total"]["met_percent"]);
        for reading in &readings[1..] {
            let name = reading["reading"].as_str().unwrap();
            let column = format!("met_percent_{name}");
            prop_assert_eq!(&reading["met_percent"], &json["total"][&column]);
            if reading["changed"] == 0 {
                for group in json["groups"].as_array().unwrap() {
                    prop_assert_eq!(&group["met_percent"], &group[&column], "{}", name);
                }
            }
        }
        if readings.iter().all(|reading| reading["changed"] == 0) {
            let total = &json["total"];
            prop_assert_eq!(&total["met_percent_min"], &total["met_percent_max"]);
            prop_assert_eq!(&total["met_percent"], &total["met_percent_max"]);
        }
    }
}

/// A Monday's e-mail answered the same hour: no reading can make it late.
const PLAIN: &str = ",email,external,Bygg,2026-06-01 09:00,2026-06-01 09:30,\n";

/// A Friday's internal message answered on Monday: late, but in time if hours run on workdays.
const FRIDAY: &str = ",email,internal,Bygg,2026-05-29 09:00,2026-06-01 09:30,\n";

/// The same, answered three weeks later: no reading can make it be in time.
const LATE: &str = ",email,external,Bygg,2026-06-01 09:00,2026-06-22 09:30,\n";

#[test]
fn the_sentence_says_how_much_is_interpretation() {
    for (contacts, sv, en) in [
        (
            PLAIN.to_owned(),
            "Andelen i tid är 100,0 % hur reglerna än tolkas.",
            "The share met is 100.0 % however the rules are read.",
        ),
        (
            format!("{PLAIN}{FRIDAY}"),
            "Andelen i tid är 50,0 %, och från 50,0 till 100,0 % beroende på hur reglerna tolkas.",
            "The share met is 50.0 %, and from 50.0 to 100.0 % depending on how the rules are read.",
        ),
        (
            PLAIN.repeat(5000) + &LATE.repeat(5000) + FRIDAY,
            "Andelen i tid är, avrundad till en decimal, 50,0 % hur reglerna än tolkas.",
            "Rounded to one decimal, the share met is 50.0 % however the rules are read.",
        ),
        (
            String::new(),
            "Ingen kontakt är bedömd, så ingen tolkning ger någon andel.",
            "No contact is judged, so no reading gives a share.",
        ),
    ] {
        for (lang, sentence) in [("sv", sv), ("en", en)] {
            let log = format!("{HEADER}{contacts}");
            let ended = Svarstid::new()
                .file("log.csv", log)
                .env("COLUMNS", "200")
                .args("audit -q log.csv --readings --as-of 2026-08-31 --lang")
                .arg(lang)
                .run()
                .code(0);
            ended.prints(sentence);
        }
    }
}

#[test]
fn a_reading_that_cannot_apply_is_said_and_is_no_error() {
    let log = format!("{HEADER}{PLAIN}");
    let json: Value =
        serde_json::from_str(&printed(&log, "", &["--readings", "--format", "json"])).unwrap();
    let closing = &json["readings"][1];
    assert_eq!((&closing["reading"], &closing["applies"]), (&"closing".into(), &false.into()));
    assert_eq!(closing["met_percent"], Value::Null);
    assert_eq!(json["groups"][0]["met_percent_closing"], Value::Null);
    let run = Svarstid::new().file("log.csv", log).env("COLUMNS", "200");
    run.args("audit -q log.csv --readings")
        .run()
        .code(0)
        .prints("Kan inte tillämpas, eftersom inställningarna inte ger några öppettider: closing.");
}

#[test]
fn a_band_beside_another_reading_has_the_rules_as_written_among_its_columns() {
    let log = format!("{HEADER}{PLAIN}{FRIDAY}");
    let flags = ["--readings", "--reading", "workday-hours", "--format", "csv"];
    let row = &rows(&printed(&log, "", &flags))[0];
    assert_eq!(
        (row["met_percent"].as_str(), row["met_percent_default"].as_str()),
        ("100.0", "50.0")
    );
    assert!(!row.contains_key("met_percent_workday-hours"));
    assert_eq!([&row["met_percent_min"], &row["met_percent_max"]], ["50.0", "100.0"]);
}

#[test]
fn no_reading_of_the_settings_may_take_the_name_of_the_rules_as_they_stand() {
    let settings =
        "[[reading]]\nname = \"default\"\n[reading.rules.external]\nwithin = \"2 workdays\"\n";
    Svarstid::audit()
        .file("svarstid.toml", settings)
        .run()
        .code(2)
        .says("2:8: \"default\" names the rules as they stand; give this reading another name");
}
