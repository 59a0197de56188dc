//! Bad input: each gives a clear message and the exit code of SPEC 9, never a panic, never
//! a wrong figure in silence, and never more memory than it may.

mod harness;

use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use harness::{HEADER, LOG, Svarstid, repository};
use svarstid::audit::{Input, InputFault, Request, gather};
use svarstid::calendar::{Calendar, WorkingCalendar, Zone};
use svarstid::policy::ExemptionList;

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// Rows of `HEADER`, one for each number.
fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    let mut log = HEADER.to_owned();
    (0..count).for_each(|number| log += &row(number));
    log
}

#[test]
fn a_file_that_is_no_log_is_named_with_what_is_wrong() {
    let mut odd = utf16(LOG);
    odd.push(b'x');
    let mut random = Vec::new();
    let mut state = 1_u32;
    for _ in 0..5000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        random.push((state >> 24) as u8);
    }
    let cases: [(&str, Vec<u8>, i32, &str); 15] = [
        ("empty", vec![], 4, "is empty"),
        ("blank", b"\n\r\n  \n".to_vec(), 4, "is empty"),
        ("only a mark", b"\xef\xbb\xbf".to_vec(), 4, "is empty"),
        ("random", random, 4, ""),
        ("NUL", vec![0; 10_000], 4, "zero bytes"),
        ("zip", b"PK\x03\x04abc".to_vec(), 4, "damaged"),
        ("no header", b"a,b\n1,2\n".to_vec(), 4, "has no header"),
        ("no receipt", b"id,channel,origin,department\n".to_vec(), 4, "name one \"received\""),
        ("two receipts", b"received,inkom,received\n".to_vec(), 4, "both mean"),
        ("odd UTF-16", odd, 3, "undecodable-text"),
        ("open quote", format!("{LOG}\"A3,email\n").into_bytes(), 4, "never closed"),
        ("header only", HEADER.into(), 0, "the logs have no rows"),
        ("blank rows only", format!("{HEADER}\n\r\n,,,,,,\n").into(), 0, "the logs have no rows"),
        ("rejects only", format!("{HEADER}1,fax,external,K,x,,\n").into(), 3, "unknown-channel"),
        ("NUL in a row", format!("{LOG}A\03,email,external,K,2026-03-02,,\n").into(), 3, "undecod"),
    ];
    for (name, bytes, code, said) in cases {
        let ended = Svarstid::new().args("audit").input("log.csv", bytes).run();
        assert_eq!(ended.code, Some(code), "{name}\n{}", ended.told());
        ended.code(code).says(said);
    }
}

#[test]
fn every_file_of_the_error_fixtures_ends_with_a_message() {
    for entry in fs::read_dir(repository().join("fixtures/errors")).unwrap() {
        let path = entry.unwrap().path();
        let ended = Svarstid::new().args("audit").arg(path.to_string_lossy()).run();
        assert!(matches!(ended.code, Some(3 | 4)), "{}", ended.told());
        let code = ended.code.unwrap();
        ended.code(code).says(&path.file_name().unwrap().to_string_lossy());
    }
}

#[test]
fn what_cannot_be_opened_is_named_by_its_path() {
    let run = |line: &str| Svarstid::new().file("folder/log.csv", LOG).args(line).run();
    run("audit none/log.csv").code(4).says("none/log.csv: there is no such file");
    run("audit folder").code(4).says("folder: is a directory");
    run("audit folder/log.csv/x").code(4).says("folder/log.csv/x: cannot be opened");
    Svarstid::new().args("audit").arg("x".repeat(5000)).run().code(4).says("cannot be opened");
}

#[cfg(unix)]
#[test]
fn links_and_devices_are_opened_like_files_or_refused() {
    for (target, said) in [("nothing", "there is no such file"), ("link", "cannot be opened")] {
        let run = Svarstid::new().args("audit link");
        std::os::unix::fs::symlink(target, run.path("link")).unwrap();
        run.run().code(4).says(said);
    }
    Svarstid::new().args("audit /dev/null").run().code(4).says("is empty");
    Svarstid::new().args("audit -").shell("exec \"$@\" < .").run().code(4).says("cannot be read");
}

