//! Runs that are stopped, starved, led astray or never let go: a file is whole or is not there,
//! no figure is wrong, and there is a message. `docs/security.md` lists them.

#![cfg(unix)]

mod harness;

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use harness::{HEADER, LOG, Svarstid};
use tempfile::TempDir;

/// How long a busy machine may take for what takes a moment.
const PATIENCE: Duration = Duration::from_secs(60);

const REPORT: &str = "department,contacts,met,late,overdue,pending,exempt,unregulated,\
                      met_percent,p50_hours,p90_hours,max_hours\n\
                      Kansli,2,1,1,0,0,0,0,50.0,23.00,71.00,71.00\n";

/// Waits until `is_so`.
#[track_caller]
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// A run that goes on until somebody ends it.
struct Running {
    folder: TempDir,
    child: Child,
}

impl Running {
    /// Starts `svarstid` in a folder with `log.csv`, `out.csv`, which is an old report, and `pipe`,
    /// a pipe with a name that nobody writes to or reads from yet.
    fn start(log: &str, line: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("log.csv"), log).expect("a log");
        fs::write(folder.path().join("out.csv"), "old").expect("an old report");
        let made = Command::new("mkfifo").arg(folder.path().join("pipe")).status();
        assert!(made.expect("mkfifo starts").success());
        let child = Command::new(env!("CARGO_BIN_EXE_svarstid"))
            .args(line.split_whitespace())
            .arg("--no-config")
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        Self { folder, child }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The file beside the output, if there is one.
    fn part(&self) -> Option<PathBuf> {
        let name = names(self.folder.path()).into_iter().find(|name| name.ends_with(".part"))?;
        Some(self.path(&name))
    }

    /// Lets the run open the pipe to read from it, and waits until it has begun its output. It
    /// goes on when what is returned is gone.
    fn hold(&self) -> fs::File {
        // To read and to write, so that it waits for nobody.
        let pipe = fs::OpenOptions::new().read(true).write(true).open(self.path("pipe"));
        wait_until("the output is begun", || self.part().is_some());
        pipe.expect("a pipe")
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill starts").success());
    }

