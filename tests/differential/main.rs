//! Differential tests: random logs with all traps through the program and through its twin, a
//! whole audit written a second time; what both print is the same, byte for byte.
//!
//! `SVARSTID_DIFFERENTIAL_CONTACTS=5000000 cargo test --release --test differential` judges so
//! many contacts. A seed that fails is printed, and repeated with
//! `SVARSTID_DIFFERENTIAL_SEED=N cargo test --test differential`.

mod dice;
mod press;
mod program;
mod scribe;
mod seen;
mod settle;
mod traps;
mod twin;
mod world;
mod worlds;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use program::{Binary, Ended, Library, numbers};
use serde_json::Value;
use traps::Traps;
use world::{Question, World};

/// Contacts that are judged by default, so that the test is soon done without optimisation.
const CONTACTS: u64 = 215_000;

/// Worlds that also go through the binary.
const BINARY_WORLDS: u64 = 40;

/// The first line in which two texts differ, for a message.
fn same(what: &str, twin: &str, program: &str) -> Result<(), String> {
    if twin == program {
        return Ok(());
    }
    let (mut twin, mut program) = (twin.lines(), program.lines());
    loop {
        let (own, other) = (twin.next(), program.next());
        if own != other || own.is_none() {
            return Err(format!("{what}\n     twin: {own:?}\n  program: {other:?}"));
        }
    }
}

fn equal<T: PartialEq + std::fmt::Debug>(what: &str, twin: T, program: T) -> Result<(), String> {
    if twin == program {
        return Ok(());
    }
    Err(format!("{what}\n     twin: {twin:?}\n  program: {program:?}"))
}

/// One world through the library. Gives how many contacts were judged.
fn through_the_library(world: &World, traps: &mut Traps) -> Result<u64, String> {
    let gathered = twin::gather(&world.settings, &world.files, world.horizon, traps);
    let library = Library::new(world)?;
    equal("faults", &gathered.faults, &library.faults())?;
    equal("ambiguous stamps", gathered.ambiguous, library.gathered.ambiguous_stamps)?;
    let mut judged = 0;
    for question in &world.questions {
        note_question(question, world, traps);
        let told = twin::audit(&world.settings, &gathered, question, traps);
        let asked = |error: String| format!("{question:?}\n{error}");
        let printed = library.answer(question, told.as_of.timestamp()).map_err(asked)?;
        same("contacts", &told.contacts, &printed.contacts).map_err(asked)?;
        same("groups", &told.groups, &printed.groups).map_err(asked)?;
        let parts: BTreeMap<_, _> =
            printed.account.into_iter().filter(|(key, _)| told.account.contains_key(key)).collect();
        equal("account", told.account, parts).map_err(asked)?;
        judged += told.judged;
    }
    Ok(judged)
}

fn note_question(question: &Question, world: &World, traps: &mut Traps) {
    let reading = question.reading.as_deref().unwrap_or("(none)");
    traps.note(&format!("reading: {reading}"));
    if let Some(period) = &question.period {
        traps.note(&format!("period: {}", settle::period_form(period)));
    }
    traps.note(if question.as_of.is_some() { "as-of: told" } else { "as-of: the latest stamp" });
    for dimension in &question.by {
        traps.note(&format!("by: {dimension}"));
    }
    let settings = &world.settings;
    traps.note(&format!("zone: {}", settings.zone.name()));
    traps.note_if(settings.is_guideline, "rules: the guideline");
    traps.note_if(settings.rules.iter().any(|r| r.from.is_some()), "rules: from a date");
    traps.note_if(settings.rules.iter().any(|r| r.until.is_some()), "rules: until a date");
    traps.note_if(!settings.closed.is_empty(), "calendar: closed days");
    traps.note_if(settings.has_hours(), "calendar: opening hours");
    traps.note_if(!settings.hours_of_dates.is_empty(), "calendar: opening hours of a date");
    traps.note_if(world.files.iter().any(|file| file.channel.is_some()), "file: a channel by flag");
}

/// One world through the binary: CSV byte for byte, and the figures of JSON.
fn through_the_binary(world: &World, traps: &mut Traps) -> Result<u64, String> {
    let gathered = twin::gather(&world.settings, &world.files, world.horizon, traps);
    let binary = Binary::new(world);
    let question = &world.questions[0];
    note_question(question, world, traps);
    let told = twin::audit(&world.settings, &gathered, question, traps);
    let ended = |command: &str, code: Option<i32>| {
        let ended = binary.run(command, world, question);
        match ended.code == code {
            true => Ok(ended),
            false => {
                let Ended { code: other, stderr, .. } = ended;
                Err(format!("{command}: {code:?} expected, not {other:?}\n{question:?}\n{stderr}"))
            }
        }
    };
    let audit = ended("audit --format csv", Some(told.exit_code))?;
    same("audit --format csv", &told.groups, &audit.stdout)?;
    // The list has no target to miss.
    let listed = if told.exit_code == 1 { 0 } else { told.exit_code };
    let contacts = ended("contacts --format csv --lang en", Some(listed))?;
    same("contacts --format csv", &told.contacts, &contacts.stdout)?;
    let json = ended("audit --format json --lang en", Some(told.exit_code))?;
    let json: Value = serde_json::from_str(&json.stdout).map_err(|error| error.to_string())?;
    let mut account = numbers(&json["account"]);
    account.retain(|key, _| told.account.contains_key(key.as_str()));
    let own: BTreeMap<String, u64> =
        told.account.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect();
    equal("account of JSON", own, account)?;
    let faults: BTreeMap<String, u64> =
        gathered.faults.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect();
    let mut printed = numbers(&json["faults"]);
    printed.retain(|_, count| *count > 0);
    equal("faults of JSON", faults, printed)?;
    let header = told.groups.lines().next().expect("a header");
    let columns: Vec<&str> = header.split(',').skip(question.by.len()).collect();
    figures_of_json("total", &columns, &told.total, &json["total"])?;
    let groups = json["groups"].as_array().ok_or("groups are no array")?;
    let mut reader = csv::Reader::from_reader(told.groups.as_bytes());
    let rows: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    equal("groups of JSON", rows.len(), groups.len())?;
    for (row, group) in rows.iter().zip(groups) {
        let cells: Vec<String> = row.iter().skip(question.by.len()).map(str::to_owned).collect();
        figures_of_json("a group", &columns, &cells, group)?;
    }
    Ok(told.judged)
}

