//! Inputs that never end, or are larger than they look: each is refused in little memory and
//! little time, with a message; `docs/security.md` lists them.

#![cfg(target_os = "linux")]

mod harness;

use std::fs::File;
use std::io::Write;

use harness::{Ended, HEADER, LOG, Svarstid};

/// Enough for the program and a record of 16 MiB. Whoever goes on after a minute is ended with 124.
const BOUNDED: &str = "ulimit -v 250000; exec timeout 60 \"$@\"";

/// A run on what `source` writes to standard input without end.
fn run_on(line: &str, source: &str) -> Ended {
    run_by(1, line, source)
}

/// The same, by so many threads. For each that reads beside the first, the C library reserves 64 MiB
/// of addresses, which is no memory, but what `ulimit -v` counts.
fn run_by(threads: u32, line: &str, source: &str) -> Ended {
    let beside = if threads == 1 { 0 } else { threads };
    let bounded = BOUNDED.replace("250000", &(250_000 + beside * 70_000).to_string());
    // `yes` and `cat` end when nobody listens.
    let script = format!("{{ {source}; }} 2>&- | {{ {bounded}; }}");
    let line = format!("{line} --threads {threads}");
    Svarstid::new().args(&line).file("header", HEADER).file("old.csv", "old").shell(&script).run()
}

#[test]
fn an_input_that_never_ends_and_is_no_log_is_refused() {
    let cases = [
        ("no header", "yes", "has no header"),
        ("no header with commas", "yes a,b,c", "has no header"),
        ("blank lines", "yes ''", "has no header"),
        ("one line", "yes | tr -d '\\n'", "longer than"),
        ("zero bytes", "cat /dev/zero", "zero bytes"),
        ("one line after a header", "cat header; yes x | tr -d '\\n'", "longer than"),
        ("a quote that is not closed", "cat header; printf '1,\"'; yes x", "quote that opens"),
        ("zero bytes after a header", "cat header; cat /dev/zero", "zero bytes"),
        ("a gzip of zero bytes", "gzip -c /dev/zero", "zero bytes"),
        ("a zip without an end", "printf 'PK\\003\\004'; cat /dev/zero", "cannot be read"),
        (
            "a workbook without an end",
            "printf '\\320\\317\\021\\340\\241\\261\\032\\341'; cat /dev/zero",
            "cannot be read",
        ),
    ];
    for ((name, source, said), threads) in cases.into_iter().flat_map(|case| [(case, 1), (case, 2)])
    {
        let ended = run_by(threads, "audit - -f csv -o old.csv", source);
        assert_eq!(ended.code, Some(4), "{name}\n{}", ended.told());
        assert!(ended.stderr.contains(said), "{name}\n{}", ended.told());
        assert!(ended.stderr.len() < 2000, "{name}\n{}", ended.told());
        assert_eq!(ended.read("old.csv"), "old", "{name}");
        assert_eq!(ended.names(), ["header", "old.csv"], "{name}");
    }
}

#[test]
fn a_log_that_never_ends_is_a_bomb_when_it_is_packed() {
    let department = "$(head -c 60000 /dev/zero | tr '\\0' x)";
    let row = format!("1,email,external,{department},2026-03-02,,");
    let source = format!("{{ cat header; yes {row}; }} | gzip -c");
    let ended = run_on("audit - -f csv -o old.csv", &source).code(4);
    assert!(ended.stderr.contains("200 times its size, as a bomb does"), "{}", ended.told());
    assert_eq!(ended.read("old.csv"), "old");
}

#[test]
fn a_log_that_never_ends_ends_with_the_memory_and_leaves_the_old_report() {
    // Each row has a department of its own: what must be kept grows for as long as rows come.
    let source = "cat header; awk 'BEGIN { for (s = \"x\"; length(s) < 60000; s = s s); \
                  for (n = 0; ; n++) printf \"%d,email,external,%d%s,2026-03-02,,\\n\", n, n, s }'";
    let ended = run_on("audit - -q -f csv -o old.csv", source);
    // The system ends it, or it ends itself.
    assert!(ended.code != Some(0) && ended.code != Some(124), "{}", ended.told());
    assert!(ended.stderr.contains("memory"), "{}", ended.told());
    assert_eq!(ended.read("old.csv"), "old");
}

