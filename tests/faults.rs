//! The error catalogue: a fixture and the exact words for everything that can be wrong with a
//! file or a row, as the command line says them.
//!
//! `fixtures/errors/CATALOGUE.md` is the same for people to look things up in. Set
//! `UPDATE_CATALOGUE` to write it anew; without, it is compared.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use svarstid::fault::Code;
use tempfile::TempDir;

/// A file, what to type after `audit`, how that ends, and all that is said.
struct Case {
    /// The file, below `fixtures`.
    file: &'static str,
    /// Flags in front of the file.
    flags: &'static [&'static str],
    /// The exit code.
    exit: i32,
    /// Standard error, without its last line feed.
    says: &'static str,
}

const fn fault(file: &'static str, says: &'static str) -> Case {
    Case { file, flags: &["--max-rejects", "100%"], exit: 0, says }
}

const fn error(file: &'static str, says: &'static str) -> Case {
    Case { file, flags: &[], exit: 4, says }
}

/// One row of each code. Where it begins, the column, its shape and what would be right.
const FAULTS: [Case; 12] = [
    fault(
        "faults/undecodable-text.csv",
        "undecodable-text.csv:4: [undecodable-text] the record has bytes that utf-8 does not know; \
         save the file as UTF-8, or say --encoding windows-1252",
    ),
    fault(
        "faults/wrong-field-count.csv",
        "wrong-field-count.csv:4: [wrong-field-count] 7 fields (does a text hold a \",\" without \
         quotes around it?); expected 6 as in the header",
    ),
    fault(
        "faults/rejected-by-profile.csv",
        "rejected-by-profile.csv:3: [rejected-by-profile] a duration below 0; expected seconds from \
         0; the source profile rejects such rows",
    ),
    fault(
        "faults/unknown-channel.csv",
        "unknown-channel.csv:5: [unknown-channel] channel \"xxx\": not a known word; expected \
         phone, sms, email, letter, visit, chat, web, social or a Swedish word for one of them; \
         the settings can teach more words in [source.words.channel]",
    ),
    fault(
        "faults/unknown-origin.csv",
        "unknown-origin.csv:5: [unknown-origin] origin \"xxxxx\": not a known word; expected \
         external, internal or a Swedish word for one of them; the settings can teach more words \
         in [source.words.origin]",
    ),
    fault(
        "faults/unknown-word.csv",
        "unknown-word.csv:4: [unknown-word] ink_utg \"X\": not a known word; expected a word that \
         the map of \"direction\" in the source profile knows; `svarstid profiles show` prints it, \
         to copy and change",
    ),
    fault(
        "faults/missing-received.csv",
        "missing-received.csv:5: [missing-received] received \"\": empty; expected when the \
         contact came in, for without it nothing can be judged",
    ),
    fault(
        "faults/unreadable-stamp.csv",
        "unreadable-stamp.csv:4: [unreadable-stamp] received \"9999-99-99 99:99\": day 30 of a \
         month with 28; expected a day from 1 to 28",
    ),
    fault(
        "faults/nonexistent-time.csv",
        "nonexistent-time.csv:2: [nonexistent-time] received \"9999-99-99 99:99\": there was no \
         such time, the clock was moved forward past it; expected a time that the clock showed, \
         or an offset such as +02:00",
    ),
    fault(
        "faults/out-of-range.csv",
        "out-of-range.csv:6: [out-of-range] received \"9999-99-99 99:99\": a year outside \
         1990-2099; expected a year from 1990 to 2099",
    ),
    fault(
        "faults/in-the-future.csv",
        "in-the-future.csv:5: [in-the-future] received \"9999-99-99 99:99\": more than a day \
         ahead of this computer's clock; expected a time that has passed (--as-of leaves later \
         contacts out and counts them)",
    ),
    fault(
        "faults/answered-before-received.csv",
        "answered-before-received.csv:6: [answered-before-received] answered \"9999-99-99 99:99\": \
         earlier than the receipt; expected an answer after the contact came in",
    ),
];