/// Absent is null; a number is the number that CSV has, whatever its zeros.
fn figures_of_json(
    what: &str,
    columns: &[&str],
    cells: &[String],
    json: &Value,
) -> Result<(), String> {
    for (column, cell) in columns.iter().zip(cells) {
        equal(&format!("{what}: {column}"), cell.parse::<f64>().ok(), json[*column].as_f64())?;
    }
    Ok(())
}

/// What a test does with a world.
type Try = fn(&World, &mut Traps) -> Result<u64, String>;

/// Tries worlds on two threads until `enough` contacts are judged or `most` worlds tried.
fn try_worlds(kind: worlds::Kind, enough: u64, most: u64, attempt: Try) -> (Traps, u64) {
    let (next, judged) = (AtomicU64::new(0), AtomicU64::new(0));
    let all = Mutex::new(Traps::default());
    let is_over = AtomicBool::new(false);
    let asked = std::env::var("SVARSTID_DIFFERENTIAL_SEED").ok();
    let asked: Option<u64> = asked.map(|seed| seed.parse().expect("a seed is a number"));
    let work = || {
        let mut traps = Traps::default();
        while !is_over.load(Ordering::Relaxed) && judged.load(Ordering::Relaxed) < enough {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= most || asked.is_some() && number > 0 {
                break;
            }
            let seed = asked.unwrap_or(number);
            let world = worlds::world(kind, seed);
            match attempt(&world, &mut traps) {
                Ok(count) => drop(judged.fetch_add(count, Ordering::Relaxed)),
                Err(error) => {
                    is_over.store(true, Ordering::Relaxed);
                    let settings = world.settings.toml();
                    panic!("SVARSTID_DIFFERENTIAL_SEED={seed}\n{error}\n\n{settings}");
                }
            }
        }
        all.lock().expect("no thread failed").merge(traps);
    };
    std::thread::scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        for thread in threads {
            if let Err(failure) = thread.join() {
                std::panic::resume_unwind(failure);
            }
        }
    });
    (all.into_inner().expect("no thread failed"), judged.into_inner())
}

/// Shown with `--nocapture`.
fn tell(judged: u64, traps: &Traps) {
    let told = format!("{judged} contacts judged\n{}", traps.table());
    std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes()).expect("standard error");
}

/// Every trap is met at least so often, or the test proves less than it says.
fn assert_met(traps: &Traps, least: &[(&str, u64)]) {
    let missing: Vec<String> = least
        .iter()
        .filter(|(trap, least)| traps.count(trap) < *least)
        .map(|(trap, least)| format!("{trap}: {} of {least}", traps.count(trap)))
        .collect();
    assert!(missing.is_empty(), "too seldom met:\n{}\n\n{}", missing.join("\n"), traps.table());
}

/// The list of python-holidays, which shares no line with the program or the twin.
#[test]
fn the_twin_knows_the_holidays_of_an_independent_list_in_all_110_years() {
    let list = include_str!("../../fixtures/calendar/names.txt");
    let first = chrono::NaiveDate::from_ymd_opt(1990, 1, 1).expect("a date");
    let days = first.iter_days().take_while(|day| day.to_string().as_str() < "2100");
    let named = days.filter_map(|day| {
        let mut names: Vec<String> =
            twin::holidays(day).iter().map(|name| name.to_lowercase()).collect();
        names.sort();
        (!names.is_empty()).then(|| format!("{day} {}", names.join(", ")))
    });
    let named: Vec<String> = named.collect();
    let told: Vec<&str> = list.lines().collect();
    assert_eq!(told.len(), 1_756);
    assert!(named == told, "{:?}", named.iter().zip(&told).find(|(own, other)| own != *other));
}

fn is_one_seed() -> bool {
    std::env::var_os("SVARSTID_DIFFERENTIAL_SEED").is_some()
}

#[test]
fn the_program_prints_what_its_twin_prints_of_random_logs_with_all_traps() {
    let wanted = std::env::var("SVARSTID_DIFFERENTIAL_CONTACTS").ok();
    let wanted = wanted.map_or(CONTACTS, |wanted| wanted.parse().expect("a number of contacts"));
    let kind = worlds::Kind::Library;
    let (traps, judged) = try_worlds(kind, wanted, u64::MAX, through_the_library);
    tell(judged, &traps);
    if !is_one_seed() && wanted >= CONTACTS {
        assert_met(&traps, worlds::LEAST);
        assert!(judged >= wanted, "{judged} judged");
    }
}

#[test]
fn the_binary_prints_what_the_twin_prints_in_csv_and_json_and_ends_as_it_says() {
    let kind = worlds::Kind::Binary;
    let (traps, judged) = try_worlds(kind, u64::MAX, BINARY_WORLDS, through_the_binary);
    tell(judged, &traps);
    if !is_one_seed() {
        assert_met(&traps, worlds::LEAST_BINARY);
    }
}
