//! Logs that nobody here wrote, in the folder that `SVARSTID_REAL_DATA` names. Without the
//! variable these tests say so and pass; with it, a missing file is a failure.
//!
//! The expected figures were worked out by a separate program (Python's `datetime` and
//! `zoneinfo`, a holiday table from the Easter formula, the quantile as the k-th smallest time
//! with k = ceil(p * judged / 100)); what it did is told at each table.

use std::env;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A file of the real data; `None`, and a note, where there is none to be had.
#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
fn real(name: &str) -> Option<PathBuf> {
    let Some(folder) = env::var_os("SVARSTID_REAL_DATA") else {
        eprintln!("{name}: not tested, SVARSTID_REAL_DATA is not set");
        return None;
    };
    let path = Path::new(&folder).join(name);
    assert!(path.exists(), "SVARSTID_REAL_DATA is set, and {} is missing", path.display());
    // Commands run in the package's folder, as tests do.
    Some(path.canonicalize().expect("a path"))
}

struct Ran {
    code: Option<i32>,
    out: String,
    said: String,
}

/// Runs a command over one file, with the settings of that name or none.
fn run(command: &str, settings: Option<&str>, flags: &[&str], file: &Path) -> Ran {
    let home = TempDir::new().expect("a temporary folder");
    let config = match settings {
        Some(name) => format!("--config=fixtures/settings/real/{name}.toml"),
        None => "--no-config".to_owned(),
    };
    let output = Command::new(env!("CARGO_BIN_EXE_svarstid"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("SVARSTID_CONFIG")
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .args([command, &config])
        .args(flags)
        .arg(file)
        .output()
        .expect("the program runs");
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("text"),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn json(settings: Option<&str>, flags: &[&str], file: &Path) -> Value {
    let ran = run("audit", settings, &[&["--format", "json"], flags].concat(), file);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    serde_json::from_str(&ran.out).expect("JSON")
}

/// Contacts that have an answer, of the list of contacts.
fn answered(settings: Option<&str>, flags: &[&str], file: &Path) -> usize {
    let ran = run("contacts", settings, &[&["-q", "--format", "csv"], flags].concat(), file);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    reader.records().filter(|row| !row.as_ref().expect("CSV")[5].is_empty()).count()
}

const FIGURES: &str = "contacts,met,late,overdue,pending,exempt,unregulated,met_percent,p50_hours,p90_hours,max_hours";

/// The permit desk of a Dutch municipality. Each row judged by itself: due at 23:59:59 in
/// Stockholm on the first day after the local date of receipt that is not a non-workday;
/// answered when both fractions of a second are cut. Sorted by the channels' order of the
/// contract: email (e-mail), letter (Post), visit (Desk), web (Internet). `Intern` is no channel
/// and its one row, `case-5503`, is rejected.
#[test]
fn the_permit_desk_has_the_figures_of_an_independent_program() {
    let Some(file) = real("receipt-mixed-contacts.csv") else { return };
    let scope = ["--by", "channel", "--origin", "external", "--max-rejects", "100%"];
    let ran = run("audit", None, &[&scope[..], &["--format", "csv"]].concat(), &file);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let expected = format!(
        "channel,{FIGURES}\n\
         email,21,14,6,1,0,0,0,66.7,0.53,315.72,437.37\n\
         letter,53,21,29,3,0,0,0,39.6,97.36,509.35,739.08\n\
         visit,55,0,0,0,0,0,55,,,,\n\
         web,40,0,0,0,0,0,40,,,,\n"
    );
    assert_eq!(ran.out, expected);
    assert!(ran.said.contains("[unknown-channel] channel \"Xxxxxx\": "), "{}", ran.said);

    let json = json(None, &scope, &file);
    assert_eq!(json["as_of"], "2012-01-20T13:53:13+01:00");
    let account = serde_json::json!({
        "rows_read": 170, "contacts": 169, "outside_period": 0, "after_as_of": 0,
        "duplicates": 0, "rejected": 1,
    });
    assert_eq!(json["account"], account);
    assert_eq!(json["faults"], serde_json::json!({ "unknown-channel": 1 }));
    let ran = run("audit", None, &["-q", "--origin", "external"], &file);
    assert_eq!(ran.code, Some(0), "one of 170 is under one percent: {}", ran.said);
}

/// As above, with `Intern` mapped to a visit: one more unregulated contact, none rejected.
#[test]
fn the_permit_desk_with_its_own_word_mapped_has_no_rejected_row() {
    let Some(file) = real("receipt-mixed-contacts.csv") else { return };
    let ran = run("audit", Some("receipt"), &["--by", "channel", "--format", "csv"], &file);
    assert_eq!((ran.code, ran.said.as_str()), (Some(0), ""));
    let expected = format!(
        "channel,{FIGURES}\n\
         email,21,14,6,1,0,0,0,66.7,0.53,315.72,437.37\n\
         letter,53,21,29,3,0,0,0,39.6,97.36,509.35,739.08\n\
         visit,56,0,0,0,0,0,56,,,,\n\
         web,40,0,0,0,0,0,40,,,,\n"
    );
    assert_eq!(ran.out, expected);
    assert_eq!(json(Some("receipt"), &[], &file)["account"]["rejected"], 0);
}

/// Boston 311: `open_dt` and `closed_dt` put in America/New_York, all taken for web contacts,
/// to which no rule applies; and as if they were e-mails, by the built-in rule. By hand:
/// `awk -F, 'NR > 1 && $4 != ""'` over the file counts 85 closed rows (no comma stands before the fourth
/// field). 85 of 100 answered is less than 90 %, so p90 is absent.
#[test]
fn boston_has_100_contacts_and_85_answers() {
    let Some(file) = real("boston311-100.csv") else { return };
    let web = json(Some("boston311"), &[], &file);
    let account = serde_json::json!({
        "rows_read": 100, "contacts": 100, "outside_period": 0, "after_as_of": 0,
        "duplicates": 0, "rejected": 0,
    });
    assert_eq!(web["account"], account);
    assert_eq!(web["total"]["unregulated"], 100);
    assert_eq!(answered(Some("boston311"), &[], &file), 85);
    // 2022-04-25 14:30:31 in Boston.
    assert_eq!(web["as_of"], "2022-04-25T20:30:31+02:00");

    let ran = run("audit", Some("boston311-email"), &["--format", "csv"], &file);
    assert_eq!((ran.code, ran.said.as_str()), (Some(0), ""));
    let expected = format!(
        "department,{FIGURES}\n\
         BTDT,31,25,2,4,0,0,0,80.6,18.76,,1338.41\n\
         GEN_,2,2,0,0,0,0,0,100.0,0.40,0.49,0.49\n\
         INFO,4,1,1,2,0,0,0,25.0,77.77,,77.77\n\
         ISD,8,2,4,2,0,0,0,25.0,74.37,,244.01\n\
         PARK,3,2,1,0,0,0,0,66.7,3.54,98.19,98.19\n\
         PROP,3,0,0,3,0,0,0,0.0,,,\n\
         PWDx,49,37,8,4,0,0,0,75.5,16.66,2688.73,2688.73\n"
    );
    assert_eq!(ran.out, expected);
}

/// The same log with 20 of its rows told twice, out of order: 80 distinct ids. Of them 68 are
/// closed: `awk -F, 'NR > 1 && !seen[$1]++ && $4 != ""'` counts 68 rows.
#[test]
fn boston_with_rows_told_twice_has_80_contacts_and_20_duplicates() {
    let Some(file) = real("boston311-100-20dupes-random.csv") else { return };
    let json = json(Some("boston311-email"), &[], &file);
    let account = serde_json::json!({
        "rows_read": 100, "contacts": 80, "outside_period": 0, "after_as_of": 0,
        "duplicates": 20, "rejected": 0,
    });
    assert_eq!(json["account"], account);
    assert_eq!(answered(Some("boston311-email"), &[], &file), 68);
    let total = &json["total"];
    let figures = ["met", "late", "overdue", "pending"].map(|name| total[name].as_u64());
    assert_eq!(figures, [53, 15, 12, 0].map(Some));
    assert_eq!(
        (total["met_percent"].as_f64(), total["p50_hours"].as_f64()),
        (Some(66.3), Some(17.87))
    );
    assert_eq!((total["p90_hours"].as_f64(), total["max_hours"].as_f64()), (None, Some(2688.73)));
}

/// NYC 311: `03/01/2011 02:27:57 PM` is 1 March, for `03/14/2011` in the next column can be
/// nothing else. All came in on 1 March in New York and on the evening of 1 March in Stockholm,
/// and are due on 2 March at 23:59:59 there; five were closed on the morning of 2 March. The
/// longest ran from 1 March 17:39:26 (-05:00) to 4 April 11:32:57 (-04:00): 808.89 hours.
#[test]
fn new_york_has_twelve_hour_stamps_with_the_month_first() {
    let Some(file) = real("nyc311-9.csv") else { return };
    let ran = run("audit", Some("nyc311"), &["--by", "channel", "--format", "csv"], &file);
    assert_eq!((ran.code, ran.said.as_str()), (Some(0), ""));
    let row = "phone,9,5,4,0,0,0,0,55.6,21.06,808.89,808.89\n";
    assert_eq!(ran.out, format!("channel,{FIGURES}\n{row}"));
    let ran = run("contacts", Some("nyc311"), &["-q", "--format", "csv"], &file);
    let rows: Vec<&str> = ran.out.lines().collect();
    // `Unspecified` and `N/A` are no reason for an exemption, and no department.
    assert_eq!(
        rows[1],
        "19937896,phone,external,DOF,2011-03-01T20:27:57+01:00,2011-03-14T20:59:20+01:00,external,\
         2011-03-02T23:59:59+01:00,late,312.52,284.99,nyc311-9.csv,2"
    );
}

/// The figures of data/README.md for `receipt-mixed-contacts.csv`, by an independent program: the
/// event log gives the same, and the one row whose channel is no channel word is rejected.
#[test]
fn the_event_log_gives_exactly_the_figures_of_its_contacts() {
    let Some(file) = real("receipt-mixed-channels.csv") else { return };
    let ran = run("audit", None, &["--by", "channel", "--format", "csv"], &file);
    let rows = "email,21,14,6,1,0,0,0,66.7,0.53,315.72,437.37\n\
                letter,53,21,29,3,0,0,0,39.6,97.36,509.35,739.08\n\
                visit,55,0,0,0,0,0,55,,,,\n\
                web,40,0,0,0,0,0,40,,,,\n";
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    assert_eq!(ran.out, format!("channel,{FIGURES}\n{rows}"));
    let json = json(None, &[], &file);
    // Counted by another program: 170 rows of "Confirmation of receipt", one a case and one of
    // "Intern"; 152 of "T05 Print and send confirmation of receipt"; 702 of other activities.
    assert_eq!(json["account"]["rows_read"], 1024);
    assert_eq!(json["account"]["contacts"], 169);
    assert_eq!(json["account"]["rejected"], 1);
}

/// One record, `direction` "outgoing": a letter that answers nothing in the file.
#[test]
fn the_erms_example_has_one_outgoing_document_and_no_contact() {
    let Some(file) = real("svk-erms-exempel.xml") else { return };
    let json = json(None, &[], &file);
    let account = serde_json::json!({
        "rows_read": 1, "contacts": 0, "outside_period": 0, "after_as_of": 0, "duplicates": 0,
        "rejected": 0, "outgoing": 1,
    });
    assert_eq!(json["account"], account);
}

/// By hand, record by record: 54 records are 11 that no phone rang for (NoOp, Hangup, Park,
/// ConfBridge, Bridge, VoiceMailMain), 25 further legs and 18 calls. 16 of the calls are between
/// extensions, and one of those nobody answers ("Unanswered Dial", line 6; later calls between
/// the same two are of the same second, and an answer comes later). Two come from
/// `dial\_alice`, which is no number: external, and answered at once. The waits in seconds are
/// 8, 5, 60, 80 and otherwise 10.
#[test]
fn the_scenarios_of_asterisk_are_eighteen_calls_one_of_them_missed() {
    let Some(file) = real("asterisk-cdr-doc-scenarios.csv") else { return };
    let said = format!("{}=asterisk-scenarios", file.display());
    let flags = ["--source-zone", "UTC", "--profile", &said];
    let json = json(Some("asterisk"), &flags, &file);
    let account = serde_json::json!({
        "rows_read": 54, "contacts": 18, "outside_period": 0, "after_as_of": 0, "duplicates": 0,
        "rejected": 0, "filtered": 11, "legs": 25,
    });
    assert_eq!(json["account"], account);
    let pairing = |at: usize| json["pairing"][at]["contacts"].as_u64();
    assert_eq!([0, 1, 2, 3].map(pairing), [17, 0, 0, 1].map(Some));
    let mut flags = flags.to_vec();
    flags.extend(["-q", "--format", "csv"]);
    let ran = run("contacts", Some("asterisk"), &flags, &file);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("CSV")).collect();
    let missed: Vec<&str> = rows.iter().filter(|r| r[5].is_empty()).map(|r| &r[12]).collect();
    assert_eq!(missed, ["6"]);
    assert_eq!(rows.iter().filter(|row| &row[2] == "internal").count(), 16);
}

/// John asks Mary at 09:55:06 and she answers at 10:01:10, six minutes later, by In-Reply-To. He
/// writes again at 11:00:00 to her other address; that nobody answers. The other ten mails are
/// between others, or have a date that is none or in the year 3609.
#[test]
fn of_the_thirteen_mails_one_question_is_answered_and_one_is_open() {
    let Some(folder) = real("eml") else { return };
    let flags = ["-q", "--format", "csv", "--max-rejects", "50%"];
    let ran = run("contacts", Some("mails"), &flags, &folder);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("CSV")).collect();
    let told: Vec<[&str; 3]> = rows.iter().map(|row| [&row[4], &row[5], &row[13]]).collect();
    assert_eq!(
        told,
        [
            ["1997-11-21T16:55:06+01:00", "1997-11-21T17:01:10+01:00", "exact"],
            ["1997-11-21T18:00:00+01:00", "", "none"],
        ]
    );
    let out = format!("{}{}", ran.out, ran.said);
    assert!(!out.contains("@machine") && !out.contains("Smith"), "nobody is named: {out}");
}