#[test]
fn rows_that_are_refused_are_counted_in_as_much_memory_as_one() {
    // Not without end, since nothing but an end ends it: half a million rows in little memory.
    let source = "cat header; yes 1,fax,external,K,2026-03-02,, | head -n 500000";
    let ended = run_on("audit - --max-rejects 100% -f json", source).code(0);
    assert_eq!(ended.json()["faults"]["unknown-channel"], 500_000);
    assert!(ended.stderr.lines().count() < 40);
}

/// A file of ten gigabytes that takes no room, after `begins`.
fn sparse(run: Svarstid, name: &str, begins: &[u8]) -> Svarstid {
    let mut file = File::create(run.path(name)).expect("a file");
    file.write_all(begins).expect("its beginning");
    file.set_len(10 << 30).expect("a length");
    run.arg(name)
}

#[test]
fn ten_gigabytes_of_nothing_are_refused_in_little_memory() {
    let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03";
    let cases: [(&str, &[u8], &str); 8] = [
        ("zeros.csv", b"", "zero bytes"),
        ("header.csv", HEADER.as_bytes(), "zero bytes"),
        ("log.csv", LOG.as_bytes(), "zero bytes"),
        ("log.zip", b"PK\x03\x04", ""),
        ("log.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ""),
        ("log.gz", gzip, "damaged"),
        ("log.xml", b"<?xml version='1.0'?><smses>", ""),
        ("log.json", b"[{\"a\": 1}", ""),
    ];
    for (name, begins, said) in cases {
        let run = sparse(Svarstid::new().args("audit -f csv -o old.csv"), name, begins);
        let ended = run.file("old.csv", "old").shell(BOUNDED).run();
        assert_eq!(ended.code, Some(4), "{name}\n{}", ended.told());
        assert!(ended.stderr.contains(said) && ended.stderr.contains(name), "{}", ended.told());
        assert_eq!(ended.read("old.csv"), "old", "{name}");
    }
}

#[test]
fn a_path_to_something_without_an_end_is_read_no_further_than_such_a_file_can_go() {
    let template = "report log.csv --period 2026-03 --template /dev/zero";
    for (line, code) in [
        ("audit log.csv --config /dev/zero", 2),
        ("audit log.csv --profile log.csv=zero.toml", 2),
        ("contacts log.csv --pseudonymise /dev/zero", 2),
        ("audit log.csv -f stratsys --period 2026-03 --stratsys-names /dev/zero", 2),
        (template, 2),
    ] {
        let run = Svarstid::new().file("log.csv", LOG).args(line).shell(BOUNDED);
        std::os::unix::fs::symlink("/dev/zero", run.path("zero.toml")).expect("a link");
        let ended = run.run();
        assert_eq!(ended.code, Some(code), "{}", ended.told());
        assert!(ended.stderr.contains("zero"), "{}", ended.told());
        assert!(ended.stderr.contains("larger than 16 MiB"), "{}", ended.told());
    }
    // What a run printed may be a gigabyte: here the memory ends first.
    for (line, code) in [
        ("diff /dev/zero /dev/zero", 4),
        ("verify /dev/zero", 4),
        ("merge /dev/zero", 4),
        ("inspect /dev/zero", 4),
        ("report log.csv --period 2026-03 --compare /dev/zero", 4),
    ] {
        let ended = Svarstid::new().file("log.csv", LOG).args(line).shell(BOUNDED).run();
        assert_eq!(ended.code, Some(code), "{}", ended.told());
        assert!(ended.stderr.contains("zero"), "{}", ended.told());
    }
}