/// Files that as a whole cannot be audited.
const ERRORS: [Case; 24] = [
    error(
        "errors/empty.csv",
        "svarstid: empty.csv: is empty; a contact log begins with a header line",
    ),
    error(
        "errors/no-header.csv",
        "svarstid: no-header.csv: has no header: no line names a known column; line 1 looks like \"X9\", \"xxxxx\", \"xxxxxxxx\", \"Xxxxxxxxxxxxx\", \"9999-99-99 99:99\", \"9999-99-99 99:99\"; say which line is the header with --header-line, or name the columns in a [[source]] \
         mapping",
    ),
    Case {
        file: "errors/without-channel.csv",
        flags: &["--header-line", "9"],
        exit: 4,
        says: "svarstid: without-channel.csv: has no header on line 9: the line is blank or \
               missing, or stands too far down; --header-line counts every line of the file from 1",
    },
    error(
        "errors/without-received.csv",
        "svarstid: without-received.csv: no column says when a contact came in; name one \
         \"received\" or \"inkom\", or say which it is in a [[source]]",
    ),
    error(
        "errors/misspelled-received.csv",
        "svarstid: misspelled-received.csv: no column says when a contact came in; name one \
         \"received\" or \"inkom\", or say which it is in a [[source]] (is it \"recieved\"?)",
    ),
    error(
        "errors/two-received.csv",
        "svarstid: two-received.csv: columns \"mottaget\" and \"inkom\" both mean received; rename \
         one, or say which it is in a [[source]]",
    ),
    error(
        "errors/without-channel.csv",
        "svarstid: without-channel.csv: has no channel column; say which channel it is with \
         --phone, --sms, --email or --letter in front of the file, add a column \"channel\", or \
         set it in a [[source]]",
    ),
    error(
        "errors/without-origin.csv",
        "svarstid: without-origin.csv: has no origin column; say --origin external or --origin \
         internal, add a column \"origin\", or set it in a [[source]]",
    ),
    error(
        "errors/without-department.csv",
        "svarstid: without-department.csv: has no department column; say --department NAME, add a \
         column \"department\", or set it in a [[source]]",
    ),
    error(
        "errors/unterminated-quote.csv",
        "svarstid: unterminated-quote.csv:3: the quote that opens here is never closed; \
         close it, or double it (\"\") if it belongs to the text",
    ),
    error(
        "errors/ambiguous-dates.csv",
        "svarstid: ambiguous-dates.csv:2: received: a date that could be day-first or month-first, and \
         no line of the file decides; say --date-order dmy or --date-order mdy",
    ),
    error(
        "errors/contradictory-dates.csv",
        "svarstid: contradictory-dates.csv: line 2 is day-first and line 3 is month-first; say \
         --date-order dmy or --date-order mdy, and the other lines are rejected",
    ),
    error(
        "errors/binary.csv",
        "svarstid: binary.csv: has zero bytes at its beginning, so it is no text in this encoding; \
         if it is UTF-16, say so with --encoding utf-16le",
    ),
    Case {
        file: "errors/utf16-odd-byte.csv",
        flags: &[],
        exit: 3,
        says: "utf16-odd-byte.csv:4: [undecodable-text] the record has bytes that utf-16le does \
               not know; if the file is cut short, export it again; best as UTF-8\n\
               svarstid: 1 of 3 rows rejected, more than --max-rejects 1% allows; --rejects \
               FILE keeps them",
    },
    error(
        "errors/workbook.csv",
        "svarstid: workbook.csv: is packed, and damaged or cut short; copy or export it again, or \
         unpack it with another program",
    ),
    error(
        "errors/old-workbook.csv",
        "svarstid: old-workbook.csv: is a damaged workbook: its container cannot be read; open it in \
         the spreadsheet program and save it again as .xlsx",
    ),
    error(
        "errors/document.csv",
        "svarstid: document.csv: is a PDF document, not text; export the list as CSV from its \
         source",
    ),
    error(
        "errors/packed.csv",
        "svarstid: packed.csv: is packed, and damaged or cut short; copy or export it again, or \
         unpack it with another program",
    ),
    error(
        "errors/picture.csv",
        "svarstid: picture.csv: is a picture, not text; export the list as CSV from its source",
    ),
    error(
        "errors/page.csv",
        "svarstid: page.csv: is an HTML or XML document, not delimited text; open it in a \
         spreadsheet program and save the sheet as \"CSV UTF-8\"",
    ),
    Case {
        file: "errors/without-channel.csv",
        flags: &["--config", "fixtures/errors/two-sources.toml"],
        exit: 4,
        says: "svarstid: without-channel.csv: fits more than one [[source]]: växel, ärendesystem; \
               make their `files` or columns differ",
    },
    Case {
        file: "errors/without-received.csv",
        flags: &["--config", "fixtures/errors/missing-column.toml"],
        exit: 4,
        says: "svarstid: without-received.csv: the [[source]] \"ärendesystem\" says that received \
               is \"Registrerad\", and the header has no such column",
    },
    Case {
        file: "errors/no-such-file.csv",
        flags: &[],
        exit: 4,
        says: "svarstid: fixtures/errors/no-such-file.csv: there is no such file",
    },
    Case {
        file: "errors",
        flags: &[],
        exit: 4,
        says: "svarstid: fixtures/errors: is a directory; name the files in it, for instance \
               fixtures/errors/*.csv",
    },
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The program in the package's folder, with nobody's settings; and the folder that is its home.
fn svarstid() -> (Command, TempDir) {
    let home = TempDir::new().expect("a temporary folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_svarstid"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("SVARSTID_CONFIG")
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path());
    (command, home)
}

/// What follows `svarstid`.
fn words(case: &Case) -> Vec<String> {
    let mut words = vec!["audit".to_owned()];
    if !case.flags.contains(&"--config") {
        words.push("--no-config".to_owned());
    }
    words.extend(case.flags.iter().map(|flag| (*flag).to_owned()));
    words.push(format!("fixtures/{}", case.file));
    words
}

fn check(case: &Case) {
    let (mut command, _home) = svarstid();
    let output = command.args(words(case)).output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(told, format!("{}\n", case.says), "{}", case.file);
    assert_eq!(output.status.code(), Some(case.exit), "{}", case.file);
    let has_report = !output.stdout.is_empty();
    assert_eq!(has_report, case.exit != 4, "{}: a report only where there is one", case.file);
}

#[test]
fn every_fault_is_told_with_place_column_shape_and_what_would_be_right() {
    FAULTS.iter().for_each(check);
}

#[test]
fn every_file_that_cannot_be_audited_is_refused_with_the_way_out() {
    ERRORS.iter().for_each(check);
}

#[test]
fn every_code_has_its_fixture_and_its_message() {
    for code in Code::ALL {
        let file = format!("faults/{code}.csv");
        let case = FAULTS.iter().find(|case| case.file == file);
        let case = case.unwrap_or_else(|| panic!("no message for {code}: add {file} to FAULTS"));
        assert!(case.says.contains(&format!(": [{code}] ")), "{code}");
        assert!(fixtures().join(&file).is_file(), "{file} is missing");
    }
    let ids: BTreeSet<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    assert_eq!(ids.len(), Code::ALL.len(), "codes are unique");
    assert_eq!(FAULTS.len(), Code::ALL.len());
}

#[test]
fn every_fixture_of_an_error_has_its_message() {
    let cases = FAULTS.iter().chain(&ERRORS);
    let told: BTreeSet<PathBuf> = cases
        .flat_map(|case| {
            let config = case.flags.iter().filter(|flag| flag.ends_with(".toml"));
            let config = config.map(|flag| Path::new(env!("CARGO_MANIFEST_DIR")).join(flag));
            config.chain([fixtures().join(case.file)])
        })
        .collect();
    for folder in ["faults", "errors"] {
        for entry in fs::read_dir(fixtures().join(folder)).expect("the folder") {
            let path = entry.expect("an entry").path();
            let is_told = told.contains(&path) || path.ends_with("CATALOGUE.md");
            assert!(is_told, "{} is in no table of this test", path.display());
        }
    }
}

#[test]
fn values_are_shown_only_when_asked_for() {
    let (mut command, _home) = svarstid();
    let output = command
        .args(["audit", "--no-config", "--max-rejects", "1", "--show-values"])
        .arg("fixtures/faults/unknown-origin.csv")
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("[unknown-origin] origin \"okänt\": "), "{told}");
    for case in &FAULTS {
        for value in ["A3", "okänt", "fax", "10:00", "1926"] {
            assert!(!case.says.contains(value), "{}: shows {value}", case.file);
        }
    }
}

