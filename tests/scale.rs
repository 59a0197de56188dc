//! `docs/scale.md`: its examples are run, and give what one audit over all logs gives.

mod harness;

use std::path::Path;
use std::process::{Command, Output};

use harness::{HEADER, Svarstid, repository};

const MONTHS: [&str; 3] = ["2026-01", "2026-02", "2026-03"];

/// Logs of two systems in three months; each tells again of what the month before left open.
fn logs(run: Svarstid) -> (Svarstid, Vec<String>) {
    let mut run = run.file("key", "a-synthetic-key-of-32-bytes-here");
    let mut names = Vec::new();
    for system in ["diarium", "telefoni"] {
        let mut open = String::new();
        for (number, month) in MONTHS.iter().enumerate() {
            let channel = if system == "diarium" { "letter" } else { "phone" };
            let mut log = HEADER.to_owned() + &open.replace(",,", &format!(",{month}-05 09:00,"));
            open.clear();
            for day in 1..29 {
                let id = format!("{system}-{number}-{day}");
                let start = format!("{id},{channel},external,Bygg,{month}-{day:02} 10:00");
                if day % 5 == 0 {
                    open += &format!("{start},,\n");
                    log += &format!("{start},,\n");
                } else {
                    log += &format!("{start},{month}-{day:02} 1{}:30,\n", day % 7);
                }
            }
            let name = format!("{system}-{month}.csv");
            run = run.file(&name, log);
            names.push(name);
        }
    }
    (run, names)
}

/// Runs a command in the folder of a run, in which `svarstid` is the program that is tested.
fn in_folder(run: &Svarstid, command: &str, arguments: &[String]) -> Option<Output> {
    let own = Path::new(env!("CARGO_BIN_EXE_svarstid")).parent().expect("a folder");
    let others = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(own.to_owned()).chain(std::env::split_paths(&others));
    let output = Command::new(command)
        .args(arguments)
        .current_dir(run.path(""))
        .env("PATH", std::env::join_paths(folders).expect("a path"))
        .env("HOME", run.path("home"))
        .env("XDG_CONFIG_HOME", run.path("home"))
        .env_remove("SVARSTID_CONFIG")
        .output()
        .ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(output)
}

fn script(name: &str) -> String {
    repository().join("examples/scale").join(name).display().to_string()
}

fn audited(run: Svarstid, names: &[String]) -> String {
    let run = run.args("audit -q --period 2026-Q1");
    names.iter().fold(run, |run, name| run.arg(name)).run().code(0).text()
}

#[test]
fn the_script_gives_the_report_of_one_audit() {
    let (run, names) = logs(Svarstid::new());
    let mut arguments = vec![script("states.sh"), "key".to_owned(), "2026-Q1".to_owned()];
    arguments.extend(names.iter().rev().cloned());
    let first = in_folder(&run, "sh", &arguments).expect("a shell");
    // The logs are gone; their states stay.
    for name in &names[..3] {
        std::fs::write(run.path(name), "gone").expect("a file");
    }
    let again = in_folder(&run, "sh", &arguments).expect("a shell");
    assert_eq!(first.stdout, again.stdout);
    let report = String::from_utf8_lossy(&first.stdout).into_owned();
    let (run, names) = logs(run);
    let audited = audited(run, &names);
    let figures = |report: &str| -> String {
        let tables = report.lines().skip_while(|line| !line.starts_with("Förvaltningar"));
        tables.take_while(|line| !line.starts_with("Att veta")).collect::<Vec<_>>().join("\n")
    };
    assert!(figures(&audited).contains("168 kontakter = "), "{audited}");
    assert_eq!(figures(&report), figures(&audited));
}

/// Where there is Python; Dask and Spark call the same two functions.
#[test]
fn the_functions_that_engines_call_give_the_state_of_one_merge() {
    let (run, names) = logs(Svarstid::new());
    let mut arguments = vec![script("engines.py")];
    arguments.extend(["pool", "key", "sum.json"].map(str::to_owned));
    arguments.extend(names.clone());
    if in_folder(&run, "python3", &arguments).is_none() {
        eprintln!("there is no python3 here");
        return;
    }
    let states = names.iter().map(|name| name.replace(".csv", ".svarstid.json"));
    let run = run.args("merge -q --format csv -o out.csv --save-state all.json");
    let ended = states.fold(run, |run, state| run.arg(state)).run().code(0);
    assert_eq!(ended.read("sum.json"), ended.read("all.json"));
}