    fn end(self) -> (TempDir, Output) {
        (self.folder, self.child.wait_with_output().expect("the program ends"))
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Not by a macro of prints, which a passing test keeps to itself.
fn skipped(what: &str, why: &str) {
    let _ = writeln!(io::stderr(), "skipped: {what}: {why}");
}

fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    let mut log = HEADER.to_owned();
    (0..count).for_each(|number| log += &row(number));
    log
}

/// Runs the program in `folder` again, without anything in its way.
fn run_again(folder: &Path) {
    let ended = Command::new(env!("CARGO_BIN_EXE_svarstid"))
        .args(["audit", "--no-config", "-q", "-f", "csv", "log.csv", "-o", "out.csv"])
        .current_dir(folder)
        .output()
        .expect("the program starts");
    assert!(ended.status.success() && ended.stderr.is_empty(), "{ended:?}");
}

#[test]
fn a_killed_run_leaves_the_old_report_and_the_next_run_clears_up() {
    // It waits for a log that does not come.
    let mut running = Running::start(LOG, "audit -q -f csv log.csv pipe -o out.csv");
    let pipe = running.hold();
    running.child.kill().expect("a kill");
    let (folder, ended) = running.end();
    drop(pipe);
    assert_eq!(ended.status.signal(), Some(9));
    assert!(ended.stdout.is_empty());
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    assert_eq!(read("out.csv"), "old");
    let left = names(folder.path());
    assert_eq!(left.iter().filter(|name| name.starts_with(".svarstid-out.csv")).count(), 2);
    // What another output's run left is not this one's.
    fs::write(folder.path().join(".svarstid-other.csv-a1b2c3.part"), "x").expect("a file");
    run_again(folder.path());
    assert_eq!(read("out.csv"), REPORT);
    let names = names(folder.path());
    assert_eq!(names, [".svarstid-other.csv-a1b2c3.part", "log.csv", "out.csv", "pipe"]);
}

#[test]
fn a_run_that_is_killed_while_it_writes_leaves_the_old_report() {
    let log =
        rows(40_000, |n| format!("K{n},email,external,Kansli,2026-03-02 10:00,2026-03-03,\n"));
    for attempt in 0.. {
        let mut running = Running::start(&log, "contacts -q -f csv log.csv -o out.csv");
        let mut is_written = false;
        wait_until("something is written", || {
            let size = running.part().and_then(|part| fs::metadata(part).ok());
            is_written = size.is_some_and(|part| part.len() > 0);
            is_written || running.child.try_wait().expect("a child").is_some()
        });
        let _ = running.child.kill();
        let (folder, ended) = running.end();
        let out = fs::read_to_string(folder.path().join("out.csv")).expect("a file");
        if ended.status.signal() == Some(9) {
            assert!(is_written);
            assert_eq!(out, "old");
            run_again(folder.path());
            assert_eq!(names(folder.path()), ["log.csv", "out.csv", "pipe"]);
            return;
        }
        // Faster than this test: then the report is whole.
        assert_eq!(out.lines().count(), 40_001);
        assert!(attempt < 10, "it was never caught while it wrote");
    }
}

#[test]
fn a_run_that_is_interrupted_says_so_and_leaves_nothing_but_the_old_report() {
    for (name, number) in [("INT", 2), ("TERM", 15)] {
        for line in ["audit -f csv log.csv pipe -o out.csv", "contacts log.csv pipe -o out.csv"] {
            let running = Running::start(LOG, line);
            let pipe = running.hold();
            running.signal(name);
            let (folder, ended) = running.end();
            drop(pipe);
            // As if nobody had caught it, so that a script sees that it was stopped: 130 or 143.
            assert_eq!(ended.status.signal(), Some(number), "{ended:?}");
            let told = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert!(told.contains("svarstid: interrupted; what stood in "), "{told}");
            assert!(told.contains("out.csv before is untouched"), "{told}");
            assert!(ended.stdout.is_empty());
            assert_eq!(fs::read_to_string(folder.path().join("out.csv")).expect("it"), "old");
            assert_eq!(names(folder.path()), ["log.csv", "out.csv", "pipe"]);
        }
    }
}

#[test]
fn an_interrupted_run_without_a_file_prints_no_figure() {
    // The rejected rows tell that it has begun.
    let running = Running::start(LOG, "audit log.csv pipe --rejects out.csv");
    let pipe = running.hold();
    running.signal("INT");
    let (folder, ended) = running.end();
    drop(pipe);
    assert_eq!(ended.status.signal(), Some(2));
    assert!(ended.stdout.is_empty());
    assert_eq!(names(folder.path()), ["log.csv", "out.csv", "pipe"]);
}

#[test]
fn a_run_that_was_started_to_ignore_interrupts_goes_on() {
    // A shell has what it starts in the background ignore them.
    let script = "\"$@\" & sleep 0.02; for n in 1 2 3 4 5; do kill -s INT $! 2>&-; sleep 0.01; done; wait $!";
    let ended = Svarstid::audit().args("-q -f csv -o out.csv").shell(script).run().code(0);
    assert_eq!(ended.read("out.csv"), REPORT);
}

/// Changes a file while it is being read: the run is held by its rejected rows, which go into a
/// pipe that is not read on before the file has changed.
#[track_caller]
fn read_while(name: &str, change: impl FnOnce(&Path)) {
    let log = rows(60_000, |n| format!("{n},fax,external,Kansli,2026-03-02 10:00,,\n"));
    let line = "audit -f csv --max-rejects 100% log.csv --rejects pipe -o out.csv";
    let running = Running::start(&log, line);
    // To read and to write, so that it waits for nobody.
    let both = fs::OpenOptions::new().read(true).write(true).open(running.path("pipe"));
    let mut pipe = fs::File::open(running.path("pipe")).expect("a pipe");
    let (first, is_first) = mpsc::channel();
    let (on, is_on) = mpsc::channel::<()>();
    let drained = thread::spawn(move || {
        pipe.read_exact(&mut [0])?;
        let _ = first.send(());
        let _ = is_on.recv();
        drop(both);
        io::copy(&mut pipe, &mut io::sink())
    });
    is_first.recv_timeout(PATIENCE).expect("the first rejected row");
    change(&running.path("log.csv"));
    drop(on);
    let (folder, ended) = running.end();
    drained.join().expect("a thread").expect("the rejected rows");
    let told = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(4), "{name}: {told}");
    assert!(told.contains("log.csv: the file changed while it was being read"), "{name}: {told}");
    assert_eq!(fs::read_to_string(folder.path().join("out.csv")).expect("it"), "old", "{name}");
}