#[cfg(target_os = "linux")]
#[test]
fn an_input_that_fails_while_being_read_is_an_error() {
    Svarstid::new().args("audit /proc/self/mem").run().code(4).says("cannot be read");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_once() {
    let script = "mkfifo pipe && { cat log.csv > pipe & } && exec \"$@\"";
    let run = Svarstid::new().file("log.csv", LOG).args("audit --format csv pipe").shell(script);
    run.run().code(0).prints("Kansli,2,1,1");
}

#[test]
fn two_files_with_the_same_rows_are_duplicates_only_with_ids() {
    for (log, contacts, duplicates) in
        [(LOG.to_owned(), 2, 2), (LOG.replace("A1,", ",").replace("A2,", ","), 4, 0)]
    {
        let ended = Svarstid::new()
            .args("audit --format json")
            .input("a.csv", &log)
            .input("b.csv", &log)
            .run()
            .code(0);
        let account = &ended.json()["account"];
        assert_eq!(account["rows_read"], 4);
        assert_eq!(account["contacts"], contacts);
        assert_eq!(account["duplicates"], duplicates);
    }
}

/// A reader of nothing that adds to a file before it ends.
struct Appending {
    path: PathBuf,
    log: io::Cursor<Vec<u8>>,
}

impl Read for Appending {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.log.read(buffer)?;
        if count == 0 {
            fs::OpenOptions::new().append(true).open(&self.path)?.write_all(b"\n")?;
        }
        Ok(count)
    }
}

/// Changes a file as soon as its first row is refused.
struct Changing(PathBuf);

