//! How fast call records become contacts, beside contact logs of as many rows, and how much
//! memory a call takes. Both logs are made on the spot by [`examples/generate_logs.rs`].
//!
//! ```text
//! cargo bench --bench calls
//! SVARSTID_BENCH_ROWS=5000000 SVARSTID_BENCH_RUNS=7 cargo bench --bench calls
//! ```
//!
//! A row of a contact log tells all of a contact. A row of call records is three times as long,
//! every field of it quoted, and who was called back is found among all others.

// The tables go to the terminal of whoever runs the bench.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use clap::Parser;
use svarstid::audit::{Gathered, Input, Judged, Request, Scope, gather};
use svarstid::calendar::{Calendar, Instant as Moment, Zone};
use svarstid::contact::{Channel, DepartmentId, Moment as Stamp, Origin};
use svarstid::judge::Judge;
use svarstid::normalise::event::{Abilities, Direction, Event, Events, PartyId};
use svarstid::normalise::pairing::{PairingRules, pair};
use svarstid::organisation::{ExtensionRange, NumberRange, Organisation};
use svarstid::policy::{ExemptionList, Policy};
use svarstid::profile::language::Strategy;
use svarstid::tally::Dimension;

#[allow(dead_code)] // its main is not used here
#[path = "../examples/generate_logs.rs"]
mod generate_logs;

type Outcome = Result<u64, Box<dyn Error>>;

/// Set in a process that only reads calls and tells how much memory that took.
const MEASURES_MEMORY: &str = "SVARSTID_BENCH_MEMORY";

/// What is the own of the exchange that the generator makes up.
fn organisation() -> Result<Organisation, String> {
    Ok(Organisation {
        numbers: vec![NumberRange::parse("0855500000..0855500099")?],
        extensions: vec![ExtensionRange::parse("1000..1099")?],
        ..Organisation::default()
    })
}

fn judged(log: &Path, organisation: &Organisation) -> Outcome {
    let (calendar, policy) = (Calendar::swedish(), Policy::guideline());
    let exemptions = ExemptionList::default();
    let request = Request {
        organisation,
        source_zone: Some(Zone::STOCKHOLM),
        ..Request::new(&calendar, &exemptions)
    };
    let gathered: Gathered = gather(vec![Input::file(log)], &request, &mut ())?;
    let judge = Judge::new(&policy, &calendar, gathered.latest.ok_or("no contact")?);
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

/// Calls in the order of their moments: a third is missed, a third calls back.
fn calls(count: u32) -> Events {
    let of = |index: u32| {
        let caller = index.wrapping_mul(2_654_435_761) % (count / 4 + 1) + 1;
        let at = Stamp::second(Moment::from_unix_seconds(1_735_804_800 + i64::from(index) * 20));
        let picked_up = (!index.is_multiple_of(3)).then(|| at.instant.plus_s(12));
        let by_number = Abilities::NONE.by(Strategy::Party);
        let is_out = index % 3 == 1;
        Event {
            party: PartyId(caller),
            own: PartyId(count + 1),
            line: index + 1,
            direction: if is_out { Direction::Out } else { Direction::In },
            abilities: if is_out { by_number.closing() } else { by_number.opening() },
            channel: Channel::Phone,
            origin: Origin::External,
            department: DepartmentId::UNSTATED,
            ..Event::new(at, picked_up)
        }
    };
    Events { list: (0..count).map(of).collect(), mails: Vec::new() }
}

/// The most memory that this process held, in bytes; as the kernel tells it.
fn peak() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kib: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib * 1024)
}

/// The most memory that another process of this bench holds to audit `log`.
fn peak_of(log: &Path) -> Outcome {
    let own = std::env::current_exe()?;
    let told = Command::new(own).env(MEASURES_MEMORY, log).output()?;
    Ok(String::from_utf8(told.stdout)?.trim().parse()?)
}

fn setting(name: &str, default: u32) -> Result<u32, Box<dyn Error>> {
    Ok(std::env::var(name).map_or(Ok(default), |text| text.parse())?)
}

fn write(folder: &Path, rows: u32, form: &str) -> Result<PathBuf, Box<dyn Error>> {
    let log = folder.join(format!("{form}-{rows}.csv"));
    // A year that is over: nothing in it is in the future of whoever runs this.
    let flags = format!("bench --as {form} --from 2025-01-01 --until 2025-12-31 --contacts {rows}");
    let plan = generate_logs::Plan::parse_from(flags.split(' '));
    generate_logs::write_log(&plan, &mut File::create(&log)?)?;
    Ok(log)
}

/// The best of some runs, in milliseconds.
fn best(runs: u32, mut run: impl FnMut() -> Outcome) -> Result<f64, Box<dyn Error>> {
    let mut best = f64::INFINITY;
    for _ in 0..runs {
        let started = Instant::now();
        black_box(run()?);
        best = best.min(started.elapsed().as_secs_f64() * 1e3);
    }
    Ok(best)
}

fn main() -> Result<(), Box<dyn Error>> {
    let organisation = organisation()?;
    if let Some(log) = std::env::var_os(MEASURES_MEMORY) {
        judged(Path::new(&log), &organisation)?;
        println!("{}", peak()?);
        return Ok(());
    }
    let rows = setting("SVARSTID_BENCH_ROWS", 1_000_000)?;
    let runs = setting("SVARSTID_BENCH_RUNS", 5)?;
    let folder = tempfile::tempdir()?;
    let contacts = write(folder.path(), rows, "canonical")?;
    let log = write(folder.path(), rows, "asterisk")?;
    let tenth = write(folder.path(), rows / 10, "asterisk")?;
    let size = |path: &Path| std::fs::metadata(path).map(|file| file.len() as f64 / 1e6);
    println!(
        "{rows} rows each: contacts {:.0} MB, calls {:.0} MB; the best of {runs} runs",
        size(&contacts)?,
        size(&log)?
    );

    // Round by round, so that a slow moment of the machine does not fall on one alone.
    let events = calls(rows);
    let table = Calendar::swedish().table;
    let mut times = [f64::INFINITY; 5];
    for _ in 0..runs {
        let round = [
            best(1, || judged(&contacts, &organisation))?,
            best(1, || judged(&log, &organisation))?,
            best(1, || {
                Ok(pair(&events, &|_| false, &PairingRules::default(), &table).fates.events())
            })?,
            best(1, || bare_csv(&contacts))?,
            best(1, || bare_csv(&log))?,
        ];
        for (time, round) in times.iter_mut().zip(round) {
            *time = time.min(round);
        }
    }
    let [of_contacts, of_calls, pairing, bare_contacts, bare_calls] = times;
    println!("{:<44}{:>9}{:>20}", "", "ms", "to contact logs");
    for (what, time) in [
        ("audit of contact logs", of_contacts),
        ("audit of calls: read, pair, judge, tally", of_calls),
        ("of that, pairing alone", pairing),
        ("bare csv::ByteRecord loop over the contacts", bare_contacts),
        ("bare csv::ByteRecord loop over the calls", bare_calls),
    ] {
        println!("{what:<44}{time:>9.1}{:>20.2}", time / of_contacts);
    }
    println!(
        "audit to bare loop: contacts {:.2}, calls {:.2}",
        of_contacts / bare_contacts,
        of_calls / bare_calls
    );
    let (whole, part) = (peak_of(&log)?, peak_of(&tenth)?);
    let beyond = whole.saturating_sub(part) as f64 / f64::from(rows - rows / 10);
    println!(
        "memory: {:.1} MB at most, {beyond:.0} bytes a call above the fixed part",
        whole as f64 / 1e6
    );
    Ok(())
}