/// The rest of a row of `--rejects` after file, line, column, code and message: the record.
const RECORDS: [(&str, &str, &str, &str); 10] = [
    (
        "undecodable-text",
        "4",
        "",
        "A3,sms,external,V\u{fffd}rd- och omsorgskontoret,2026-05-04 10:00,2026-05-04 10:20",
    ),
    (
        "wrong-field-count",
        "4",
        "",
        "A3,sms,external,Kultur, fritid och bibliotek,2026-05-04 10:00,2026-05-04 10:20",
    ),
    (
        "unknown-channel",
        "5",
        "channel",
        "A3,fax,external,Servicecenter,2026-05-04 10:00,2026-05-04 10:20",
    ),
    (
        "unknown-origin",
        "5",
        "origin",
        "A3,sms,okänt,Servicecenter,2026-05-04 10:00,2026-05-04 10:20",
    ),
    ("missing-received", "5", "received", "A3,sms,external,Servicecenter,,2026-05-04 10:20"),
    (
        "unreadable-stamp",
        "4",
        "received",
        "A3,sms,external,Servicecenter,2026-02-30 10:00,2026-03-02 10:20",
    ),
    (
        "nonexistent-time",
        "2",
        "received",
        "A3,sms,external,Servicecenter,2026-03-29 02:30,2026-03-30 10:20",
    ),
    (
        "out-of-range",
        "6",
        "received",
        "A3,sms,external,Servicecenter,1926-06-18 15:00,2026-06-18 15:10",
    ),
    ("in-the-future", "5", "received", "A3,sms,external,Servicecenter,2098-06-18 15:00,"),
    (
        "answered-before-received",
        "6",
        "answered",
        "A3,sms,external,\"Service\ncenter\",2026-05-04 10:00,2026-05-04 09:59",
    ),
];

