//! Several outputs of one run: which format each has, and that all are written or none.

mod harness;

use std::fs;

use harness::{LOG, Svarstid};

fn svarstid(line: &str) -> Svarstid {
    Svarstid::new().file("log.csv", LOG).args(line)
}

#[test]
fn the_ending_of_a_name_picks_the_format() {
    let ended = svarstid(
        "audit -q log.csv -o a.txt -o a.csv -o a.json -o A.XLSX -o without-ending -o /dev/null",
    )
    .run()
    .code(0)
    .says_nothing()
    .prints_nothing();
    assert!(ended.read("a.txt").starts_with("Svarstider\n"));
    assert!(ended.read("a.csv").starts_with("department,contacts,"));
    assert!(ended.read("a.json").starts_with("{\n  \"schema\""));
    assert!(fs::read(ended.path("A.XLSX")).unwrap().starts_with(b"PK"));
    assert_eq!(ended.read("without-ending"), ended.read("a.txt"));
    let ended = svarstid("calendar 2026-06 -o days.ics -o days.csv").run().code(0);
    assert!(ended.read("days.ics").starts_with("BEGIN:VCALENDAR"));
    assert!(ended.read("days.csv").starts_with("date,weekday"));
}

#[test]
fn a_file_written_with_others_is_the_file_written_alone() {
    for command in ["audit", "contacts"] {
        let line = format!("{command} -q log.csv -o all.csv -o all.json -o all.xlsx -o -");
        let all = svarstid(&line).run().code(0);
        for name in ["csv", "json", "xlsx"] {
            let line = format!("{command} -q log.csv -o one.{name}");
            let one = svarstid(&line).run().code(0);
            let bytes = |ended: &harness::Ended, name: String| fs::read(ended.path(&name)).unwrap();
            let (one, all) =
                (bytes(&one, format!("one.{name}")), bytes(&all, format!("all.{name}")));
            assert!(one == all, "{command} {name}");
        }
        assert_eq!(svarstid(&format!("{command} log.csv")).run().text(), all.text());
    }
}

#[test]
fn format_overrides_the_ending_for_all_outputs_or_for_each() {
    let ended = svarstid("audit log.csv --format csv -o a.txt -o b.json").run().code(0);
    assert_eq!(ended.read("a.txt"), ended.read("b.json"));
    assert!(ended.read("a.txt").starts_with("department,"));
    let ended = svarstid("audit log.csv -f json -o a.txt -f csv -o b.txt").run().code(0);
    assert!(ended.read("a.txt").starts_with("{"));
    assert!(ended.read("b.txt").starts_with("department,"));
}

#[test]
fn what_cannot_be_meant_is_told_before_any_file_is_read() {
    for (line, told) in [
        (
            "audit missing.csv -o a.pdf",
            "--output a.pdf: no format of this command ends in .pdf; there are .txt, .csv, .json, \
             .jsonl,",
        ),
        ("audit missing.csv -o a.ics", "no format of this command ends in .ics"),
        ("explain --received 2026-01-01 -o a.xlsx", "there are .txt, .json, .md, .markdown, and"),
        ("audit missing.csv -o a.csv -o ./a.csv", "names one file twice: a.csv and ./a.csv"),
        ("audit missing.csv -o - -o -", "--output - is said twice"),
        ("audit missing.csv -o a.csv -o log.csv log.csv", "log.csv: is read by this run"),
        ("audit missing.csv -o a.csv -o b.csv --rejects ./b.csv", "name the same file"),
        (
            "audit missing.csv -f csv -f json -o a -o b -o c",
            "--format is said 2 times for 3 outputs; say it once for all of them",
        ),
        ("audit missing.csv -f csv -f json", "--format is said 2 times for 1 output;"),
        ("audit missing.csv -o a.csv -f xml", "--format \"xml\" is not known"),
    ] {
        let ended = svarstid(line).run().code(2).says(told).prints_nothing();
        assert_eq!(ended.names(), ["log.csv"], "{line}");
    }
}

#[test]
fn no_output_is_replaced_when_one_cannot_be_written() {
    for other in ["none/b.csv", "folder", "/dev/full"] {
        let line = format!("audit log.csv -o a.csv -o {other} -f csv");
        let ended = svarstid(&line).file("a.csv", "old").file("folder/x", "").run().code(5);
        assert_eq!(ended.read("a.csv"), "old", "{other}");
        assert_eq!(ended.names(), ["a.csv", "folder", "log.csv"], "{other}");
    }
}

