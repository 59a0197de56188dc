//! How fast each stage goes, on a log that [`examples/generate_logs.rs`] makes on the spot.
//!
//! ```text
//! cargo bench --bench stages                                    every stage
//! cargo bench --bench stages -- csv                             stages whose name holds "csv"
//! SVARSTID_BENCH_CONTACTS=5000000 SVARSTID_BENCH_RUNS=7 cargo bench --bench stages
//! ```
//!
//! The first stage is the yardstick: a bare `csv::ByteRecord` loop over the same bytes. Every
//! other stage is printed with its ratio to it, because megabytes a second depend on the machine
//! and a ratio of two runs side by side hardly does. Runs go round-robin over the stages, so that
//! a slow moment of the machine does not fall on one stage alone.

// The tables go to the terminal of whoever runs the bench.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::Parser;
use svarstid::audit::{Gathered, Input, Judged, Request, Scope, gather};
use svarstid::calendar::Calendar;
use svarstid::judge::Judge;
use svarstid::policy::{ExemptionList, Policy};
use svarstid::read::{Options, Table};
use svarstid::tally::Dimension;

#[allow(dead_code)] // its main is not used here
#[path = "../examples/generate_logs.rs"]
mod generate_logs;

type Outcome = Result<u64, Box<dyn Error>>;

/// One thing to time: reads the log at the path and returns how many rows it saw.
struct Stage {
    name: &'static str,
    what: &'static str,
    run: fn(&Path) -> Outcome,
}

/// Every stage, the yardstick first. Each later one does all that the one above it does, and
/// more. A new stage is a line here and a function below.
const STAGES: &[Stage] = &[
    Stage { name: "csv", what: "bare csv::ByteRecord loop, the yardstick", run: bare_csv },
    Stage { name: "read", what: "records with their true lines", run: read },
    Stage { name: "normalise", what: "records to contacts, duplicates merged", run: normalise },
    Stage { name: "judge", what: "contacts to verdicts", run: judge },
    Stage { name: "audit", what: "verdicts to figures: the whole audit", run: audit },
];

fn read(log: &Path) -> Outcome {
    let known = |name: &str| svarstid::normalise::field(name).is_some();
    let mut table = Table::open(Box::new(File::open(log)?), &Options::default(), &known)?;
    let mut rows = 0;
    while table.advance()? {
        black_box(table.row());
        black_box(table.line());
        rows += 1;
    }
    Ok(rows)
}

fn gathered(log: &Path, calendar: &Calendar) -> Result<Gathered, Box<dyn Error>> {
    let exemptions = ExemptionList::default();
    let request = Request::new(calendar, &exemptions);
    Ok(gather(vec![Input::file(log)], &request, &mut ())?)
}

fn normalise(log: &Path) -> Outcome {
    let calendar = Calendar::swedish();
    Ok(gathered(log, &calendar)?.ledger.contacts().len() as u64)
}

fn judge(log: &Path) -> Outcome {
    let (calendar, policy) = (Calendar::swedish(), Policy::guideline());
    let gathered = gathered(log, &calendar)?;
    let as_of = gathered.latest.ok_or("no contact")?;
    let judge = Judge::new(&policy, &calendar, as_of);
    let mut rows = 0;
    for contact in gathered.ledger.contacts() {
        black_box(judge.judge(contact));
        rows += 1;
    }
    Ok(rows)
}

fn audit(log: &Path) -> Outcome {
    let (calendar, policy) = (Calendar::swedish(), Policy::guideline());
    let gathered = gathered(log, &calendar)?;
    let as_of = gathered.latest.ok_or("no contact")?;
    let judge = Judge::new(&policy, &calendar, as_of);
    let scope = Scope { period: None, by: &[Dimension::Department], is_whole: false };
    Ok(Judged::new(&gathered, &judge, scope)?.account.contacts)
}

fn bare_csv(log: &Path) -> Outcome {
    let mut reader = csv::Reader::from_reader(BufReader::with_capacity(1 << 16, File::open(log)?));
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record)? {
        black_box(&record);
        rows += 1;
    }
    Ok(rows)
}

/// A positive number from the environment, or `default`.
fn setting(name: &str, default: u64) -> Result<u64, Box<dyn Error>> {
    match std::env::var(name) {
        Ok(text) => match text.parse() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(format!("{name} must be a positive number, not {text:?}").into()),
        },
        Err(_) => Ok(default),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let contacts = setting("SVARSTID_BENCH_CONTACTS", 1_000_000)?;
    let runs = setting("SVARSTID_BENCH_RUNS", 5)?;
    // Cargo passes flags of its own, such as --bench.
    let filter: Option<String> = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let is_wanted = |name: &str| filter.as_deref().is_none_or(|part| name.contains(part));
    // The yardstick always runs: without it there is no ratio.
    let stages: Vec<&Stage> = STAGES
        .iter()
        .enumerate()
        .filter(|(at, s)| *at == 0 || is_wanted(s.name))
        .map(|(_, s)| s)
        .collect();

    let folder = tempfile::tempdir()?;
    let log = folder.path().join("log.csv");
    // A year that is over: nothing in it is in the future of whoever runs this.
    let flags = format!("bench --from 2025-01-01 --until 2025-12-31 --contacts {contacts}");
    let plan = generate_logs::Plan::parse_from(flags.split(' '));
    let started = Instant::now();
    generate_logs::write_log(&plan, &mut File::create(&log)?)?;
    let size_mb = std::fs::metadata(&log)?.len() as f64 / 1e6;
    println!(
        "{contacts} contacts, {size_mb:.1} MB, written in {:.2} s; {runs} runs a stage",
        started.elapsed().as_secs_f64()
    );

    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); stages.len()];
    for _ in 0..runs {
        for (stage, times) in stages.iter().zip(&mut times) {
            let started = Instant::now();
            let rows = (stage.run)(&log)?;
            times.push(started.elapsed());
            if rows != contacts {
                return Err(format!("{} saw {rows} rows of {contacts}", stage.name).into());
            }
        }
    }

    println!(
        "{:<12}{:>10}{:>10}{:>10}{:>8}  what",
        "stage", "best ms", "median ms", "MB/s", "ratio"
    );
    let mut yardstick = None;
    for (stage, times) in stages.iter().zip(&mut times) {
        times.sort_unstable();
        let [best, median] = [times[0], times[times.len() / 2]].map(|time| time.as_secs_f64());
        let yardstick = *yardstick.get_or_insert(best);
        println!(
            "{:<12}{:>10.1}{:>10.1}{:>10.1}{:>8.2}  {}",
            stage.name,
            best * 1e3,
            median * 1e3,
            size_mb / best,
            best / yardstick,
            stage.what
        );
    }
    Ok(())
}