#[test]
fn rejected_rows_are_kept_with_place_code_message_and_record() {
    // Only a source profile has words and conditions of its own; its export is no log of these
    // columns.
    let of_profiles = [Code::RejectedByProfile, Code::UnknownWord];
    let of_logs = Code::ALL.iter().filter(|code| !of_profiles.contains(code));
    let codes: Vec<&str> = of_logs.map(|code| code.id()).collect();
    assert_eq!(RECORDS.map(|(code, ..)| code).to_vec(), codes);
    for (code, line, column, record) in RECORDS {
        let (mut command, home) = svarstid();
        let kept = home.path().join("rejected.csv");
        let file = format!("{code}.csv");
        command
            .args(["audit", "--no-config", "-q", "--max-rejects", "100%", "--rejects"])
            .arg(&kept)
            .arg(format!("fixtures/faults/{file}"))
            .assert()
            .code(0)
            .stderr("");
        let mut rows = csv::Reader::from_path(&kept).expect("the kept rows");
        let header = rows.headers().expect("a header").clone();
        assert_eq!(header, vec!["file", "line", "column", "code", "message", "record"]);
        let all: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("CSV");
        let case = FAULTS.iter().find(|case| case.file.ends_with(&file)).expect("in the table");
        let message = case.says.split(&format!("[{code}] ")).nth(1).expect("a message");
        // On the terminal the cell's shape stands in front of the message.
        let message = if column.is_empty() {
            message
        } else {
            message.split_once("\": ").expect("a shape").1
        };
        assert_eq!(all, [vec![file.as_str(), line, column, code, message, record]]);
    }
}

