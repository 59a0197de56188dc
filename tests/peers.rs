//! The peers of `benches/peers` do the same audit: they print the bytes that svarstid prints.
//!
//! A ratio to a peer means something only then, so the scripts are held to it on small logs here.

mod harness;

#[allow(dead_code)] // its main and flags are not used here
#[path = "../examples/generate_logs.rs"]
mod generate_logs;

use std::io::Write;
use std::path::Path;
use std::process::Command;

use clap::Parser;
use generate_logs::{HEADER, Plan, write_log};
use harness::{Svarstid, repository};

/// A Python that has the peers; `None`, and a note that no test harness swallows, without one.
fn python_with_peers() -> Option<String> {
    let Ok(python) = std::env::var("SVARSTID_PEERS_PYTHON") else {
        let note = "\nSKIPPED: benches/peers are not held against the audit, for \
                    SVARSTID_PEERS_PYTHON names no Python (benches/peers/install makes one: \
                    target/peers/bin/python)\n";
        std::io::stderr().write_all(note.as_bytes()).expect("a note");
        return None;
    };
    Some(python)
}

fn assert_peers_agree(log: &Path, contacts: u64) {
    let Some(python) = python_with_peers() else { return };
    let ours = Svarstid::new().args("audit --no-config -q -f csv").arg(log.to_string_lossy());
    let ours = ours.run().code(0).text();
    let counted = ours.lines().skip(1).filter_map(|row| row.split(',').nth(1)?.parse::<u64>().ok());
    assert_eq!(counted.sum::<u64>(), contacts, "{ours}");
    for peer in ["duckdb", "pandas", "polars"] {
        let script = repository().join(format!("benches/peers/{peer}_audit.py"));
        let output = Command::new(&python).arg(script).arg(log).output().expect("Python runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{peer}: {said}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), ours, "{peer}");
    }
}

#[test]
fn every_peer_prints_the_same_audit_of_a_generated_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log.csv");
    let flags = "peers --contacts 2000 --from 2024-12-15 --until 2026-06-30 --departments 20";
    let mut bytes = Vec::new();
    write_log(&Plan::parse_from(flags.split(' ')), &mut bytes).expect("memory takes every byte");
    std::fs::write(&log, bytes).expect("a log");
    assert_peers_agree(&log, 2000);
}

#[test]
fn every_peer_knows_duplicates_holidays_and_changes_of_the_clock() {
    // The last second that is in time, the first that is not, and other offsets of one instant.
    let rows = "\
        1,phone,external,Kansli,2025-06-18T12:00:00+02:00,2025-06-19T23:59:59+02:00\n\
        2,phone,external,Kansli,2025-06-19T12:00:00+02:00,2025-06-23T21:59:59Z\n\
        3,email,external,Kansli,2025-06-20T12:00:00+02:00,2025-06-23T22:00:00+00:00\n\
        4,sms,external,Bygg,2025-12-23T23:30:00+01:00,2025-12-29T23:59:59+01:00\n\
        5,sms,external,Bygg,2025-12-30T12:00:00+01:00,2026-01-03T00:00:00+01:00\n\
        6,letter,external,Bygg,2025-03-29T22:59:59Z,2025-03-31T21:59:59Z\n\
        7,letter,external,Bygg,2025-03-30T23:59:59Z,2025-04-01T22:00:00Z\n\
        8,email,internal,Skola,2025-03-29T12:00:00+01:00,2025-03-31T13:00:00+02:00\n\
        9,email,internal,Skola,2025-10-25T12:00:00+02:00,2025-10-27T11:00:01+01:00\n\
        10,email,external,Skola,2025-10-26T02:30:00+02:00,2025-10-27T23:59:59+01:00\n\
        11,email,external,Skola,2025-10-26T02:30:00+01:00,2025-10-28T00:00:00+01:00\n\
        12,chat,external,Skola,2025-10-26T02:30:00+01:00,\n\
        13,phone,external,Ånge,2025-05-30T12:00:00+02:00,2025-06-02T12:00:00+02:00\n\
        14,phone,external,Ärenden,2025-11-01T00:00:00+01:00,2025-11-04T00:00:00+01:00\n\
        15,phone,external,Östra,2025-10-31T23:59:59+01:00,2025-11-03T23:59:59+01:00\n\
        16,phone,external,,2025-11-03T10:00:00+01:00,\n\
        17,phone,internal,,2025-11-03T10:00:00+01:00,2025-11-05T10:00:00+01:00\n\
        1,phone,external,Östra,2025-06-18T10:00:00Z,2025-06-20T00:00:00+02:00\n\
        16,phone,internal,Kansli,2025-11-03T10:00:00+01:00,2025-11-04T10:00:00+01:00\n\
        ,phone,external,Kansli,2025-11-03T10:00:00+01:00,2025-11-04T10:00:00+01:00\n\
        ,phone,external,Kansli,2025-11-03T10:00:00+01:00,2025-11-04T10:00:00+01:00\n\
        13,phone,external,,2025-05-30T12:00:00+02:00,\n\
        18,phone,external,Kansli,2025-11-04T10:00:00+01:00,\n";
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log.csv");
    std::fs::write(&log, format!("{HEADER}{rows}")).expect("a log");
    assert_peers_agree(&log, 20);
}
