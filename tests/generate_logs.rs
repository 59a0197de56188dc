//! The log generator keeps its promises: the same bytes for the same arguments, and clean rows.

#[allow(dead_code)] // its main and flags are not used here
#[path = "../examples/generate_logs.rs"]
mod generate_logs;

use clap::Parser;
use generate_logs::{FAULTS, HEADER, Made, Plan, write_log};
use svarstid::fault::Code;

fn log(flags: &str) -> (Vec<u8>, Made) {
    let mut bytes = Vec::new();
    let plan = Plan::parse_from(std::iter::once("generate_logs").chain(flags.split_whitespace()));
    let made = write_log(&plan, &mut bytes).expect("memory takes every byte");
    (bytes, made)
}

/// FNV-1a, so that a change of a single byte on any machine is seen here.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, &byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
    for kind in ["", "--hostile"] {
        let first = log(&format!("--contacts 3000 --seed 7 {kind}"));
        assert_eq!(first, log(&format!("--contacts 3000 --seed 7 {kind}")));
        assert_ne!(first.0, log(&format!("--contacts 3000 --seed 8 {kind}")).0);
    }
}

#[test]
fn the_bytes_are_the_same_on_every_machine() {
    assert_eq!(fingerprint(&log("--contacts 5000").0), 0x84c6_2bbe_5cd1_5554);
    assert_eq!(fingerprint(&log("--contacts 5000 --hostile").0), 0xf8b2_b324_a3a9_cf72);
}

#[test]
fn a_clean_log_has_one_whole_row_a_contact() {
    let (bytes, made) = log("--contacts 5000 --departments 20");
    let text = String::from_utf8(bytes).unwrap();
    let rows: Vec<&str> = text.strip_prefix(HEADER).unwrap().lines().collect();
    assert_eq!(rows.len(), 5000);
    assert_eq!(made, Made { rows: 5000, ..Made::default() });
    let mut unanswered = 0;
    for row in rows {
        let fields: Vec<&str> = row.split(',').collect();
        let [id, channel, origin, department, received, answered] = fields[..] else {
            panic!("six fields: {row}")
        };
        assert_eq!((id.len(), &id[..6]), (13, "K2025-"));
        assert!(["phone", "sms", "email", "letter", "visit", "chat"].contains(&channel));
        assert!(["external", "internal"].contains(&origin));
        assert!(!department.is_empty());
        let received: chrono::DateTime<chrono::FixedOffset> = received.parse().unwrap();
        let zone = svarstid::calendar::Zone::STOCKHOLM;
        for stamp in [received.to_rfc3339(), answered.to_owned()] {
            if let Ok(stamp) = stamp.parse::<chrono::DateTime<chrono::FixedOffset>>() {
                assert!(stamp >= received, "{row}");
                assert_eq!(stamp.offset().local_minus_utc(), zone.offset_s(stamp.into()), "{row}");
            }
        }
        unanswered += u32::from(answered.is_empty());
    }
    assert!((100..200).contains(&unanswered), "about three percent, not {unanswered} of 5000");
}

#[test]
fn a_hostile_log_has_every_fault_and_says_how_many() {
    let (bytes, made) = log("--contacts 20000 --hostile");
    assert_eq!(bytes.iter().filter(|&&byte| byte == b'\n').count() as u64, made.rows + 1);
    assert_eq!(made.rows, 20_000 + made.duplicates);
    for code in FAULTS {
        assert_ne!(made.faults[code as usize], 0, "{code}");
    }
    assert!(made.duplicates > 0 && made.ambiguous > 0 && made.bare_dates > 0);
}

#[test]
fn a_fault_that_a_canonical_row_can_have_is_drawn() {
    // What a profile rejects, and a word of its own map: a canonical log has no profile.
    let missing = Code::ALL.into_iter().filter(|code| !FAULTS.contains(code));
    assert_eq!(missing.collect::<Vec<_>>(), [Code::RejectedByProfile, Code::UnknownWord]);
}

#[test]
fn call_records_are_whole_rows_in_order_and_as_many_as_asked_for() {
    let flags = "--as asterisk --contacts 20000";
    let (bytes, made) = log(flags);
    assert_eq!(log(flags).0, bytes);
    assert_ne!(log(&format!("{flags} --seed 2")).0, bytes);
    assert!((19_000..=21_000).contains(&made.rows), "{}", made.rows);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    let (mut started, mut ends, mut legs) = (0, [0; 3], 0);
    let mut last_id = String::new();
    for row in reader.records() {
        let row = row.unwrap();
        assert_eq!(row.len(), 21);
        let id = row[19].rsplit(['-', '.']).nth(1).unwrap().parse::<i64>().unwrap();
        assert!(id >= started, "{row:?}");
        started = id;
        legs += u32::from(row[19] == last_id);
        last_id = row[19].to_owned();
        let words = ["ANSWERED", "NO ANSWER", "BUSY"];
        ends[words.iter().position(|word| *word == &row[14]).unwrap()] += 1;
        assert!(row[11] >= row[9] && (row[10].is_empty() || row[10] >= row[9]), "{row:?}");
    }
    assert!(ends.iter().all(|count| *count > 400) && legs > 2000, "{ends:?}, {legs} legs");
}

#[test]
fn a_log_of_one_day_or_of_all_years_or_of_nothing_is_written_too() {
    assert_eq!(log("--contacts 0").0, HEADER.as_bytes());
    assert_eq!(log("--contacts 9 --from 2026-03-29 --until 2026-03-29 --hostile").1.rows, 9);
    assert_eq!(log("--contacts 9000 --from 1990-01-01 --until 2099-12-31").1.rows, 9000);
}