/// Files too large to keep: a record and a header without an end.
#[test]
fn records_and_headers_without_an_end_are_refused() {
    const HEADER: &str = "id,channel,origin,department,received,answered\n";
    let long_field = format!("{HEADER}A1,email,external,\"{}\n", "x".repeat(17 << 20));
    let wide = format!("received{}\n2026-06-18\n", ",x".repeat(20_000));
    for (name, text, says) in [
        (
            "long.csv",
            long_field,
            "svarstid: long.csv:2: the record that begins here is longer than 16 MiB; the \
             quote that opens on line 2 should be closed\n",
        ),
        (
            "wide.csv",
            wide,
            "svarstid: wide.csv:1: the record has more than 16384 fields; if it is split at \
             the wrong character, choose another with --delimiter\n",
        ),
    ] {
        let (mut command, home) = svarstid();
        let path = home.path().join(name);
        fs::write(&path, text).expect("a file");
        command.args(["audit", "--no-config"]).arg(&path).assert().code(4).stderr(says).stdout("");
    }
}

#[test]
fn a_second_look_at_the_commonest_mistakes_in_stamps() {
    const NO_LAYOUT: &str = "no known layout; expected 2026-06-18, 2026-06-18 15:00, \
                             2026-06-18T15:00:00+02:00, 18/6 2026 15.00 or the like";
    for (stamp, says) in [
        ("i morgon", NO_LAYOUT),
        ("2026-06-18 eftermiddag", NO_LAYOUT),
        ("26-06-18", "a year of two digits; expected a year of four digits, as in 2026-06-18"),
        ("2026-13-01", "month 13; expected a month from 1 to 12"),
        ("2026-06-31 10:00", "day 31 of a month with 30; expected a day from 1 to 30"),
        ("2026-06-18 25:00", "hour 25; expected an hour from 0 to 23"),
        ("2026-06-18 10:61", "minute 61; expected a minute from 0 to 59"),
        ("2026-06-18 10:00:60", "second 60; expected a second from 0 to 59"),
        ("2026-06-18 13:00 PM", "hour 13 with AM or PM; expected an hour from 1 to 12"),
        (
            "2026-06-18T10:00+19:00",
            "an offset from UTC beyond 18:00; expected an offset of 18:00 at most",
        ),
        (
            "Mon June 18 2026 10:00",
            "that date was another day of the week; expected the weekday of that date, or none",
        ),
    ] {
        let (mut command, home) = svarstid();
        let path = home.path().join("x.csv");
        let head = "id,channel,origin,department,received\n";
        fs::write(&path, format!("{head}A1,email,external,K,\"{stamp}\"\n")).expect("a file");
        let output = command.args(["audit", "--no-config", "--show-values"]).arg(&path).output();
        let output = output.expect("the program runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let first = told.lines().next().unwrap_or_default();
        assert_eq!(first, format!("x.csv:2: [unreadable-stamp] received \"{stamp}\": {says}"));
    }
}

#[test]
fn the_catalogue_for_people_is_up_to_date() {
    let mut text = String::from(
        "# What svarstid says when something is wrong\n\n\
         Written by `tests/faults.rs`, which holds every line of it against the program\n\
         (`UPDATE_CATALOGUE=1 cargo test --test faults` writes it anew).\n",
    );
    let mut chapter = |title: &str, cases: &[Case]| {
        let _ = write!(text, "\n## {title}\n");
        for case in cases {
            let name = case.file.rsplit('/').next().unwrap_or_default();
            let _ = write!(
                text,
                "\n### `{name}`\n\n```console\n$ svarstid {}\n{}\n```\n\nExit code {}.\n",
                words(case).join(" "),
                case.says,
                case.exit
            );
        }
    };
    chapter("Rows that cannot be judged", &FAULTS);
    chapter("Files that cannot be audited", &ERRORS);
    let path = fixtures().join("errors/CATALOGUE.md");
    if std::env::var_os("UPDATE_CATALOGUE").is_some() {
        fs::write(&path, &text).expect("the catalogue");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{} is out of date; UPDATE_CATALOGUE=1 writes it", path.display());
}
