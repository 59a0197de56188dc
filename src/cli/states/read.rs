//! Reading states: which files are states, and their sum.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use svarstid::audit::Input;
use svarstid::report::{StateAudit, StateRecord};
use svarstid::seal::FileRequest;
use svarstid::state::{self, OpenRules, Saved, State};

use crate::cli::exit::{OrStop, Run, Status, stop};
use crate::cli::file;
use crate::cli::plan;

/// The files that the command line names, each once.
pub(crate) fn paths(named: &[PathBuf]) -> Run<Vec<PathBuf>> {
    let mut paths = Vec::new();
    let mut known = Vec::new();
    for path in named {
        for path in plan::opened_up(path)? {
            let real = path.canonicalize().unwrap_or_else(|_| path.clone());
            if known.contains(&real) {
                let name = path.display();
                return stop(Status::Usage, format!("{name}: named twice; each state counts once"));
            }
            known.push(real);
            paths.push(path);
        }
    }
    Ok(paths)
}

/// What the files of a command line are.
pub(crate) enum Kind {
    /// Logs, or nothing that can be told.
    Logs,
    /// States, each file once.
    States(Vec<PathBuf>),
}

/// Whether `named` are logs or states.
pub(crate) fn kind(named: &[PathBuf]) -> Run<Kind> {
    let mut states = 0;
    let mut opened = Vec::new();
    for path in named {
        for path in plan::opened_up(path)? {
            states += usize::from(is_state(&path));
            opened.push(path);
        }
    }
    if states == 0 {
        return Ok(Kind::Logs);
    }
    if let Some(log) = opened.iter().find(|path| !is_state(path)) {
        return stop(
            Status::Usage,
            format!(
                "{}: is no kept state, and other files are; name only states or only logs, or \
                 keep a state of the log first (svarstid audit --save-state)",
                log.display()
            ),
        );
    }
    paths(named).map(Kind::States)
}

/// Refuses a state where logs are wanted.
pub(crate) fn refuse_states(inputs: &[Input]) -> Run<()> {
    let Some(state) = inputs.iter().find(|input| input.path().is_some_and(|path| is_state(&path)))
    else {
        return Ok(());
    };
    stop(
        Status::Input,
        format!(
            "{}: is a kept state and no log; svarstid merge and svarstid report give its figures, \
             and what is told of single contacts needs the logs",
            state.name
        ),
    )
}

/// Whether a file begins as states do; one that cannot be read does not.
fn is_state(path: &Path) -> bool {
    let mut head = Vec::new();
    // A pipe can be read once.
    let mut read = || std::fs::File::open(path)?.take(200).read_to_end(&mut head);
    path.is_file() && read().is_ok() && state::is_state(&head)
}

/// States that were read and merged.
pub(super) struct Read {
    pub(super) state: State,
    pub(super) records: Vec<StateRecord>,
    pub(super) rules: OpenRules,
    /// The files as a request names them, in the order of their names.
    pub(super) files: Vec<FileRequest>,
}

/// What a file is called in a report.
pub(super) fn base_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Reads all of them, tells what is wrong with any, and merges them; `names` are those of the
/// report.
pub(super) fn read(paths: &[PathBuf], names: &[String]) -> Run<Read> {
    let mut states = Vec::new();
    let mut records: Vec<StateRecord> = Vec::new();
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    for (path, own) in paths.iter().zip(names) {
        let name = path.display().to_string();
        let bytes = match file::bytes(path, file::PRINTED) {
            Ok(bytes) => bytes,
            Err(error) => {
                wrong.push(format!("{name}: cannot be read: {error}"));
                continue;
            }
        };
        match state::read(&bytes) {
            Ok(state) => {
                let sha256 = HEXLOWER.encode(&Sha256::digest(&bytes));
                files.push(FileRequest {
                    name: own.clone(),
                    sha256: Some(sha256.clone()),
                    bytes: bytes.len() as u64,
                    channel: None,
                    profile: None,
                });
                records.push(StateRecord {
                    name: own.clone(),
                    sha256,
                    calendar_sha256: state.rules.calendar_sha256.clone(),
                    audits: state.saved.iter().map(audit_of).collect(),
                });
                states.push((name, state));
            }
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    let Some((name, first)) = states.first().filter(|_| wrong.is_empty()) else {
        return stop(Status::Input, wrong.join("\n"));
    };
    let rules = match first.rules.open() {
        Ok(rules) => rules,
        Err(error) => return stop(Status::Input, format!("{name}: {error}")),
    };
    let state = state::merge(states, &rules.calendar.table).or_stop(Status::Input)?;
    // In whatever order they are given, it is the same run.
    records.sort();
    files.sort_by(|a, b| (&a.name, &a.sha256).cmp(&(&b.name, &b.sha256)));
    Ok(Read { state, records, rules, files })
}

fn audit_of(saved: &Saved) -> StateAudit {
    StateAudit {
        days: (saved.first, saved.last),
        part: saved.part.clone(),
        settings_sha256: saved.settings_sha256.clone(),
        version: saved.tool.version.clone(),
        tz_database: saved.tool.tz_database.clone(),
    }
}
