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