impl svarstid::audit::Watch for Changing {
    fn rejected(&mut self, _: &str, _: &svarstid::fault::Fault, _: &[u8]) -> std::io::Result<()> {
        fs::OpenOptions::new().append(true).open(&self.0)?.write_all(b"\n")
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    fs::write(&path, rows(2, |n| format!("{n},fax,external,K,2026-03-02,,\n"))).unwrap();
    let zone = Zone::named("Europe/Stockholm").unwrap();
    let calendar = Calendar::new(WorkingCalendar::swedish(), zone);
    let exemptions = ExemptionList::default();
    let request = Request { digests: true, ..Request::new(&calendar, &exemptions) };
    let error = gather(vec![Input::file(&path)], &request, &mut Changing(path.clone()));
    let error = error.expect_err("the file changed");
    assert!(matches!(error.0[0].fault, InputFault::Changed), "{error}");
    assert!(error.to_string().contains("changed while it was being read"));
    // What another input does to it after it was read is not seen, and harms nothing.
    let other = Appending { path: path.clone(), log: io::Cursor::new(LOG.into()) };
    let inputs = vec![Input::file(&path), Input::once("other", other)];
    assert!(gather(inputs, &request, &mut ()).is_ok());
}

/// Enough for the program and a record of 16 MiB, and too little for a file of 50 MB.
#[cfg(target_os = "linux")]
const WITH_LITTLE_MEMORY: &str = "ulimit -v 200000; exec \"$@\"";

#[cfg(target_os = "linux")]
#[test]
fn huge_fields_records_and_headers_are_refused_in_little_memory() {
    let long = "A".repeat(50 << 20);
    for (log, said) in [
        (format!("{HEADER}1,email,external,{long},2026-03-02,,\n"), ":2: the record"),
        (
            format!("{HEADER}1,email,external,\"{long}\",2026-03-02,,\n"),
            "quote that opens on line 2",
        ),
        (long.clone(), "longer than"),
        ("\n".repeat(50 << 20), ""),
        (format!("received{}\n", ",x".repeat(200_000)), "more than 16384 fields"),
        (format!("{HEADER}1{}\n", ",x".repeat(200_000)), "more than 16384 fields"),
    ] {
        let run = Svarstid::new().args("audit").input("log.csv", log);
        run.shell(WITH_LITTLE_MEMORY).run().code(4).says("log.csv").says(said);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn many_refusals_are_counted_in_little_memory() {
    let log = rows(100_000, |n| format!("{n},fax {n},external,K,2026-03-02,,\n"));
    let ended = Svarstid::new()
        .args("audit --max-rejects 100% --format json")
        .input("log.csv", log)
        .shell(WITH_LITTLE_MEMORY)
        .run()
        .code(0);
    assert_eq!(ended.json()["faults"]["unknown-channel"], 100_000);
    assert!(ended.stderr.lines().count() < 40, "{}", ended.told());
}

#[test]
fn a_hundred_thousand_departments_are_all_listed() {
    let log = rows(100_000, |n| format!("{n},email,external,Avd {n},2026-03-02,2026-03-03,\n"));
    for format in ["csv", "json", "table"] {
        let run = Svarstid::new().args("audit --format").arg(format).input("log.csv", &log);
        let ended = run.run().code(0);
        assert!(ended.text().lines().count() >= 100_000 || format == "table");
    }
}

#[test]
fn more_reasons_than_numbers_put_no_contact_under_a_wrong_one() {
    let log = rows(70_000, |n| format!("{n},email,external,K,2026-03-02,,reason {n}\n"));
    let ended = Svarstid::new().args("audit --format json").input("log.csv", log).run().code(0);
    let json = ended.json();
    assert_eq!(json["total"]["exempt"], 70_000);
    let listed = json["exemptions"].as_array().unwrap();
    let contacts = |row: &serde_json::Value| row["contacts"].as_u64().unwrap();
    assert_eq!(listed.iter().map(contacts).sum::<u64>(), 70_000);
    for row in listed {
        let is_named = row["reason"].as_str().is_some_and(|reason| reason.starts_with("reason "));
        assert!(contacts(row) == 1 || !is_named, "{row}");
    }
}

#[test]
fn ids_of_every_shape_are_kept_byte_for_byte() {
    let long = "x".repeat(70_000);
    let ids = [
        "0",
        "00",
        "000000000000000000001",
        "18446744073709551616",
        "K2026-0042",
        "k2026-0042",
        "åäö",
        "a b",
        "-1",
        "1e5",
        "\u{1f600}",
        "12345678901234567890123456789",
        long.as_str(),
        "K-",
        "-",
        "0x1F",
        "1.0",
        "１",
    ];
    let mut log = HEADER.to_owned();
    for id in ids {
        log += &format!("{id},email,external,K,2026-03-02 10:00,2026-03-03,\n");
    }
    let ended = Svarstid::new().args("contacts --format json").input("log.csv", log).run().code(0);
    let json = ended.json();
    let listed = json["contacts"].as_array().unwrap();
    let found: Vec<&str> = listed.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(found, ids);
    assert_eq!(json["account"]["duplicates"], 0);
}

#[test]
fn the_first_and_the_last_stamp_are_judged_like_any_other() {
    let log = format!(
        "{HEADER}\
         1,email,external,K,1990-01-01T00:00:00+14:00,2099-12-31T23:59:59-12:00,\n\
         2,email,external,K,2099-12-31T23:59:59-12:00,,\n\
         3,letter,internal,K,2099-12-31T23:59:59-12:00,,\n\
         4,letter,external,K,2099-12-31,2099-12-31,\n\
         5,letter,internal,K,1990-01-01,1990-01-01,\n\
         6,sms,internal,K,1990-01-01T00:00:00+14:00,1990-01-03T00:00:00+14:00,\n"
    );
    let as_of = "--as-of 2099-12-31T23:59:59-12:00";
    let run =
        |line: &str| Svarstid::new().args(line).args(as_of).input("log.csv", &log).run().code(0);
    let text = run("contacts --format csv").text();
    let verdicts: Vec<(&str, &str)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[7], cells[8])
        })
        .collect();
    // 1 January 1990 is a holiday and a Monday; 1 January 2100 is one and a Friday.
    assert_eq!(
        verdicts,
        [
            ("1990-01-02T23:59:59+01:00", "late"),
            ("2100-01-04T23:59:59+01:00", "pending"),
            ("2100-01-03T12:59:59+01:00", "pending"),
            ("2100-01-04T23:59:59+01:00", "met"),
            ("1990-01-03T23:59:59+01:00", "met"),
            ("1990-01-02T11:00:00+01:00", "met"),
        ]
    );
    for reading in ["same-time", "rolled", "workday-hours", "letter-22"] {
        run(&format!("audit --reading {reading}"));
        run(&format!("explain --id 3 --reading {reading}"));
    }
    run("audit --by year,tertial,quarter,month,week,weekday,hour,rule,origin,channel,department");
    for beyond in ["1989-12-31", "2100-01-01", "0000-00-00", "99999-01-01"] {
        let log = format!("{HEADER}1,email,external,K,{beyond},,\n");
        Svarstid::new().args("audit").input("log.csv", log).run().code(3);
    }
}