#[test]
fn a_file_that_is_added_to_cut_or_replaced_while_it_is_read_is_refused() {
    read_while("added to", |log| {
        let mut file = fs::OpenOptions::new().append(true).open(log).expect("the log");
        file.write_all(b"X,email,external,Kansli,2026-03-02 10:00,,\n").expect("a row");
    });
    read_while("cut", |log| {
        let file = fs::OpenOptions::new().write(true).open(log).expect("the log");
        file.set_len(100_000).expect("a cut");
    });
    read_while("replaced", |log| {
        let other = log.with_file_name("other");
        let (before, text) = (fs::metadata(log).expect("it"), fs::read(log).expect("the log"));
        fs::write(&other, text).expect("another");
        // As long and as old as the one before.
        let file = fs::OpenOptions::new().write(true).open(&other).expect("another");
        file.set_modified(before.modified().expect("a time")).expect("a time");
        fs::rename(&other, log).expect("a replacement");
    });
    read_while("gone", |log| fs::remove_file(log).expect("it was there"));
}

#[test]
fn a_full_disk_leaves_the_old_report() {
    let log = rows(5000, |n| format!("K{n},email,external,Kansli,2026-03-02 10:00,2026-03-03,\n"));
    // A file system of the run's own, which goes with it.
    let small = "mkdir small && unshare --mount sh -c 'mount -t tmpfs -o size=64k none small || \
                 exit 99; printf old >small/out.csv; \"$@\"; code=$?; cp small/out.csv kept; \
                 ls -A small >names; exit $code' sh \"$@\"";
    for line in ["contacts -f csv", "contacts -f json", "contacts -f xlsx"] {
        let run = Svarstid::new().args(line).args("-q log.csv -o small/out.csv");
        let ended = run.file("log.csv", &log).shell(small).run();
        if ended.code == Some(99) || ended.stderr.contains("unshare") {
            skipped("a full disk", "no file system may be mounted here");
            return;
        }
        let ended = ended.code(5).says("small/out.csv: cannot be written: ");
        assert_eq!(ended.read("kept"), "old", "{line}");
        assert_eq!(ended.read("names"), "out.csv\n", "{line}");
    }
    let full = Svarstid::audit().args("-f csv").shell("exec \"$@\" >/dev/full").run();
    full.code(5).says("standard output: cannot be written");
}

#[test]
fn a_run_without_enough_memory_prints_the_whole_report_or_none() {
    let log = rows(30_000, |n| {
        format!("K{n}-{},email,external,Avd {},2026-03-02 10:00,2026-03-03,\n", n * 7919, n % 5000)
    });
    let whole = Svarstid::new().args("audit -f csv").input("log.csv", &log).run().code(0).stdout;
    // Kilobytes: the first is too little for anything, the last is enough.
    let (mut little, mut enough) = (4_000, 800_000);
    while enough - little > 2_000 {
        let limit = usize::midpoint(little, enough);
        let limited = format!("ulimit -v {limit}; exec \"$@\"");
        let ended = Svarstid::new()
            .args("audit -q -f csv -o out.csv")
            .input("log.csv", &log)
            .file("out.csv", "old")
            .shell(&limited)
            .run();
        if ended.code == Some(0) {
            enough = limit;
            assert!(fs::read(ended.path("out.csv")).expect("it") == whole, "{limit} KB");
        } else {
            little = limit;
            assert_eq!(ended.read("out.csv"), "old", "{limit} KB");
            // Where it cannot even begin, the system ends it without a word.
            let begins = Svarstid::new().args("--version").shell(&limited).run().code == Some(0);
            assert!(!begins || !ended.stderr.is_empty(), "{limit} KB: no word\n{}", ended.told());
        }
        assert!(ended.stdout.is_empty());
    }
    assert!(little > 4_000 && enough < 800_000, "{little} {enough}");
}
