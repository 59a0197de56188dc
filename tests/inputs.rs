//! Input as the command line reads it: encodings, delimiters, layouts of stamps, words, and
//! every feature of a `[[source]]`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder with files in it, where the program runs with nobody's settings.
struct Desk {
    folder: TempDir,
}

struct Ran {
    code: Option<i32>,
    out: String,
    said: String,
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        Self { folder }
    }

    fn run(&self, args: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_svarstid"))
            .current_dir(self.folder.path())
            .env_remove("SVARSTID_CONFIG")
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path())
            .args(args)
            .output()
            .expect("the program runs");
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("text"),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The contacts of `args`, without the header; the run must be well in every way.
    fn contacts(&self, args: &[&str]) -> Vec<Vec<String>> {
        let ran = self.run(&[&["contacts", "--format", "csv"], args].concat());
        assert_eq!((ran.code, ran.said.as_str()), (Some(0), ""), "{args:?}");
        rows(&ran.out)
    }

    /// What is said of `args`, which cannot be audited.
    fn refusal(&self, args: &[&str]) -> String {
        let ran = self.run(&[&["contacts", "--format", "csv"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(4), ""), "{args:?}: {}", ran.said);
        ran.said
    }
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records = reader.records().map(|record| record.expect("CSV"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

const HEADER: &str = "id,channel,origin,department,received,answered\n";

// The columns of `contacts --format csv`.
const CHANNEL: usize = 1;
const ORIGIN: usize = 2;
const DEPARTMENT: usize = 3;
const RECEIVED: usize = 4;
const ANSWERED: usize = 5;

// ---- encodings ----

/// The five contacts of every file of `fixtures/encodings`, without source and line.
const FIVE: &str = "\
A1,email,external,Vård- och omsorgskontoret,2026-06-18T15:00:00+02:00,2026-06-22T09:12:00+02:00,external,2026-06-22T23:59:59+02:00,met,90.20,
A2,phone,internal,Bygg – miljö och Ånga,2026-02-10T08:30:00+01:00,2026-02-13T09:45:00+01:00,internal,2026-02-12T08:30:00+01:00,late,73.25,25.25
A3,letter,external,Överförmyndarnämndens kansli,2026-04-02,2026-04-07,external,2026-04-07T23:59:59+02:00,met,120.00,
A4,sms,external,Ärendehanteringen,2026-05-04T10:00:00+02:00,,external,2026-05-05T23:59:59+02:00,overdue,,1137.20
A5,email,internal,Östra skolområdet,2026-05-08T16:00:00+02:00,2026-05-10T16:00:00+02:00,internal,2026-05-10T16:00:00+02:00,met,48.00,
";

/// Each file and the true lines of its contacts, as an editor counts them.
const ENCODINGS: [(&str, [u64; 5]); 16] = [
    ("cr.csv", [2, 3, 4, 5, 6]),
    ("no-final-newline.csv", [2, 3, 4, 5, 6]),
    ("pipe.csv", [2, 3, 4, 5, 6]),
    ("preamble.csv", [5, 6, 7, 8, 9]),
    ("quoted-newlines.csv", [2, 4, 5, 6, 9]),
    ("semicolon-crlf.csv", [2, 3, 4, 5, 6]),
    ("sep-line.csv", [3, 4, 5, 6, 7]),
    ("tab.tsv", [2, 3, 4, 5, 6]),
    ("trailing-delimiters-rows.csv", [2, 3, 4, 5, 6]),
    ("trailing-delimiters.csv", [2, 3, 4, 5, 6]),
    ("utf16be-bom.csv", [2, 3, 4, 5, 6]),
    ("utf16le-bom.csv", [2, 3, 4, 5, 6]),
    ("utf16le.csv", [2, 3, 4, 5, 6]),
    ("utf8-bom.csv", [2, 3, 4, 5, 6]),
    ("utf8.csv", [2, 3, 4, 5, 6]),
    ("windows-1252.csv", [2, 3, 4, 5, 6]),
];

#[test]
fn every_encoding_gives_the_same_five_contacts_on_their_true_lines() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/encodings");
    let here: BTreeSet<String> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let known: BTreeSet<String> = ENCODINGS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(here, known);
    let desk = Desk::new(&[]);
    for (name, lines) in ENCODINGS {
        let path = folder.join(name);
        let rows = desk.contacts(&[path.to_str().expect("a path of text")]);
        let told: Vec<String> = rows.iter().map(|row| row[..11].join(",") + "\n").collect();
        assert_eq!(told.concat(), FIVE, "{name}");
        let places: Vec<(&str, u64)> =
            rows.iter().map(|row| (row[11].as_str(), row[12].parse().expect("a line"))).collect();
        assert_eq!(places, lines.map(|line| (name, line)), "{name}");
    }
}

#[test]
fn what_is_detected_can_be_overruled() {
    // One department in Windows-1252 that UTF-8 reads as well: "Ã¥" for "å".
    let log = "id,channel,origin,department,received\nA1,email,external,V\u{e5}rd,2026-06-18\n";
    let desk = Desk::new(&[("log.csv", log), ("semicolons.csv", &log.replace(',', ";"))]);
    let department = |args: &[&str]| desk.contacts(args)[0][DEPARTMENT].clone();
    assert_eq!(department(&["log.csv"]), "Vård");
    assert_eq!(department(&["--delimiter", ";", "semicolons.csv"]), "Vård");
    let ran = desk.run(&["contacts", "--format", "csv", "--encoding", "windows-1252", "log.csv"]);
    assert_eq!(rows(&ran.out)[0][DEPARTMENT], "VÃ¥rd");
    assert!(ran.said.contains("log.csv: line 2: \"Ã¥\""), "{}", ran.said);
    assert!(desk.refusal(&["--delimiter", "tab", "log.csv"]).contains("log.csv"));
}

// ---- the order of day and month ----

#[test]
fn a_column_that_shows_its_order_is_read_in_it() {
    for (first, second, received) in [
        ("03/04/2026 10:00", "18/04/2026 10:00", "2026-04-03T10:00:00+02:00"),
        ("03/04/2026 10:00", "04/18/2026 10:00", "2026-03-04T10:00:00+01:00"),
        ("3-4-2026 10:00", "18-4-2026 10:00", "2026-04-03T10:00:00+02:00"),
        ("03/04/2026 02:27:57 PM", "03/18/2026 09:00:00 AM", "2026-03-04T14:27:57+01:00"),
    ] {
        let log = format!("{HEADER}A1,sms,external,K,{first},\nA2,sms,external,K,{second},\n");
        let desk = Desk::new(&[("log.csv", &log)]);
        assert_eq!(desk.contacts(&["log.csv"])[0][RECEIVED], received, "{first} {second}");
    }
}

#[test]
fn a_column_that_does_not_show_its_order_needs_the_flag() {
    let log = format!("{HEADER}A1,sms,external,K,03/04/2026 10:00,\n");
    let desk = Desk::new(&[("log.csv", &log)]);
    let said = desk.refusal(&["log.csv"]);
    assert!(said.contains("--date-order dmy or --date-order mdy"), "{said}");
    let received = |order| desk.contacts(&["--date-order", order, "log.csv"])[0][RECEIVED].clone();
    assert_eq!(received("dmy"), "2026-04-03T10:00:00+02:00");
    assert_eq!(received("mdy"), "2026-03-04T10:00:00+01:00");
}

#[test]
fn a_column_that_contradicts_itself_is_an_error_and_the_flag_rejects_the_other_rows() {
    let log = format!("{HEADER}A1,sms,external,K,18/06/2026,\nA2,sms,external,K,06/19/2026,\n");
    let desk = Desk::new(&[("log.csv", &log)]);
    let said = desk.refusal(&["log.csv"]);
    assert!(said.contains("line 2 is day-first and line 3 is month-first"), "{said}");
    let ran = desk.run(&["contacts", "--format", "csv", "--date-order", "dmy", "log.csv"]);
    assert_eq!(ran.code, Some(3), "one of two rows is rejected");
    assert!(ran.said.starts_with("log.csv:3: [unreadable-stamp] received"), "{}", ran.said);
    assert_eq!(rows(&ran.out).len(), 1);
}

// ---- stamps ----

#[test]
fn every_layout_that_is_promised_is_read() {
    const THREE: &str = "2026-06-18T15:00:00+02:00";
    for (stamp, received) in [
        ("2026-06-18T15:00:00+02:00", THREE),
        ("2026-06-18T15:00+02:00", THREE),
        ("2026-06-18T13:00:00Z", THREE),
        ("2026-06-18 13:00Z", THREE),
        ("2026-06-18T15:00:00", THREE),
        ("2026-06-18T15:00", THREE),
        ("2026-06-18 15:00", THREE),
        ("2026-06-18 15:00:00", THREE),
        ("2026-06-18 15:00:00.999", THREE),
        ("2026-06-18T13:00:00.788Z", THREE),
        ("2026-06-18T15:00:00,5+0200", THREE),
        ("2026-06-18 15.00", THREE),
        ("2026-06-18 kl. 15.00", THREE),
        ("18/6 2026 15.00", THREE),
        ("18/6 2026 kl 15:00", THREE),
        ("20260618T1500", THREE),
        ("20260618 1500", THREE),
        ("20260618T150000", THREE),
        ("18.6.2026 15:00", THREE),
        ("18/06/2026 15:00", THREE),
        ("06/18/2026 15:00", THREE),
        ("06/18/2026 03:00:00 PM", THREE),
        ("6/18/2026 3:00 pm", THREE),
        ("18 juni 2026 15:00", THREE),
        ("Thu, June 18, 2026 3:00 PM", THREE),
        ("06/18/2026 12:00 AM", "2026-06-18T00:00:00+02:00"),
        ("06/18/2026 12:00 PM", "2026-06-18T12:00:00+02:00"),
        ("2026-06-18", "2026-06-18"),
        ("20260618", "2026-06-18"),
        ("18/6 2026", "2026-06-18"),
        ("18 juni 2026", "2026-06-18"),
        ("2026-01-18 15:00", "2026-01-18T15:00:00+01:00"),
        // Twice on the clock: the first time counts.
        ("2025-10-26 02:30", "2025-10-26T02:30:00+02:00"),
    ] {
        let log = format!("{HEADER}A1,email,external,K,\"{stamp}\",\n");
        let desk = Desk::new(&[("log.csv", &log)]);
        assert_eq!(desk.contacts(&["log.csv"])[0][RECEIVED], received, "{stamp}");
        let received_by_flag = desk.run(&["explain", "--received", stamp, "--format", "json"]);
        assert_eq!(received_by_flag.code, Some(0), "{stamp}: {}", received_by_flag.said);
        let told = format!("\"received\":\"{received}\"");
        assert!(received_by_flag.out.contains(&told), "{stamp}: {}", received_by_flag.out);
    }
}

#[test]
fn an_answer_in_the_hour_that_came_twice_is_the_later_one_when_it_must_be() {
    let log = format!(
        "{HEADER}A1,email,external,K,2025-10-26T02:50:00+02:00,2025-10-26 02:10\n\
         A2,email,external,K,2025-10-26T02:00:00+02:00,2025-10-26 02:10\n"
    );
    let desk = Desk::new(&[("log.csv", &log)]);
    let answers: Vec<String> =
        desk.contacts(&["log.csv"]).into_iter().map(|row| row[ANSWERED].clone()).collect();
    assert_eq!(answers, ["2025-10-26T02:10:00+01:00", "2025-10-26T02:10:00+02:00"]);
}

#[test]
fn a_typed_answer_on_the_date_of_a_typed_receipt_is_not_before_it() {
    let desk = Desk::new(&[]);
    let explain = ["explain", "--received", "2026-06-18 15:00", "--answered"];
    for (answered, code) in [("2026-06-18", 0), ("2026-06-17", 2), ("2026-06-18 14:59", 2)] {
        let ran = desk.run(&[&explain[..], &[answered]].concat());
        assert_eq!(ran.code, Some(code), "{answered}: {}", ran.said);
    }
}

// ---- words and columns ----

#[test]
fn swedish_and_english_words_are_understood_however_they_are_written() {
    for (word, channel) in [
        ("Telefon", "phone"),
        ("TELEFON", "phone"),
        ("tfn", "phone"),
        ("phone", "phone"),
        ("Samtal", "phone"),
        ("SMS", "sms"),
        ("textmeddelande", "sms"),
        ("mejl", "email"),
        ("e-post", "email"),
        ("E-POST", "email"),
        ("epost", "email"),
        ("mail", "email"),
        ("e-mail", "email"),
        ("Brev", "letter"),
        ("post", "letter"),
        ("letter", "letter"),
        ("Besök", "visit"),
        ("besok", "visit"),
        ("reception", "visit"),
        ("chatt", "chat"),
        ("webb", "web"),
        ("e-tjänst", "web"),
        ("sociala medier", "social"),
        ("  Facebook ", "social"),
    ] {
        let log = format!("{HEADER}A1,{word},external,K,2026-06-18 15:00,\n");
        let desk = Desk::new(&[("log.csv", &log)]);
        assert_eq!(desk.contacts(&["log.csv"])[0][CHANNEL], channel, "{word}");
    }
    for (word, origin) in [
        ("intern", "internal"),
        ("Internt", "internal"),
        ("internal", "internal"),
        ("Kollega", "internal"),
        ("extern", "external"),
        ("EXTERN", "external"),
        ("Kund", "external"),
        ("medborgare", "external"),
        ("external", "external"),
    ] {
        let log = format!("{HEADER}A1,email,{word},K,2026-06-18 15:00,\n");
        let desk = Desk::new(&[("log.csv", &log)]);
        assert_eq!(desk.contacts(&["log.csv"])[0][ORIGIN], origin, "{word}");
    }
}

#[test]
fn swedish_and_english_headers_are_understood_however_they_are_written() {
    let row = "A1,email,external,Kansliet,2026-06-18 15:00,2026-06-19 15:00,anonym";
    for header in [
        "id,channel,origin,department,received,answered,exempt",
        "ID,Channel,ORIGIN,Department,Received,Answered,Exempt",
        "Ärendenr,Kanal,Ursprung,Förvaltning,Inkom,Besvarad,Undantag",
        "ARENDENR,KANAL,URSPRUNG,FORVALTNING,INKOM,BESVARAD,UNDANTAG",
        "ärende nr, kontaktväg ,intern/extern,kontor,Inkommen,Besvarat,Undantagsskäl",
        "dnr,kanal,ursprung,enhet,mottagen,svarsdatum,undantag",
        "Case ID,contact channel,internal/external,unit,Received at,first response,exemption",
    ] {
        let desk = Desk::new(&[("log.csv", &format!("{header}\n{row}\n"))]);
        let expected = "A1,email,external,Kansliet,2026-06-18T15:00:00+02:00,\
                        2026-06-19T15:00:00+02:00,external,2026-06-22T23:59:59+02:00,exempt";
        assert_eq!(desk.contacts(&["log.csv"])[0][..9].join(","), expected, "{header}");
    }
}

#[test]
fn what_a_file_does_not_say_can_be_said_by_flags() {
    let log = "id,received\nA1,2026-06-18 15:00\n";
    let desk = Desk::new(&[("log.csv", log)]);
    for (flag, channel) in
        [("--phone", "phone"), ("--sms", "sms"), ("--email", "email"), ("--letter", "letter")]
    {
        let contacts =
            desk.contacts(&["--origin", "intern", "--department", "Kansliet", flag, "log.csv"]);
        assert_eq!(contacts[0][1..4].join(","), format!("{channel},internal,Kansliet"));
    }
}

#[test]
fn a_department_that_is_empty_is_a_group_of_its_own() {
    let log = format!("{HEADER}A1,email,external,,2026-06-18 15:00,\n");
    let desk = Desk::new(&[("log.csv", &log)]);
    let ran = desk.run(&["audit", "--format", "csv", "log.csv"]);
    assert_eq!(ran.out.lines().nth(1).expect("a row").split(',').next(), Some("(ej angiven)"));
}

// ---- [[source]] ----

/// The log of a foreign system: other names, other words, local time of another place.
const FOREIGN: &str = "\
nr,väg,från,enhetskod,kom,svar gick
F1,Växel,Anställd,A,2022-01-21 13:47:00,-
F2,App,Boende,B,2022-01-19 11:18:00,2022-01-19 11:42:16
";

/// A source that understands all of it.
const SOURCE: &str = r#"
[[source]]
name = "främmande"
files = ["export-*.csv"]
time_zone = "America/New_York"
null = ["-"]
[source.columns]
id = "nr"
channel = "väg"
origin = "från"
department = "enhetskod"
received = "kom"
answered = "svar gick"
[source.words.channel]
"Växel" = "phone"
"App" = "web"
[source.words.origin]
"Anställd" = "internal"
"Boende" = "external"
"#;

const CONFIG: [&str; 2] = ["--config", "s.toml"];

fn with(args: &[&'static str]) -> Vec<&'static str> {
    [&CONFIG[..], args].concat()
}

#[test]
fn a_source_maps_columns_words_nulls_and_the_zone() {
    let desk = Desk::new(&[("s.toml", SOURCE), ("export-1.csv", FOREIGN)]);
    let rows = desk.contacts(&with(&["export-1.csv"]));
    let told: Vec<String> = rows.iter().map(|row| row[..6].join(",")).collect();
    assert_eq!(
        told,
        [
            "F1,phone,internal,A,2022-01-21T19:47:00+01:00,",
            "F2,web,external,B,2022-01-19T17:18:00+01:00,2022-01-19T17:42:16+01:00",
        ]
    );
}

#[test]
fn a_source_takes_the_files_of_its_globs_whatever_their_case() {
    let desk = Desk::new(&[("s.toml", SOURCE), ("EXPORT-1.CSV", FOREIGN), ("other.csv", FOREIGN)]);
    assert_eq!(desk.contacts(&with(&["EXPORT-1.CSV"])).len(), 2);
    assert!(desk.refusal(&with(&["other.csv"])).starts_with("svarstid: other.csv: "));
}

#[test]
fn a_source_without_globs_takes_the_files_that_have_all_its_columns() {
    let settings = SOURCE.replace("files = [\"export-*.csv\"]\n", "");
    let partial = FOREIGN.replace("svar gick", "svarat");
    let desk = Desk::new(&[("s.toml", &settings), ("any.csv", FOREIGN), ("partial.csv", &partial)]);
    assert_eq!(desk.contacts(&with(&["any.csv"])).len(), 2);
    assert!(desk.refusal(&with(&["partial.csv"])).starts_with("svarstid: partial.csv: "));
}

#[test]
fn a_source_supplies_constants() {
    let settings = "[[source]]\nname = \"x\"\nfiles = [\"log.csv\"]\n[source.constants]\n\
                    channel = \"letter\"\norigin = \"internal\"\ndepartment = \"Kansliet\"\n";
    let desk = Desk::new(&[("s.toml", settings), ("log.csv", "id,received\nA1,2026-06-18\n")]);
    assert_eq!(desk.contacts(&with(&["log.csv"]))[0][1..4].join(","), "letter,internal,Kansliet");
}

#[test]
fn a_source_says_the_order_of_the_date() {
    let log = format!("{HEADER}A1,sms,external,K,03/04/2026 10:00,\n");
    let settings = "[[source]]\nname = \"x\"\nfiles = [\"*.csv\"]\ndate_order = \"dmy\"\n";
    let desk = Desk::new(&[("s.toml", settings), ("log.csv", &log)]);
    let received = |args: &[&'static str]| desk.contacts(&with(args))[0][RECEIVED].clone();
    assert_eq!(received(&["log.csv"]), "2026-04-03T10:00:00+02:00");
    // What is typed comes before what is set.
    assert_eq!(received(&["--date-order", "mdy", "log.csv"]), "2026-03-04T10:00:00+01:00");
}

#[test]
fn a_source_says_encoding_delimiter_and_header_line() {
    let settings = "[[source]]\nname = \"x\"\nfiles = [\"*.txt\"]\nencoding = \"windows-1252\"\n\
                    delimiter = \"#\"\nheader_line = 3\n";
    let desk = Desk::new(&[("s.toml", settings)]);
    let text = "id#received\nhej\n id#channel#origin#department#received\n\
                A1#email#external#V\u{e5}rd#2026-06-18\n";
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect();
    fs::write(desk.folder.path().join("log.txt"), bytes).expect("a file");
    let row = &desk.contacts(&with(&["log.txt"]))[0];
    assert_eq!((row[DEPARTMENT].as_str(), row[12].as_str()), ("Vård", "4"));
}

#[test]
fn a_null_that_is_one_space_is_nothing() {
    let log = format!("{HEADER}A1,sms,external,K,2026-06-18, \n");
    let settings = "[[source]]\nname = \"x\"\nfiles = [\"*.csv\"]\nnull = [\" \", \"K\"]\n";
    let desk = Desk::new(&[("s.toml", settings), ("log.csv", &log)]);
    let row = &desk.contacts(&with(&["log.csv"]))[0];
    assert_eq!((row[ANSWERED].as_str(), row[DEPARTMENT].as_str()), ("", ""));
}

#[test]
fn two_sources_that_take_one_file_are_an_error_that_lists_them() {
    let other = SOURCE.replace("främmande", "annan").replace("export-*.csv", "*-1.csv");
    let desk = Desk::new(&[("s.toml", &format!("{SOURCE}{other}")), ("export-1.csv", FOREIGN)]);
    let said = desk.refusal(&with(&["export-1.csv"]));
    assert_eq!(
        said,
        "svarstid: export-1.csv: fits more than one [[source]]: främmande, annan; make their \
         `files` or columns differ\n"
    );
    // By header as well as by name.
    let by_header = format!("{SOURCE}{other}")
        .lines()
        .filter(|line| !line.starts_with("files"))
        .map(|line| format!("{line}\n"))
        .collect::<String>();
    let desk = Desk::new(&[("s.toml", &by_header), ("x.csv", FOREIGN)]);
    assert!(desk.refusal(&with(&["x.csv"])).contains("more than one [[source]]: främmande, annan"));
}

#[test]
fn a_column_of_a_source_that_the_file_lacks_is_an_error_that_names_it() {
    let log = FOREIGN.replace("svar gick", "svarat");
    let desk = Desk::new(&[("s.toml", SOURCE), ("export-1.csv", &log)]);
    assert_eq!(
        desk.refusal(&with(&["export-1.csv"])),
        "svarstid: export-1.csv: the [[source]] \"främmande\" says that answered is \"svar gick\", \
         and the header has no such column\n"
    );
}

#[test]
fn a_source_decides_which_of_two_receipts_is_meant() {
    let log =
        "id,channel,origin,department,mottaget,inkom\nA1,sms,external,K,2026-06-18,2026-06-17\n";
    let settings =
        "[[source]]\nname = \"x\"\nfiles = [\"*.csv\"]\n[source.columns]\nreceived = \"inkom\"\n";
    let desk = Desk::new(&[("s.toml", settings), ("log.csv", log)]);
    assert!(desk.refusal(&["log.csv"]).contains("both mean received"));
    assert_eq!(desk.contacts(&with(&["log.csv"]))[0][RECEIVED], "2026-06-17");
}