#[test]
fn rows_that_cannot_be_put_aside_are_an_error_and_leave_the_old_file() {
    let row = |n: u32| format!("B{n},email,external,Kansli,2026-03-02 10:00,2026-03-03 09:00,\n");
    let log: String = std::iter::once(LOG.to_owned()).chain((0..5000).map(row)).collect();
    let line = "contacts log.csv -o old.xlsx";
    for script in [
        // A write that is too large fails, as it does on a full disk, instead of a signal.
        "trap '' XFSZ; ulimit -f 64; exec \"$@\"",
        "TMPDIR=/none exec \"$@\"",
    ] {
        let run = svarstid(line).file("log.csv", &log).file("old.xlsx", "old").shell(script);
        let ended = run.run().code(5).says("cannot be put aside in the folder for temporary files");
        assert_eq!(ended.read("old.xlsx"), "old");
        assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.told());
    }
}

#[test]
fn a_pipe_that_is_closed_keeps_no_file_from_its_place() {
    let ended = svarstid("audit log.csv -o - -o a.csv").shell("\"$@\" | true").run();
    assert!(ended.read("a.csv").starts_with("department,"));
}

#[test]
fn a_terminal_is_not_written_a_workbook() {
    let Ok(found) = std::process::Command::new("script").arg("--version").output() else { return };
    assert!(found.status.success());
    svarstid("audit log.csv --format xlsx")
        .shell("script -qec \"$(printf '%s ' \"$@\")\" /dev/null")
        .run()
        .code(2)
        .prints("--format xlsx is not for a terminal; say -o FILE.xlsx, or pipe it on");
}

const NAMES: &str = "Kansli\nTotalt\tExempelkommun\nI tid procent\tAndel i tid\nKontakter\t-\n\
    I tid\t-\nSent\t-\nObesvarade\t-\nÖppna\t-\nUndantagna\t-\nUtan regel\t-\nMedian timmar\n\
    P90 timmar\t-\nLängst timmar\t-\n";

#[test]
fn stratsys_is_given_each_measure_under_its_own_name() {
    let ended = svarstid("audit log.csv --period 2026-03 --stratsys-names namn.txt")
        .args("--format stratsys -f json -o matt.txt -o report.json")
        .file("namn.txt", NAMES)
        .run()
        .code(0);
    assert_eq!(
        ended.read("matt.txt"),
        "\u{feff}Kansli\t2026-03-31\tAndel i tid\t50,0\r\n\
         Kansli\t2026-03-31\tMedian timmar\t23,00\r\n\
         Exempelkommun\t2026-03-31\tAndel i tid\t50,0\r\n\
         Exempelkommun\t2026-03-31\tMedian timmar\t23,00\r\n"
    );
    assert!(ended.read("report.json").contains("\"met_percent\":50.0"));
    let latin: Vec<u8> = NAMES.chars().map(|c| c as u8).collect();
    let line = "audit log.csv -f stratsys --period 2026-03 --stratsys-names namn.txt";
    let same = svarstid(line).file("namn.txt", latin).run().code(0).text();
    assert_eq!(same, ended.read("matt.txt"), "a list in Windows-1252");
}

#[test]
fn stratsys_is_given_nothing_whose_name_is_not_in_the_list() {
    let line = "audit log.csv -f stratsys --period 2026-03 --stratsys-names namn.txt -o old.txt";
    for (listed, instead, told) in [
        ("Kansli", "kansli ", "namn.txt: not in the list: \"Kansli\" (there is \"kansli \");"),
        ("Kansli", "Kansliet", "not in the list: \"Kansli\"; add each as Stratsys spells it"),
        ("I tid procent\tAndel i tid", "", "not in the list: \"I tid procent\";"),
        ("Totalt\tExempelkommun", "a\tb\tc", "namn.txt:2: more than two fields; expected"),
    ] {
        let names = NAMES.replacen(listed, instead, 1);
        let run = svarstid(line).file("namn.txt", names).file("old.txt", "old");
        assert_eq!(run.run().code(2).says(told).read("old.txt"), "old");
    }
    for (line, told) in [
        ("audit log.csv -f stratsys --period 2026", "say --stratsys-names FILE"),
        ("audit log.csv -f stratsys --stratsys-names namn.txt", "say --period"),
        (
            "audit log.csv -f stratsys --stratsys-names namn.txt --period 2026 --by month",
            "say --by department or --by board",
        ),
        (
            "audit log.csv -f stratsys --stratsys-names namn.txt --period 2026 --lang en",
            "leave out --lang en",
        ),
        ("audit log.csv --stratsys-names namn.txt", "is for --format stratsys only"),
        ("audit log.csv -f stratsys --stratsys-names x.txt --period 2026", "x.txt: cannot be read"),
        (
            "audit log.csv -f stratsys --stratsys-names namn.txt --period 2026 -o ./namn.txt",
            "./namn.txt: is read by this run",
        ),
        ("contacts log.csv -f stratsys", "--format \"stratsys\" is not known"),
    ] {
        let ended = svarstid(line).file("namn.txt", NAMES).run().code(2).says(told);
        assert_eq!(ended.read("namn.txt"), NAMES);
    }
}
