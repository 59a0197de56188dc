//! Relative periods: told from as-of or the clock, and printed by their absolute names.

mod harness;

use chrono::Datelike;
use harness::{HEADER, Svarstid};

/// A contact a month, each answered within an hour.
fn log() -> String {
    let rows = (1..=9).map(|month| {
        format!("A{month},email,external,Kansli,2026-0{month}-02 10:00,2026-0{month}-02 11:00,\n")
    });
    format!("{HEADER}{}", rows.collect::<String>())
}

fn run(command: &str) -> harness::Ended {
    Svarstid::new().file("log.csv", log()).args(command).run()
}

#[test]
fn a_relative_period_gives_the_bytes_of_the_absolute_one() {
    let as_of = "2026-09-05";
    for (word, name, contacts) in [
        ("last-month", "2026-08", 1),
        ("this-month", "2026-09", 1),
        ("last-week", "2026-W35", 0),
        ("last-tertial", "2026-T2", 4),
        ("last-quarter", "2026-Q2", 3),
        ("last-half", "2026-H1", 6),
        ("this-year", "2026", 9),
        ("last-year", "2025", 0),
        ("delår", "2026-delår", 8),
    ] {
        for command in [
            "audit --format json log.csv",
            "audit log.csv",
            "audit --format csv log.csv",
            "contacts --format json log.csv",
            "contacts --format csv log.csv",
        ] {
            let with = |period: &str| {
                let ended = run(&format!("{command} --period {period} --as-of {as_of}")).code(0);
                (ended.text(), ended.stderr.clone())
            };
            assert_eq!(with(word), with(name), "{command} --period {word}");
        }
        for command in ["calendar", "calendar --format csv", "calendar --format ics"] {
            let with = |period: &str| run(&format!("{command} {period} --as-of {as_of}")).code(0);
            assert_eq!(with(word).text(), with(name).text(), "{command} {word}");
        }
        let audit = run(&format!("audit -f json --period {word} --as-of {as_of} log.csv")).json();
        assert_eq!(audit["period"]["asked"], name);
        assert_eq!(audit["account"]["contacts"], contacts, "{word}");
    }
}

#[test]
fn the_day_is_the_local_one_of_as_of() {
    // Midnight has passed in Stockholm, not in Greenwich.
    for (as_of, name) in [
        ("2026-08-31T22:30:00Z", "2026-08"),
        ("2026-08-31T21:30:00Z", "2026-07"),
        ("2026-08-31", "2026-07"),
        ("2026-09-01", "2026-08"),
    ] {
        run(&format!("calendar last-month --as-of {as_of}")).code(0).prints(name);
    }
}

#[test]
fn the_interim_period_ends_where_the_settings_say() {
    Svarstid::new()
        .file("svarstid.toml", "interim_report_ends = \"06-30\"\n")
        .args("calendar delår --as-of 2026-09-05 --format csv")
        .run()
        .code(0)
        .prints("\n2026-06-30,")
        .hides("2026-07-01");
}

#[test]
fn without_as_of_a_relative_period_is_told_from_the_clock() {
    let year = || chrono::Utc::now().with_timezone(&chrono_tz::Europe::Stockholm).year();
    let before = year();
    let printed = run("calendar this-year --format csv").code(0).text();
    // Somebody may run this at midnight on new year's eve.
    let years = [before, year()];
    assert!(years.iter().any(|year| printed.contains(&format!("\n{year}-12-31,"))), "{printed}");
    // The latest stamp of the log is as-of, and does not decide what this year is.
    let audit = run("audit -f json --period last-year log.csv").json();
    let asked = audit["period"]["asked"].as_str().expect("a period").to_owned();
    assert!(years.iter().any(|year| asked == (year - 1).to_string()), "{asked}");
}

#[test]
fn a_word_that_is_no_period_is_refused_with_the_forms_that_are() {
    for word in ["next-month", "last-day", "last", "last-", "lastmonth", "förra-månaden"] {
        run(&format!("audit --period {word} log.csv"))
            .code(2)
            .says("--period")
            .says("2026-delår")
            .says("last-X");
        run(&format!("calendar {word}")).code(2).says(&format!("period \"{word}\"")).says("last-X");
    }
    run("calendar last-year --as-of soon").code(2).says("--as-of \"soon\"");
}
